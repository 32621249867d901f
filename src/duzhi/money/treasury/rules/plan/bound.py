"""No plan of a part is worth more than this: what it would be worth if requests were divisible.

But it saves up: what is paid whole in a slot was kept after every slot before it, as far as the
money that came in between does not cover it. Of several such requests only one is covered by that
money, so what must be kept for each adds up; a slice of a request needs that slice of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from math import ceil, inf
from typing import NamedTuple

from duzhi.money.treasury.rules.plan.part import Part
from duzhi.money.treasury.rules.plan.program import Column, solved
from duzhi.money.treasury.rules.plan.terms import large_first

_LARGE = 16
"""Requests of a purse that the program saves up for."""
_SCALE = 1_000_000
"""The solver counts in 万元: fen would leave it too few digits."""
_SLACK = 1e-9


def pooled(part: Part) -> int:
    """A bound without a linear program, fen × days; for one purse it is the same.

    Up to every slot at most what is asked for is paid, and at most what the purses can pay.
    """
    whole = [0] * part.slots
    own = {code: [0] * part.slots for code in part.caps}
    for one in part.requests:
        releases = part.releases[one.id]
        if releases:
            whole[min(releases.values())] += one.amount_fen
        for code, slot in releases.items():
            own[code][slot] += one.amount_fen
    paid = [0] * part.slots
    for code, row in own.items():
        for slot, pair in enumerate(zip(accumulate(row), part.caps[code], strict=True)):
            paid[slot] += min(pair)
    falls = [now - later for now, later in zip(part.weights, (*part.weights[1:], 0), strict=True)]
    asked = accumulate(whole)
    return sum(min(pair) * fall for *pair, fall in zip(paid, asked, falls, strict=True))


class Kind(NamedTuple):
    """What the program knows of a request."""

    releases: tuple[tuple[str, int], ...]
    """Purses that can pay it, each with the first slot."""
    fen: int
    """What must be saved up for it; 0 where it counts as small."""


Flow = tuple[Kind, str, int]
"""A kind is paid from a purse in a slot."""


class Relaxed(NamedTuple):
    """The best plan of a part if requests were divisible."""

    bound: int
    """What it is worth, fen × days."""
    kinds: Mapping[str, Kind]
    """Of every request."""
    paid: Mapping[tuple[Kind, str], float]
    """What requests of a kind get from a purse, fen."""


def linear(part: Part) -> Relaxed:
    """The linear program: flows (kind, purse, slot), then what a purse keeps after every slot.

    Small requests with the same purses and releases are one kind, so 10,000 requests stay small.
    Rows: a balance for every purse and slot, what it keeps at least, an upper end for every kind.
    """
    kinds = _kinds(part)
    asked: dict[Kind, int] = {}
    for one in part.requests:
        asked[kinds[one.id]] = asked.get(kinds[one.id], 0) + one.amount_fen
    flows = list(_flows(part, asked))
    rises = [
        (now - before) / _SCALE
        for cap in part.caps.values()
        for before, now in zip((0, *cap[:-1]), cap, strict=True)
    ]
    saved = [0.0] * len(rises)
    solver = solved(
        [*_paying(part, asked, flows), *_keeping(part)],
        [*rises, *saved, *(0.0 for _ in asked)],
        [*rises, *(inf for _ in saved), *(fen / _SCALE for fen in asked.values())],
    )
    best = -float(solver.getInfo().objective_function_value)
    paid: dict[tuple[Kind, str], float] = {}
    for (kind, code, _), fen in zip(flows, solver.getSolution().col_value, strict=False):
        paid[kind, code] = paid.get((kind, code), 0.0) + fen * _SCALE
    return Relaxed(ceil(best * (1 + _SLACK) * _SCALE), kinds, paid)


def _paying(part: Part, kinds: Iterable[Kind], flows: Iterable[Flow]) -> Iterator[Column]:
    """Money paid takes from its slot, must have been kept in slots before, and ends its kind."""
    first = {code: place * part.slots for place, code in enumerate(part.caps)}
    keeps = len(first) * part.slots
    row_of = {kind: 2 * keeps + number for number, kind in enumerate(kinds)}
    for kind, code, slot in flows:
        shares = _saved(part.caps[code], slot, kind.fen)
        row = first[code] + slot
        since = keeps + row - len(shares)
        rows = (row, *range(since, keeps + row), row_of[kind])
        yield Column(
            -float(part.weights[slot]), rows, (1.0, *(-one for one in reversed(shares)), 1.0)
        )


def _keeping(part: Part) -> Iterator[Column]:
    """What a purse keeps after a slot leaves its balance and comes into the next one."""
    keeps = len(part.caps) * part.slots
    for row in range(keeps):
        if (row + 1) % part.slots:
            yield Column(0.0, (row, row + 1, keeps + row), (1.0, -1.0, 1.0))
        else:
            yield Column(0.0, (row,), (1.0,))


def _saved(cap: Sequence[int], slot: int, fen: int) -> list[float]:
    """Shares of a request paid in a slot that must be kept after the slots before it, last first.

    >>> _saved([2, 4, 8, 9], 3, 4)
    [0.75]
    >>> _saved([2, 4, 5, 6], 3, 4)
    [0.75, 0.5]
    """
    found = []
    for before in reversed(cap[:slot]):
        if cap[slot] - before >= fen:
            break
        found.append(1 - (cap[slot] - before) / fen)
    return found


def _flows(part: Part, kinds: Iterable[Kind]) -> Iterator[Flow]:
    """The first columns: a kind paid from a purse in a slot."""
    for kind in kinds:
        for code, release in kind.releases:
            for slot in range(release, part.slots):
                if not part.closed[code][slot]:
                    yield kind, code, slot


def _kinds(part: Part) -> dict[str, Kind]:
    """What the program knows of every request."""
    larger = dict.fromkeys(part.caps, 0)
    found = {}
    for one in sorted(part.requests, key=large_first):
        own = part.releases[one.id]
        large = not one.divisible and any(larger[code] < _LARGE for code in own)
        found[one.id] = Kind(tuple(sorted(own.items())), one.amount_fen if large else 0)
        for code in own:
            larger[code] += large
    return found
