"""IN-02 税票, IN-03 退库, IN-04 一般缴款书: reconciled to the treasury, never posted."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from duzhi.intake.api import Amount, Choice, Code, Column, Day, Declared, Layout, Subject, Text
from duzhi.kernel.codes import LEVEL_NAMES
from duzhi.kernel.finding import Finding, Place
from duzhi.money.receipts.actions import details
from duzhi.money.receipts.imports.treasury import LISTS
from duzhi.money.receipts.queries.details import refund_origins
from duzhi.money.receipts.rules.details import PAID_IN, RECEIVED, REFUND_KIND, UNPAID, VOID

_OFFICE = "税政股"
_LEVELS = Choice(
    {code: code for code in LEVEL_NAMES}
    | {name: code for code, name in LEVEL_NAMES.items()}
    | {f"{name}级": code for code, name in LEVEL_NAMES.items()}
)
_STATES = Choice({state: state for state in (PAID_IN, RECEIVED, VOID, UNPAID)})


class TaxRow(NamedTuple):
    """A line of IN-02: gross tax of one level, fen."""

    sheet: str
    row: int
    number: str
    taxpayer_id: str
    taxpayer: str
    item: str
    detail_item: str
    subject: str
    level: str
    period_start: date | None
    period_end: date | None
    paid_on: date | None
    booked_on: date
    amount_fen: int
    tax_office: str
    street: str
    industry: str
    registration: str


class RefundRow(NamedTuple):
    """A line of IN-03; the amount is positive."""

    sheet: str
    row: int
    number: str
    on: date
    subject: str
    level: str
    treasury: str
    taxpayer: str
    taxpayer_id: str
    reason: str
    amount_fen: int


class SlipRow(NamedTuple):
    """A line of IN-04."""

    sheet: str
    row: int
    number: str
    unit_code: str
    unit_name: str
    item_code: str
    item_name: str
    subject: str
    fund_type: str
    payer: str
    issued_on: date
    received_on: date | None
    treasury_on: date | None
    amount_fen: int
    status: str


def _check_slips(rows: Sequence[SlipRow], _: Declared) -> list[Finding]:
    return [
        Finding(
            "receipts.no_treasury_day",
            f"缴款书 {row.number} 状态为“{PAID_IN}”但没有缴库日期；请补填后再导入",
            place=Place("", row.sheet, row.row, "缴库日期"),
        )
        for row in rows
        if row.status == PAID_IN and row.treasury_on is None
    ]


DETAILS = (
    Layout(
        code="IN-02",
        verb="receipts.import",
        name="税收入库明细",
        office=_OFFICE,
        basis="gross",
        columns=(
            Column("number", "缴款凭证号", Code()),
            Column("taxpayer_id", "纳税人识别号", Code(), required=False),
            Column("taxpayer", "纳税人名称", Text(), required=False),
            Column("item", "征收项目", Text(100), required=False),
            Column("detail_item", "征收品目", Text(200), required=False),
            Column("subject", "科目代码", Subject(LISTS), aliases=("预算科目代码",)),
            Column("level", "预算级次", _LEVELS),
            Column("period_start", "税款所属期起", Day(), required=False),
            Column("period_end", "税款所属期止", Day(), required=False),
            Column("paid_on", "缴款日期", Day(), required=False),
            Column("booked_on", "入库日期", Day()),
            Column("amount_fen", "实缴金额", Amount()),
            Column("tax_office", "主管税务所", Text(100), required=False),
            Column("street", "街道乡镇", Text(100), required=False),
            Column("industry", "行业", Text(100), required=False),
            Column("registration", "登记注册类型", Text(100), required=False),
        ),
        row=TaxRow,
        action=details.import_taxes,
        unit_words=("元", "万元"),
        year_field="booked_on",
    ),
    Layout(
        code="IN-03",
        verb="receipts.import",
        name="收入退库清册",
        office="国库股",
        basis="gross",
        columns=(
            Column("number", "退库凭证号", Code()),
            Column("on", "退库日期", Day()),
            Column("subject", "科目代码", Subject(LISTS)),
            Column("level", "预算级次", _LEVELS),
            Column("treasury", "国库代码", Code(), required=False),
            Column("taxpayer", "纳税人名称", Text(), required=False),
            Column("taxpayer_id", "纳税人识别号", Code(), required=False),
            Column("reason", "退库原因", Text(100), required=False),
            Column("amount_fen", "退库金额", Amount(negative=False)),
        ),
        row=RefundRow,
        action=details.import_refunds,
        origins=refund_origins,
        source_kinds=(REFUND_KIND,),
        unit_words=("元", "万元"),
        year_field="on",
    ),
    Layout(
        code="IN-04",
        verb="receipts.import",
        name="非税一般缴款书",
        office="非税局",
        basis="gross",
        columns=(
            Column("number", "缴款码", Code()),
            Column("unit_code", "执收单位代码", Code(), required=False),
            Column("unit_name", "执收单位名称", Text(), required=False),
            Column("item_code", "收费项目编码", Code(), required=False),
            Column("item_name", "收费项目名称", Text(), required=False),
            Column("subject", "科目代码", Subject(LISTS)),
            Column("fund_type", "资金性质", Code()),
            Column("payer", "缴款人", Text(), required=False),
            Column("issued_on", "开票日期", Day()),
            Column("received_on", "到账日期", Day(), required=False),
            Column("treasury_on", "缴库日期", Day(), required=False),
            Column("amount_fen", "金额", Amount()),
            Column("status", "状态", _STATES),
        ),
        row=SlipRow,
        action=details.import_slips,
        checks=(_check_slips,),
        unit_words=("元", "万元"),
        year_field="issued_on",
    ),
)
