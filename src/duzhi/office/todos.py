"""To-dos: who has to do something about a document; open ones are unique per document and title."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.expressions import Combinable
from django.utils import timezone

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.office.access import EVERYWHERE, Reach, in_force, operator
from duzhi.office.models import Todo, User
from duzhi.office.trails import log


class Waiting(NamedTuple):
    """How many to-dos wait for somebody: all, due today, overdue."""

    total: int
    today: int
    overdue: int


def todo(  # noqa: PLR0913 whom, where and until when are one question
    ref: Ref | str,
    title: str,
    *,
    office: str = "",
    role: str = "",
    user: str = "",
    within: Reach = EVERYWHERE,
    due: date | None = None,
    by: str,
    at: datetime,
) -> Todo:
    """Ask for something to be done; while it is still open, asking again changes nothing.

    `office` is the Chinese name of a 股室. A to-do for a `role` or an office may say where it is
    (`within`, region and agency): then only those whose grants reach there have it.
    """
    whom = {"office": office, "role": role, "user": user}
    whom |= {"region": within.region, "agency": within.agency}
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


def todos_of(user: User, on: date) -> QuerySet[Todo]:
    """What somebody has to do, the earliest due first: by name, by office, by a role in force.

    One query. Who is named has it wherever it is; an office or a role only where a grant reaches.
    """
    grants = in_force(user, on).annotate(
        to_role=_of_todo("role"),
        to_office=_of_todo("office"),
        to_region=_of_todo("region"),
        to_agency=_of_todo("agency"),
    )
    here = grants.filter(
        Q(to_region="") | Q(to_region__startswith=F("region")),
        Q(to_agency="") | Q(to_agency__startswith=F("agency")),
    )
    by_role = Exists(here.filter(Q(role=F("to_role")) | ~Q(office="") & Q(office=F("to_office"))))
    by_office = ~Q(office="") & Q(office=user.office) & Q(Exists(here))
    mine = Q(user=user.username) | Q(user="") & (Q(by_role) | by_office)
    return open_todos().filter(mine)


def waiting(user: User, on: date) -> Waiting:
    """The numbers of the top bar, by one query."""
    sums = todos_of(user, on).aggregate(
        total=Count("id"),
        today=Count("id", filter=Q(due=on)),
        overdue=Count("id", filter=Q(due__lt=on)),
    )
    return Waiting(**sums)


@transaction.atomic
def hand_over(
    *, todo_id: int, user: str = "", office: str = "", note: str, by: str, at: datetime
) -> Todo:
    """Give one's to-do to a person or an office, with a word why; the trail says from whom."""
    row = _mine(todo_id, by, at)
    if bool(user) == bool(office):
        raise refuse("office.todo_to_whom", "请选择转给一个人或一个股室，二者选一")
    if user:
        operator(user)
    before = _whom(row)
    row.user, row.office, row.role = user, office, ""
    row.save(update_fields=["user", "office", "role"])
    log(row.ref, "转交待办", by=by, at=at, before=before, after=_whom(row), note=note)
    return row


@transaction.atomic
def close_todo(*, todo_id: int, note: str, by: str, at: datetime) -> Todo:
    """Close one's to-do with a word on what was done."""
    row = _mine(todo_id, by, at)
    row.done_by, row.done_at, row.note = by, at, note
    row.save(update_fields=["done_by", "done_at", "note"])
    log(row.ref, "办结待办", by=by, at=at, after={"title": row.title}, note=note)
    return row


def _of_todo(field: str) -> Combinable:
    return ExpressionWrapper(OuterRef(field), output_field=CharField())


def _mine(todo_id: int, by: str, at: datetime) -> Todo:
    """An open to-do of this person, locked; whoever asked for it may also move or close it."""
    user = operator(by)
    row = Todo.objects.select_for_update().filter(pk=todo_id, done_at=None).first()
    if row is None:
        raise refuse("office.todo_over", "这件待办已经办结，无需再操作；请刷新页面")
    on = timezone.localdate(at)
    if row.by != by and not todos_of(user, on).filter(pk=todo_id).exists():
        raise refuse("office.todo_of_other", f"这件待办不由{user}办理；请由承办人或交办人操作")
    return row


def _whom(row: Todo) -> dict[str, str]:
    return {"user": row.user, "office": row.office, "role": row.role}
