"""IN-05 预算表 and IN-06 历史月度数."""

from collections.abc import Sequence
from typing import NamedTuple

from duzhi.intake.api import Amount, Choice, Code, Column, Declared, Layout, Subject, Text, Whole
from duzhi.kernel.codes import BUDGET_NAMES
from duzhi.kernel.finding import Finding, Place
from duzhi.money.budget import queries
from duzhi.money.budget.actions import published, tables
from duzhi.money.budget.rules import balance as rules
from duzhi.money.budget.rules.balance import SOURCE, USE

_OFFICE = "预算股"
_LISTS = (
    *("revenue_general", "fund_revenue", "soe_revenue", "social_insurance_revenue"),
    *("expenditure_function", "fund_expenditure", "soe_expenditure"),
    "social_insurance_expenditure",
)
_MONTHS = range(1, 13)
FUNDS = Choice(
    {code: code for code in BUDGET_NAMES}
    | {f"{code}1": code for code in BUDGET_NAMES}
    | {name: code for code, name in BUDGET_NAMES.items()}
)
"""资金性质 by national code, the usual provincial one, or name."""
_DIRECTIONS = Choice({SOURCE: SOURCE, USE: USE})


class HistoryRow(NamedTuple):
    """A line of IN-06: a headline number of one month; amounts in fen."""

    sheet: str
    row: int
    year: int
    month: int
    fund: str
    direction: str
    subject: str
    name: str
    month_fen: int | None
    total_fen: int | None
    note: str


def _check_adjusted(rows: Sequence[rules.Versions], _: Declared) -> list[Finding]:
    return rules.check_rows(rows)


def _check_months(rows: Sequence[HistoryRow], _: Declared) -> list[Finding]:
    return [
        Finding(
            "budget.month",
            f"月份 {row.month} 不在 1 至 12 之间；请更正",
            place=Place("", row.sheet, row.row, "月份"),
        )
        for row in rows
        if row.month not in _MONTHS
    ]


BUDGETS = (
    Layout(
        code="IN-05",
        verb="budget.import",
        name="预算表",
        office=_OFFICE,
        columns=(
            Column("budget", "资金性质", FUNDS),
            Column("side", "收支方向", _DIRECTIONS),
            Column("subject", "科目编码", Subject(_LISTS)),
            Column("name", "科目名称", Text()),
            Column("level", "级次", Text(10), required=False),
            Column("initial_fen", "年初预算", Amount(), required=False, aliases=("年初预算数",)),
            Column("change_fen", "调整数", Amount(), required=False),
            Column("adjusted_fen", "调整预算", Amount(), required=False, aliases=("调整预算数",)),
            Column("current_fen", "变动预算", Amount(), required=False, aliases=("变动预算数",)),
            Column("final_fen", "决算数", Amount(), required=False, aliases=("决算",)),
        ),
        row=rules.Versions,
        action=tables.import_budget,
        checks=(_check_adjusted,),
        origins=queries.origins,
        source_kinds=(queries.LINE,),
        unit_words=("万元", "元", "千元", "亿元"),
        keys=("budget", "side", "subject", "name", "level"),
        needs=("year",),
    ),
    Layout(
        code="IN-06",
        verb="budget.import",
        name="历史月度数",
        office=_OFFICE,
        basis="net",
        columns=(
            Column("year", "年度", Whole()),
            Column("month", "月份", Whole()),
            Column("fund", "资金性质", FUNDS),
            Column("direction", "收支方向", _DIRECTIONS),
            Column("subject", "科目编码", Code()),
            Column("name", "科目名称", Text()),
            Column("month_fen", "当月", Amount(), required=False, aliases=("上年当月", "当月数")),
            Column("total_fen", "累计", Amount(), aliases=("上年累计", "累计数")),
            Column("note", "口径说明", Text(), required=False),
        ),
        row=HistoryRow,
        action=published.import_history,
        checks=(_check_months,),
        unit_words=("万元", "元", "千元", "亿元"),
        keys=("year", "month", "fund", "direction", "subject", "name"),
        total="month_fen",
    ),
)
