"""Deciding about quotas (指标): what is left of one, and which acts on it are allowed.

Sources: domain.md §3.1 (fields, identities, rules); 预算法 第六十四条 (预备费), 第七十二条
(不同科目、级次、项目间的调剂).
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from duzhi.kernel.codes import BUDGET_NAMES, budget_of
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding
from duzhi.kernel.money import show

ENTERED, REVIEWED, ISSUED = "录入", "已审核", "已下达"
RETURNED, CARRIED, CANCELLED = "已退回", "已结转", "已注销"
STATES = (ENTERED, REVIEWED, ISSUED, RETURNED, CARRIED, CANCELLED)

ISSUE, ADD, CUT, MOVE = "下达", "追加", "追减", "调剂"
FREEZE, THAW, RECOVER, SPLIT = "冻结", "解冻", "收回", "分解"
CARRY, SURPLUS, CANCEL = "结转", "结余", "注销"
KINDS = (ISSUE, ADD, CUT, MOVE, FREEZE, THAW, RECOVER, SPLIT, CARRY, SURPLUS, CANCEL)
GROWS = (ISSUE, ADD)
SHRINKS = (CUT, RECOVER, SURPLUS)
"""Kinds that take money out of a quota and put it into no other."""
PAIRS = (MOVE, SPLIT, CARRY)
"""Kinds that put into another quota exactly what they take out of one."""
WAITING, DONE, DECLINED = "待审核", "已生效", "已退回"
NO_GUARANTEE = "000"
"""三保标识 非“三保”支出."""
RESERVE = "227"
_DISTRICT, _ITEM = 6, 7
QUOTA, ACT, READING, GRANT = "budget.quota", "budget.act", "budget.reading", "budget.grant"
"""Kinds of the documents of quotas."""

BASIS = "《中华人民共和国预算法》第七十二条"
_LAW_64 = "《中华人民共和国预算法》第六十四条"
_LAW_TRANSFER = "专项转移支付管理办法：专款专用，按上级文号管理"
_LAW_GUARANTEE = "县级“三保”支出优先，三保预算不得挪用"


@dataclass(frozen=True, slots=True)
class Sums:
    """What happened to one quota so far, fen; every part is positive."""

    amount: int = 0
    added: int = 0
    cut: int = 0
    moved_in: int = 0
    moved_out: int = 0
    recovered: int = 0
    frozen: int = 0
    reserved: int = 0
    paid: int = 0
    refunded: int = 0

    @property
    def current(self) -> int:
        """cur_amt of §3.1: what may be spent over the year."""
        return self.amount + self.added - self.cut - self.moved_out + self.moved_in - self.recovered

    @property
    def available(self) -> int:
        """What another payment may still take: never below zero."""
        return self.current - self.frozen - (self.reserved + self.paid - self.refunded)


@dataclass(frozen=True, slots=True)
class QuotaView:
    """A quota as screens, payments and rules see it; amounts in fen.

    `guarantee` is the 三保标识 (1 保基本民生, 2 保工资, 3 保运转), `item` its code on the
    list; `frugal` marks 三公经费, `payroll` 工资, `matching` the county's own part beside 直达资金.
    """

    id: int
    region: str
    year: int
    number: str
    title: str
    state: str
    agency: str
    fund_type: str
    subject: str
    gov_econ: str = ""
    dep_econ: str = ""
    project: str = ""
    level: str = ""
    doc_no: str = ""
    upper_doc: str = ""
    issued_on: date | None = None
    since: int = 0
    """The budget year the money was first given in (资金年度); 0 where it is the quota's own."""
    kind: str = ""
    origin: str = ""
    office: str = ""
    executable: bool = True
    guarantee: str = ""
    item: str = ""
    direct: str = ""
    bond: str = ""
    procurement: bool = False
    frugal: bool = False
    payroll: bool = False
    matching: bool = False
    to_person: bool = False
    parent: int | None = None
    amount_fen: int = 0
    current_fen: int = 0
    frozen_fen: int = 0
    reserved_fen: int = 0
    available_fen: int = 0

    @property
    def paid_fen(self) -> int:
        """Paid less refunded: what is neither left, held nor on its way."""
        return self.current_fen - self.frozen_fen - self.reserved_fen - self.available_fen

    @property
    def control(self) -> str:
        """What its limits are called in the ledger."""
        return control(self.region, self.year, self.number)

    @property
    def ref(self) -> Ref:
        """Its document."""
        return Ref(QUOTA, f"{self.region}/{self.year}/{self.number}")

    @property
    def grant_number(self) -> str:
        """The number of the document of its 上级文号."""
        return f"{county(self.region)}/{self.year}/{self.upper_doc}"

    @property
    def guaranteed(self) -> bool:
        """Whether it carries a 三保标识."""
        return is_guaranteed(self.guarantee)


