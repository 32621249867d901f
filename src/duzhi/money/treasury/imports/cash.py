"""File layouts of treasury: IN-11 库款日报, IN-31 总会计科目余额表 (domain.md Appendix A)."""

from collections.abc import Sequence

from duzhi.intake import api as intake
from duzhi.intake.api import Column
from duzhi.kernel.finding import Finding
from duzhi.money.treasury import actions, queries
from duzhi.money.treasury.rules import books, cash
from duzhi.money.treasury.rules.books import AccountRow
from duzhi.money.treasury.rules.cash import (
    DAY,
    INFLOWS,
    OPENING,
    OUTFLOWS,
    RESTRICTED,
    DayRow,
    Flow,
)

_AMOUNT = intake.Amount()


def check_days(rows: Sequence[DayRow], declared: intake.Declared) -> list[Finding]:
    """Every rule of the daily report."""
    return cash.check(rows, declared.period)


def check_balances(
    rows: Sequence[AccountRow],
    declared: intake.Declared,  # noqa: ARG001 one signature for all checks
) -> list[Finding]:
    """Every rule of the 科目余额表."""
    return books.check(rows)


def _flows(flows: Sequence[Flow], total: str) -> tuple[Column, ...]:
    way = flows[0].way
    parts = (Column(one.field, f"{way}/{one.title}", _AMOUNT, required=False) for one in flows)
    return (*parts, Column(total, f"{way}/{way}合计", _AMOUNT))


CASH_DAYS = intake.Layout(
    code="IN-11",
    verb="treasury.import",
    name="库款日报",
    office="国库股",
    basis="net",
    columns=(
        Column("on", "日期", intake.Day()),
        Column("opening", "期初余额", _AMOUNT),
        *_flows(INFLOWS, "inflow"),
        *_flows(OUTFLOWS, "outflow"),
        Column("closing", "期末余额", _AMOUNT),
        *(
            Column(field, f"其中/{title}", _AMOUNT, required=False)
            for field, title in RESTRICTED.items()
        ),
    ),
    row=DayRow,
    action=actions.import_days,
    checks=(check_days,),
    origins=queries.origins,
    source_kinds=(DAY, OPENING),
    keys=("on",),
    total="inflow",
)
BALANCES = intake.Layout(
    code="IN-31",
    verb="ledger.import",
    name="总会计科目余额表",
    office="国库股",
    columns=(
        Column("code", "科目编码", intake.Code(20)),
        Column("name", "科目名称", intake.Text(100), required=False),
        Column("opening", "期初余额", _AMOUNT, required=False),
        Column("debit", "本期借方", _AMOUNT, required=False, aliases=("借方发生额",)),
        Column("credit", "本期贷方", _AMOUNT, required=False, aliases=("贷方发生额",)),
        Column("closing", "期末余额", _AMOUNT, required=False),
    ),
    row=AccountRow,
    action=actions.import_balances,
    checks=(check_balances,),
    keys=("code",),
    needs=("period",),
    total="debit",
)
IMPORTS = (CASH_DAYS, BALANCES)
