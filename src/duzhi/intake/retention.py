"""Received and rejected files are kept for thirty days, then removed; originals never are."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from duzhi.intake import flow
from duzhi.intake.models import Upload
from duzhi.kernel.entry import Ref
from duzhi.office import api as office

KEEP = timedelta(days=30)
"""What the preview page promises: 原文件已存 30 天."""


def sweep(*, now: datetime, by: str = office.SYSTEM) -> int:
    """Remove what is older than thirty days under HOME/inbox and HOME/rejected; how many files.

    A file that still waited for a decision is 已放弃 from then on. The trail names every file.
    """
    gone = [*_old("inbox", now), *_old("rejected", now)]
    for path in gone:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with transaction.atomic():
        waiting = Upload.objects.exclude(state__in=flow.OVER).filter(at__lt=now - KEEP)
        for row in waiting.order_by("id"):
            row.state = flow.GIVEN_UP
            row.sentence = f"{row.name} 超过 {KEEP.days} 天未处理，已清除；如仍需入账，请重新上传"
            row.save(update_fields=["state", "sentence"])
        if gone:
            names = [str(path.relative_to(settings.HOME)) for path in gone]
            note = f"超过 {KEEP.days} 天的上传件、退回件 {len(gone)} 个"
            office.log(
                Ref("intake.retention", f"{now:%Y-%m-%d}"),
                "清除过期文件",
                by=by,
                at=now,
                before=names,
                note=note,
            )
    return len(gone)


def _old(folder: str, now: datetime) -> Iterator[Path]:
    place: Path = settings.HOME / folder
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.stat().st_mtime < (now - KEEP).timestamp():
            yield path
