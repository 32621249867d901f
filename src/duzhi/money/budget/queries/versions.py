"""Versions of a budget side by side: 年初, every 调整, 变动 and 决算 by 类 and 款."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from django.db.models import QuerySet

from duzhi.kernel.codes import UNCLASSIFIED
from duzhi.kernel.money import rate
from duzhi.money.budget.models import Adjustment, BudgetTable
from duzhi.money.budget.queries import items, lines
from duzhi.money.budget.rules.balance import (
    ADJUSTED,
    CURRENT,
    FINAL,
    INITIAL,
    SOURCE,
    TRIGGERS,
    Item,
    is_own,
    line_of,
)
from duzhi.registry import api as registry

_KLASS, _SECTION = 3, 5
_TITLES = {INITIAL: "年初预算", CURRENT: "变动预算", FINAL: "决算数"}
TOTAL, CLASS, BELOW = 0, 1, 2
"""Depths of a row."""


class Version(NamedTuple):
    """A version of a budget with the file it came from; a region's own where there are several."""

    code: str
    title: str
    tables: tuple[BudgetTable, ...]


class Line(NamedTuple):
    """A row over all versions; fen by version code, None where a version has nothing there."""

    code: str
    name: str
    depth: int
    amounts: Mapping[str, int | None]

    def change_fen(self, first: str, last: str) -> int | None:
        """The last version less the first; nothing counts as zero where the other has something."""
        before, after = self.amounts.get(first), self.amounts.get(last)
        if before is None and after is None:
            return None
        return (after or 0) - (before or 0)

    def change(self, first: str, last: str) -> Fraction | None:
        """The same as a part of the first."""
        change = self.change_fen(first, last)
        return None if change is None else rate(change, self.amounts.get(first) or 0)


class Approved(NamedTuple):
    """An adjustment with the words of its reason and the tables it approved."""

    row: Adjustment
    reason: str
    tables: tuple[BudgetTable, ...]


def versions(region: str, year: int, fund: str) -> list[Version]:
    """Versions of a budget that stand, in the order in which they come about."""
    tables = BudgetTable.objects.filter(
        region__in=registry.subtree(region), year=year, fund_type=fund, standing=True
    )
    found: dict[str, list[BudgetTable]] = {}
    for table in tables.order_by("region"):
        found.setdefault(table.version, []).append(table)
    return [
        Version(code, _TITLES.get(code, f"{code}预算"), tuple(found[code]))
        for code in sorted(found, key=_order)
    ]


def side_by_side(found: Sequence[Version], side: str, year: int) -> list[Line]:
    """One side of a budget: own by 类 and 款 with its sum, then the lines of the balance."""
    amounts = {one.code: _side(one, side) for one in found}
    own: dict[str, dict[str, int]] = {}
    balance: dict[str, dict[str, int]] = {}
    for version, parts in amounts.items():
        for item in parts:
            if is_own(side, item.subject):
                for code in {_cut(item.subject, length) for length in (0, _KLASS, _SECTION)}:
                    _add(own, code, version, item.amount_fen)
            else:
                name = line_of(item.budget, side, item.subject).name
                _add(balance, name, version, item.amount_fen)
    fund = found[0].tables[0].fund_type if found else ""
    rows = [_line(code, own[code], fund, side, year) for code in sorted(own)]
    rows += [Line("", name, CLASS, one) for name, one in balance.items()]
    return rows


def tables(region: str, year: int) -> QuerySet[BudgetTable]:
    """Every table of a year, the ones that stand first, with their revisions."""
    rows = BudgetTable.objects.filter(region__in=registry.subtree(region), year=year)
    return rows.order_by("fund_type", "version", "-revision")


def adjustments(region: str, year: int, on: date) -> list[Approved]:
    """Adjustments approved by a day with the tables each approved."""
    rows = Adjustment.objects.filter(region__in=registry.subtree(region), year=year)
    found = []
    for row in rows.filter(approve_date__lte=on).order_by("region", "no"):
        own = BudgetTable.objects.filter(
            region=row.region, year=year, version=f"{ADJUSTED}{row.no}", standing=True
        )
        approved = tuple(own.order_by("fund_type"))
        found.append(Approved(row, TRIGGERS[row.trigger], approved))
    return found


def own_total(rows: Iterable[Line]) -> Line | None:
    """The sum of own revenue or spending."""
    return next((row for row in rows if row.depth == TOTAL), None)


def _side(version: Version, side: str) -> list[Item]:
    chosen = BudgetTable.objects.filter(pk__in=[table.pk for table in version.tables])
    return items(lines(chosen, side))


def _add(sums: dict[str, dict[str, int]], code: str, version: str, fen: int) -> None:
    own = sums.setdefault(code, {})
    own[version] = own.get(version, 0) + fen


def _cut(subject: str, length: int) -> str:
    return UNCLASSIFIED if length and subject.startswith(UNCLASSIFIED) else subject[:length]


def _line(code: str, amounts: Mapping[str, int], fund: str, side: str, year: int) -> Line:
    if not code:
        return Line("", "本级收入合计" if side == SOURCE else "本级支出合计", TOTAL, amounts)
    direction = registry.REVENUE if side == SOURCE else registry.SPENDING
    name = "待归类" if code == UNCLASSIFIED else registry.name_of(code, fund, direction, year)
    return Line(code, name, CLASS if len(code) <= _KLASS else BELOW, amounts)


def _order(version: str) -> tuple[int, str]:
    ranks = {INITIAL: 0, CURRENT: 2, FINAL: 3}
    return ranks.get(version, 1), version
