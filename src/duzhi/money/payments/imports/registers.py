"""Files of the registers behind the controls: 收款人黑名单, 采购合同, 用款计划 (IN-08)."""

from collections.abc import Sequence

from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding
from duzhi.money.payments.actions import registers
from duzhi.money.payments.rules import registers as rules
from duzhi.money.payments.rules.registers import BarredRow, ContractRow, PlanRow


def check_barred(rows: Sequence[BarredRow], declared: intake.Declared) -> list[Finding]:
    """Every rule of a blacklist."""
    del declared
    return rules.check_barred(rows)


def check_contracts(rows: Sequence[ContractRow], declared: intake.Declared) -> list[Finding]:
    """Every rule of contracts."""
    del declared
    return rules.check_contracts(rows)


def check_plans(rows: Sequence[PlanRow], declared: intake.Declared) -> list[Finding]:
    """Every rule of plans."""
    del declared
    return rules.check_plans(rows)


BARRED = intake.Layout(
    code="PAY-03",
    verb="payee.change",
    name="收款人黑名单",
    office="国库支付中心",
    columns=(
        intake.Column("region", "区划代码", intake.Code(9)),
        intake.Column("name", "收款人名称", intake.Text()),
        intake.Column("account", "收款人账号", intake.Code(), required=False),
        intake.Column("start", "列入日期", intake.Day()),
        intake.Column("reason", "原因", intake.Text(300)),
        intake.Column("source", "依据", intake.Text(200), aliases=("依据文号",)),
        intake.Column("stops", "处理方式", intake.Choice(rules.HANDLINGS)),
        intake.Column("end", "解除日期", intake.Day(), required=False),
    ),
    row=BarredRow,
    action=registers.import_barred,
    checks=(check_barred,),
    keys=("region", "name", "account", "start"),
)
CONTRACTS = intake.Layout(
    code="PAY-04",
    verb="contract.register",
    name="采购合同",
    office="采购办",
    columns=(
        intake.Column("region", "区划代码", intake.Code(9)),
        intake.Column("number", "合同编号", intake.Code(100), aliases=("采购合同编号",)),
        intake.Column("agency", "单位代码", intake.Code(21)),
        intake.Column(
            "agency_name", "采购单位", intake.Text(), aliases=("单位名称",), required=False
        ),
        intake.Column("title", "项目名称", intake.Text(300)),
        intake.Column("supplier", "供应商", intake.Text(300)),
        intake.Column(
            "amount_fen", "合同金额", intake.Amount(negative=False), aliases=("成交金额",)
        ),
        intake.Column("signed_on", "签订日期", intake.Day()),
        intake.Column(
            "supplement_fen", "补充合同金额", intake.Amount(negative=False), required=False
        ),
        intake.Column("paid_before_fen", "期初已付", intake.Amount(negative=False), required=False),
    ),
    row=ContractRow,
    action=registers.import_contracts,
    checks=(check_contracts,),
    keys=("region", "number"),
    unit_words=("元", "万元"),
    total="amount_fen",
)
PLANS = intake.Layout(
    code="IN-08",
    verb="plan.approve",
    name="用款计划",
    office="国库股",
    columns=(
        intake.Column("number", "计划明细编号", intake.Code(60)),
        intake.Column("region", "区划代码", intake.Code(9)),
        intake.Column("year", "预算年度", intake.Whole()),
        intake.Column("month", "计划月份", intake.Whole()),
        intake.Column("agency", "单位代码", intake.Code(21)),
        intake.Column("agency_name", "单位名称", intake.Text(), required=False),
        intake.Column("fund_type", "资金性质", intake.Code(10)),
        intake.Column("asked_fen", "计划申请金额", intake.Amount(negative=False)),
        intake.Column("amount_fen", "计划审批金额", intake.Amount(negative=False)),
        intake.Column("purpose", "用途", intake.Text(300), required=False),
    ),
    row=PlanRow,
    action=registers.import_plans,
    checks=(check_plans,),
    keys=("region", "year", "number"),
    unit_words=("元", "万元"),
    total="amount_fen",
    year_field="year",
)
LAYOUTS = (BARRED, CONTRACTS, PLANS)
