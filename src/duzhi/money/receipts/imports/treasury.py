"""IN-01 国库预算收入日报: one true layer out of many that restate it."""

from collections.abc import Sequence

from duzhi.intake.api import Amount, Choice, Code, Column, Day, Declared, Layout, Subject, Text
from duzhi.kernel.finding import Finding
from duzhi.money.receipts.actions import treasury
from duzhi.money.receipts.queries import days
from duzhi.money.receipts.rules.treasury import DAY_KIND, DayRow, check_rows, why_skipped

LISTS = ("revenue_general", "fund_revenue", "soe_revenue")


def _one_of(digits: str) -> Choice:
    """A flag with a closed set of values: a stray one must not drop a row of money unseen."""
    return Choice({digit: digit for digit in digits})


def _check(rows: Sequence[DayRow], _: Declared) -> list[Finding]:
    return check_rows(rows)


TREASURY = (
    Layout(
        code="IN-01",
        verb="receipts.import",
        name="国库预算收入日报",
        office="国库股",
        basis="net",
        columns=(
            Column("on", "报表日期", Day(), aliases=("日期",)),
            Column("treasury", "国库代码", Code()),
            Column("organ", "征收机关代码", Code()),
            Column("scope", "辖属标志", _one_of("01")),
            Column("kind", "报表种类", _one_of("123456789")),
            Column("nature", "预算种类", _one_of("12")),
            Column("level", "预算级次", Code()),
            Column("flag", "调整期标志", Code(), aliases=("整理期标志",)),
            Column("subject", "科目代码", Subject(LISTS), aliases=("科目编码",)),
            Column("name", "科目名称", Text(), required=False),
            Column("day_fen", "日累计", Amount()),
            Column("ten_fen", "旬累计", Amount(), required=False),
            Column("month_fen", "月累计", Amount(), required=False),
            Column("quarter_fen", "季累计", Amount(), required=False),
            Column("year_fen", "年累计", Amount(), required=False),
        ),
        row=DayRow,
        action=treasury.import_treasury,
        skip=why_skipped,
        checks=(_check,),
        origins=days.origins,
        source_kinds=(DAY_KIND,),
        unit_words=("元", "万元"),
        keys=("on", "treasury", "organ", "level", "flag", "subject"),
        year_field="on",
        total="day_fen",
    ),
)
