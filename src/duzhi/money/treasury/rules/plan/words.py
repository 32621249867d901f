"""The plan in the office's words: names of tiers, why something waits; 万元 without decimals."""

from datetime import date

from duzhi.kernel.money import show
from duzhi.money.treasury.rules.plan.explain import (
    BEHIND,
    CASH,
    GUARD,
    KEPT,
    NO_PURSE,
    REASONS,
    Hold,
)
from duzhi.money.treasury.rules.plan.terms import TIERS, Plan

OUT_OF_TURN = -1
"""The tier of what two people signed out of turn: before all others."""


def tier_name(tier: int) -> str:
    """`0 硬日期`; 特批 for what was signed out of turn.

    >>> tier_name(0), tier_name(-1)
    ('0 硬日期', '特批')
    """
    return "特批" if tier == OUT_OF_TURN else f"{tier} {TIERS[tier]}"


def day(on: date) -> str:
    """`7月3日`.

    >>> day(date(2023, 7, 3))
    '7月3日'
    """
    return f"{on.month}月{on.day}日"


def wan(fen: int) -> str:
    """Whole 万元 with thousands separators, as tables print them."""
    return show(fen, "万元", 0, thousands=True)


def reason(plan: Plan, held: Hold, purse: str) -> str:
    """Why a request waits, in one sentence with its numbers; `purse` is what people call it."""
    on, own = day(plan.slots[held.tight].start), plan.requests[held.request].amount_fen
    if held.reason == NO_PURSE:
        return REASONS[NO_PURSE]
    if held.reason == GUARD:
        below = wan(own - held.room_fen)
        return f"付后{on}库款按预测下限低于警戒线{below}万元"
    if held.reason == KEPT:
        return f"须为前面层级{on}前的到期支出留足库款，{purse}可付{wan(max(0, held.room_fen))}万元"
    if held.reason == CASH:
        return f"{purse}余额不足，可付{wan(max(0, held.room_fen))}万元"
    return f"{REASONS[BEHIND] if held.reason == BEHIND else REASONS[held.reason]}：{purse}"


def plain_reason(held: Hold) -> str:
    """The same for a unit: the rule, not who is ahead."""
    if held.reason == GUARD:
        return "付后库款跌破警戒线"
    return "资金来源库款不足，按付款次序等待" if held.reason != NO_PURSE else REASONS[NO_PURSE]
