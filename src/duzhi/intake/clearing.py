"""Giving an unknown subject its place (归类)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from duzhi.intake.models import Unclassified
from duzhi.kernel.codes import UNCLASSIFIED
from duzhi.kernel.finding import refuse


@transaction.atomic
def mark_cleared(*, raw: str, subject_lists: Sequence[str], to: str, by: str, at: datetime) -> int:
    """Note that the open rows of an unknown subject now stand under `to`; returns how many files.

    The area re-books its entries in the same transaction. Raises `Refused` when none is open.
    """
    bare = raw.removeprefix(UNCLASSIFIED)
    waiting = Unclassified.objects.filter(
        raw=bare, lists=",".join(subject_lists), state=Unclassified.OPEN
    )
    cleared = waiting.update(state=Unclassified.CLEARED, cleared_to=to, by=by, at=at)
    if not cleared:
        raise refuse("intake.nothing_open", f"科目 {bare} 没有待归类的记录；请刷新后再操作")
    return cleared
