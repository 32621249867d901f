"""存量资金: how old money is in budget years, and what becomes of it (domain.md §3.8).

Source: 预算法 第四十二条: 连续两年未用完的结转资金，应当作为结余资金管理.
"""

from dataclasses import dataclass
from datetime import date

from duzhi.kernel.finding import Finding
from duzhi.money.budget.rules.quotas import QuotaView

UNTOUCHED, PARTLY, IDLE = "未动", "部分", "沉淀"
KEEP, RECOVER, CHANGE, RETURN = "继续使用", "收回", "调整用途", "上缴上级"
DECISIONS = (KEEP, RECOVER, CHANGE, RETURN)
BASIS = "《中华人民共和国预算法》第四十二条"
_YEAR_END = (12, 31)


def age(since: int, on: date) -> int:
    """Budget years that are over since money was given: 2021's is two years old on 2022-12-31.

    >>> age(2021, date(2022, 12, 30)), age(2021, date(2022, 12, 31))
    (1, 2)
    """
    over = on.year - since
    return over + 1 if (on.month, on.day) == _YEAR_END else over


@dataclass(frozen=True, slots=True)
class IdleFund:
    """Money of earlier years under a quota, with what was decided about it; fen."""

    quota: QuotaView
    decision: str = ""
    decided_on: date | None = None
    recovered_fen: int = 0
    waiting: bool = False
    """Whether the act of the decision waits for a second person."""

    @property
    def since(self) -> int:
        """The budget year it was first given in."""
        return self.quota.since or self.quota.year

    @property
    def left_fen(self) -> int:
        """Neither paid nor on its way."""
        return self.quota.available_fen + self.quota.frozen_fen

    def state(self, on: date, years: int) -> str:
        """未动, 部分, or 沉淀 once it is as old as the law allows and something is left."""
        if self.left_fen > 0 and age(self.since, on) >= years:
            return IDLE
        return PARTLY if self.quota.paid_fen > 0 else UNTOUCHED

    def must_go(self, on: date, years: int) -> bool:
        """Whether it counts as 结余 and is to be recovered; bond money follows rules of its own."""
        return self.state(on, years) == IDLE and not self.quota.bond


def check_decision(
    fund: IdleFund, decision: str, reason: str, on: date, years: int, authority: str
) -> list[Finding]:
    """What stands against a decision about old money."""
    findings = []
    if decision not in DECISIONS:
        raise ValueError(f"{decision}: no such decision about idle money")
    if fund.waiting:
        text = f"{fund.decided_on} 已申请{fund.decision}，还在等第二人审核；请先审核或退回"
        findings.append(_no(fund, "idle.waiting", text))
    if fund.left_fen <= 0:
        findings.append(_no(fund, "idle.empty", "没有余额可以处理；请刷新后再看"))
    if not reason.strip():
        findings.append(_no(fund, "idle.reason", "没有写明理由；请写明后再提交"))
    if fund.quota.bond and decision != KEEP:
        findings.append(_no(fund, "idle.bond", "债券资金不作存量收回；请按债券用途调整程序办理"))
    if decision == KEEP and fund.must_go(on, years) and not authority:
        text = f"已满 {age(fund.since, on)} 个预算年度，应作结余收回；确需继续使用请填写批准文号"
        findings.append(_no(fund, "idle.keep", text))
    if decision == RETURN and not fund.quota.upper_doc:
        findings.append(_no(fund, "idle.return", "没有上级文号，不属于上级资金；请选择收回"))
    return findings


def _no(fund: IdleFund, code: str, text: str) -> Finding:
    return Finding(code, f"指标{fund.quota.number}：{text}", BASIS)
