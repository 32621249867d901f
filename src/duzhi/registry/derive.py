"""Subject lists of any year, derived from the lists of 2023 and the changes that are known. Pure.

The shipped lists are those of 2023. Other years are derived with `subject_changes.csv`, whose rows
of high or medium confidence with 'add', 'remove' or 'rename' are applied: forward from 2024 on,
backward before 2023. What this cannot know: subjects below a 款 that came or went as a whole, the
'move' rows (several 基金 款 of 2024), and every change that is not in the file (it knows some from
2019 on). An official list loaded for a year replaces the derived one.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL, INSURANCE, level
from duzhi.registry.tables import table_rows

BASE_YEAR = 2023
REVENUE, SPENDING = "revenue", "spending"
LISTS = {
    (GENERAL, REVENUE): "revenue_general",
    (GENERAL, SPENDING): "expenditure_function",
    (FUND, REVENUE): "fund_revenue",
    (FUND, SPENDING): "fund_expenditure",
    (CAPITAL, REVENUE): "soe_revenue",
    (CAPITAL, SPENDING): "soe_expenditure",
    (INSURANCE, REVENUE): "social_insurance_revenue",
    (INSURANCE, SPENDING): "social_insurance_expenditure",
}
ECONOMIC = ("gov_economic", "dep_economic")
LIST_NAMES = (*LISTS.values(), *ECONOMIC)
LIST_TITLES = {
    "revenue_general": "一般公共预算收入科目",
    "expenditure_function": "一般公共预算支出功能分类科目",
    "fund_revenue": "政府性基金预算收入科目",
    "fund_expenditure": "政府性基金预算支出功能分类科目",
    "soe_revenue": "国有资本经营预算收入科目",
    "soe_expenditure": "国有资本经营预算支出功能分类科目",
    "social_insurance_revenue": "社会保险基金预算收入科目",
    "social_insurance_expenditure": "社会保险基金预算支出科目",
    "gov_economic": "政府预算支出经济分类科目",
    "dep_economic": "部门预算支出经济分类科目",
}
_TRUSTED = {"high", "medium"}
_OLD_NAME = re.compile(r"was ([^;]+)")


class Subject(NamedTuple):
    """A subject of one year's list; level 1 类, 2 款, 3 项, 4 目."""

    code: str
    name: str
    parent: str
    level: int
    evidence: str
    year: int


Listing = Mapping[str, Subject]


class Change(NamedTuple):
    """One known change of a list: what is true from `year` on."""

    code: str
    name: str
    kind: str
    year: int
    note: str
    confidence: str
    list_name: str


def list_for(budget: str, direction: str) -> str:
    """The list a budget's revenue or spending is classified by.

    Raises:
        LookupError: no such budget or direction.

    >>> list_for("12", SPENDING)
    'fund_expenditure'
    """
    if (budget, direction) not in LISTS:
        raise LookupError(f"没有预算“{budget}”的“{direction}”科目表")
    return LISTS[budget, direction]


@cache
def changes() -> tuple[Change, ...]:
    """Changes that are applied, by year and code."""
    rows = [row for row in table_rows("subject_changes") if row["confidence"] in _TRUSTED]
    found = [
        Change(
            *(row["code"], row["name"], row["change"], int(row["effective_year"])),
            *(row["note"], row["confidence"], _list_of(row["code"])),
        )
        for row in rows
        if row["change"] in {"add", "remove", "rename"}
    ]
    return tuple(sorted(found, key=lambda change: (change.year, change.code)))


@cache
def derived(list_name: str, year: int) -> Listing:
    """A year's list as far as the shipped files know it, in the order of its codes.

    Raises:
        LookupError: there is no such list.
    """
    found = {code: subject._replace(year=year) for code, subject in _base(list_name).items()}
    mine = [change for change in changes() if change.list_name == list_name]
    if year > BASE_YEAR:
        for change in mine:
            if BASE_YEAR < change.year <= year:
                _forward(found, change, year)
    else:
        for change in reversed(mine):
            if year < change.year <= BASE_YEAR:
                _backward(found, change, year)
    return MappingProxyType(dict(sorted(found.items())))


@cache
def _base(list_name: str) -> Listing:
    if list_name not in LIST_NAMES:
        raise LookupError(f"没有“{list_name}”这张科目表；可用：{'、'.join(LIST_NAMES)}")
    rows = [dict(row) for row in table_rows(list_name)]
    return {
        row["code"]: Subject(
            *(row["code"], row["name"], row["parent"], int(row["level"])),
            *(row["evidence"], BASE_YEAR),
        )
        for row in rows
    }


def _forward(found: dict[str, Subject], change: Change, year: int) -> None:
    if change.kind == "add":
        found[change.code] = _made(change, change.name, year)
    elif change.kind == "remove":
        _drop(found, change.code)
    elif change.code in found:
        found[change.code] = found[change.code]._replace(name=change.name)


def _backward(found: dict[str, Subject], change: Change, year: int) -> None:
    if change.kind == "add":
        _drop(found, change.code)
    elif change.kind == "remove":
        found[change.code] = _made(change, change.name, year)
    elif change.code in found and (old := _OLD_NAME.match(change.note)):
        found[change.code] = found[change.code]._replace(name=old[1])


def _made(change: Change, name: str, year: int) -> Subject:
    parent = change.code[:-2] if len(change.code) > 3 else ""  # noqa: PLR2004 a 类 has three digits
    return Subject(change.code, name, parent, level(change.code), change.confidence, year)


def _drop(found: dict[str, Subject], code: str) -> None:
    for below in [each for each in found if each.startswith(code)]:
        del found[below]


def _list_of(code: str) -> str:
    """The list a change belongs to: where the code is, else the first that has a code above it."""
    for wanted in (code, code[:-2], code[:-4]):
        for list_name in LIST_NAMES:
            if wanted in _base(list_name):
                return list_name
    return ""
