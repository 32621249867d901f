"""The file layout of payments: IN-09, one row per 支付凭证 (domain.md Appendix A)."""

from collections.abc import Sequence

from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding
from duzhi.money.payments import queries, rules
from duzhi.money.payments.actions import vouchers as actions
from duzhi.money.payments.rules import KIND, KINDS, STATUSES, Voucher

_SUBJECTS = intake.Subject(("expenditure_function", "fund_expenditure", "soe_expenditure"))


def check(rows: Sequence[Voucher], declared: intake.Declared) -> list[Finding]:
    """Every rule, with what the registry knows."""
    return rules.check(rows, queries.known(rows), declared.region, declared.period)


def _column(
    field: str, title: str, kind: intake.Kind, element: str, *aliases: str
) -> intake.Column:
    return intake.Column(field, title, kind, aliases=aliases, element=element)


def _optional(
    field: str, title: str, kind: intake.Kind, element: str, *aliases: str
) -> intake.Column:
    return intake.Column(field, title, kind, required=False, aliases=aliases, element=element)


PAYMENTS = intake.Layout(
    code="IN-09",
    verb="payments.import",
    name="支付明细",
    office="国库支付中心",
    columns=(
        _optional("application", "支付申请编号", intake.Code(), "PAY_VOUCHER.pay_app_no"),
        _column("number", "支付凭证号", intake.Code(), "PAY_VOUCHER_BILL.pay_cert_no"),
        _optional("dated", "凭证日期", intake.Day(), "PAY_VOUCHER_BILL.vou_date"),
        _optional("paid_on", "实际支付日期", intake.Day(), "PAY_VOUCHER_BILL.xpay_date"),
        _column("year", "预算年度", intake.Whole(), "PAY_VOUCHER_BILL.fiscal_year"),
        _column("region", "区划代码", intake.Code(9), "PAY_VOUCHER_BILL.mof_div_code"),
        _column("agency", "单位代码", intake.Code(21), "PAY_VOUCHER_BILL.agency_code"),
        _optional("agency_name", "单位名称", intake.Text(), "PAY_VOUCHER_BILL.agency_name"),
        _column("fund_type", "资金性质", intake.Code(10), "PAY_VOUCHER_BILL.fund_type_code"),
        _column("subject", "支出功能科目代码", _SUBJECTS, "PAY_VOUCHER_BILL.exp_func_code"),
        _optional("gov_econ", "政府经济分类代码", intake.Code(11), "PAY_VOUCHER.gov_bgt_eco_code"),
        _optional("dep_econ", "部门经济分类代码", intake.Code(20), "PAY_VOUCHER.dep_bgt_eco_code"),
        _optional("project", "项目代码", intake.Code(40), "PAY_VOUCHER_BILL.pro_code"),
        _optional("project_name", "项目名称", intake.Text(180), "PAY_VOUCHER_BILL.pro_name"),
        _optional("payee", "收款人名称", intake.Text(), "PAY_VOUCHER_BILL.payee_acct_name"),
        _optional("account", "收款人账号", intake.Code(), "PAY_VOUCHER_BILL.payee_acct_no"),
        _optional("purpose", "用途", intake.Text(), "PAY_VOUCHER_BILL.use_des"),
        _column("kind", "业务类型", intake.Choice(KINDS), "PAY_VOUCHER_BILL.pay_bus_type_name"),
        _optional("original", "原支付凭证号", intake.Code(), ""),
        _column(
            "amount_fen", "支付金额", intake.Amount(), "PAY_VOUCHER_BILL.xpay_amt", "实际支付金额"
        ),
        _optional(
            "guarantee", "三保标识", intake.Code(10), "COMMON_FLAGS.threesafe_symbolcat_code"
        ),
        _optional("direct", "直达资金标识", intake.Code(10), "COMMON_FLAGS.is_dir"),
        _optional("source_doc", "资金来源文号", intake.Text(100), "BA_BGT_INFO.sup_bgt_doc_no"),
        _optional("bond", "债券代码", intake.Code(38), "PAY_VOUCHER.bond_code"),
        _column("status", "支付状态", intake.Choice(STATUSES), ""),
        _optional("reason", "退票原因", intake.Text(), "", "失败原因", "作废原因", "银行附言"),
    ),
    row=Voucher,
    action=actions.import_payments,
    skip=rules.uncounted,
    hears=rules.failed,
    checks=(check,),
    origins=queries.origins,
    source_kinds=(KIND,),
    unit_words=("元", "万元"),
    year_field="year",
    total="amount_fen",
)
