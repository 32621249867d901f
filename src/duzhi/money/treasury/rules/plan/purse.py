"""One purse alone: the worth of every set of its requests, each paid as early as money allows.

Sets are bits. What is paid up to a slot only grows, so the best up to a slot follows from the best
of all smaller sets up to the slot before (a maximum over subsets). Requests that are too many for
bits are loose: slot by slot their best sum counts, as if what was paid could be taken back. That is
a bound for them, and a look ahead for those that are bits.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from duzhi.money.treasury.rules.plan.terms import Payment, Request

Table = NDArray[np.int64]
NEVER = -(1 << 62)
"""Worth of a set that cannot be paid."""
_SUMS = 12
"""Loose requests whose sums are known exactly; smaller ones count as divisible."""


class Step(NamedTuple):
    """A slot in which something changes: money comes, or a request may be paid from now on."""

    slot: int
    cap_fen: int
    days: int
    """What each fen paid by now gains before the next step."""
    free: int
    """Requests that may be paid by now, as bits."""
    sums: Table
    """Rising sums of the loose ones by now."""
    more_fen: int
    """Asked for by now among those whose sums are not known."""


class Family:
    """Sets that a purse could pay in the end; subsets of each are in it too."""

    def __init__(self, most_fen: int) -> None:
        self.most_fen = most_fen
        self.bits: list[Request] = []
        self.sets: Table = np.zeros(1, dtype=np.int64)
        self.fen: Table = np.zeros(1, dtype=np.int64)

    def add(self, one: Request, limit: int) -> bool:
        """One more request as a bit, if the sets stay that few."""
        fits = self.fen + one.amount_fen <= self.most_fen
        if len(self.sets) + int(fits.sum()) > limit:
            return False
        self.sets = np.concatenate((self.sets, self.sets[fits] | 1 << len(self.bits)))
        self.fen = np.concatenate((self.fen, self.fen[fits] + one.amount_fen))
        self.bits.append(one)
        return True


class Lone:
    """A purse with its family of sets, the cheapest first, and the slots that count."""

    def __init__(
        self,
        code: str,
        family: Family,
        loose: Sequence[Request],
        releases: Mapping[str, Mapping[str, int]],
        cap: Sequence[int],
        weights: Sequence[int],
    ) -> None:
        self.code, self.bits = code, family.bits
        cheap = np.argsort(family.fen, kind="stable")
        self.sets, self.fen = family.sets[cheap], family.fen[cheap]
        free = [releases[one.id][code] for one in family.bits]
        asked = sorted(
            (-one.amount_fen, releases[one.id][code]) for one in loose if not one.divisible
        )
        small = [
            *asked[_SUMS:],
            *((-one.amount_fen, releases[one.id][code]) for one in loose if one.divisible),
        ]
        starts = {*free, *(slot for _, slot in (*asked, *small))}
        rises = {slot for slot, (old, now) in enumerate(pairwise((0, *cap))) if now > old}
        slots = sorted(slot for slot in starts | rises if slot >= min(starts, default=len(cap)))
        self.steps = [
            Step(
                slot,
                cap[slot],
                weights[slot] - (weights[later] if later < len(cap) else 0),
                sum(1 << place for place, start in enumerate(free) if start <= slot),
                _sums([-fen for fen, start in asked[:_SUMS] if start <= slot]),
                sum(-fen for fen, start in small if start <= slot),
            )
            for slot, later in pairwise((*slots, len(cap)))
        ]

    def worths(self) -> Table:
        """What every set is worth when it is what is paid in the end, fen × days."""
        *_, best = _tables(self.sets, self.fen, self.steps)
        return best

    def chain(self, chosen: int) -> list[Payment]:
        """When each request of a set is paid so that the set is worth what `worths` says."""
        inside = (self.sets & ~chosen) == 0
        sets = self.sets[inside]
        *made, _ = [best.copy() for best in _tables(sets, self.fen[inside], self.steps)]
        found, now = [], chosen
        for step, before in zip(reversed(self.steps), reversed(made), strict=True):
            earlier = int(sets[int(np.argmax(np.where((sets & ~now) == 0, before, NEVER - 1)))])
            for place, one in enumerate(self.bits):
                if (now & ~earlier) >> place & 1:
                    found.append(Payment(one.id, step.slot, self.code, one.amount_fen))
            now = earlier
        return found


def _tables(sets: Table, fen: Table, steps: Sequence[Step]) -> Iterator[Table]:
    """The best of every set before the first step and after each: one table, changed in place."""
    pairs = _pairs(sets)
    best = np.full(len(sets), NEVER, dtype=np.int64)
    best[0] = 0
    yield best
    for step in steps:
        count = int(np.searchsorted(fen, step.cap_fen, side="right"))
        for more, less in pairs:
            some = int(np.searchsorted(more, count))
            best[more[:some]] = np.maximum(best[more[:some]], best[less[:some]])
        rest = step.cap_fen - fen[:count]
        extra = step.sums[np.searchsorted(step.sums, rest, side="right") - 1] + step.more_fen
        gain = (fen[:count] + np.minimum(extra, rest)) * step.days
        lawful = ((sets[:count] & ~step.free) == 0) & (best[:count] > NEVER)
        best[:count] = np.where(lawful, best[:count] + gain, NEVER)
        yield best


def _pairs(sets: Table) -> list[tuple[Table, Table]]:
    """Bit by bit: places of the sets with it, rising, and of the same sets without it."""
    rising = np.argsort(sets, kind="stable")
    ordered = sets[rising]
    found = []
    for bit in range(int(ordered[-1]).bit_length()):
        more = np.flatnonzero(sets >> bit & 1)
        if len(more):
            less = rising[np.searchsorted(ordered, sets[more] & ~(1 << bit))]
            found.append((more, less))
    return found


def _sums(amounts: Sequence[int]) -> Table:
    """Σ of every set, rising.

    >>> _sums([5, 1]).tolist()
    [0, 1, 5, 6]
    """
    found = np.zeros(1, dtype=np.int64)
    for one in amounts:
        found = np.concatenate((found, found + one))
    return np.sort(found)
