"""The 71 numbers of the half-year report and what its sentences may claim (domain.md §16.2)."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from duzhi.kernel.finding import Finding, Place
from duzhi.kernel.wording import percent

DATA = Path(__file__).parents[1] / "data"
HALF_YEAR_END = (6, 30)
_HALF = Fraction(1, 2)
_LINES = {
    "F03": "一般公共预算收入",
    "F07": "税收收入",
    "F11": "非税收入",
    "F16": "政府性基金收入",
    "F20": "一般公共预算支出",
    "F24": "政府性基金支出",
}
"""The lines of 双过半 and the number that decides each (domain.md §16.3 I10)."""


@dataclass(frozen=True, slots=True)
class Item:
    """A number of the report: its id, the figure behind it, and the 股室 that owes it."""

    id: str
    code: str
    name: str
    unit: str
    office: str
    public: bool
    definition: str
    basis: str


class ReportedRow(NamedTuple):
    """A row of 材料报送 (REP-01): one number that an office reports."""

    sheet: str
    row: int
    id: str
    name: str
    value: Fraction
    unit: str
    scope: str
    office: str
    filler: str
    reviewer: str
    evidence: str
    due: date | None


def read_items(lines: Iterable[str]) -> tuple[Item, ...]:
    """Items from the lines of items.csv."""
    return tuple(
        Item(
            id=row["id"],
            code=row["code"],
            name=row["name"],
            unit=row["unit"],
            office=row["office"],
            public=bool(row["public"]),
            definition=row["definition"],
            basis=row["basis"],
        )
        for row in csv.DictReader(lines)
    )


_ALL = read_items((DATA / "items.csv").read_text(encoding="utf-8").splitlines())
ITEMS = tuple(item for item in _ALL if not item.id.endswith("S"))
"""F01–F71 in order; F28, F30 and F31 repeat a figure."""
PARTS = tuple(item for item in _ALL if item.id.endswith("S"))
"""Numbers that are filed only because one of the 71 is computed from them."""
BY_ID = {item.id: item for item in _ALL}
"""Every number by its id."""
DERIVED = frozenset({"F42", "F50", "F65"})
"""Computed from filed parts; nobody files them."""


def double_half(values: Mapping[str, int | Fraction | None]) -> str:
    """The sentence on 双过半, line by line: never claimed for a part that is behind.

    >>> double_half({"F03": None})
    '各项完成情况待数据报齐后逐项核定'
    """
    known = {name: values.get(name) for name in _LINES}
    if any(value is None for value in known.values()):
        return "各项完成情况待数据报齐后逐项核定"
    past = [_LINES[name] for name, value in known.items() if value is not None and value >= _HALF]
    behind = [line for line in _LINES.values() if line not in past]
    if not behind:
        return "收入、支出各项均已过半"
    if not past:
        return f"{'、'.join(behind)}均未过半，下半年须逐项补上差距"
    return f"{'、'.join(past)}已过半，{'、'.join(behind)}未过半，下半年须补上差距"


class FalseClaim(NamedTuple):
    """Words of the report that its numbers do not bear, and what would be true in their place."""

    quote: str
    finding: Finding
    instead: str


def false_claims(text: str, values: Mapping[str, int | Fraction | None]) -> list[FalseClaim]:
    """双过半 claimed as reached while a line is behind or not yet reported."""
    lines = {name: values.get(name) for name in _LINES}
    behind = [
        f"{_LINES[name]}{percent(Fraction(value))}"
        for name, value in lines.items()
        if value is not None and value < _HALF
    ]
    unknown = [_LINES[name] for name, value in lines.items() if value is None]
    if not (behind or unknown):
        return []
    why = [f"{'、'.join(behind)}未过半"] if behind else []
    why += [f"{'、'.join(unknown)}待报"] if unknown else []
    return [
        FalseClaim(
            quote,
            Finding(
                "reports.false_double_half",
                f"“{quote}”与数据不符：{'，'.join(why)}；请改为逐项表述",
            ),
            _TRUE_CLAIM,
        )
        for quote in _claims(text)
    ]


def _claims(text: str) -> list[str]:
    """Clauses that say 双过半 was reached."""
    clauses = (one.strip() for one in re.split("[，。；！？]", text))
    return [
        one
        for one in clauses
        if "双过半" in one and _REACHED.search(one) and not _RESERVED.search(one)
    ]


_REACHED = re.compile("完成|实现|达到|达成|达标")
_RESERVED = re.compile("未|没有|不|确保|力争|争取|为|要求|差距|尚|努力")
_TRUE_CLAIM = "对照“双过半”要求，{say:double_half}"


def check_day(on: date) -> list[Finding]:
    """The report covers January to June; its words hold for no other day."""
    if (on.month, on.day) == HALF_YEAR_END:
        return []
    text = f"半年报告截至6月30日，收到的是{on}；请用 --on {on.year}-06-30"
    return [Finding("reports.not_half_year", text)]


def check_reported(rows: Sequence[ReportedRow]) -> list[Finding]:
    """What is structurally wrong with reported rows, each with its place."""
    return [finding for row in rows for finding in _check_row(row)]


def derived(row: ReportedRow) -> str | None:
    """Why a reported row does not count: the number is computed from others."""
    return "由系统按公式计算的指标" if row.id in DERIVED else None


def _check_row(row: ReportedRow) -> Iterable[Finding]:
    place = Place(sheet=row.sheet, row=row.row)
    if row.id not in BY_ID:
        text = f"指标编号“{row.id}”不在指标表（F01－F71、F42S）中；请核对编号"
        yield Finding("reports.unknown_item", text, place=replace(place, column="指标编号"))
    elif row.filler == row.reviewer:
        text = f"填报人与审核人同为{row.filler}；请换一人审核后重报"
        yield Finding(
            "reports.same_person", text, _FOUR_EYES, place=replace(place, column="审核人")
        )


_FOUR_EYES = "《行政事业单位内部控制规范（试行）》（财会〔2012〕21号）不相容岗位相互分离"
