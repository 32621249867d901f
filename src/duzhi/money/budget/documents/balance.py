"""DOCUMENTS: 收支平衡表, two-sided, from budget lines or else from published tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from duzhi.documents.api import MONEY, Cell, Column, Lead, RefLead, Row, Statement, Table
from duzhi.kernel.codes import BUDGET_NAMES, CAPITAL, FUND, GENERAL
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.kernel.money import show
from duzhi.money.budget import queries
from duzhi.money.budget.rules.balance import SOURCE, USE, Item, Printed, grid, line_of
from duzhi.registry import api as registry

_UNIT, _WAN = "万元", 1_000_000
_YEAR_END = (12, 31)
_FUNDS = (GENERAL, FUND, CAPITAL)
_OF_WHICH = "其中："
Sides = dict[str, list[Printed]]
Columns = Mapping[str, Sequence[tuple[Item, Ref]]]
"""Title of a version → its lines, each with the document that it is."""


def balance(on: date, region: str) -> Sequence[Table]:
    """One table a budget: sources left, uses right, a column for each version that counts.

    Raises:
        Refused: the region has neither a budget nor a published table for the year.
    """
    tables = [table for fund in _FUNDS if (table := _table(on, region, fund)) is not None]
    if not tables:
        raise refuse(
            "budget.no_table",
            f"{registry.region_name(region)}没有{on.year}年的预算表或已公布的平衡表；"
            "请先导入预算表（IN-05）或公布的收支平衡表（FACT-01）",
        )
    return tables


def _table(on: date, region: str, fund: str) -> Table | None:
    columns = queries.column_lines(registry.subtree(region), fund, on)
    if columns:
        items = {title: [item for item, _ in own] for title, own in columns.items()}
        sides = {side: grid(items, fund, side) for side in (SOURCE, USE)}
        table = _two_sided(on, region, fund, sides, list(columns), ())
        leads = {side: list(_leads(sides[side], columns, fund, side)) for side in sides}
        return replace(table, rows=tuple(_led(table.rows, leads, len(columns))))
    printed = queries.published(region, fund, on) if (on.month, on.day) == _YEAR_END else {}
    if not printed:
        return None
    titles = list(
        dict.fromkeys(t for rows in printed.values() for row in rows for t in row.amounts)
    )
    note = "本表来自公布的报表（报表事实），没有明细。"
    return _two_sided(on, region, fund, printed, titles, (note,))


def _two_sided(
    on: date, region: str, fund: str, sides: Sides, titles: Sequence[str], notes: Sequence[str]
) -> Table:
    columns = [
        column
        for side in (SOURCE, USE)
        for column in (Column("项目", group=side), *(Column(t, MONEY, side) for t in titles))
    ]
    blank = Printed("", 1, {})
    pairs = zip_longest(sides.get(SOURCE, ()), sides.get(USE, ()), fillvalue=blank)
    rows = tuple(_row(left, right, titles) for left, right in pairs)
    return Table(
        title=f"{registry.region_name(region)} {on.year}年{BUDGET_NAMES[fund]}收支平衡表",
        period=f"{on.year}年",
        unit=_UNIT,
        columns=tuple(columns),
        rows=rows,
        notes=tuple(notes),
        places=_places(rows),
        finding=_balanced(sides, titles, BUDGET_NAMES[fund]),
    )


def _balanced(sides: Sides, titles: Sequence[str], name: str) -> str:
    """Both totals of every version, and whether they are equal."""
    said = []
    for title in titles:
        left, right = (_total(sides.get(side, ()), title) for side in (SOURCE, USE))
        if left is None or right is None:
            continue
        amount = show(left, _UNIT, 0, thousands=True)
        off = show(abs(left - right), _UNIT, 0, thousands=True)
        word = "收支平衡" if left == right else f"收支相差 {off} 万元"
        said.append(f"{title} {amount} 万元，{word}")
    return f"{name}{'；'.join(said)}" if said else ""


def _total(lines: Sequence[Printed], title: str) -> int | None:
    return next((line.amounts.get(title) for line in lines if not line.depth), None)


def _row(left: Printed, right: Printed, titles: Sequence[str]) -> Row:
    cells = (*_half(left, titles), *_half(right, titles))
    return Row(tuple(cells), bold=left.depth == 0)


def _half(line: Printed, titles: Sequence[str]) -> Iterator[Cell]:
    """Both halves are indented by hand: a row has only one depth of its own."""
    yield "　" * line.depth + line.name if line.name else ""
    for title in titles:
        yield line.amounts.get(title) if line.name else ""


def _leads(
    printed: Sequence[Printed], columns: Columns, fund: str, side: str
) -> Iterator[tuple[Lead | None, ...]]:
    """For every printed line the budget lines that add up to it, a lead for each version."""
    above = ""
    for line in printed:
        above = line.name if line.depth == 1 else above
        names = (line.name.removeprefix(_OF_WHICH), above)
        yield tuple(
            _refs([ref for item, ref in own if _counts(item, line.depth, names, fund, side)])
            for own in columns.values()
        )


def _counts(item: Item, depth: int, names: tuple[str, str], fund: str, side: str) -> bool:
    if (item.budget, item.side) != (fund, side):
        return False
    own, above = names
    within = not depth or line_of(fund, side, item.subject).name == above
    return within and (depth <= 1 or item.name == own)


def _refs(found: Sequence[Ref]) -> RefLead | None:
    return RefLead(tuple(found)) if found else None


def _led(
    rows: Sequence[Row], leads: dict[str, list[tuple[Lead | None, ...]]], width: int
) -> Iterator[Row]:
    nothing = (None,) * width
    halves = zip_longest(leads[SOURCE], leads[USE], fillvalue=nothing)
    for row, (left, right) in zip(rows, halves, strict=True):
        yield replace(row, leads=(None, *left, None, *right))


def _places(rows: Sequence[Row]) -> int:
    """No decimals where every amount is whole 万元, as published tables print it."""
    amounts = [cell for row in rows for cell in row.cells if isinstance(cell, int)]
    return 2 if any(amount % _WAN for amount in amounts) else 0


DOCUMENTS = (Statement("balance", "收支平衡表", "预算股", balance),)
