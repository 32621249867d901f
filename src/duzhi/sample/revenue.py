"""The treasury's daily revenue reports (IN-01), net of refunds.

They hold the layers that invite double counting: 全辖 rows, class subtotals, restating kinds, 合计
and the adjustment period.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from duzhi.kernel.codes import CAPITAL, CENTRAL, COUNTY, FUND, GENERAL, TOWNSHIP
from duzhi.sample.days import business_days
from duzhi.sample.facts import CENTRAL_PER_LOCAL, fen
from duzhi.sample.facts import COUNTY as COUNTY_NAME
from duzhi.sample.names import name_of
from duzhi.sample.nontax import PAID_IN, Slip
from duzhi.sample.regions import COUNTY_TREASURY
from duzhi.sample.taxes import Receipt, Refund
from duzhi.sample.workbook import TEXT, Sheet, write_xlsx

TAX_OFFICE, FINANCE = "199018100001", "499018100001"
CLASS_OF = {TAX_OFFICE: "111111111111", FINANCE: "444444444444"}
NO_CLASS = "000000000000"
OWN, WHOLE = "0", "1"
INCOME, REFUNDED, SHARED, ADJUSTED = "1", "2", "5", "6"
ADJUSTMENT = (120, 150)
"""万元 moved between two VAT items in the adjustment period of 2021 and 2022; nets to zero."""

_TEXTS = ("报表日期", "国库代码", "征收机关代码", "辖属标志", "报表种类", "预算种类", "预算级次",
          "调整期标志", "科目代码", "科目名称")  # fmt: skip
_SUMS = ("日累计", "旬累计", "月累计", "季累计", "年累计")
Key = tuple[str, str, str, str, str, str]
Sums = tuple[int, int, int, int]


class Posted(NamedTuple):
    """Money of one level on one day as the treasury books it."""

    day: date
    treasury: str
    organ: str
    level: str
    subject: str
    fen: int


@dataclass(frozen=True)
class Row:
    """A line of the report before its running totals are known."""

    treasury: str
    organ: str
    scope: str
    kind: str
    level: str
    subject: str
    fen: int
    adjusted: bool = False

    @property
    def key(self) -> Key:
        """What the treasury's running totals run over."""
        return (self.treasury, self.organ, self.scope, self.kind, self.level, self.subject)


class Running:
    """旬, 月, 季 and 年 totals of every key, carried from day to day."""

    def __init__(self) -> None:
        self._sums: dict[Key, tuple[tuple[int, int, int, int], Sums]] = {}

    def add(self, key: Key, day: date, fen: int, *, base: int = 0) -> Sums:
        """The four totals after the day; `base` is what 年累计 starts from."""
        now = _periods(day)
        before, sums = self._sums.get(key, (now, (0, 0, 0, base)))
        opened = (0, 0, 0, base)
        kept = [
            total if old == new else start
            for total, old, new, start in zip(sums, before, now, opened, strict=True)
        ]
        after = (kept[0] + fen, kept[1] + fen, kept[2] + fen, kept[3] + fen)
        self._sums[key] = (now, after)
        return after

    def year(self, key: Key) -> int:
        """年累计 as it stands."""
        return self._sums[key][1][3] if key in self._sums else 0


def posted(
    receipts: Iterable[Receipt], refunds: Iterable[Refund], slips: Iterable[Slip]
) -> list[Posted]:
    """What the treasury books in a month: refunds negative, unpaid slips not at all."""
    made = [Posted(r.day, r.treasury, TAX_OFFICE, r.level, r.subject, r.fen) for r in receipts]
    made += [Posted(r.day, r.treasury, TAX_OFFICE, r.level, r.subject, -r.fen) for r in refunds]
    made += [
        Posted(s.day, COUNTY_TREASURY, FINANCE, COUNTY, s.subject, s.fen)
        for s in slips
        if s.status == PAID_IN
    ]
    return made


def budget(subject: str) -> str:
    """The budget a revenue subject belongs to (domain.md §1.2: 103 holds three of them)."""
    if subject.startswith(("10301", "10310")):
        return FUND
    return CAPITAL if subject.startswith("10306") else GENERAL


