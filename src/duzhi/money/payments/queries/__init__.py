"""Reading payments: what stands, what a new revision is numbered, and the rows behind a line."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet, Sum

from duzhi.intake import api as intake
from duzhi.kernel.codes import GENERAL, home
from duzhi.kernel.entry import Key, Ref
from duzhi.kernel.period import Fiscal, Span, month, same_day_last_year, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.budget import api as budget
from duzhi.money.payments.models import Payment
from duzhi.money.payments.rules import BUDGETS, Known, Voucher
from duzhi.registry import api as registry

_CHUNK = 500


class Standing(NamedTuple):
    """A voucher as it stands."""

    id: int
    digest: str
    revision: int
    status: str
    month: int


class Spent(NamedTuple):
    """Fen per group of key fields: the month, the year so far, last year's same period."""

    month: dict[tuple[str, ...], int]
    year: dict[tuple[str, ...], int]
    before: dict[tuple[str, ...], int]


class Budgeted(NamedTuple):
    """A line of own spending of the budget that counts on a day."""

    subject: str
    fen: int
    ref: Ref


class Elsewhere(NamedTuple):
    """A voucher number met before, outside the months and regions of a file."""

    revision: int
    """The last one used."""
    month: int
    """Where it stands, 0 when it was withdrawn."""


def payments(*, current: bool = True) -> QuerySet[Payment]:
    """Vouchers by number; what was superseded only on request."""
    found = Payment.objects.order_by("document", "revision")
    return found.filter(current=True) if current else found


def known(rows: Iterable[Voucher]) -> Known:
    """What the registry knows that a check of these rows needs."""
    regions = frozenset(registry.regions().values_list("code", flat=True))
    spans: dict[str, list[tuple[date, date | None]]] = {}
    for code, start, end in registry.Agency.objects.values_list("code", "start", "end"):
        spans.setdefault(code, []).append((start, end))
    years = {row.year for row in rows}
    subjects = {
        (fund, year): registry.codes(registry.list_for(fund, registry.SPENDING), year)
        for fund in BUDGETS
        for year in years
    }
    return Known(regions | {home(settings.HOME_REGION)}, spans, subjects)


def standing(months: Collection[int], regions: Collection[str]) -> dict[str, Standing]:
    """Vouchers that stand in these months and regions, by document number."""
    rows = Payment.objects.filter(current=True, month__in=months, region__in=regions)
    fields = ("document", "id", "digest", "revision", "status", "month")
    return {row[0]: Standing(*row[1:]) for row in rows.values_list(*fields).iterator(5_000)}


def standing_numbers(documents: Sequence[str]) -> dict[str, Standing]:
    """Of these document numbers, the vouchers that stand."""
    fields = ("document", "id", "digest", "revision", "status", "month")
    found: dict[str, Standing] = {}
    for some in _chunks(documents):
        rows = Payment.objects.filter(current=True, document__in=some)
        found |= {row[0]: Standing(*row[1:]) for row in rows.values_list(*fields)}
    return found


def elsewhere(documents: Sequence[str]) -> dict[str, Elsewhere]:
    """Which of these numbers were used before, and where they stand now."""
    found: dict[str, Elsewhere] = {}
    if not Payment.objects.exists():
        return found
    for some in _chunks(documents):
        rows = Payment.objects.filter(document__in=some).order_by()
        used = rows.values_list("document").annotate(
            last=Max("revision"), at=Max("month", filter=Q(current=True))
        )
        found |= {number: Elsewhere(revision, at or 0) for number, revision, at in used}
    return found


def left_standing(
    months: Collection[int], regions: Collection[str]
) -> list[tuple[int, list[str], int, int]]:
    """Month, other regions, vouchers and fen that a file of these regions says nothing about."""
    rows = Payment.objects.filter(current=True, month__in=months).exclude(region__in=regions)
    sums = rows.order_by("month", "region").values_list("month", "region")
    found: dict[int, tuple[list[str], Counter[str]]] = {}
    for code, region, count, fen in sums.annotate(Count("id"), Sum("amount")):
        names, totals = found.setdefault(code, ([], Counter()))
        names.append(region)
        totals.update(count=count, fen=fen)
    return [(code, names, sums["count"], sums["fen"]) for code, (names, sums) in found.items()]


