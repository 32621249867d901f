"""Having a text checked: it is read here and now, kept for an hour, and then it is gone.

The trail says who had what checked (name and digest), never a word of it. A text belongs to who
handed it in: nobody else opens it, but an auditor may open one that was kept.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from duzhi.checker import api as checker
from duzhi.checker.api import Report
from duzhi.documents.checked import keeping, originals, own
from duzhi.documents.checked.matched import Matched
from duzhi.documents.models import CheckedText
from duzhi.intake import api as intake
from duzhi.kernel.finding import refuse
from duzhi.office import api as office

STAYS = timedelta(hours=1)
"""How long an upload lies here that nobody keeps."""
PASTED = "粘贴的文字"
AUDIT = "audit.export"
"""Who holds this verb may open what was kept."""


def check_file(*, name: str, content: bytes, by: str, at: datetime) -> CheckedText:
    """Read a file and everything it says in numbers; only the writing holds the database.

    A paper of ours is held against the ledger too, where the person may read its region.

    Raises:
        Refused: too large, or no text can be read from it; one sentence. Nothing is kept.
    """
    purge_checked(at=at)
    name = intake.safe_name(name)
    if len(content) > settings.MAX_UPLOAD_BYTES:
        limit = settings.MAX_UPLOAD_BYTES >> 20
        text = f"{name} 超过上限 {limit} MB，未读取；请拆分后再校核"
        raise refuse("documents.checked_large", text)
    report = checker.check(checker.read(content, name))
    place = originals.store(content)
    matched = own.matched(originals.path_of(place), by=by, on=timezone.localdate(at))
    return _stored(name, content, keeping.kept(report, matched), report.text, place, by, at)


def check_text(*, text: str, by: str, at: datetime) -> CheckedText:
    """Read a text that was pasted.

    Raises:
        Refused: there are no words in it, or far too many.
    """
    purge_checked(at=at)
    plain = checker.clean(text)
    kept = keeping.kept(checker.check(plain))
    return _stored(PASTED, plain.encode(), kept, plain, "", by, at)


def checked(pk: int, by: str, on: date | None = None) -> CheckedText:
    """A text for its owner; with a day, a kept one also for who may audit on that day.

    Raises:
        LookupError: it is somebody else's, or gone; which of them is nobody's business.
    """
    row = CheckedText.objects.filter(pk=pk).first()
    if row is not None and (
        row.by == by
        or (row.keep and on and office.may(by, AUDIT, on=on, region=settings.HOME_REGION))
    ):
        return row
    raise _gone(pk)


def checked_by(by: str) -> QuerySet[CheckedText]:
    """What somebody had checked and is still here, newest first, without the texts."""
    return CheckedText.objects.filter(by=by).order_by("-pk").defer("text", "result")


def report_of(row: CheckedText) -> Report:
    """What was found when it was checked; read again where an older program kept it otherwise."""
    try:
        return keeping.restored(row.text, row.result)
    except (KeyError, TypeError):
        return checker.check(row.text)


def matched_of(row: CheckedText) -> list[Matched]:
    """Our own paper beside the ledger as it stood then; nothing for any other text."""
    return keeping.matched(row.result)


@transaction.atomic
def keep_checked(*, pk: int, by: str, at: datetime) -> CheckedText:
    """Keep a text until its owner removes it.

    Raises:
        LookupError: it is somebody else's, or gone.
    """
    row = _own(pk, by)
    if not row.keep:
        row.keep, row.until = True, None
        row.save(update_fields=["keep", "until"])
        office.log(row.ref, "留存校核文稿", by=by, at=at, after=_named(row))
    return row


@transaction.atomic
def drop_checked(*, pk: int, by: str, at: datetime) -> None:
    """Remove a text and its file now, kept or not.

    Raises:
        LookupError: it is somebody else's, or gone.
    """
    row = _own(pk, by)
    _remove([row])
    office.log(row.ref, "删除校核文稿", by=by, at=at, before=_named(row))


@transaction.atomic
def purge_checked(*, at: datetime) -> int:
    """Remove every text whose hour is over, with its file; how many."""
    over = CheckedText.objects.filter(keep=False, until__lte=at).order_by("pk")
    rows = list(over.select_for_update().only("pk", "name", "sha256", "path"))
    _remove(rows)
    for row in rows:
        office.log(row.ref, "清除校核文稿", by=office.SYSTEM, at=at, before=_named(row))
    known = set(CheckedText.objects.values_list("path", flat=True))
    originals.remove_strays(known, at - STAYS)
    return len(rows)


@transaction.atomic
def _stored(
    name: str,
    content: bytes,
    result: dict[str, Any],
    text: str,
    path: str,
    by: str,
    at: datetime,
) -> CheckedText:
    row = CheckedText.objects.create(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        at=at,
        text=text,
        result=result,
        path=path,
        until=at + STAYS,
    )
    office.log(row.ref, "校核文稿", by=by, at=at, after=_named(row))
    return row


def _own(pk: int, by: str) -> CheckedText:
    row = CheckedText.objects.select_for_update().filter(pk=pk, by=by).first()
    if row is None:
        raise _gone(pk)
    return row


def _gone(pk: int) -> LookupError:
    return LookupError(f"没有{pk}号校核文稿：未留存的一小时后自动清除；请重新校核")


def _remove(rows: Sequence[CheckedText]) -> None:
    """Files go once the records are gone for good: a refused transaction loses nothing."""
    for row in rows:
        transaction.on_commit(partial(originals.remove, row.path))
    CheckedText.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _named(row: CheckedText) -> dict[str, str]:
    return {"name": row.name, "sha256": row.sha256}
