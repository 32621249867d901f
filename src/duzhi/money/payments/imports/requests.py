"""Files around requests: 批示 (IN-38), statements (IN-10), bank returns and payroll rosters."""

from collections.abc import Sequence

from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding
from duzhi.money.payments.actions import bank, flying, funds, payroll, statements
from duzhi.money.payments.rules import flying as ways
from duzhi.money.payments.rules import funds as papers
from duzhi.money.payments.rules import returns
from duzhi.money.payments.rules import statements as sides
from duzhi.money.payments.rules.flying import Flying
from duzhi.money.payments.rules.funds import Paper
from duzhi.money.payments.rules.payroll import Wage
from duzhi.money.payments.rules.returns import Answer


def check_papers(rows: Sequence[Paper], declared: intake.Declared) -> list[Finding]:
    """Every rule of a register of 批示."""
    del declared
    return papers.check(rows)


def check_entries(rows: Sequence[sides.Entry], declared: intake.Declared) -> list[Finding]:
    """Every rule of a statement."""
    del declared
    return sides.check(rows)


def check_flying(rows: Sequence[Flying], declared: intake.Declared) -> list[Finding]:
    """Every rule of requests on their way."""
    del declared
    return ways.check(rows)


FUNDS = intake.Layout(
    code="IN-38",
    verb="payments.register",
    name="已批未付批示",
    office="办公室",
    columns=(
        intake.Column("region", "区划代码", intake.Code(9)),
        intake.Column("number", "来文", intake.Text(100), aliases=("来文文号", "文号")),
        intake.Column("agency", "单位代码", intake.Code(21)),
        intake.Column("agency_name", "单位", intake.Text(), aliases=("单位名称",), required=False),
        intake.Column("purpose", "事由", intake.Text(400)),
        intake.Column("amount_fen", "金额", intake.Amount()),
        intake.Column("approver", "批示人", intake.Text(60)),
        intake.Column("approved_on", "批示日", intake.Day(), aliases=("批示日期",)),
        intake.Column("opinion", "意见原文", intake.Text(600), required=False, aliases=("意见",)),
        intake.Column(
            "minutes", "会议纪要号", intake.Text(100), required=False, aliases=("纪要号",)
        ),
        intake.Column("source", "资金来源", intake.Text(100), required=False),
        intake.Column("creditor", "收款对象", intake.Choice(papers.CREDITOR_NAMES)),
        intake.Column("due", "要求支付日期", intake.Day(), required=False),
        intake.Column("status", "状态", intake.Choice(papers.STATES)),
    ),
    row=Paper,
    action=funds.import_funds,
    checks=(check_papers,),
    keys=("region", "number"),
    unit_words=("元", "万元"),
)
STATEMENTS = intake.Layout(
    code="IN-10",
    verb="payments.import",
    name="代理银行、国库对账单",
    office="国库股",
    columns=(
        intake.Column("side", "对账方", intake.Choice(sides.SIDES)),
        intake.Column("on", "日期", intake.Day()),
        intake.Column("region", "区划代码", intake.Code(9)),
        intake.Column("account", "账号", intake.Code(), required=False),
        intake.Column("payee", "对方户名", intake.Text(), required=False),
        intake.Column("direction", "方向", intake.Choice(sides.DIRECTIONS), aliases=("借/贷",)),
        intake.Column("amount_fen", "金额", intake.Amount()),
        intake.Column("serial", "流水号", intake.Code(), required=False),
        intake.Column("summary", "摘要", intake.Text(200), required=False),
        intake.Column("voucher", "凭证号", intake.Code(), required=False),
    ),
    row=sides.Entry,
    action=statements.import_statements,
    checks=(check_entries,),
    unit_words=("元", "万元"),
)
RETURNS = intake.Layout(
    code="BANK-01",
    verb="payments.import",
    name="代理银行支付回单",
    office="国库支付中心",
    columns=(
        intake.Column("number", "回单批号", intake.Code(60)),
        intake.Column("region", "区划代码", intake.Code(9)),
        intake.Column("request", "支付申请号", intake.Code()),
        intake.Column("line", "行号", intake.Whole()),
        intake.Column("payee", "收款人名称", intake.Text(), required=False),
        intake.Column("amount_fen", "金额", intake.Amount(negative=False)),
        intake.Column("result", "处理结果", intake.Choice(returns.RESULTS)),
        intake.Column("code", "失败代码", intake.Code(10), required=False),
        intake.Column("remark", "银行附言", intake.Text(200), required=False),
        intake.Column("serial", "银行流水号", intake.Code(60), required=False),
        intake.Column("on", "处理日期", intake.Day()),
    ),
    row=Answer,
    action=bank.import_returns,
    keys=("request", "line"),
    unit_words=("元",),
)
PAYROLL = intake.Layout(
    code="PAY-01",
    verb="payments.request",
    name="工资发放明细",
    office="工资统发",
    columns=(
        intake.Column("region", "区划代码", intake.Code(9)),
        intake.Column("year", "预算年度", intake.Whole()),
        intake.Column("agency", "单位代码", intake.Code(21)),
        intake.Column("quota", "指标编号", intake.Code(60)),
        intake.Column("month", "发放月份", intake.Code(6)),
        intake.Column("name", "姓名", intake.Text(100)),
        intake.Column("bank", "开户行", intake.Text(200), required=False),
        intake.Column("account", "账号", intake.Code()),
        intake.Column("amount_fen", "实发金额", intake.Amount(negative=False)),
    ),
    row=Wage,
    action=payroll.import_payroll,
    unit_words=("元",),
)
FLYING = intake.Layout(
    code="PAY-02",
    verb="payments.import",
    name="在途支付申请",
    office="国库支付中心",
    columns=(
        intake.Column("number", "支付申请编号", intake.Code()),
        intake.Column("region", "区划代码", intake.Code(9)),
        intake.Column("year", "预算年度", intake.Whole()),
        intake.Column("agency", "单位代码", intake.Code(21)),
        intake.Column("agency_name", "单位名称", intake.Text(), required=False),
        intake.Column("quota", "指标编号", intake.Code(60)),
        intake.Column("payee", "收款人名称", intake.Text()),
        intake.Column("account", "收款人账号", intake.Code()),
        intake.Column("bank", "收款人开户行", intake.Text(200), required=False),
        intake.Column("amount_fen", "申请金额", intake.Amount(negative=False)),
        intake.Column("purpose", "用途", intake.Text(300)),
        intake.Column("asked_on", "申请日期", intake.Day()),
        intake.Column("due", "要求支付日期", intake.Day()),
        intake.Column("method", "结算方式", intake.Choice(ways.METHOD_NAMES)),
        intake.Column("creditor", "收款对象", intake.Choice(ways.CREDITOR_NAMES)),
        intake.Column("fund", "资金请示文号", intake.Text(100), required=False),
        intake.Column("state", "当前环节", intake.Choice(ways.STATES)),
        intake.Column("answer", "退回原因", intake.Text(300), required=False),
        intake.Column("maker", "经办人", intake.Text(40), required=False),
        intake.Column("endorser", "单位审核人", intake.Text(40), required=False),
        intake.Column("reviewer", "初审人", intake.Text(40), required=False),
        intake.Column("approver", "复核人", intake.Text(40), required=False),
    ),
    row=Flying,
    action=flying.import_flying,
    checks=(check_flying,),
    keys=("region", "year", "number"),
    unit_words=("元", "万元"),
    year_field="year",
)
LAYOUTS = (FUNDS, STATEMENTS, RETURNS, PAYROLL, FLYING)