def open_days(regions: Iterable[str], months: Iterable[int]) -> Mapping[tuple[str, int], date]:
    """For closed (区划, month) pairs, the first day after everything that is closed there."""
    found: dict[tuple[str, int], date] = {}
    wanted = set(months)
    for region in regions:
        closed = [one for one in ledger.closed(region) if one.no <= 12]  # noqa: PLR2004 months
        if shut := wanted & {one.code for one in closed}:
            day = _after(closed[-1])
            found |= {(region, code): day for code in shut}
    return found


def spent(
    selection: ledger.Selection, on: date, regions: Sequence[str], by: Sequence[str]
) -> Spent:
    """Fen of the month and the year so far, and of last year's same period, per key field."""
    chosen = replace(selection, regions=tuple(regions))
    start = on.replace(day=1)
    month_so_far = Span(start, on + timedelta(days=1))
    return Spent(
        ledger.grouped(chosen, month_so_far, by=by),
        ledger.grouped(chosen, year_to_date(on), by=by),
        ledger.grouped(chosen, year_to_date(same_day_last_year(on)), by=by),
    )


def guaranteed(
    selection: ledger.Selection, on: date, regions: Sequence[str]
) -> dict[tuple[str, ...], int]:
    """Fen of the year so far that bears a 三保标识, by subject."""
    chosen = replace(selection, regions=tuple(regions))
    found = ledger.grouped(chosen, year_to_date(on), by=("subject", "guarantee"))
    sums: dict[tuple[str, ...], int] = {}
    for (subject, guarantee), fen in found.items():
        if guarantee:
            sums[subject,] = sums.get((subject,), 0) + fen
    return sums


def budget_lines(region: str, on: date, fund: str) -> list[Budgeted]:
    """Lines of the budget that spending is held against; empty where there is none.

    一般公共预算 is held against the whole year's 变动预算, the others against 年初 (Appendix J4).
    """
    kind = budget.CURRENT if fund == GENERAL else budget.INITIAL
    return [
        Budgeted(line.subject, line.amount_fen, ref)
        for line, ref in budget.refs(on.year, fund, kind, region, on)
        if line.side == budget.USE and budget.is_own(budget.USE, line.subject)
    ]


def moved_subjects(fund: str, year: int) -> dict[str, str]:
    """Old → new spending subject for reading last year under this year's classification."""
    return registry.restated(budget=fund, direction=registry.SPENDING, year=year)


def successors(codes: Iterable[str], on: date) -> tuple[dict[str, str], dict[str, str]]:
    """Code → the unit that carries it on, and the names of the units in force on a day."""
    names = dict(registry.agencies(on).values_list("code", "name"))
    return {code: _successor(code, on) for code in codes if code not in names}, names


def origins(asked: Sequence[tuple[Ref, Key]]) -> dict[tuple[Ref, Key], list[intake.Origin]]:
    """The row behind each line of a voucher: spending as it counts, the cash line reversed."""
    rows = _by_revision({ref for ref, _ in asked})
    names = intake.files().in_bulk({row.file for row in rows.values()})
    found: dict[tuple[Ref, Key], list[intake.Origin]] = {}
    for ref, key in asked:
        if row := rows.get((ref.number, ref.revision)):
            file = names.get(row.file)
            found[ref, key] = [
                intake.Origin(
                    file=file.name if file else "",
                    file_id=row.file,
                    sheet=row.sheet,
                    row=row.row,
                    amount_fen=row.amount if key.subject else -row.amount,
                    text=f"{row.agency_name} {row.payee} {row.purpose}".strip(),
                )
            ]
    return found


def _successor(code: str, on: date) -> str:
    found = registry.successors(code, on)
    return found[0] if len(found) == 1 else code


def _by_revision(refs: Iterable[Ref]) -> dict[tuple[str, int], Payment]:
    numbers = sorted({ref.number for ref in refs})
    fields = ("document", "revision", "file", "sheet", "row", "amount")
    words = ("agency_name", "payee", "purpose")
    return {
        (row.document, row.revision): row
        for some in _chunks(numbers)
        for row in Payment.objects.filter(document__in=some).only(*fields, *words)
    }


def _chunks(numbers: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(numbers)
    while some := list(islice(rest, _CHUNK)):
        yield some


def _after(closed: Fiscal) -> date:
    return month(date(closed.year, closed.no, 1)).end
