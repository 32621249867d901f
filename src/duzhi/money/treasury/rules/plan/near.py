"""A plan of a part with too many requests for the exact search, and how good it is at most.

Few requests a purse: markets over sets, which mostly prove their plan best. More: the linear
program says which purse pays what several could pay, then each purse plans alone. At last every
purse plans windows of its requests anew around the others, until that gains nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from duzhi.money.treasury.rules.plan.bound import Relaxed, linear, pooled
from duzhi.money.treasury.rules.plan.filling import fill, take
from duzhi.money.treasury.rules.plan.joint import Market
from duzhi.money.treasury.rules.plan.part import Part
from duzhi.money.treasury.rules.plan.purse import Family, Lone
from duzhi.money.treasury.rules.plan.terms import Payment, Request, large_first

_LIMITS = (1 << 14, 1 << 17)
"""Sets of a purse at most: the second where the first leaves a gap."""
_HOME = 1 << 12
"""Sets of a purse that plans alone."""
_FEW = 40
"""Requests of a purse up to which markets are worth their time."""
_ROUNDS, _PASSES = 3, 3
_WINDOW, _WIDE = 1 << 10, 24
"""Sets and requests of a window."""
_CLOSE = 5_000
"""A plan is close to its bound when less than one in so many is missing: 0.02 %."""

Tick = Callable[[], None]
"""Called every so often; what it raises stops the plan."""


class Near(NamedTuple):
    """A plan, and a bound on what any plan of the part is worth, fen × days."""

    payments: tuple[Payment, ...]
    bound: int


def near(part: Part, tick: Tick) -> Near:
    """A good plan of a part and its bound; equal where it is proven best."""
    tick()
    best = fill(part)
    bound = pooled(part)
    if bound <= part.worth(best):
        return Near(best, bound)
    relaxed = linear(part)
    bound = min(bound, relaxed.bound)
    for plan, other in _attempts(part, relaxed):
        tick()
        best = better(part, max(best, plan, key=part.worth), bound, tick)
        bound = min(bound, other)
        if _is_close(part.worth(best), bound):
            break
    return Near(best, bound)


def better(part: Part, payments: Sequence[Payment], bound: int, tick: Tick) -> tuple[Payment, ...]:
    """The plan after every purse planned windows of its requests anew, until that gains nothing."""
    found = {code: [one for one in payments if one.purse == code] for code in part.caps}
    worth, before = part.worth(payments), -1
    while worth > before and not _is_close(worth, bound):
        before = worth
        for code in part.caps:
            tick()
            gone = {one.request for other, own in found.items() if other != code for one in own}
            found[code] = _alone_better(part, code, found[code], gone)
        worth = part.worth(one for own in found.values() for one in own)
    return tuple(one for own in found.values() for one in own)


def _attempts(part: Part, relaxed: Relaxed) -> Iterator[tuple[tuple[Payment, ...], int]]:
    if max(map(len, _of_purse(part).values()), default=0) > _FEW:
        yield _at_home(part, relaxed), relaxed.bound
        return
    for limit in _LIMITS:
        yield _markets(part, limit)


def _markets(part: Part, limit: int, rounds: int = _ROUNDS) -> tuple[tuple[Payment, ...], int]:
    """Plan as many requests as fit in sets, then the next, and fill in the rest; and its bound."""
    left = {code: list(cap) for code, cap in part.caps.items()}
    rest = [one for one in part.requests if part.releases[one.id]]
    found: list[Payment] = []
    bound: int | None = None
    for _ in range(rounds):
        market = Market(part, left, rest, limit)
        bound = market.bound if bound is None else bound
        found += _taken(left, market.plan())
        rest = [one for one in rest if one.id not in market.tried]
        if all(one.divisible for one in rest):
            break
    return _completed(part, left, found), bound or 0


def _at_home(part: Part, relaxed: Relaxed) -> tuple[Payment, ...]:
    """Every request has one purse, by the linear program; then what is left goes anywhere."""
    homely = _homed(part, relaxed)
    plans = [fill(homely), *(_markets(homely, _HOME, rounds)[0] for rounds in (1, 2))]
    left = {code: list(cap) for code, cap in part.caps.items()}
    found: list[Payment] = []
    for code in part.caps:
        own = ([one for one in plan if one.purse == code] for plan in plans)
        found += _taken(left, max(own, key=part.worth))
    return _completed(part, left, found)


def _homed(part: Part, relaxed: Relaxed) -> Part:
    """The largest choose first; what the program gives the others is asked again after that."""
    free = sorted((one for one in part.requests if len(part.releases[one.id]) > 1), key=large_first)
    for number in range(_PASSES):
        count = -(-len(free) // (_PASSES - number))
        paid = dict(relaxed.paid)
        releases = dict(part.releases)
        for one in free[:count]:
            kind = relaxed.kinds[one.id]
            _, code = max((paid[kind, code], code) for code in part.releases[one.id])
            paid[kind, code] -= one.amount_fen
            releases[one.id] = {code: part.releases[one.id][code]}
        part, free = replace(part, releases=releases), free[count:]
        if free:
            relaxed = linear(part)
    return part


def _taken(left: Mapping[str, list[int]], payments: Sequence[Payment]) -> list[Payment]:
    for one in payments:
        take(left[one.purse], one.slot, one.amount_fen)
    return list(payments)


def _completed(
    part: Part, left: Mapping[str, list[int]], found: Sequence[Payment]
) -> tuple[Payment, ...]:
    gone = {one.request for one in found}
    rest = tuple(one for one in part.requests if one.id not in gone)
    return (*found, *fill(replace(part, requests=rest, caps=left)))


def _alone_better(part: Part, code: str, payments: list[Payment], gone: Set[str]) -> list[Payment]:
    """One purse: the requests of a window leave, and come back at their best around the others."""
    own = [one for one in _of_purse(part)[code] if one.id not in gone and not one.divisible]
    worth = part.worth(payments)
    for order in (_paid_first(part, payments), large_first, _early_first(part, code)):
        waiting = sorted(own, key=order)
        while waiting:
            lone, kept = _window(part, code, payments, waiting[:_WIDE])
            worths = lone.worths()
            best = int(np.argmax(worths))
            if int(worths[best]) + part.worth(kept) > worth:
                payments = kept + lone.chain(int(lone.sets[best]))
                worth = part.worth(payments)
            waiting = (
                waiting[max(1, len(lone.bits) // 2) :] if len(lone.bits) < len(waiting) else []
            )
    return payments


def _window(
    part: Part, code: str, payments: Sequence[Payment], asked: Sequence[Request]
) -> tuple[Lone, list[Payment]]:
    """As many of these requests as fit in sets, with the money that the other payments leave."""
    while True:
        names = {one.id for one in asked}
        left = list(part.caps[code])
        kept = [one for one in payments if one.request not in names]
        for one in kept:
            take(left, one.slot, one.amount_fen)
        family = Family(left[-1])
        if all(family.add(one, _WINDOW) for one in asked):
            return Lone(code, family, (), part.releases, left, part.weights), kept
        asked = asked[: len(family.bits)]


def _early_first(part: Part, code: str) -> Callable[[Request], tuple[int, int, str]]:
    return lambda one: (part.releases[one.id][code], *large_first(one))


def _paid_first(
    part: Part, payments: Sequence[Payment]
) -> Callable[[Request], tuple[int, int, str]]:
    slots = {one.request: one.slot for one in payments}
    return lambda one: (slots.get(one.id, part.slots), *large_first(one))


def _of_purse(part: Part) -> Mapping[str, list[Request]]:
    found: dict[str, list[Request]] = {code: [] for code in part.caps}
    for one in part.requests:
        for code in part.releases[one.id]:
            found[code].append(one)
    return found


def _is_close(worth: int, bound: int) -> bool:
    return (bound - worth) * _CLOSE <= bound
