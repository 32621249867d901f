"""Many purses together: which of them pays what several could pay.

Every purse knows what each set of shared requests is worth to it (`purse`). A linear program over
those sets finds prices for shared requests; at any prices the purses' best sets add up to a bound,
and whole sets that fit together are a plan. No float decides the bound: prices are rounded to whole
numbers first, and the bound is added up again.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from highspy._core import _Highs

from duzhi.money.treasury.rules.plan.part import Part
from duzhi.money.treasury.rules.plan.program import Column, solved
from duzhi.money.treasury.rules.plan.purse import NEVER, Family, Lone, Table
from duzhi.money.treasury.rules.plan.terms import Payment, Request, large_first

_SCALE = 100_000_000
"""The solver counts in 万元 × 100 days: fen would leave it too few digits."""
_ROUNDS = 60
_NEAR = 400
"""Sets of a purse that the choice of whole sets looks at."""


class Market:
    """Purses that bid for what several of them could pay."""

    def __init__(
        self, part: Part, left: Mapping[str, list[int]], rest: Sequence[Request], limit: int
    ) -> None:
        self.part = part
        families = {code: Family(cap[-1]) for code, cap in left.items()}
        self.shared = _share(part, families, rest, limit)
        counts = {code: len(own.bits) for code, own in families.items()}
        _fill(part, families, rest, limit)
        self.tried = {one.id for own in families.values() for one in own.bits}
        self.purses = [
            Lone(code, own, _loose(part, code, rest, own), part.releases, left[code], part.weights)
            for code, own in families.items()
        ]
        self.tables = [one.worths() for one in self.purses]
        self.commons = [one.sets & ((1 << counts[one.code]) - 1) for one in self.purses]
        self.offers = [
            _best_of(common, table) for common, table in zip(self.commons, self.tables, strict=True)
        ]
        self.chosen: list[list[int]] = [[0] for _ in self.purses]
        self.prices: dict[str, int] = dict.fromkeys(self.shared, 0)
        self._find_prices()

    @property
    def bound(self) -> int:
        """Every purse's best at these prices, and the prices: true for any prices."""
        best = (int(self._net(place).max()) for place in range(len(self.purses)))
        return sum(best) + sum(self.prices.values())

    def plan(self) -> list[Payment]:
        """The best whole sets that fit together, each paid as early as its purse can."""
        found = []
        for place, common in enumerate(self._whole()):
            worth = np.where(self.commons[place] == common, self.tables[place], NEVER - 1)
            best = int(self.purses[place].sets[int(np.argmax(worth))])
            found += self.purses[place].chain(best)
        return found

    def _find_prices(self) -> None:
        """Prices at which no purse asks for a set that the program does not know."""
        for _ in range(_ROUNDS if self.shared else 0):
            worth = self._solve()
            grown = False
            for place, known in enumerate(self.chosen):
                net = self._net(place)
                best = int(np.argmax(net))
                if best not in known and net[best] > worth[place] + 1:
                    known.append(best)
                    grown = True
            if not grown:
                return

    def _solve(self) -> list[int]:
        """Set the prices by the linear program over known sets; what each purse gains at them."""
        solver = self._program(self.chosen)
        duals = [-one for one in solver.getSolution().row_dual]
        count = len(self.purses)
        for number, dual in zip(self.shared, duals[count:], strict=True):
            self.prices[number] = max(0, round(dual * _SCALE))
        return [round(one * _SCALE) for one in duals[:count]]

    def _net(self, place: int) -> Table:
        """What every set of shared requests is worth to a purse that pays their prices."""
        sets, worth = self.offers[place]
        net = worth.copy()
        for bit, one in enumerate(self._common(place)):
            net -= (sets >> bit & 1) * self.prices[one.id]
        return net

    def _common(self, place: int) -> list[Request]:
        own = self.purses[place].bits
        return [one for one in own if one.id in self.prices]

    def _whole(self) -> list[int]:
        """One set of shared requests for every purse, no request in two."""
        near = [
            sorted({0, *known, *map(int, np.argsort(-self._net(place), kind="stable")[:_NEAR])})
            for place, known in enumerate(self.chosen)
        ]
        if not self.shared:
            return [0] * len(self.purses)
        found = self._program(near, whole=True).getSolution()
        if not found.value_valid:
            return [0] * len(self.purses)
        taken = iter(found.col_value)
        picked = [[one for one in own if next(taken) > 1 / 2] for own in near]
        return [int(sets[one]) for (sets, _), (one,) in zip(self.offers, picked, strict=True)]

    def _program(self, chosen: Sequence[Sequence[int]], *, whole: bool = False) -> _Highs:
        """One set for every purse, no shared request in two of them."""
        row_of = {number: len(self.purses) + row for row, number in enumerate(self.shared)}
        columns = []
        for place, own in enumerate(chosen):
            sets, worth = self.offers[place]
            common = [row_of[one.id] for one in self._common(place)]
            for one in own:
                bits = int(sets[one])
                rows = [place, *(row for bit, row in enumerate(common) if bits >> bit & 1)]
                columns.append(Column(-float(worth[one]) / _SCALE, rows, [1.0] * len(rows)))
        lower = [1.0] * len(self.purses) + [0.0] * len(self.shared)
        return solved(columns, lower, [1.0] * len(lower), whole=whole)


def _share(
    part: Part, families: Mapping[str, Family], rest: Iterable[Request], limit: int
) -> list[str]:
    """Whole requests that several purses could pay become bits of each, the largest first."""
    found = []
    for one in sorted(rest, key=large_first):
        own = [families[code] for code in part.releases[one.id]]
        if len(own) > 1 and not one.divisible and all(len(each.sets) * 8 <= limit for each in own):
            for each in own:
                each.add(one, limit)
            found.append(one.id)
    return found


def _fill(part: Part, families: Mapping[str, Family], rest: Iterable[Request], limit: int) -> None:
    """The requests of one purse become its bits, the weightiest first, while sets are few."""
    full: set[str] = set()

    def weighty(one: Request) -> tuple[int, str]:
        return -one.amount_fen * part.weights[min(part.releases[one.id].values())], one.id

    for one in sorted(rest, key=weighty):
        if len(part.releases[one.id]) == 1 and not one.divisible:
            (code,) = part.releases[one.id]
            if code not in full and not families[code].add(one, limit):
                full.add(code)


def _loose(part: Part, code: str, rest: Iterable[Request], own: Family) -> list[Request]:
    bits = {one.id for one in own.bits}
    return [one for one in rest if code in part.releases[one.id] and one.id not in bits]


def _best_of(common: Table, table: Table) -> tuple[Table, Table]:
    """The shared sets of a family, and what the best set with each is worth."""
    sets, places = np.unique(common, return_inverse=True)
    best = np.full(len(sets), NEVER, dtype=np.int64)
    np.maximum.at(best, places, table)
    return sets, best
