"""Layouts of the registers: IN-32, IN-34, IN-37 and the bureau's own TRE-01 … TRE-04."""

from collections.abc import Iterable, Sequence

from duzhi.intake import api as intake
from duzhi.intake.api import Column
from duzhi.kernel.finding import Finding
from duzhi.money.treasury import actions
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.rules import arrears, purses
from duzhi.money.treasury.rules.arrears import (
    DUE_KINDS,
    GROUPS,
    LAW_CLASSES,
    STATES,
    TIER_OF,
    AdvanceRow,
    ArrearPaymentRow,
    DueRow,
    ExpectedRow,
    ObligationRow,
    UpperRow,
)
from duzhi.money.treasury.rules.plan.flows import KINDS as FLOW_KINDS
from duzhi.money.treasury.rules.plan.terms import BLOCKS
from duzhi.money.treasury.rules.purses import PurseRow

_AMOUNT = intake.Amount(negative=False)


def _choice(words: Iterable[str]) -> intake.Choice:
    return intake.Choice({word: word for word in words})


def check_advances(
    rows: Sequence[AdvanceRow],
    declared: intake.Declared,  # noqa: ARG001 one signature for all checks
) -> list[Finding]:
    """Every row closes."""
    return arrears.check_advances(rows)


PURSES = intake.Layout(
    code="TRE-01",
    verb="treasury.import",
    name="资金来源日报",
    office="国库股",
    columns=(
        Column("on", "日期", intake.Day()),
        Column("kind", "资金来源类别", _choice(purses.KINDS)),
        Column("code", "资金来源编码", intake.Code(), required=False),
        Column("name", "资金来源名称", intake.Text(100)),
        Column("amount_fen", "资金来源余额", _AMOUNT),
    ),
    row=PurseRow,
    action=actions.import_purses,
    keys=("on", "kind", "code"),
    total="amount_fen",
)
OBLIGATIONS = intake.Layout(
    code="IN-37",
    verb="treasury.import",
    name="欠账台账",
    office="国库股",
    columns=(
        Column("number", "欠账编号", intake.Code(40)),
        Column("group", "欠账分组", _choice(GROUPS)),
        Column("item", "欠账事项", intake.Text(100)),
        Column("law_class", "法律类别", _choice(LAW_CLASSES)),
        Column("agency", "责任单位", intake.Text(100)),
        Column("creditor", "债权人", intake.Text(100)),
        Column("creditors", "债权人数", intake.Whole(), required=False),
        Column("since", "形成日期", intake.Day()),
        Column("year", "所属年度", intake.Whole()),
        Column("amount_fen", "欠账金额", _AMOUNT),
        Column("plan_on", "计划偿还日", intake.Day(), required=False),
        Column("tier", "层级", intake.Choice(TIER_OF)),
        Column("purse", "资金来源", intake.Text(200)),
    ),
    row=ObligationRow,
    action=actions.import_obligations,
    origins=registers.origins,
    source_kinds=("treasury.arrear",),
    keys=("number",),
    total="amount_fen",
)
ARREAR_PAYMENTS = intake.Layout(
    code="TRE-02",
    verb="treasury.import",
    name="欠账拨付明细",
    office="国库股",
    columns=(
        Column("number", "拨付编号", intake.Code(40)),
        Column("obligation", "欠账编号", intake.Code(40)),
        Column("on", "拨付日期", intake.Day()),
        Column("amount_fen", "拨付金额", _AMOUNT),
        Column("voucher", "拨付凭证", intake.Code(), required=False),
    ),
    row=ArrearPaymentRow,
    action=actions.import_arrear_payments,
    origins=registers.origins,
    source_kinds=("treasury.arrear_payment",),
    keys=("number",),
    total="amount_fen",
)
ADVANCES = intake.Layout(
    code="IN-34",
    verb="treasury.import",
    name="暂付款明细",
    office="国库股",
    columns=(
        Column("number", "暂付编号", intake.Code(40)),
        Column("since", "形成日期", intake.Day()),
        Column("agency", "借款单位", intake.Text(100)),
        Column("purpose", "暂付事由", intake.Text(200)),
        Column("amount_fen", "暂付金额", _AMOUNT),
        Column("returned_fen", "已消化", _AMOUNT, required=False),
        Column("balance_fen", "暂付余额", intake.Amount()),
        Column("plan_on", "计划消化日", intake.Day(), required=False),
        Column("way", "消化方式", intake.Text(100), required=False),
    ),
    row=AdvanceRow,
    action=actions.import_advances,
    checks=(check_advances,),
    keys=("number",),
    total="balance_fen",
)
UPPER = intake.Layout(
    code="IN-32",
    verb="treasury.import",
    name="与上级往来明细",
    office="国库股",
    columns=(
        Column("number", "文号", intake.Code()),
        Column("on", "日期", intake.Day()),
        Column("summary", "摘要", intake.Text(200)),
        Column("received_fen", "调入", _AMOUNT, required=False),
        Column("deducted_fen", "扣回", _AMOUNT, required=False),
        Column("balance_fen", "往来余额", intake.Amount(), required=False),
    ),
    row=UpperRow,
    action=actions.import_upper,
    keys=("number",),
    total="received_fen",
)
DUES = intake.Layout(
    code="TRE-03",
    verb="treasury.import",
    name="到期与待付事项",
    office="国库股",
    columns=(
        Column("number", "事项编号", intake.Code(40)),
        Column("kind", "事项类别", _choice(DUE_KINDS)),
        Column("purpose", "事项", intake.Text(200)),
        Column("agency", "经办单位", intake.Text(100)),
        Column("amount_fen", "应付金额", _AMOUNT),
        Column("on", "到期日", intake.Day()),
        Column("tier", "层级", intake.Choice(TIER_OF)),
        Column("block", "三保类别", _choice(BLOCKS), required=False),
        Column("purses", "资金来源", intake.Text(300), required=False),
        Column("divisible", "可分次", _choice(("是",)), required=False),
        Column("state", "事项状态", _choice(STATES), required=False),
        Column("note", "说明", intake.Text(200), required=False),
        Column("contact", "联系人", intake.Text(100), required=False),
    ),
    row=DueRow,
    action=actions.import_dues,
    origins=registers.origins,
    source_kinds=("treasury.due",),
    keys=("number",),
    total="amount_fen",
)
EXPECTED = intake.Layout(
    code="TRE-04",
    verb="treasury.import",
    name="资金流入流出预计",
    office="国库股",
    columns=(
        Column("on", "日期", intake.Day()),
        Column("purse", "资金来源", intake.Text(100)),
        Column("kind", "流量类别", _choice(FLOW_KINDS)),
        Column("name", "流量事项", intake.Text(100)),
        Column("amount_fen", "预计金额", intake.Amount()),
        Column("low_fen", "预计下限", intake.Amount(), required=False),
    ),
    row=ExpectedRow,
    action=actions.import_expected,
    keys=("on", "purse", "kind", "name"),
    total="amount_fen",
)
IMPORTS = (PURSES, OBLIGATIONS, ARREAR_PAYMENTS, ADVANCES, UPPER, DUES, EXPECTED)