class Act(NamedTuple):
    """One act as it is asked for; `gives` is the quota it takes from or acts on."""

    kind: str
    amount_fen: int
    gives: QuotaView
    takes: QuotaView | None = None
    reason: str = ""
    authority: str = ""
    """文号 of the paper behind the act: a 下达 of the upper level, the government's decision."""
    on: date | None = None


def control(region: str, year: int, number: str) -> str:
    """What the limits of a quota are called in the ledger."""
    return f"指标:{region}/{year}/{number}"


def grant_control(region: str, doc_no: str) -> str:
    """What the limit of an upper level's document is called: one for the county and its towns."""
    return f"文号:{county(region)}/{doc_no}"


def county(region: str) -> str:
    """The 区划 of the county that a county or township belongs to.

    >>> county("990181019")
    '990181000'
    """
    return region[:_DISTRICT] + "000"


def is_guaranteed(flag: str) -> bool:
    """Whether a 三保标识 names one of the three blocks."""
    return flag not in ("", NO_GUARANTEE)


def check_entry(view: QuotaView) -> list[Finding]:
    """A quota to be entered: amount, 项, and 上级文号 behind every 直达 quota."""
    findings = []
    if view.amount_fen <= 0:
        findings.append(_no(view, "amount", "指标金额应大于零；请填写金额"))
    if len(view.subject) < _ITEM and view.subject != RESERVE:
        findings.append(_no(view, "subject", f"功能科目 {view.subject} 未到项级；请填写七位科目"))
    if budget_of(view.fund_type) not in BUDGET_NAMES:
        findings.append(_no(view, "fund", f"资金性质 {view.fund_type} 不属于预算资金；请更正"))
    if view.direct and not view.upper_doc and not view.matching:
        findings.append(
            _no(view, "direct", "直达资金指标没有上级文号；请填写上级指标文号", _LAW_TRANSFER)
        )
    return findings


def check_usable(view: QuotaView) -> list[Finding]:
    """Whether money may be asked for under a quota at all; the amount is the ledger's business."""
    if view.state != ISSUED:
        return [_no(view, "state", f"处于“{view.state}”，尚不能支付；请预算股下达后再申请")]
    if not view.executable:
        return [_no(view, "waiting", "为待分配指标，不可直接支付；请预算股分解到用款单位")]
    return []


def check_act(act: Act) -> list[Finding]:
    """Everything that stands against an act, before the ledger judges the balance."""
    findings = _check_common(act)
    if act.kind in SHRINKS or act.kind in PAIRS or act.kind == FREEZE:
        findings += _check_left(act)
    if act.kind == THAW and act.amount_fen > act.gives.frozen_fen:
        held = show(act.gives.frozen_fen, "元")
        findings.append(_no(act.gives, "thaw", f"只冻结了 {held} 元，不能解冻更多；请核对金额"))
    if act.kind in PAIRS:
        findings += _check_pair(act)
    if act.kind == CANCEL:
        findings += _check_cancel(act.gives)
    return findings + _check_authority(act)


def check_issue(view: QuotaView, parent: QuotaView | None, on: date) -> list[Finding]:
    """Whether a reviewed quota may be issued, out of its parent's money when it has one."""
    findings = check_entry(view) + _check_day(view, ISSUE, on)
    if parent is None:
        return findings
    act = Act(
        issue_kind(view, parent), view.amount_fen, parent, replace(view, state=ISSUED), "下达"
    )
    return findings + check_act(act)


def issue_kind(view: QuotaView, parent: QuotaView | None) -> str:
    """下达 from nothing, 分解 out of this year's parent, 结转 out of last year's quota."""
    if parent is None:
        return ISSUE
    return SPLIT if parent.year == view.year else CARRY


def moves(kind: str, amount_fen: int) -> tuple[int, int, int]:
    """What an act does: 指标余额 and 冻结 of the quota, 指标余额 of the other one; signed fen."""
    if kind in GROWS:
        return amount_fen, 0, 0
    if kind in SHRINKS:
        return -amount_fen, 0, 0
    if kind in PAIRS:
        return -amount_fen, 0, amount_fen
    return 0, {FREEZE: amount_fen, THAW: -amount_fen}.get(kind, 0), 0


