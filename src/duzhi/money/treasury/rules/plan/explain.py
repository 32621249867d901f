"""Why a request is not paid when it is due, and what would have to happen."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
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
    reader = _Reader(plan)
    for one in plan.requests.values():
        due = slot_of(plan.slots, one.due)
        done = plan.done(one.id)
        if due < len(plan.slots) and (done is None or done > due):
            yield reader.hold(one, due)


def shortages(plan: Plan) -> list[Shortage]:
    """缺口: slots at whose end hard dates are due and unpaid, with the days each stands for."""
    hard = [one for one in plan.requests.values() if one.tier == HARD and one.purses]
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


def levels(plan: Plan, code: str, tier: int) -> Sequence[int]:
    """What a purse holds for a tier at the end of every slot: lower tiers keep the 警戒线."""
    own = plan.purses[code]
    if tier < plan.rules.guarded_from or own.guarded is None:
        return own.cash
    return tuple(map(min, own.cash, own.guarded))


class _Above(NamedTuple):
    """What stands before a rank in a purse, slot by slot; fen."""

    cash: Sequence[int]
    """The balance less what higher ranks are promised up to the slot."""
    left: Sequence[int]
    """The same of what the rank may touch."""
    waits: Sequence[bool]
    """Whether a higher rank that the purse could pay waits at the end of the slot."""
    extra_fen: int
    ahead: Mapping[int, Sequence[tuple[int, int]]]
    """Tier → requests and fen due up to the slot."""


class _Reader:
    """Explains request by request; what many of them share is worked out once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.of_purse: dict[str, list[tuple[tuple[int, int], Request]]] = {}
        for one in plan.requests.values():
            for code in one.purses:
                self.of_purse.setdefault(code, []).append((rank_of(one, plan.rules), one))
        self.known: dict[tuple[str, tuple[int, int]], _Above] = {}

    def hold(self, one: Request, due: int) -> Hold:
        """The binding reason in the purse that lacks least."""
        known = [code for code in one.purses if code in self.plan.purses]
        if not known:
            return Hold(one.id, NO_PURSE, "", due, due, 0, 0, ())
        return min((self._in_purse(one, code, due) for code in known), key=_lack)

    def _in_purse(self, one: Request, code: str, due: int) -> Hold:
        place = (code, rank_of(one, self.plan.rules))
        if place not in self.known:
            self.known[place] = self._above(*place)
        above = self.known[place]
        reason, slot = _binding(one, due, above)
        done = self.plan.done(one.id)
        last = len(self.plan.slots) - 1 if done is None else done
        ahead = ((tier, *until[last]) for tier, until in above.ahead.items())
        found = tuple(Ahead(*one) for one in ahead if one[1])
        return Hold(one.id, reason, code, due, slot, above.left[slot], above.extra_fen, found)

    def _above(self, code: str, rank: tuple[int, int]) -> _Above:
        plan, own = self.plan, self.of_purse[code]
        higher = [one for other, one in own if other < rank]
        level = levels(plan, code, rank[0])
        promised = self._promised(code, rank)
        asked = _added(plan, [one for other, one in own if other <= rank])
        waits = [False] * len(plan.slots)
        for one in higher:
            done = plan.done(one.id)
            last = len(waits) if done is None else done
            for slot in range(slot_of(plan.slots, one.due), last):
                waits[slot] = True
        tiers = sorted({one.tier for one in higher})
        return _Above(
            [fen - paid for fen, paid in zip(plan.purses[code].cash, promised, strict=True)],
            [fen - paid for fen, paid in zip(level, promised, strict=True)],
            waits,
            max(0, *(want - have for (_, want), have in zip(asked, level, strict=True))),
            {tier: _added(plan, [one for one in higher if one.tier == tier]) for tier in tiers},
        )

    def _promised(self, code: str, rank: tuple[int, int]) -> list[int]:
        """Paid from a purse up to every slot by higher ranks."""
        found = [0] * len(self.plan.slots)
        for other, one in self.of_purse[code]:
            for part in self.plan.payments.get(one.id, ()) if other < rank else ():
                if part.purse == code:
                    found[part.slot] += part.amount_fen
        return [*accumulate(found)]


def _added(plan: Plan, requests: Sequence[Request]) -> list[tuple[int, int]]:
    """How many are due up to every slot, and their fen."""
    number, fen = [0] * len(plan.slots), [0] * len(plan.slots)
    for one in requests:
        slot = slot_of(plan.slots, one.due)
        if slot < len(number):
            number[slot] += 1
            fen[slot] += one.amount_fen
    return list(zip(accumulate(number), accumulate(fen), strict=True))


def _binding(one: Request, due: int, above: _Above) -> tuple[str, int]:
    """The first rule that says no, and the slot that decides."""
    cash, left = above.cash, above.left
    if cash[due] < one.amount_fen:
        return CASH, due
    low = min(range(due, len(cash)), key=lambda slot: (cash[slot], slot))
    if cash[low] < one.amount_fen:
        return KEPT, low
    tight = min(range(due, len(left)), key=lambda slot: (left[slot], slot))
    if left[tight] < one.amount_fen:
        return GUARD, tight
    return BEHIND if above.waits[due] else TURN, due


def _lack(held: Hold) -> int:
    return held.extra_fen
