"""No plan of a part is worth more than this: what it would be worth if requests were divisible."""

from collections.abc import Iterator, Mapping
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from duzhi.money.treasury.rules.plan.part import Part
from duzhi.money.treasury.rules.plan.program import Column, solved
from duzhi.money.treasury.rules.plan.terms import Request

Kind = tuple[tuple[str, int], ...]
"""Purses that can pay a request, each with the first slot."""
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


class Relaxed(NamedTuple):
    """The best plan of a part if requests were divisible."""

    bound: int
    """What it is worth, fen × days."""
    paid: Mapping[tuple[Kind, str], float]
    """What requests of a kind get from a purse, fen."""


def linear(part: Part) -> Relaxed:
    """The linear program: flows (kind, purse, slot), then what a purse keeps after every slot.

    Requests with the same purses and releases are one kind, so 10,000 requests stay small. Rows: a
    balance for every purse and slot, then an upper end for every kind.
    """
    kinds = _kinds(part)
    row_of = {code: place * part.slots for place, code in enumerate(part.caps)}
    first = len(row_of) * part.slots
    place = {kind: first + number for number, kind in enumerate(kinds)}
    flows = list(_flows(part))
    columns = [
        Column(-float(part.weights[slot]), (row_of[code] + slot, place[kind]), (1.0, 1.0))
        for kind, code, slot in flows
    ]
    for row in row_of.values():
        last = row + part.slots - 1
        columns += [Column(0.0, (slot, slot + 1), (1.0, -1.0)) for slot in range(row, last)]
        columns.append(Column(0.0, (last,), (1.0,)))
    rises = [
        (now - before) / _SCALE
        for cap in part.caps.values()
        for before, now in zip((0, *cap[:-1]), cap, strict=True)
    ]
    upper = [*rises, *(fen / _SCALE for fen in kinds.values())]
    solver = solved(columns, [*rises, *(0.0 for _ in kinds)], upper)
    best = -float(solver.getInfo().objective_function_value)
    paid: dict[tuple[Kind, str], float] = {}
    for (kind, code, _), fen in zip(flows, solver.getSolution().col_value, strict=False):
        paid[kind, code] = paid.get((kind, code), 0.0) + fen * _SCALE
    return Relaxed(ceil(best * (1 + _SLACK) * _SCALE), paid)


def _flows(part: Part) -> Iterator[tuple[Kind, str, int]]:
    """The first columns: a kind paid from a purse in a slot."""
    for kind in _kinds(part):
        for code, release in kind:
            for slot in range(release, part.slots):
                if not part.closed[code][slot]:
                    yield kind, code, slot


def kind_of(part: Part, one: Request) -> Kind:
    """What the program knows of a request."""
    return tuple(sorted(part.releases[one.id].items()))


def _kinds(part: Part) -> dict[Kind, int]:
    found: dict[Kind, int] = {}
    for one in part.requests:
        kind = kind_of(part, one)
        if kind:
            found[kind] = found.get(kind, 0) + one.amount_fen
    return found
