"""The controls before a payment (事前控制, domain.md §3.3), one small function each.

Each takes an `Ask` and answers a finding or none; `check` runs them all and hides nothing. A 禁止
or 拦截 is an error, a 预警 a warning. Watch rules declare the same controls over stored rows.
"""

from collections.abc import Sequence

from duzhi.kernel.codes import within
from duzhi.kernel.finding import ERROR, WARNING, Finding
from duzhi.money.payments.rules.asking import Ask, Control
from duzhi.money.payments.rules.bounds import (
    barred,
    no_contract,
    other_contract,
    other_supplier,
    over_contract,
    over_plan,
    unknown_contract,
)
from duzhi.money.payments.rules.requests import CARD, CASH, yuan

FRUGAL = {
    "30212": "因公出国（境）费用",
    "30215": "会议费",
    "30216": "培训费",
    "30217": "公务接待费",
    "30231": "公务用车运行维护费",
    "31013": "公务用车购置",
}
"""部门经济分类 of 三公, 会议 and 培训, whose annual control is the quota of the item."""
_CENTRAL = "国库集中支付：资金直接支付到收款人，不得违规转入预算单位实有资金账户"
_DEAR = (12, 20)


def over_quota(ask: Ask) -> Finding | None:
    """禁止: more than what is left of the quota."""
    if ask.available_fen is None or ask.amount_fen <= ask.available_fen:
        return None
    text = (
        f"申请 {yuan(ask.amount_fen)} 元，指标可用余额 {yuan(ask.available_fen)} 元，"
        f"差 {yuan(ask.amount_fen - ask.available_fen)} 元；请减少金额，或请预算股追加、调剂指标"
    )
    return Finding("payments.over_quota", text, "《中华人民共和国预算法》第十三条")


def other_unit(ask: Ask) -> Finding | None:
    """禁止: a quota of another unit."""
    if not ask.quota_agency or ask.quota_agency == ask.agency:
        return None
    text = f"指标属于单位 {ask.quota_agency}，不属于 {ask.agency_name}；请改选本单位的指标"
    return Finding("payments.other_unit", text, "指标按预算单位管理")


def other_year(ask: Ask) -> Finding | None:
    """禁止: a day on which the quota does not stand; a payroll of last year may be owed still."""
    if ask.payroll or ask.due is None or ask.due.year == ask.year:
        return None
    text = (
        f"要求支付日期 {ask.due:%Y-%m-%d} 不在指标年度 {ask.year} 年内；"
        f"请改为 {ask.year} 年内的日期，跨年支付请用当年指标"
    )
    return Finding("payments.other_year", text, "指标按年度管理")


def own_account(ask: Ask) -> Finding | None:
    """拦截: into the unit's own account, but for 工会经费, 社保, 公积金 and taxes."""
    if ask.agency_name not in ask.payees or ask.dep_econ.startswith(ask.own_items):
        return None
    text = (
        f"收款人是本单位（{ask.agency_name}）的实有资金账户；除工会经费、社保、公积金、税金外，"
        "请直接支付到最终收款人"
    )
    return Finding("payments.own_account", text, _CENTRAL)


def changed_account(ask: Ask) -> Finding | None:
    """预警 and a second look: the account of a known payee is new."""
    if not ask.new_accounts:
        return None
    names = "、".join(ask.new_accounts[:3])
    text = (
        f"{names}的收款账号在近 {ask.change_days} 天内首次使用，与以前的账号不同；"
        "请按已留存的电话向收款人核实后再支付"
    )
    return Finding("payments.changed_account", text, "收款人账户变更核验", WARNING)


def over_frugal(ask: Ask) -> Finding | None:
    """拦截: 三公, 会议, 培训 from a quota that was not issued for the item."""
    item = FRUGAL.get(ask.dep_econ[:5])
    if item is None or ask.quota_econ[:5] == ask.dep_econ[:5]:
        return None
    text = f"{item}只能从按该科目下达的指标支付，本指标没有列入控制数；请改选指标，或先办理调剂"
    return Finding("payments.over_frugal", text, "《党政机关厉行节约反对浪费条例》：年度控制数")


def cash_drawn(ask: Ask) -> Finding | None:
    """预警: money is drawn in cash."""
    if ask.method != CASH:
        return None
    text = "结算方式为现金；能转账或刷公务卡的请改用转账、公务卡，确需提现请附说明"
    return Finding("payments.cash_drawn", text, "《现金管理暂行条例》", WARNING)


def card_required(ask: Ask) -> Finding | None:
    """预警: small running costs of the 公务卡 catalogue that are not paid by card."""
    listed = ask.dep_econ[:5] in ask.card_subjects
    if not listed or ask.method == CARD or ask.amount_fen > ask.card_fen:
        return None
    text = (
        f"{ask.dep_econ[:5]} 列入公务卡强制结算目录，{yuan(ask.card_fen)} 元以下应刷公务卡；"
        "请改用公务卡，或说明不能用卡的原因"
    )
    return Finding("payments.card_required", text, ask.card_basis, WARNING)


