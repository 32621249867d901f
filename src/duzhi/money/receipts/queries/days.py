"""Treasury days: what stands, the running totals they add up to, the rows behind an entry."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Max, Q, Sum

from duzhi.intake import api as intake
from duzhi.kernel.entry import Key, Ref
from duzhi.kernel.period import Span, month, ten_days
from duzhi.money.receipts.models import TreasuryDay, TreasuryRow
from duzhi.money.receipts.rules.treasury import DayRow, Item, Number, Running

OURS = ("4", "5")
"""Levels that are the county's and the townships' own."""
_BATCH = 500


def standing(spans: Sequence[Span], treasuries: Iterable[str]) -> list[TreasuryDay]:
    """Days a file answers for: its treasuries, and what came in one file with them before."""
    within = _within(spans)
    if within is None:
        return []
    rows = TreasuryDay.objects.filter(within, standing=True).order_by("pk")
    own = set(treasuries)
    files = {row.file for row in rows if row.treasury in own}
    return [row for row in rows if row.treasury in own or row.file in files]


def revisions(spans: Sequence[Span]) -> dict[Number, int]:
    """The highest revision every day of these spans ever had."""
    within = _within(spans)
    if within is None:
        return {}
    fields = ("treasury", "on", "fund_type", "adjustment")
    rows = TreasuryDay.objects.filter(within).values_list(*fields).annotate(Max("revision"))
    return {Number(*row[:4]): row[4] for row in rows.order_by(*fields)}


def running(printed: dict[Item, DayRow], through: date) -> dict[Item, Running]:
    """Our own 旬, 月 and 年 totals for every running total a file prints.

    年累计 is None where a month of the year is missing; 调整期 has no 旬 and 月 of its own.
    """
    years = {one.fiscal_year for one in printed}
    complete = {year for year in years if not missing_months(year, through)}
    annual = _annual(complete, through)
    recent = _recent({month(row.on).start for row in printed.values()}, through)
    found = {}
    for one, row in printed.items():
        days = recent.get(one, {})
        tens = ten_days(row.on)
        found[one] = Running(
            None if one.adjusted else sum(fen for on, fen in days.items() if on in tens),
            None if one.adjusted else sum(fen for on, fen in days.items() if on in month(row.on)),
            annual.get(one[:5], 0) if one.fiscal_year in complete else None,
        )
    return found


def missing_months(year: int, through: date) -> list[int]:
    """Months of a fiscal year before the file's without a single treasury day."""
    last = 13 if through.year > year else through.month
    known = set(months(year))
    return [number for number in range(1, last) if number not in known]


def months(year: int) -> list[int]:
    """Months of a year with treasury days, 调整期 left out."""
    rows = TreasuryDay.objects.filter(standing=True, fiscal_year=year, adjustment=False)
    return sorted(rows.order_by().values_list("on__month", flat=True).distinct())


def origins(
    asked: Sequence[tuple[Ref, Key]],
) -> dict[tuple[Ref, Key], Sequence[intake.Origin]]:
    """Rows behind entry lines; those of a revision that was superseded carry no amount."""
    days = _documents({ref for ref, _ in asked})
    rows = _rows(list(days.values()))
    found: dict[tuple[Ref, Key], Sequence[intake.Origin]] = {}
    for ref, key in asked:
        if day := days.get(ref):
            wanted = [row for row in rows.get(day.pk, ()) if _is_behind(row, key)]
            found[ref, key] = [_origin(day, row) for row in wanted]
    return found


def level_sums(regions: Sequence[str], on: date, fund: str) -> dict[tuple[str, str], int]:
    """(款, level) → fen of the year so far over all five levels, 调整期 with the year's end."""
    closes = (on.month, on.day) == (12, 31)
    rows = TreasuryRow.objects.filter(
        Q(document__adjustment=False, document__on__lte=on)
        | (Q(document__adjustment=True) if closes else Q(pk__in=())),
        document__standing=True,
        document__region__in=regions,
        document__fiscal_year=on.year,
        document__fund_type=fund,
    )
    sums: dict[tuple[str, str], int] = {}
    grouped = rows.order_by().values_list("subject", "level").annotate(Sum("day"))
    for subject, level, fen in grouped:
        place = (subject.removeprefix("?")[:5], level)
        sums[place] = sums.get(place, 0) + fen
    return sums


def _within(spans: Sequence[Span]) -> Q | None:
    found: Q | None = None
    for span in spans:
        one = Q(on__gte=span.start, on__lt=span.end)
        found = one if found is None else found | one
    return found


def _annual(years: Iterable[int], through: date) -> dict[tuple[object, ...], int]:
    fields = ("document__treasury", "organ", "level", "subject", "document__fiscal_year")
    rows = TreasuryRow.objects.filter(
        document__standing=True, document__fiscal_year__in=years, document__on__lte=through
    )
    return {row[:5]: row[5] for row in rows.order_by().values_list(*fields).annotate(Sum("day"))}


def _recent(firsts: Iterable[date], through: date) -> dict[Item, dict[date, int]]:
    """Amounts by day of the months a file touches, for every running total."""
    fields = ("document__treasury", "organ", "level", "subject", "document__fiscal_year")
    spans = _spans(firsts, through)
    rows = TreasuryRow.objects.filter(spans, document__standing=True, document__adjustment=False)
    found: dict[Item, dict[date, int]] = {}
    for row in rows.order_by().values_list(*fields, "document__on", "day"):
        treasury, organ, level, subject, year, on, fen = row
        one = Item(treasury, organ, level, subject, year, adjusted=False)
        days = found.setdefault(one, {})
        days[on] = days.get(on, 0) + fen
    return found


def _spans(firsts: Iterable[date], through: date) -> Q:
    found = Q(pk__in=())
    for first in firsts:
        end = min(month(first).last, through)
        found |= Q(document__on__gte=first, document__on__lte=end)
    return found


def _documents(refs: set[Ref]) -> dict[Ref, TreasuryDay]:
    numbers = {Number.parse(ref.number) for ref in refs}
    days = sorted({number.on for number in numbers})
    found: dict[Ref, TreasuryDay] = {}
    for start in range(0, len(days), _BATCH):
        for row in TreasuryDay.objects.filter(on__in=days[start : start + _BATCH]):
            ref = row.number.ref(row.revision)
            if ref in refs:
                found[ref] = row
    return found


def _rows(days: Sequence[TreasuryDay]) -> dict[int, list[TreasuryRow]]:
    found: dict[int, list[TreasuryRow]] = {}
    for start in range(0, len(days), _BATCH):
        some = TreasuryRow.objects.filter(document__in=days[start : start + _BATCH], level__in=OURS)
        for row in some.order_by("row", "pk"):
            found.setdefault(row.document_id, []).append(row)
    return found


def _is_behind(row: TreasuryRow, key: Key) -> bool:
    """A cash line stands for every row of its day."""
    return not key.subject or (row.subject, row.level) == (key.subject, key.level)


def _origin(day: TreasuryDay, row: TreasuryRow) -> intake.Origin:
    return intake.Origin(
        file=day.file_name,
        file_id=day.file,
        sheet=row.sheet,
        row=row.row,
        amount_fen=row.day if day.standing else None,
        text=f"{row.subject} {row.name}" + ("" if day.standing else "（已被更正文件取代）"),
    )
