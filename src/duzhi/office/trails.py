"""The audit trail: who did what to which document, when, from where, before and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db.models import QuerySet

from duzhi.kernel.entry import Ref
from duzhi.office.models import Trail

_origin: ContextVar[str] = ContextVar("origin", default="")


@contextmanager
def acting_from(origin: str) -> Iterator[None]:
    """Everything logged inside came from there: the address of a request, a machine's name."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


_QUIET = ("登录", "登录锁定")
"""Coming and going changes nothing but the trail itself."""


def log(
    ref: Ref | str,
    verb: str,
    *,
    by: str,
    at: datetime,
    before: object = None,
    after: object = None,
    note: str = "",
    origin: str = "",
) -> Trail:
    """Add one line to the trail; `before` and `after` are plain data that JSON can hold."""
    return Trail.objects.create(
        ref=str(ref),
        verb=verb,
        by=by,
        at=at,
        before=before,
        after=after,
        note=note,
        origin=origin or _origin.get(),
    )


def trail(ref: Ref | str) -> QuerySet[Trail]:
    """Everything that was done to a document, oldest first."""
    return Trail.objects.filter(ref=str(ref)).order_by("at", "id")


def last_trail() -> int:
    """The number of the latest line but those of signing in, 0 when there is none.

    Any act that changes what a page shows changes it.
    """
    last = (
        Trail.objects.exclude(verb__in=_QUIET).order_by("-pk").values_list("pk", flat=True).first()
    )
    return last or 0
