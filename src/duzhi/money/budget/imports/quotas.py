"""IN-07 指标台账 and IN-12 上级文件台账 (domain.md Appendix A, §3.1, §3.10)."""

from collections.abc import Sequence

from duzhi.intake.api import (
    Amount,
    Choice,
    Code,
    Column,
    Day,
    Declared,
    Layout,
    Subject,
    Text,
    Whole,
)
from duzhi.kernel.finding import Finding
from duzhi.money.budget.actions.grants import import_grants
from duzhi.money.budget.actions.register import import_register
from duzhi.money.budget.queries import grants as grant_queries
from duzhi.money.budget.queries import register as register_queries
from duzhi.money.budget.rules import grants, register
from duzhi.money.budget.rules.grants import CLASSES
from duzhi.money.budget.rules.quotas import GRANT, READING

_OFFICE = "预算股"
_LISTS = ("expenditure_function", "fund_expenditure", "soe_expenditure")
YES = Choice({"是": True, "1": True, "否": False, "0": False})
_KINDS = Choice({name: name for name in CLASSES} | {"一般性转移支付": CLASSES[0]})


def _check_register(rows: Sequence[register.RegisterRow], _: Declared) -> list[Finding]:
    return register.check_rows(rows)


def _check_grants(rows: Sequence[grants.GrantRow], _: Declared) -> list[Finding]:
    return grants.check_rows(rows)


REGISTER = Layout(
    code="IN-07",
    verb="budget.import",
    name="指标台账",
    office=_OFFICE,
    columns=(
        Column("region", "区划代码", Code()),
        Column("number", "指标编号", Code()),
        Column("title", "指标文标题", Text(), required=False),
        Column("doc_no", "本级指标文号", Text(100), required=False),
        Column("upper_doc", "上级指标文号", Text(100), required=False),
        Column("issued_on", "下达日期", Day()),
        Column("agency", "单位代码", Code()),
        Column("office", "业务主管股室", Text(40), required=False),
        Column("fund_type", "资金性质", Code()),
        Column("subject", "支出功能科目代码", Subject(_LISTS)),
        Column("gov_econ", "政府经济分类代码", Code(), required=False),
        Column("dep_econ", "部门经济分类代码", Code(), required=False),
        Column("project", "项目代码", Code(), required=False),
        Column("since", "资金年度", Whole(), required=False),
        Column("kind", "指标类型", Text(20), required=False),
        Column("origin", "指标来源", Text(20), required=False),
        Column("executable", "可执行标志", YES),
        Column("parent", "源指标编号", Code(), required=False),
        Column("amount_fen", "指标金额", Amount()),
        Column("added_fen", "调增金额", Amount()),
        Column("cut_fen", "调减金额", Amount()),
        Column("current_fen", "指标余额", Amount()),
        Column("paid_fen", "已申请支付金额", Amount()),
        Column("batch", "调整批次号", Code(40), required=False),
        Column("guarantee", "三保标识", Code(), required=False),
        Column("item", "三保项目编码", Code(), required=False),
        Column("direct", "直达资金标识", Code(), required=False),
        Column("bond", "债券代码", Code(), required=False),
        Column("procurement", "是否政府采购", YES, required=False),
        Column("frugal", "三公经费", YES, required=False),
        Column("payroll", "工资标识", YES, required=False),
    ),
    row=register.RegisterRow,
    action=import_register,
    checks=(_check_register,),
    origins=register_queries.origins,
    source_kinds=(READING,),
    keys=("region", "number"),
    needs=("year", "period"),
    total="current_fen",
)
GRANTS = Layout(
    code="IN-12",
    verb="budget.import",
    name="上级文件台账",
    office=_OFFICE,
    columns=(
        Column("doc_no", "文号", Text(100)),
        Column("title", "标题", Text(), required=False),
        Column("issuer", "发文单位", Text(100), required=False),
        Column("dated", "发文日期", Day()),
        Column("received_on", "收文日期", Day()),
        Column("name", "资金名称", Text(200)),
        Column("kind", "资金类别", _KINDS),
        Column("fund_type", "资金性质", Code()),
        Column("subject", "功能科目", Code(), required=False),
        Column("amount_fen", "金额", Amount()),
        Column("direct", "直达标识", Code(), required=False),
        Column("purpose", "用途", Text(), required=False),
        Column("target", "绩效目标", Text(400), required=False),
    ),
    row=grants.GrantRow,
    action=import_grants,
    checks=(_check_grants,),
    origins=grant_queries.origins,
    source_kinds=(GRANT,),
    unit_words=("元", "万元"),
    keys=("doc_no", "name"),
    needs=("year",),
)
QUOTAS = (GRANTS, REGISTER)
