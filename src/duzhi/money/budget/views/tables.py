"""Screens of the budget: tables, versions side by side, adjustments, both sides in balance."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http.response import HttpResponseBase

from duzhi.kernel.codes import BUDGET_NAMES, GENERAL
from duzhi.kernel.money import show
from duzhi.money.budget import queries
from duzhi.money.budget.actions.tables import record_adjustment
from duzhi.money.budget.forms import AdjustmentForm
from duzhi.money.budget.queries import versions
from duzhi.money.budget.queries.versions import Line, Version
from duzhi.money.budget.rules.balance import SOURCE, USE, Approval, Printed, grid
from duzhi.registry import api as registry
from duzhi.web import api as web

_SIDES = ((SOURCE, "收入"), (USE, "支出"))


class Row(NamedTuple):
    """A line with the cells of every version and the last less the first; fen."""

    line: Line
    cells: tuple[int | None, ...]
    change_fen: int | None
    change: object


class Balanced(NamedTuple):
    """A balance table: both halves with the cells of every version, and what is left over."""

    name: str
    titles: list[str]
    halves: list[tuple[str, list[tuple[Printed, list[int | None]]]]]
    gaps: list[int]


class Sheet(NamedTuple):
    """A budget of the year: its versions with their totals."""

    fund: str
    name: str
    found: list[Version]
    rows: list[Row]


def tables(screen: web.Screen) -> HttpResponseBase:
    """The four budgets of the year: totals of every version, and the file each is from."""
    sheets = []
    for fund, name in BUDGET_NAMES.items():
        found = versions.versions(screen.region, screen.on.year, fund)
        if found:
            totals = [
                row
                for side, _ in _SIDES
                for row in _rows(found, side, screen.on.year)
                if row.line.depth < versions.BELOW and not row.line.code
            ]
            sheets.append(Sheet(fund, name, found, totals))
    general = next((one for one in sheets if one.fund == GENERAL), None)
    return web.render(
        screen,
        "budget/tables.html",
        sheets=sheets,
        headline=_tables_headline(screen, general),
        missing=[
            name for fund, name in BUDGET_NAMES.items() if fund not in {s.fund for s in sheets}
        ],
        revisions=[
            (one, BUDGET_NAMES[one.fund_type])
            for one in versions.tables(screen.region, screen.on.year)
        ],
    )


def side_by_side(screen: web.Screen) -> HttpResponseBase:
    """One side of one budget: every version by 类 and 款, with what changed."""
    given = screen.request.GET
    fund = given.get("fund", "") if given.get("fund", "") in BUDGET_NAMES else GENERAL
    side = USE if given.get("side", "") == "use" else SOURCE
    found = versions.versions(screen.region, screen.on.year, fund)
    rows = _rows(found, side, screen.on.year)
    return web.render(
        screen,
        "budget/versions.html",
        found=found,
        rows=rows,
        fund=fund,
        side=side,
        funds=list(BUDGET_NAMES.items()),
        headline=_versions_headline(screen, found, rows, fund, side),
    )


def adjustments(screen: web.Screen) -> HttpResponseBase:
    """What the 人大常委会 approved this year up to the day."""
    found = versions.adjustments(screen.region, screen.on.year, screen.on)
    known = versions.versions(screen.region, screen.on.year, GENERAL)
    waiting = [one for one in known if one.code.startswith("调整")]
    approved = {f"调整{one.row.no}" for one in found}
    return web.render(
        screen,
        "budget/adjustments.html",
        found=[
            (one, [(table.fund_type, BUDGET_NAMES[table.fund_type]) for table in one.tables])
            for one in found
        ],
        waiting=[one for one in waiting if one.code not in approved],
        headline=(
            f"{screen.on.year}年有 {len(found)} 次预算调整经批准"
            if found
            else f"{screen.on.year}年截至{screen.on}没有经批准的预算调整"
        ),
    )


def record(screen: web.Screen) -> HttpResponseBase:
    """Put an approved adjustment on record."""

    def act(data: dict[str, Any]) -> str:
        screen.require("budget.import")
        approval = Approval(int(data["trigger"]), data["body"], data["approved_on"], data["note"])
        record_adjustment(
            region=screen.region,
            year=screen.on.year,
            no=data["no"],
            approval=approval,
            by=screen.by,
            at=screen.now,
        )
        return screen.link("budget.adjustments")

    form = AdjustmentForm(screen.request.POST or None, initial={"body": "市人大常委会"})
    return web.submit(
        screen, form, act, "budget/record.html", back=screen.link("budget.adjustments")
    )


def balance(screen: web.Screen) -> HttpResponseBase:
    """收支平衡表, two-sided, one a budget."""
    sheets = []
    for fund, name in BUDGET_NAMES.items():
        columns = queries.columns(registry.subtree(screen.region), fund, screen.on)
        if columns:
            sides = {side: grid(columns, fund, side) for side, _ in _SIDES}
            titles = list(columns)
            halves = [(title, _halves(sides[side], titles)) for side, title in _SIDES]
            sheets.append(Balanced(name, titles, halves, _gaps(sides, titles)))
    return web.render(
        screen, "budget/balance.html", sheets=sheets, headline=_balance_headline(screen, sheets)
    )


def _rows(found: Sequence[Version], side: str, year: int) -> list[Row]:
    codes = [one.code for one in found]
    return [
        Row(
            line,
            tuple(line.amounts.get(code) for code in codes),
            line.change_fen(codes[0], codes[-1]) if len(codes) > 1 else None,
            line.change(codes[0], codes[-1]) if len(codes) > 1 else None,
        )
        for line in versions.side_by_side(found, side, year)
    ]


def _tables_headline(screen: web.Screen, general: Sheet | None) -> str:
    year = screen.on.year
    if general is None:
        return f"{year}年没有预算表；请先导入 IN-05"
    totals = [row for row in general.rows if row.line.depth == versions.TOTAL]
    words = "、".join(
        f"{row.line.name.removesuffix('合计')} {_wan(row.cells[0])} 万元" for row in totals
    )
    return f"{year}年一般公共预算{general.found[0].title.removesuffix('预算')}：{words}"


def _versions_headline(
    screen: web.Screen, found: Sequence[Version], rows: Sequence[Row], fund: str, side: str
) -> str:
    name = f"{screen.on.year}年{BUDGET_NAMES[fund]}{side}"
    total = next((row for row in rows if row.line.depth == versions.TOTAL), None)
    if total is None:
        return f"{name}没有预算表；请先导入 IN-05"
    first = f"{name}{found[0].title} {_wan(total.cells[0])} 万元"
    if len(found) < 2 or total.change_fen is None:  # noqa: PLR2004 two versions to compare
        return first
    change = total.change_fen
    word = "持平" if not change else f"{'增加' if change > 0 else '减少'} {_wan(abs(change))} 万元"
    return f"{first}，{found[-1].title} {_wan(total.cells[-1])} 万元，{word}"


def _halves(
    rows: Sequence[Printed], titles: Sequence[str]
) -> list[tuple[Printed, list[int | None]]]:
    return [(row, [row.amounts.get(title) for title in titles]) for row in rows]


def _balance_headline(screen: web.Screen, sheets: Sequence[Balanced]) -> str:
    if not sheets:
        return f"{screen.on.year}年没有可以平衡的预算表；请先导入 IN-05"
    open_gaps = [gap for sheet in sheets for gap in sheet.gaps if gap]
    if open_gaps:
        return f"{screen.on.year}年预算收支有 {len(open_gaps)} 处不平，请核对"
    return f"{screen.on.year}年 {len(sheets)} 本预算收支各自平衡，差额 0"


def _gaps(sides: dict[str, list[Printed]], titles: Sequence[str]) -> list[int]:
    """Sources less uses of every version."""
    return [
        (sides[SOURCE][0].amounts.get(title) or 0) - (sides[USE][0].amounts.get(title) or 0)
        for title in titles
    ]


def _wan(fen: int | None) -> str:
    return "—" if fen is None else show(fen, "万元", 0, thousands=True)
