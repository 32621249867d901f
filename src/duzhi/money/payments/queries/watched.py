"""Vouchers as warning rules look at them: what was paid, and whom the register knows behind it.

A request is the voucher it will become: the same rules speak when it is submitted.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache, reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast

from duzhi.money.payments import flow
from duzhi.money.payments.models import Payment, PaymentRequest, Settlement
from duzhi.money.payments.rules import KIND, KINDS, NORMAL
from duzhi.money.payments.rules.requests import OWN, request_ref
from duzhi.registry import api as registry
from duzhi.watch import api as watch

_FIELDS = (
    *("document", "region", "agency", "agency_name", "on", "amount", "fund_type", "subject"),
    *("gov_econ", "dep_econ", "project", "payee", "account_digest", "purpose", "kind"),
    *("guarantee", "direct", "source_doc", "bond"),
)
_ASKED = {"on": "submitted_on"}
"""Fields of a request that a voucher calls otherwise."""
_COLUMNS = {"account": "account_digest"}
"""Columns of the rules that the tables call otherwise."""
_DERIVED = ("payee_unit", "department", "payee_department", "project_unit", "size")
_BEHIND = frozenset(_DERIVED[:3])
_KIND = _FIELDS.index("kind")
_KIND_NAMES = {code: name for name, code in KINDS.items()}
_CHUNK = 5_000
_SOME = 500


class Known(NamedTuple):
    """What the register knows that a voucher does not say."""

    units: dict[str, str]
    """Code of the unit by its name."""
    departments: dict[str, str]
    """主管部门 by code of the unit."""
    projects: dict[str, str]
    """Code of the unit a project is registered to, by code of the project."""

    def unit(self, name: str) -> str:
        """The unit that is called so, a remark in brackets left out; empty when none is."""
        return self.units.get(name) or self.units.get(name.partition("（")[0], "")


def known() -> Known:
    """Names, departments and projects of every unit that ever was."""
    rows = list(registry.Agency.objects.order_by("start").values_list("name", "code", "dept_code"))
    return Known(
        {name: code for name, code, _ in rows},
        {code: dept or code for _, code, dept in rows},
        dict(registry.Project.objects.values_list("code", "agency")),
    )


def rows(region: str, start: date, end: date) -> Iterator[tuple[str | int | date, ...]]:
    """Vouchers that stand, of a region with its townships, by day; columns as in `watches`."""
    found = Payment.objects.filter(
        current=True, on__gte=start, on__lt=end, region__startswith=region
    )
    held = known()
    unit = cache(held.unit)
    for row in found.order_by("on", "id").values_list(*_FIELDS).iterator(_CHUNK):
        yield _whole(row, held, unit(row[11]))


def said(row: PaymentRequest, on: date) -> list[watch.Said]:
    """What the rules that are on say about a request, as if it were paid on a day.

    Two to four queries: the rules, units by name, and what their windows and projects need.
    """
    ears = watch.ears(KIND)
    if ears is None:
        return []
    own = _own(row, on)
    past = list(_around(row, on, ears)) if ears.same else []
    held = _known_of([own, *past], ears.fields)
    whole = [_whole(one, held, held.unit(one[11])) for one in (own, *past)]
    return ears.said(request_ref(row.region, row.year, row.pk or 0), whole[0], whole[1:])


def requests_of(documents: Sequence[str]) -> dict[str, str]:
    """The requests that vouchers (区划/年/凭证号) paid: rules spoke about them when submitted."""
    found: dict[str, str] = {}
    for first in range(0, len(documents), _SOME):
        some = set(documents[first : first + _SOME])
        named = {"region__in": {one.split("/")[0] for one in some}}
        named |= {"voucher__in": {one.split("/")[2] for one in some}}
        settled = Settlement.objects.filter(**named).select_related("request")
        own = PaymentRequest.objects.filter(**named, mode=OWN)
        pairs = [(f"{one.region}/{one.year}/{one.voucher}", one.request) for one in settled]
        pairs += [(f"{one.region}/{one.year}/{one.voucher}", one) for one in own]
        found |= {
            number: str(request_ref(one.region, one.year, one.pk))
            for number, one in pairs
            if number in some
        }
    return found


def derived(
    held: Known, payee: str, agency: str, project: str, amount_fen: int
) -> tuple[str, str, str, str, int]:
    """收款单位, 主管部门 of both sides, 项目单位, and the size of the amount."""
    return (
        payee,
        held.departments.get(agency, agency),
        held.departments.get(payee, ""),
        held.projects.get(project, ""),
        abs(amount_fen),
    )


def _whole(row: Sequence[Any], held: Known, payee: str) -> tuple[Any, ...]:
    """A row of `_FIELDS` with what the register knows."""
    known_by = derived(held, payee, row[2], row[10], row[5])
    return (*row[:_KIND], _KIND_NAMES[row[_KIND]], *row[_KIND + 1 :], *known_by)


def _own(row: PaymentRequest, on: date) -> tuple[Any, ...]:
    ref = request_ref(row.region, row.year, row.pk or 0)
    given = {"document": str(ref), "on": on, "kind": NORMAL}
    return tuple(given[name] if name in given else getattr(row, name) for name in _FIELDS)


def _around(row: PaymentRequest, on: date, ears: watch.Ears) -> Iterable[tuple[Any, ...]]:
    """Vouchers and other requests on their way that a window may count, by one query."""
    wanted = reduce(or_, (_alike(row, same) for same in sorted(ears.same)))
    start = on - timedelta(days=ears.reach)
    paid = Payment.objects.filter(wanted, current=True, on__gte=start, on__lte=on)
    asked = PaymentRequest.objects.filter(
        wanted, submitted_on__gte=start, submitted_on__lte=on, state__in=flow.IN_FLIGHT
    ).exclude(pk=row.pk)
    given: dict[str, Any] = {"document": Cast("pk", CharField()), "kind": Value(NORMAL)}
    names = [given.get(name, _ASKED.get(name, name)) for name in _FIELDS]
    ours = asked.order_by().values_list(*names)
    return paid.order_by().values_list(*_FIELDS).union(ours, all=True)


def _alike(row: PaymentRequest, same: Iterable[str]) -> Q:
    """What rows of one window share with a request, as far as the tables say it."""
    assert "agency" in same, "a window over more than one unit would read the whole county"
    fields = [_COLUMNS.get(name, name) for name in same if name not in _DERIVED]
    return Q(**{name: getattr(row, name) for name in fields})


def _known_of(found: Sequence[Sequence[Any]], fields: frozenset[str]) -> Known:
    """What the register knows of the units and projects of a few rows, if a rule asks for it."""
    units, projects = list[tuple[str, str, str]](), dict[str, str]()
    if fields & _BEHIND:
        names = {name for row in found for name in (row[11], row[11].partition("（")[0])}
        wanted = Q(name__in=names) | Q(code__in={row[2] for row in found})
        rows = registry.Agency.objects.filter(wanted).order_by("start")
        units = list(rows.values_list("name", "code", "dept_code"))
    codes = {row[10] for row in found if row[10]}
    if "project_unit" in fields and codes:
        rows_of = registry.Project.objects.filter(code__in=codes)
        projects = dict(rows_of.values_list("code", "agency"))
    return Known(
        {name: code for name, code, _ in units},
        {code: dept or code for _, code, dept in units},
        projects,
    )
