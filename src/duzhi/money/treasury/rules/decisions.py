"""Lending between purses and payments out of turn: what two people may decide (Appendix J1)."""

from datetime import date

from duzhi.kernel.finding import Finding
from duzhi.money.treasury.rules.purses import CUSTODY

LENDING, LENDING_BACK, SPECIAL = "treasury.lending", "treasury.lending_back", "treasury.special"
ASKED, SIGNED, RETURNED, VOID = "待签", "已签", "已还", "作废"
_BASIS = "不同资金来源之间借用须有两人签批的暂付记录，否则为挪用"
_TURN = "特批拨付须两人签批并写明理由，记入报告"


def check_lending(
    lender: str, borrower: str, amount_fen: int, on: date, return_on: date
) -> list[Finding]:
    """Everything that speaks against lending; whether the purse has it, the ledger says."""
    found = []
    if lender == borrower:
        found.append("借出和借入是同一资金来源；请重选")
    if any(one.startswith(f"{CUSTODY}/") for one in (lender, borrower)):
        found.append("代管资金和财政专户不可动用；请换资金来源")
    if amount_fen <= 0:
        found.append("金额须大于零；请填写暂付金额")
    if return_on <= on:
        found.append(f"归还日期 {return_on} 不晚于暂付日期 {on}；请填写归还日期")
    return [Finding("treasury.lending", text, _BASIS) for text in found]


def check_step(state: str, wanted: str, verb: str) -> list[Finding]:
    """Nothing when the record waits for this step."""
    if state == wanted:
        return []
    return [Finding("treasury.step", f"这一笔{state}，不能{verb}；请刷新后查看", _BASIS)]


def check_special(request: str, reason: str, *, taken: bool) -> list[Finding]:
    """Everything that speaks against paying out of turn."""
    found = []
    if taken:
        found.append(f"{request} 已有特批拨付；请查看原记录")
    if not reason.strip():
        found.append(f"{request} 没有写明理由；请填写特批理由")
    return [Finding("treasury.special", text, _TURN) for text in found]


def check_open(state: str) -> list[Finding]:
    """Nothing unless it is void already."""
    return check_step(state, state if state != VOID else "", "作废")
