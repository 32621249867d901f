"""Searching the audit trail: by document, verb, person, days and words; a million rows stay quick.

Document, verb and person are answered by an index that ends in the time, newest first. Words are
looked for in a window of days, because no index can answer them.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from duzhi.office.access import Scope
from duzhi.office.models import Grant, Trail

_LAST_LETTER = "\U0010ffff"


class Change(NamedTuple):
    """One field that an act changed; empty texts where there was, or is, nothing."""

    field: str
    before: str
    after: str


def search_trail(
    *,
    scope: Scope,
    ref: str = "",
    verb: str = "",
    by: str = "",
    start: date | None = None,
    end: date | None = None,
    words: str = "",
) -> QuerySet[Trail]:
    """Lines of the trail, newest first; `ref` is a document or its beginning, `end` exclusive.

    `scope` is that of office.read_trail: whoever reads a county's trail does not see the acts of
    those who only ever held roles elsewhere; 系统管理员 and the command line belong to everybody.
    """
    rows = Trail.objects.filter(_actors(scope))
    if ref:
        rows = rows.filter(beginning("ref", ref))
    if verb:
        rows = rows.filter(verb=verb)
    if by:
        rows = rows.filter(by=by)
    if start:
        rows = rows.filter(at__gte=_midnight(start))
    if end:
        rows = rows.filter(at__lt=_midnight(end))
    if words:
        rows = rows.filter(Q(note__icontains=words) | Q(ref__icontains=words))
    return rows.order_by("-at", "-id")


def beginning(field: str, text: str) -> Q:
    """A text that begins so, said in the way that each database finds by its index.

    SQLite compares bytes and folds case in LIKE; PostgreSQL compares by locale and indexes LIKE.
    """
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + _LAST_LETTER})


def changes(row: Trail) -> list[Change]:
    """What an act changed, field by field, in the order of the fields; equal ones are left out."""
    before, after = _fields(row.before), _fields(row.after)
    names = dict.fromkeys([*before, *after])
    found = [Change(name, before.get(name, ""), after.get(name, "")) for name in names]
    return [one for one in found if one.before != one.after]


def trail_verbs(days: int, now: datetime) -> list[str]:
    """Verbs seen in the last days, for a picker."""
    rows = Trail.objects.filter(at__gte=now - timedelta(days=days))
    return sorted(rows.order_by().values_list("verb", flat=True).distinct())


def _actors(scope: Scope) -> Q:
    if any(not reach.region for reach in scope.reaches):
        return Q()
    holders = Q(region="")
    for region in scope.regions:
        holders |= Q(region__startswith=region)
    here = Grant.objects.filter(holders).values("user")
    elsewhere = Grant.objects.exclude(user__in=here).values("user__username")
    return ~Q(by__in=elsewhere)


def _fields(value: object) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        return {"": _text(value)}
    return {str(name): _text(one) for name, one in value.items()}


def _text(value: object) -> str:
    if isinstance(value, dict):
        return "；".join(f"{name}：{_text(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "、".join(map(_text, value))
    return "" if value is None else str(value)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
