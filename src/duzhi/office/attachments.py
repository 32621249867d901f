"""附件: papers behind a document, stored once by content under HOME/evidence, every look logged.

The caller asks for permission: an attachment may be seen by whoever may see its document.
"""

import hashlib
import os
import re
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.office.models import Attachment
from duzhi.office.paper_kinds import kind_of
from duzhi.office.trails import log

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 10
"""Of one document."""
_CHUNK = 1 << 20
_LONGEST = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')


@transaction.atomic
def attach(ref: Ref | str, *, name: str, content: BinaryIO, by: str, at: datetime) -> Attachment:
    """Keep a file behind a document; the same content again is the same attachment.

    Raises:
        Refused: empty, too large, too many, or no kind of paper; one sentence.
    """
    name = clean_name(name)
    sha256, size = _measure(content, name)
    kind = kind_of(content, name)
    there = attachments(ref)
    if found := there.filter(sha256=sha256).first():
        return found
    if there.count() >= MAX_FILES:
        text = f"一份材料最多{MAX_FILES}个附件，“{name}”未接收；请合并成一个文件再上传"
        raise refuse("office.attachment_many", text)
    _keep(content, sha256)
    row = Attachment.objects.create(
        ref=str(ref), name=name, kind=kind, sha256=sha256, size=size, by=by, at=at
    )
    log(ref, "上传附件", by=by, at=at, after={"name": name, "sha256": sha256})
    return row


@transaction.atomic
def drop_attachment(number: int, *, by: str, at: datetime) -> None:
    """Take an attachment off a document; the file and the record stay for the trail."""
    row = Attachment.objects.select_for_update().get(pk=number)
    if row.dropped_at is None:
        row.dropped_by, row.dropped_at = by, at
        row.save(update_fields=["dropped_by", "dropped_at"])
        log(row.ref, "撤下附件", by=by, at=at, before={"name": row.name, "sha256": row.sha256})


@transaction.atomic
def carry_attachments(source: Ref | str, target: Ref | str, *, by: str, at: datetime) -> int:
    """Put a document's attachments behind its next version too; says how many."""
    there = set(attachments(target).values_list("sha256", flat=True))
    rows = [row for row in attachments(source) if row.sha256 not in there]
    for row in rows:
        row.pk, row.ref, row.by, row.at = None, str(target), by, at
    return len(Attachment.objects.bulk_create(rows))


def attachments(ref: Ref | str) -> QuerySet[Attachment]:
    """What stands behind a document, in the order it came."""
    return Attachment.objects.filter(ref=str(ref), dropped_at=None).order_by("pk")


@transaction.atomic
def open_attachment(number: int, *, by: str, at: datetime, origin: str = "") -> Path:
    """The place of the file for somebody who may see it; the look is written into the trail.

    Raises:
        Refused: the file is gone from the store.
    """
    row = Attachment.objects.get(pk=number)
    path = _place(row.sha256)
    if not path.is_file():
        text = f"附件“{row.name}”的原件不在本机存储中；请管理员从备份恢复 evidence 目录"
        raise refuse("office.attachment_gone", text)
    log(row.ref, "查看附件", by=by, at=at, note=row.name, origin=origin)
    return path


def clean_name(name: str) -> str:
    """A file name without folders, control or direction marks, at most 120 characters.

    >>> clean_name("../../通知<b>.pdf"), clean_name("")
    ('通知b.pdf', '附件')
    """
    bare = _UNSAFE.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, suffix = bare.rpartition(".")
    if len(bare) > _LONGEST:
        bare = f"{(stem or suffix)[: _LONGEST - 10]}{dot}{suffix[:9]}" if dot else bare[:_LONGEST]
    return bare or "附件"


def _measure(content: BinaryIO, name: str) -> tuple[str, int]:
    content.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            text = f"附件“{name}”超过{MAX_BYTES >> 20} MB，未接收；请压缩图片或拆分后再上传"
            raise refuse("office.attachment_large", text)
    if not size:
        raise refuse("office.attachment_empty", f"附件“{name}”是空文件；请核对后再上传")
    return digest.hexdigest(), size


def _place(sha256: str) -> Path:
    return Path(settings.HOME) / "evidence" / sha256[:2] / sha256


def _keep(content: BinaryIO, sha256: str) -> None:
    """Complete or not at all: a crash leaves no half file under a digest."""
    target = _place(sha256)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    content.seek(0)
    with NamedTemporaryFile(dir=target.parent, delete=False) as copy:
        while chunk := content.read(_CHUNK):
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    Path(copy.name).replace(target)