def split(ask: Ask) -> Finding | None:
    """预警: several payments to one payee within a week, each just under the limit."""
    floor = ask.large_fen * ask.split_share
    near = [fen for fen in ask.recent_fen if floor <= fen < ask.large_fen]
    if not ask.large_fen or not near or not floor <= ask.amount_fen < ask.large_fen:
        return None
    text = (
        f"一周内对同一收款人已有 {len(near)} 笔略低于 {yuan(ask.large_fen)} 元的支付，本次 "
        f"{yuan(ask.amount_fen)} 元；疑似化整为零，请合并申请或说明原因"
    )
    return Finding("payments.split", text, "大额资金审批：不得拆分", WARNING)


def year_end(ask: Ask) -> Finding | None:
    """预警: 20 to 31 December, much money to a unit of the own department."""
    month, first = _DEAR
    late = ask.on.month == month and ask.on.day >= first
    below = [name for name, code in ask.units.items() if _own(code, ask.agency)]
    if not (late and below and ask.large_fen and ask.amount_fen >= ask.large_fen):
        return None
    text = (
        f"年底向所属单位{'、'.join(below)}支付 {yuan(ask.amount_fen)} 元；"
        "请核对是否突击花钱、以拨代支，并附用款依据"
    )
    return Finding("payments.year_end", text, "不得年底突击花钱", WARNING)


def not_beneficiary(ask: Ask) -> Finding | None:
    """拦截: 直达 or 惠民 money to a budget unit instead of its final beneficiary."""
    bound = (ask.direct and not ask.matching) or ask.to_person
    if not bound or not ask.units:
        return None
    text = f"{'、'.join(ask.units)}是预算单位，不是最终受益人；直达、惠民资金请直接付给受益人"
    return Finding("payments.not_beneficiary", text, "直达资金管理：不得以拨代支")


def off_project(ask: Ask) -> Finding | None:
    """禁止: bond money for another project than the approved one."""
    if not ask.bond or ask.project == ask.quota_project:
        return None
    text = (
        f"债券 {ask.bond} 批准用于项目 {ask.quota_project}，申请用于 {ask.project or '未填项目'}；"
        "请改回批准的项目，调整用途须先报批"
    )
    return Finding("payments.off_project", text, "财预〔2021〕110号：专项债券用途调整")


def bond_unsaid(ask: Ask) -> Finding | None:
    """禁止: bond money of which nobody says what it buys."""
    if not ask.bond or ask.dep_econ:
        return None
    text = (
        "债券资金只能用于资本性支出，本申请和指标都没有部门经济分类；"
        "请在“部门经济分类”中选择用在哪一款"
    )
    return Finding("payments.bond_unsaid", text, "《中华人民共和国预算法》第三十五条")


def wages_elsewhere(ask: Ask) -> Finding | None:
    """拦截: a 工资 batch from a quota that is none of 工资, such as 专款."""
    if not ask.payroll or ask.quota_payroll:
        return None
    text = "工资只能从标有“工资”的指标发放；请改选工资指标"
    return Finding("payments.wages_elsewhere", text, "专款专用")


CONTROLS: tuple[Control, ...] = (
    over_quota, over_plan, other_unit, other_year, barred, own_account, changed_account,
    no_contract, unknown_contract, other_contract, over_contract, other_supplier, over_frugal,
    cash_drawn, card_required, split, year_end, not_beneficiary, off_project, bond_unsaid,
    wages_elsewhere,
)  # fmt: skip


TWINS = {
    "watch.PAY-01": "payments.own_account",
    "watch.PAY-02": "payments.split",
    "watch.PAY-03": "payments.year_end",
    "watch.PAY-05": "payments.bond_unsaid",
    "watch.PAY-06": "payments.off_project",
    "watch.PAY-07": "payments.not_beneficiary",
    "watch.PAY-09": "payments.changed_account",
    "watch.PAY-10": "payments.cash_drawn",
}
"""Warning rules that say of stored rows what a control says of a request."""


def check(ask: Ask, controls: Sequence[Control] = CONTROLS) -> list[Finding]:
    """Every control's finding, all at once."""
    return [found for control in controls if (found := control(ask)) is not None]


def check_cash(amount_fen: int, free_fen: int | None) -> list[Finding]:
    """A warning when the free treasury cash would not do: quota is there, money may not be."""
    if free_fen is None or amount_fen <= free_fen:
        return []
    text = (
        f"库款可调度 {yuan(free_fen)} 元，少于申请的 {yuan(amount_fen)} 元；"
        "可以提交，何时支付由国库股按库款计划安排"
    )
    return [Finding("payments.cash_short", text, "库款保障按法定次序", WARNING)]


def blocking(findings: Sequence[Finding]) -> list[Finding]:
    """Those that stop a request."""
    return [one for one in findings if one.severity == ERROR]


def beside(found: Sequence[Finding], rules: Sequence[Finding]) -> list[Finding]:
    """What warning rules say beyond the controls: nobody reads the same thing twice."""
    told = {one.code for one in found}
    return [one for one in rules if TWINS.get(one.code) not in told]


def _own(code: str, agency: str) -> bool:
    """Whether a unit belongs to the same department: the first three digits name it."""
    return code != agency and within(code, (agency[:3],))
