"""The bound of the linear program: never below what trying everything finds, and it saves up."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duzhi.money.treasury.rules.plan import bound
from duzhi.money.treasury.rules.plan.filling import take
from duzhi.money.treasury.rules.plan.part import Part, parts
from duzhi.money.treasury.rules.plan.room import Room
from duzhi.money.treasury.rules.plan.terms import KEY, Purse, Request, Slot

ON = date(2023, 7, 3)
WAN = 1_000_000


def slots(count: int, closed: int | None = None) -> tuple[Slot, ...]:
    days = (ON + timedelta(day) for day in range(count + 1))
    return tuple(
        Slot(start, end, closed=place == closed)
        for place, (start, end) in enumerate(pairwise(days))
    )


def ask(number: int, wan: int, due: int = 0, purses: str = "a", **more: object) -> Request:
    return Request(f"r{number}", KEY, tuple(purses), ON + timedelta(due), wan * WAN, **more)


@st.composite
def cases(draw: st.DrawFn) -> list[Part]:
    """Two purses, whole requests of one or both, perhaps one that may be divided."""
    when = slots(5, draw(st.none() | st.integers(0, 4)))
    purses = {}
    for code in "ab":
        rises = draw(st.lists(st.integers(0, 4), min_size=5, max_size=5))
        cash = tuple(WAN * sum(rises[: day + 1]) for day in range(5))
        purses[code] = Purse(code, cash)
    requests = [
        ask(
            number,
            draw(st.integers(1, 9)),
            draw(st.integers(0, 3)),
            draw(st.sampled_from(("a", "b", "ab"))),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    if draw(st.booleans()):
        requests.append(ask(9, draw(st.integers(1, 3)), purses="ab", divisible=True))
    return list(parts(requests, Room(when, purses), guarded=False))


@pytest.mark.parametrize("large", [0, 1, 16])
@settings(max_examples=200, deadline=None)
@given(own=cases())
def test_no_plan_is_worth_more_than_the_bound(large, own):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bound, "_LARGE", large)
        for part in own:
            assert _most(part, _whole(part), part.caps) <= bound.linear(part).bound


def test_what_is_too_large_for_one_receipt_is_saved_up_for():
    cash = tuple(WAN * one for one in (4, 8, 12, 12))
    (part,) = parts([ask(1, 4), ask(2, 8)], Room(slots(4), {"a": Purse("a", cash)}), guarded=False)
    assert bound.pooled(part) == (4 * 4 + 4 * 3 + 4 * 2) * WAN, "a divided payment does not wait"
    assert _most(part, _whole(part), part.caps) == (4 * 4 + 8 * 2) * WAN
    assert bound.linear(part).bound == pytest.approx((4 * 4 + 8 * 2) * WAN, abs=1)


def _whole(part: Part) -> list[tuple[str, int]]:
    """Requests with what is paid at once; what may be divided is paid 万元 by 万元."""
    found = []
    for one in part.requests:
        fen = WAN if one.divisible else one.amount_fen
        found += [(one.id, fen)] * (one.amount_fen // fen)
    return found


def _most(part: Part, asked: Sequence[tuple[str, int]], caps: Mapping[str, Sequence[int]]) -> int:
    """The worth of the best plan, by trying every slot and purse of every request."""
    if not asked:
        return 0
    (number, fen), *rest = asked
    best = _most(part, rest, caps)
    for code, release in part.releases[number].items():
        for slot in range(release, part.slots):
            if caps[code][slot] >= fen and not part.closed[code][slot]:
                left = list(caps[code])
                take(left, slot, fen)
                more = _most(part, rest, {**caps, code: left})
                best = max(best, more + fen * part.weights[slot])
    return best
