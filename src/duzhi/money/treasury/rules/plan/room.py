"""How much a purse can still pay in a slot, and when a higher tier closes it."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from duzhi.money.treasury.rules.plan.terms import Payment, Purse, Request, Slot, slot_of


class Room:
    """What is promised so far from every purse, and the slots closed to lower tiers."""

    def __init__(self, slots: tuple[Slot, ...], purses: Mapping[str, Purse]) -> None:
        self.slots = slots
        self.purses = purses
        self.promised = {code: [0] * len(slots) for code in purses}
        """Paid up to the end of every slot, fen."""
        self.closed = {code: [slot.closed for slot in slots] for code in purses}

    def cap(self, purse: str, *, guarded: bool) -> list[int]:
        """What may still be paid from a purse up to the end of every slot, never falling.

        Cash needed later is not there earlier: the lowest balance ahead counts.
        """
        own = self.purses[purse]
        levels: Iterable[int] = own.cash
        if guarded and own.guarded is not None:
            levels = map(min, own.cash, own.guarded)
        left = [fen - paid for fen, paid in zip(levels, self.promised[purse], strict=True)]
        return [*accumulate(reversed(left), min)][::-1]

    def caps(self, purses: Iterable[str], *, guarded: bool) -> dict[str, list[int]]:
        """`cap` of several purses; a closed slot adds nothing to the slot before."""
        return {code: opened(self.cap(code, guarded=guarded), self.closed[code]) for code in purses}

    def promise(self, payments: Iterable[Payment]) -> None:
        """Set payments aside for good."""
        for one in payments:
            paid = self.promised[one.purse]
            for slot in range(one.slot, len(paid)):
                paid[slot] += one.amount_fen

    def close(self, request: Request, until: int | None) -> None:
        """No lower tier is paid from a purse while this request waits that it could pay."""
        last = len(self.slots) if until is None else until
        for code in request.purses:
            closed = self.closed.get(code)
            for slot in range(slot_of(self.slots, request.due), last if closed else 0):
                self.closed[code][slot] = True


def opened(cap: Sequence[int], closed: Sequence[bool]) -> list[int]:
    """What can be paid up to each slot when closed slots pay nothing; never below zero.

    >>> opened([5, 7, 9], [True, False, True])
    [0, 7, 7]
    """
    found, last = [], 0
    for fen, shut in zip(cap, closed, strict=True):
        last = last if shut else max(last, fen)
        found.append(last)
    return found