def _check_common(act: Act) -> list[Finding]:
    findings = []
    if act.kind not in KINDS:
        raise ValueError(f"{act.kind}: no such act on a quota")
    if act.kind != CANCEL and act.amount_fen <= 0:
        findings.append(_no(act.gives, "amount", "金额应大于零；请填写金额"))
    if not act.reason.strip():
        findings.append(_no(act.gives, "reason", f"{act.kind}没有事由；请写明事由"))
    if act.gives.state != ISSUED:
        text = f"处于“{act.gives.state}”，不能{act.kind}；请先下达"
        findings.append(_no(act.gives, "state", text))
    if act.on is not None:
        findings += _check_day(act.gives, act.kind, act.on)
    if act.takes is not None and act.kind not in PAIRS:
        text = f"{act.kind}不涉及对方指标 {act.takes.number}；请清空对方指标编号"
        findings.append(_no(act.gives, "other", text))
    if act.kind == ADD and act.gives.direct and not act.authority and not act.gives.matching:
        text = "追加直达资金没有上级文号；请填写依据文号"
        findings.append(_no(act.gives, "direct", text, _LAW_TRANSFER))
    return findings


def _check_day(view: QuotaView, kind: str, on: date) -> list[Finding]:
    """A quota is one year's: nothing is done to it on a day of another."""
    if on.year == view.year:
        return []
    text = f"{kind}日期 {on} 不在{view.year}年内；请填写{view.year}年的日期"
    return [_no(view, "day", text)]


def _check_left(act: Act) -> list[Finding]:
    if act.amount_fen <= act.gives.available_fen:
        return []
    text = (
        f"可用余额 {show(act.gives.available_fen, '元')} 元（另有在途 "
        f"{show(act.gives.reserved_fen, '元')} 元、冻结 {show(act.gives.frozen_fen, '元')} 元），"
        f"不足以{act.kind} {show(act.amount_fen, '元')} 元；请减少金额，或先撤回在途申请"
    )
    return [_no(act.gives, "not_enough", text)]


def _check_pair(act: Act) -> list[Finding]:
    gives, takes = act.gives, act.takes
    if takes is None or takes.id == gives.id:
        return [_no(gives, "other", f"{act.kind}没有对方指标；请选择另一条指标")]
    findings = []
    same_year = act.kind != CARRY
    if takes.fund_type != gives.fund_type or takes.region != gives.region:
        text = f"{act.kind}不得改变区划和资金性质（{gives.fund_type} → {takes.fund_type}）"
        findings.append(_no(gives, "nature", f"{text}；请另选同一资金性质的指标", BASIS))
    if takes.upper_doc != gives.upper_doc:
        text = (
            f"专款不得改变上级文号（{gives.upper_doc or '无'} → {takes.upper_doc or '无'}）；"
            "请另选同一文号的指标"
        )
        findings.append(_no(gives, "upper_doc", text, _LAW_TRANSFER))
    if gives.guaranteed and not takes.guaranteed:
        text = f"三保指标不得{act.kind}到非三保指标 {takes.number}；请另选三保指标"
        findings.append(_no(gives, "guarantee", text, _LAW_GUARANTEE))
    if same_year and takes.state != ISSUED:
        findings.append(_no(takes, "state", f"处于“{takes.state}”，不能调入；请先下达"))
    if same_year != (takes.year == gives.year):
        years = f"{gives.year}年 → {takes.year}年"
        findings.append(_no(gives, "year", f"{act.kind}的年度不对（{years}）；请更正对方指标"))
    if act.kind == SPLIT and takes.parent != gives.id:
        text = f"{takes.number} 不是本指标的下级指标；请在本指标下录入后再分解"
        findings.append(_no(gives, "parent", text))
    return findings


def _check_authority(act: Act) -> list[Finding]:
    """Acts that need a decision of somebody above: its 文号 has to be on the paper."""
    if act.authority:
        return []
    gives, takes = act.gives, act.takes
    if act.kind == MOVE and gives.subject.startswith(RESERVE):
        return [_no(gives, "reserve", "动用预备费须经本级政府决定；请填写批准文号", _LAW_64)]
    if act.kind in SHRINKS and gives.guaranteed:
        text = f"{act.kind}三保指标须有依据（人数减少、标准调整等），不得用于非三保；请填写依据文号"
        return [_no(gives, "guarantee", text, _LAW_GUARANTEE)]
    if act.kind == MOVE and takes is not None and takes.subject[:3] != gives.subject[:3]:
        text = f"跨类调剂（{gives.subject[:3]} → {takes.subject[:3]}）须报批；请填写批准文号"
        return [_no(gives, "class", text)]
    return []


def _check_cancel(view: QuotaView) -> list[Finding]:
    held = view.available_fen, view.frozen_fen, view.reserved_fen
    if not any(held):
        return []
    left, frozen, reserved = (show(fen, "元") for fen in held)
    text = f"尚有可用 {left} 元、冻结 {frozen} 元、在途 {reserved} 元，不能注销；请先收回或结转"
    return [_no(view, "not_empty", text)]


def _no(view: QuotaView, code: str, text: str, basis: str = BASIS) -> Finding:
    return Finding(f"quota.{code}", f"指标{view.number}：{text}", basis)