class Reports:
    """Writes one workbook a month and keeps the running totals between them."""

    def __init__(self, first_year: int) -> None:
        self._running = Running()
        self._first_year = first_year
        self._last_year: dict[str, int] = {}

    def write(self, folder: Path, year: int, month: int, entries: Sequence[Posted]) -> Path:
        """IN-01 of a month."""
        if month == 1:
            self._last_year = {
                subject: self._running.year(_vat(subject, INCOME, 0).key)
                for subject in ("1010101", "1010104")
            }
        by_day: dict[date, list[Posted]] = defaultdict(list)
        for entry in entries:
            by_day[entry.day].append(entry)
        body: list[Sequence[str | int]] = []
        for day in business_days(year, month):
            rows = _layers(by_day[day])
            if month == 1 and year > self._first_year and day == business_days(year, 1)[4]:
                rows += self._adjustments(year)
            body += [self._cells(day, row) for row in rows]
            body.append(_total(day, rows))
        return write_xlsx(
            folder / "国库" / f"{year}年{month:02d}月预算收入日报.xlsx", _sheet(year, month), body
        )

    def _adjustments(self, year: int) -> list[Row]:
        moved = fen(ADJUSTMENT[year - 2022])
        return [_vat("1010101", ADJUSTED, -moved), _vat("1010104", ADJUSTED, moved)]

    def _cells(self, day: date, row: Row) -> list[str | int]:
        base = self._last_year.get(row.subject, 0) if row.kind == ADJUSTED else 0
        sums = self._running.add(row.key, day, row.fen, base=base)
        flag = "1" if row.kind == ADJUSTED else "0"
        return [
            str(day), row.treasury, row.organ, row.scope, row.kind, "1", row.level, flag,
            row.subject, name_of(row.subject), row.fen, *sums,
        ]  # fmt: skip


def _layers(entries: Sequence[Posted]) -> list[Row]:
    """The true layer first, then everything that says the same again."""
    own: dict[tuple[str, str, str, str], int] = defaultdict(int)
    whole: dict[tuple[str, str, str], int] = defaultdict(int)
    classes: dict[tuple[str, str, str], int] = defaultdict(int)
    refunds: dict[tuple[str, str, str], int] = defaultdict(int)
    for entry in entries:
        own[(entry.treasury, entry.organ, entry.level, entry.subject)] += entry.fen
        whole[(entry.organ, entry.level, entry.subject)] += entry.fen
        if entry.level != TOWNSHIP:
            for organ in (CLASS_OF[entry.organ], NO_CLASS):
                classes[(organ, entry.level, entry.subject[:5])] += entry.fen
        if entry.fen < 0:
            refunds[(entry.treasury, entry.level, entry.subject)] -= entry.fen
    rows = [Row(t, o, OWN, INCOME, lv, s, total) for (t, o, lv, s), total in sorted(own.items())]
    shared = [
        Row(COUNTY_TREASURY, o, OWN, SHARED, lv, s, total)
        for (o, lv, s), total in sorted(whole.items())
        if s[:5] in CENTRAL_PER_LOCAL and lv in {CENTRAL, COUNTY}
    ]
    rows += [
        Row(COUNTY_TREASURY, o, WHOLE, INCOME, lv, s, total)
        for (o, lv, s), total in sorted(whole.items())
    ]
    rows += [
        Row(COUNTY_TREASURY, o, OWN, INCOME, lv, s, total)
        for (o, lv, s), total in sorted(classes.items())
    ]
    rows += [
        Row(t, TAX_OFFICE, OWN, REFUNDED, lv, s, total)
        for (t, lv, s), total in sorted(refunds.items())
    ]
    return rows + shared


def _total(day: date, rows: Sequence[Row]) -> list[str | int]:
    total = sum(row.fen for row in rows if _true(row))
    return [str(day), "", "", "", "", "", "", "", "", "合计", total]


def _true(row: Row) -> bool:
    return row.scope == OWN and row.kind == INCOME and len(set(row.organ)) > 1


def _vat(subject: str, kind: str, fen: int) -> Row:
    return Row(COUNTY_TREASURY, TAX_OFFICE, OWN, kind, COUNTY, subject, fen)


def _periods(day: date) -> tuple[int, int, int, int]:
    month = day.year * 12 + day.month
    tenth = month * 3 + min((day.day - 1) // 10, 2)
    return tenth, month, day.year * 4 + (day.month - 1) // 3, day.year


def _sheet(year: int, month: int) -> Sheet:
    columns = [*((title, TEXT) for title in _TEXTS), *((title, "元") for title in _SUMS)]
    caption = (f"编制单位：国家金库{COUNTY_NAME}支库", f"{year}年{month:02d}月", "单位：元")
    return Sheet(f"{COUNTY_NAME}预算收入日报", caption, columns, name="日报")
