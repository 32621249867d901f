"""What if: the first month in which 三保 cannot be met, and what was cut to get there.

A hard date is met on its day. What else is 三保 is met when it is paid before its month is over: a
few days of waiting are no 缺口, nor is what nobody has approved yet and so no purse could pay.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from duzhi.money.treasury.rules.plan.terms import GUARANTEED, HARD, Plan, Request, slot_of


class Cut(NamedTuple):
    """What a tier no longer gets, or gets later, than without the scenario; fen."""

    tier: int
    number: int
    amount_fen: int


class Outcome(NamedTuple):
    """首个三保缺口月: what is missing in it, and what the tiers below gave up by its end."""

    month: date | None
    """The first day of the month; None when every due is met until the horizon."""
    missing: tuple[str, ...]
    missing_fen: int
    cuts: tuple[Cut, ...]


def compare(base: Plan, changed: Plan) -> Outcome:
    """A plan beside the one of a scenario with the same requests and slots.

    What cannot be paid at all yet (it names no purse) is not short of cash.
    """
    able = [one for one in changed.requests.values() if guaranteed(one) and one.purses]
    late = [one for one in able if _late(changed, one)]
    first = min((one.due for one in late), default=None)
    month = first.replace(day=1) if first else None
    own = [one for one in late if month and one.due.replace(day=1) == month]
    return Outcome(
        month,
        tuple(one.id for one in own),
        sum(one.amount_fen - _paid(changed, one, _limit(changed, one)) for one in own),
        _cuts(base, changed, month),
    )


def guaranteed(one: Request) -> bool:
    """三保, and the hard dates that stand above it."""
    return one.tier in (HARD, GUARANTEED) or bool(one.block)


def smallest(enough: int, paid: Callable[[int], bool], step: int) -> int:
    """The least whole number of steps, in fen, for which `paid` holds; `enough` is known to do."""
    low, high = 0, -(-enough // step)
    while low < high:
        middle = (low + high) // 2
        if paid(middle * step):
            high = middle
        else:
            low = middle + 1
    return high * step


def _cuts(base: Plan, changed: Plan, month: date | None) -> tuple[Cut, ...]:
    """What the base plan pays until the month is over, and this one later or not at all."""
    last = len(base.slots) - 1
    if month:
        inside = [
            number for number, slot in enumerate(base.slots) if slot.start.replace(day=1) <= month
        ]
        last = max(inside, default=0)
    found: dict[int, list[int]] = {}
    for one in base.requests.values():
        before, after = base.done(one.id), changed.done(one.id)
        if before is None or before > last or guaranteed(one):
            continue
        if after is None or after > before:
            found.setdefault(one.tier, []).append(one.amount_fen)
    return tuple(Cut(tier, len(own), sum(own)) for tier, own in sorted(found.items()))


def _limit(plan: Plan, one: Request) -> int:
    """The last slot in which it is paid in time."""
    if one.tier == HARD:
        return slot_of(plan.slots, one.due)
    after = (one.due.replace(day=1) + timedelta(days=31)).replace(day=1)
    return slot_of(plan.slots, after - timedelta(days=1))


def _late(plan: Plan, one: Request) -> bool:
    limit, done = _limit(plan, one), plan.done(one.id)
    return limit < len(plan.slots) and (done is None or done > limit)


def _paid(plan: Plan, one: Request, until: int) -> int:
    parts = plan.payments.get(one.id, ())
    return sum(part.amount_fen for part in parts if part.slot <= until)
