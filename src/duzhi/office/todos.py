"""To-dos: who has to do something about a document; open ones are unique per document and title."""

from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from duzhi.kernel.entry import Ref
from duzhi.office.models import Todo


def todo(
    ref: Ref | str,
    title: str,
    *,
    office: str = "",
    role: str = "",
    user: str = "",
    due: date | None = None,
    by: str,
    at: datetime,
) -> Todo:
    """Ask for something to be done; while it is still open, asking again changes nothing."""
    whom = {"office": office, "role": role, "user": user}
    row, _ = Todo.objects.get_or_create(
        ref=str(ref),
        title=title,
        done_at=None,
        defaults={**whom, "due": due, "by": by, "at": at},
    )
    return row


def done(ref: Ref | str, *, by: str, at: datetime, title: str = "") -> int:
    """Close what is open about a document (one title, or all); says how many were closed."""
    rows = Todo.objects.filter(ref=str(ref), done_at__isnull=True)
    if title:
        rows = rows.filter(title=title)
    return rows.update(done_by=by, done_at=at)


def open_todos(*, office: str = "", role: str = "", user: str = "") -> QuerySet[Todo]:
    """What is open, the earliest due first: everything, or what any of the named ones has to do."""
    mine = Q()
    for field, value in {"office": office, "role": role, "user": user}.items():
        if value:
            mine |= Q(**{field: value})
    rows = Todo.objects.filter(mine, done_at__isnull=True)
    return rows.order_by(F("due").asc(nulls_last=True), "at", "id")
