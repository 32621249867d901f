"""Deciding about the treasury report (IN-01): which rows count, whose, and what they add up to.

Sources: domain.md §1.2 (103 holds three budgets), §1.8 (double-count traps), X5–X7.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL, LEVEL_NAMES, UNCLASSIFIED
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import ERROR, INFO, WARNING, Finding, Place
from duzhi.kernel.period import Span, day, month, ten_days
from duzhi.money.receipts.rules.notices import LISTED, yuan

DAY_KIND = "receipts.day"

_OWN, _INCOME, _ADJUSTED, _INSIDE = "0", "1", "6", "1"
_KINDS = {
    "2": "退库",
    "3": "调拨收入",
    "4": "总额分成",
    "5": "共享分成",
    "7": "调整期退库",
    "8": "调整期总额分成",
    "9": "调整期共享分成",
}
_WHOLE_TREASURY, _UNDIVIDED = "全辖行（已含本级和乡镇）", "征收机关不分行"
_CLASS = "征收机关小计行"
_JANUARY = 1


class DayRow(NamedTuple):
    """A row of IN-01; amounts in fen, running totals as the treasury prints them."""

    sheet: str
    row: int
    on: date
    treasury: str
    organ: str
    scope: str
    kind: str
    nature: str
    level: str
    flag: str
    subject: str
    name: str
    day_fen: int
    ten_fen: int | None
    month_fen: int | None
    quarter_fen: int | None
    year_fen: int | None

    @property
    def adjusted(self) -> bool:
        """Belongs to last year's 调整期."""
        return self.flag == "1"

    @property
    def fiscal_year(self) -> int:
        """The year it counts in."""
        return self.on.year - self.adjusted


class Number(NamedTuple):
    """A day of one treasury and budget: the document that is posted."""

    treasury: str
    on: date
    budget: str
    adjusted: bool

    def __str__(self) -> str:
        """`9901810000/2023-06-30/11`, with `/adj` for 调整期."""
        return f"{self.treasury}/{self.on}/{self.budget}{'/adj' if self.adjusted else ''}"

    def ref(self, revision: int) -> Ref:
        """The source of its entry."""
        return Ref(DAY_KIND, str(self), revision)

    @classmethod
    def parse(cls, text: str) -> "Number":
        """Back from its text."""
        treasury, on, budget, *rest = text.split("/")
        return cls(treasury, date.fromisoformat(on), budget, bool(rest))


class Item(NamedTuple):
    """What the treasury's running totals run over."""

    treasury: str
    organ: str
    level: str
    subject: str
    fiscal_year: int
    adjusted: bool


class Running(NamedTuple):
    """旬, 月 and 年 totals in fen; None where nothing is printed or not comparable."""

    ten_fen: int | None
    month_fen: int | None
    year_fen: int | None


def why_skipped(row: DayRow) -> str | None:
    """Why a treasury row restates what another one holds; None for the one true layer."""
    if row.scope != _OWN:
        return _WHOLE_TREASURY
    if row.kind not in (_INCOME, _ADJUSTED):
        return f"报表种类{row.kind}（{_KINDS.get(row.kind, '未知')}）行"
    if row.nature != _INSIDE:
        return f"预算种类{row.nature}（预算外）行"
    if len(set(row.organ)) == 1:
        return _UNDIVIDED if row.organ[0] == "0" else _CLASS
    return None


def check_rows(rows: Iterable[DayRow]) -> list[Finding]:
    """Flags that contradict each other, and levels that do not exist."""
    findings = []
    for row in rows:
        place = Place("", row.sheet, row.row)
        if row.flag not in ("0", "1") or (row.kind == _ADJUSTED and not row.adjusted):
            text = f"报表种类{row.kind}与调整期标志“{row.flag}”矛盾；请向国库核实后重新导出"
            findings.append(Finding("receipts.flag", text, "", ERROR, place))
        elif row.adjusted and row.on.month != _JANUARY:
            text = f"调整期标志为1，但报表日期是{row.on}，调整期只在1月；请向国库核实后重新导出"
            findings.append(Finding("receipts.adjustment", text, "", ERROR, place))
        if row.level not in LEVEL_NAMES:
            text = f"预算级次“{row.level}”不在1至5之间；请向国库核实后重新导出"
            findings.append(Finding("receipts.level", text, "", ERROR, place))
    return findings


def check_treasuries(rows: Iterable[DayRow], known: Mapping[str, str]) -> list[Finding]:
    """Every treasury must serve a region we know: money of nobody cannot be booked."""
    strange = {row.treasury: row for row in reversed(list(rows)) if row.treasury not in known}
    return [
        Finding(
            "receipts.treasury",
            f"国库代码 {code} 不在财政区划表中，不知道是哪个区划的收入；"
            "请先导入财政区划（REG-01）补上国库代码",
            place=Place("", row.sheet, row.row, "国库代码"),
        )
        for code, row in sorted(strange.items())
    ]


