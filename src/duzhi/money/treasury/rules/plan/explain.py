"""Why a request is not paid when it is due, and what would have to happen."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duzhi.money.treasury.rules.plan.solve import rank_of
from duzhi.money.treasury.rules.plan.terms import HARD, Plan, Request, slot_of

NO_PURSE, BEHIND, CASH, KEPT, GUARD, TURN = "no_purse", "behind", "cash", "kept", "guard", "turn"
REASONS = {
    NO_PURSE: "没有可用的资金来源",
    BEHIND: "前面层级还在等待同一资金来源",
    CASH: "资金来源余额不足",
    KEPT: "须为前面层级的到期支出留足库款",
    GUARD: "付后库款跌破警戒线",
    TURN: "同层次序在前的用完了可用库款",
}
"""Binding reasons: code → words."""


class Ahead(NamedTuple):
    """What a higher tier asks of the same purse first; fen."""

    tier: int
    number: int
    amount_fen: int


class Hold(NamedTuple):
    """Why a request waits; amounts in fen."""

    request: str
    reason: str
    purse: str
    slot: int
    """The slot it is due in, and is not paid in."""
    tight: int
    """The slot whose balance decides."""
    room_fen: int
    """What higher tiers and later dues leave for it in that slot; negative under a 警戒线."""
    extra_fen: int
    """More of this in the purse from the first day, and it is paid when due."""
    ahead: tuple[Ahead, ...]


class Shortage(NamedTuple):
    """What of the hard dates is due and unpaid at the end of a slot; fen."""

    slot: int
    amount_fen: int
    days: int


def holds(plan: Plan) -> Iterator[Hold]:
    """One explanation for every request that is not paid in full in the slot it is due."""
    for one in plan.requests.values():
        due = slot_of(plan.slots, one.due)
        done = plan.done(one.id)
        if due < len(plan.slots) and (done is None or done > due):
            yield hold(plan, one)


def hold(plan: Plan, one: Request) -> Hold:
    """The binding reason in the purse that lacks least."""
    due = slot_of(plan.slots, one.due)
    known = [code for code in one.purses if code in plan.purses]
    if not known:
        return Hold(one.id, NO_PURSE, "", due, due, 0, 0, ())
    return min(
        (_in_purse(plan, one, code, due) for code in known), key=lambda found: found.extra_fen
    )


def shortages(plan: Plan) -> list[Shortage]:
    """缺口: slots at whose end hard dates are due and unpaid, with the days each stands for."""
    hard = [one for one in plan.requests.values() if one.tier == HARD]
    found = []
    for number, slot in enumerate(plan.slots):
        due = sum(one.amount_fen for one in hard if one.due < slot.end)
        paid = sum(
            part.amount_fen
            for one in hard
            for part in plan.payments.get(one.id, ())
            if part.slot <= number
        )
        if due > paid:
            found.append(Shortage(number, due - paid, (slot.end - slot.start).days))
    return found


def _in_purse(plan: Plan, one: Request, code: str, due: int) -> Hold:
    rank = rank_of(one, plan.rules)
    higher = [other for other in plan.requests.values() if rank_of(other, plan.rules) < rank]
    cash = _left(plan, plan.purses[code].cash, higher, code)
    level = levels(plan, code, one.tier)
    left = _left(plan, level, higher, code)
    tight = min(range(due, len(left)), key=lambda slot: (left[slot], slot))
    reason, slot = _binding(plan, one, code, due, (cash, left, tight), higher)
    extra = _extra(plan, one, code, level)
    return Hold(one.id, reason, code, due, slot, left[slot], extra, _ahead(plan, one, higher, code))


def levels(plan: Plan, code: str, tier: int) -> Sequence[int]:
    """What a purse holds for a tier at the end of every slot: lower tiers keep the 警戒线."""
    own = plan.purses[code]
    if tier < plan.rules.guarded_from or own.guarded is None:
        return own.cash
    return tuple(map(min, own.cash, own.guarded))


def _left(plan: Plan, level: Sequence[int], higher: Sequence[Request], code: str) -> list[int]:
    """A level less what higher ranks are promised up to every slot."""
    left = list(level)
    for other in higher:
        for part in plan.payments.get(other.id, ()):
            for slot in range(part.slot, len(left) if part.purse == code else 0):
                left[slot] -= part.amount_fen
    return left


def _binding(
    plan: Plan,
    one: Request,
    code: str,
    due: int,
    found: tuple[Sequence[int], Sequence[int], int],
    higher: Sequence[Request],
) -> tuple[str, int]:
    """The first rule that says no, and the slot that decides."""
    cash, left, tight = found
    if cash[due] < one.amount_fen:
        return CASH, due
    if min(cash[due:]) < one.amount_fen:
        return KEPT, min(range(due, len(cash)), key=lambda slot: (cash[slot], slot))
    if left[tight] < one.amount_fen:
        return GUARD, tight
    waits = any(_waits(plan, other, code, due) for other in higher)
    return BEHIND if waits else TURN, due


def _waits(plan: Plan, other: Request, code: str, slot: int) -> bool:
    if code not in other.purses or slot_of(plan.slots, other.due) > slot:
        return False
    done = plan.done(other.id)
    return done is None or done > slot


def _extra(plan: Plan, one: Request, code: str, level: Sequence[int]) -> int:
    """Enough for everyone who may use the purse and does not come after: then nobody is ahead."""
    rank = rank_of(one, plan.rules)
    asked = [0] * len(level)
    for other in plan.requests.values():
        if code in other.purses and rank_of(other, plan.rules) <= rank:
            for slot in range(slot_of(plan.slots, other.due), len(asked)):
                asked[slot] += other.amount_fen
    return max(0, *(want - have for want, have in zip(asked, level, strict=True)))


def _ahead(plan: Plan, one: Request, higher: Sequence[Request], code: str) -> tuple[Ahead, ...]:
    """Higher tiers due on the same purse until it is paid, by tier."""
    day = plan.pay_on(one.id) or plan.horizon
    found: dict[int, list[int]] = {}
    for other in higher:
        if code in other.purses and other.due <= day:
            found.setdefault(other.tier, []).append(other.amount_fen)
    return tuple(Ahead(tier, len(own), sum(own)) for tier, own in sorted(found.items()))
