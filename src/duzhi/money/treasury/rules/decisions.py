"""Lending between purses and payments out of turn: what two people may decide (Appendix J1)."""

from datetime import date, timedelta
from typing import NamedTuple

from duzhi.kernel.finding import Finding
from duzhi.kernel.money import show
from duzhi.money.treasury.rules.purses import CUSTODY

LENDING, LENDING_BACK, SPECIAL = "treasury.lending", "treasury.lending_back", "treasury.special"
ASKED, SIGNED, RETURNED, VOID = "待签", "已签", "已还", "作废"
_BASIS = "不同资金来源之间借用须有两人签批的暂付记录，否则为挪用"
_SOON, _LONG = timedelta(31), timedelta(366)
"""Days beyond these are slips of the hand."""
_TURN = "特批拨付须两人签批并写明理由，印在付款次序表里"


class Ask(NamedTuple):
    """Somebody asks that a purse lend to another; fen."""

    lender: str
    borrower: str
    amount_fen: int
    on: date
    return_on: date


def check_lending(
    ask: Ask, reported_on: date | None, left_fen: int, name: str = ""
) -> list[Finding]:
    """Everything that speaks against lending on a day after the last report of the purses.

    `name` is what people call the lender.
    """
    lender, borrower, amount_fen, on, return_on = ask
    found = []
    if lender == borrower:
        found.append("借出和借入是同一资金来源；请重选")
    if any(one.startswith(f"{CUSTODY}/") for one in (lender, borrower)):
        found.append("代管资金和财政专户不可动用；请换资金来源")
    if amount_fen <= 0:
        found.append("金额须大于零；请填写暂付金额")
    if return_on <= on:
        found.append(f"归还日期 {return_on} 不晚于暂付日期 {on}；请填写归还日期")
    if reported_on is None or on <= reported_on:
        last = f"已有 {reported_on} 的资金来源日报" if reported_on else "还没有资金来源日报"
        found.append(f"暂付日期 {on}：{last}；请把暂付填在最近一张日报之后")
    elif on > reported_on + _SOON:
        found.append(
            f"暂付日期 {on} 离最近一张日报 {reported_on} 超过 {_SOON.days} 天；请核对暂付日期"
        )
    if return_on > on + _LONG:
        found.append(f"归还日期 {return_on} 离暂付日期 {on} 超过一年；请核对归还日期")
    told = [Finding("treasury.lending", text, _BASIS) for text in found]
    return told + check_room(name or lender, left_fen, amount_fen)


def check_room(purse: str, left_fen: int, amount_fen: int) -> list[Finding]:
    """Nothing when a purse has what it is to give; none may fall below zero."""
    if amount_fen <= left_fen:
        return []
    left, asked = (show(fen, "万元", thousands=True) for fen in (max(0, left_fen), amount_fen))
    text = f"{purse} 只有 {left} 万元，付不出 {asked} 万元；请减少金额，或等它有钱再办"
    return [Finding("treasury.purse_short", text, _BASIS)]


def check_return(lent_on: date, on: date) -> list[Finding]:
    """Nothing when money goes back on the day it was lent, or later."""
    if on >= lent_on:
        return []
    text = f"归还日 {on} 早于暂付日 {lent_on}；请填写实际归还的日期"
    return [Finding("treasury.lending", text, _BASIS)]


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