def budget_of(subject: str, capital: frozenset[str]) -> str:
    """The budget of a revenue subject: 103 also holds fund and state-capital revenue (§1.2).

    `capital` is the year's list of state-capital revenue subjects.
    """
    bare = subject.removeprefix(UNCLASSIFIED)
    if bare.startswith(("10301", "10310")):
        return FUND
    return CAPITAL if bare.startswith("10306") and bare in capital else GENERAL


def documents(
    rows: Iterable[DayRow], capital: Callable[[int], frozenset[str]]
) -> dict[Number, list[DayRow]]:
    """Rows by the document they belong to."""
    found: dict[Number, list[DayRow]] = {}
    for row in rows:
        budget = budget_of(row.subject, capital(row.on.year))
        number = Number(row.treasury, row.on, budget, row.adjusted)
        found.setdefault(number, []).append(row)
    return found


def booked(rows: Iterable[DayRow], levels: Sequence[str]) -> dict[tuple[str, str], int]:
    """Net fen by (subject, level) of the levels that are ours, several 征收机关 together."""
    sums: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.level in levels:
            sums[row.subject, row.level] += row.day_fen
    return dict(sums)


def digest(rows: Iterable[tuple[object, ...]]) -> str:
    """What a document says, for comparing two of them."""
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()


def content(row: DayRow) -> tuple[object, ...]:
    """What counts of a treasury row; its place in a file and the printed totals do not."""
    return (row.organ, row.level, row.subject, row.day_fen)


def scope(days: Iterable[date]) -> list[Span]:
    """The days a treasury file answers for.

    A file that reaches from the first into the last 旬 of a month is that month's; any other one
    answers from its first to its last day, so that a daily file withdraws nothing else.
    """
    spans = []
    for _, group in groupby(sorted(set(days)), key=lambda on: (on.year, on.month)):
        own = list(group)
        whole = month(own[0])
        first, last = ten_days(own[0]), ten_days(own[-1])
        is_month = first.start == whole.start and last.end == whole.end
        spans.append(whole if is_month else Span(own[0], day(own[-1]).end))
    return spans


def item(row: DayRow) -> Item:
    """The running totals a row belongs to."""
    return Item(row.treasury, row.organ, row.level, row.subject, row.fiscal_year, row.adjusted)


def last_printed(rows: Iterable[DayRow]) -> dict[Item, DayRow]:
    """The last row of every running total in a file."""
    return {item(row): row for row in sorted(rows, key=lambda row: row.on)}


def check_running(printed: Mapping[Item, DayRow], counted: Mapping[Item, Running]) -> list[Finding]:
    """The treasury's own 旬, 月 and 年 totals against ours, by measure."""
    gaps: dict[str, list[tuple[DayRow, int, int]]] = {}
    for one, row in printed.items():
        ours = counted[one]
        for measure, theirs, own in (
            ("旬累计", row.ten_fen, ours.ten_fen),
            ("月累计", row.month_fen, ours.month_fen),
            ("年累计", row.year_fen, ours.year_fen),
        ):
            if theirs is not None and own is not None and theirs != own:
                gaps.setdefault(measure, []).append((row, theirs, own))
    return [one for measure, found in gaps.items() for one in _running_findings(measure, found)]


def months_missing(months: Iterable[int], year: int, last: int) -> list[Finding]:
    """年累计 cannot be compared while a month of the year is not there."""
    known = set(months)
    missing = [number for number in range(1, last) if number not in known]
    if not missing:
        return []
    words = "、".join(map(str, missing))
    text = f"{year}年{words}月的国库日报还没有导入，年累计暂不核对；补齐后会随下一份日报核对"
    return [Finding("receipts.months_missing", text, "", INFO)]


def _running_findings(measure: str, gaps: Sequence[tuple[DayRow, int, int]]) -> Iterable[Finding]:
    for row, theirs, own in gaps[:LISTED]:
        text = (
            f"{row.on} 国库{row.treasury} {LEVEL_NAMES[row.level]}级 {row.subject} {row.name}："
            f"{measure}国库 {yuan(theirs)} 元，账面 {yuan(own)} 元，差 {yuan(theirs - own)} 元；"
            "请核对是否缺少某天的日报"
        )
        place = Place("", row.sheet, row.row, measure)
        yield Finding("receipts.running", text, "", WARNING, place)
    if len(gaps) > LISTED:
        text = f"{measure}不符的还有 {len(gaps) - LISTED} 项未列出；请先补齐缺少的日报"
        yield Finding("receipts.running", text, "", WARNING)
