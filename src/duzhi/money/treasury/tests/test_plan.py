"""The cash plan: equal to trying everything on small cases, and true to each of its rules."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duzhi.money.treasury.rules.plan import explain, flows, scenario
from duzhi.money.treasury.rules.plan.solve import solve
from duzhi.money.treasury.rules.plan.terms import (
    BLOCKS,
    GUARANTEED,
    HARD,
    KEY,
    OTHER,
    PRIVATE,
    WAGES,
    Payment,
    Plan,
    Purse,
    Request,
    Rules,
    Slot,
    grid,
    slot_of,
    weights,
)

ON = date(2023, 7, 3)
FEW = tuple(Slot(ON + timedelta(day), ON + timedelta(day + 1)) for day in range(4))
WAN = 1_000_000
SMALL = settings(max_examples=60, deadline=None)
BY_ORDERS, BY_SETS = Rules(), Rules(exact_up_to=0)
BOTH = pytest.mark.parametrize("rules", [BY_ORDERS, BY_SETS], ids=["orders", "sets"])
"""Small plans search orders, large ones sets; both are tried on small cases."""


def ask(
    number: str, tier: int, fen: int, due: int = 0, purses: str = "a", **more: object
) -> Request:
    return Request(number, tier, tuple(purses), ON + timedelta(due), fen, **more)


def days(plan: Plan) -> dict[str, int | None]:
    return {number: plan.done(number) for number in plan.requests}


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Purse], list[Request]]:
    purses = []
    for code in "ab":
        steps = draw(st.lists(st.integers(0, 6), min_size=4, max_size=4))
        cash = [WAN * sum(steps[: day + 1]) for day in range(4)]
        line = draw(st.none() | st.lists(st.integers(-3, 9), min_size=4, max_size=4))
        purses.append(Purse(code, tuple(cash), tuple(WAN * one for one in line) if line else None))
    count = draw(st.integers(1, 5))
    requests = [
        ask(
            f"r{number}",
            draw(st.sampled_from((HARD, GUARANTEED, KEY))),
            draw(st.integers(1, 8)) * WAN,
            draw(st.integers(-1, 3)),
            draw(st.sampled_from(("a", "b", "ab", "ba"))),
        )
        for number in range(count)
    ]
    return purses, requests


@SMALL
@given(cases())
def test_every_tier_is_worth_what_trying_everything_finds(case):
    purses, requests = case
    plan = solve(FEW, purses, requests)
    for rank in plan.ranks:
        assert rank.proven
        assert rank.value == max(_worths(plan, rank.tier)) <= rank.bound


@SMALL
@given(cases())
def test_sets_find_the_same_worth_as_trying_everything_and_bound_it(case):
    plan = solve(FEW, *case, BY_SETS)
    for rank in plan.ranks:
        assert rank.value == max(_worths(plan, rank.tier)) <= rank.bound
        assert rank.proven == (rank.value == rank.bound)


@BOTH
@SMALL
@given(cases())
def test_no_lower_tier_is_paid_from_a_purse_while_a_higher_one_waits_for_it(rules, case):
    plan = solve(FEW, *case, rules)
    for paid in (one for parts in plan.payments.values() for one in parts):
        lower = plan.requests[paid.request].tier
        waiting = [
            one.id
            for one in plan.requests.values()
            if one.tier < lower and paid.purse in one.purses and _waits(plan, one, paid.slot)
        ]
        assert not waiting


@BOTH
@SMALL
@given(cases())
def test_no_purse_falls_below_zero_and_nothing_is_paid_before_it_is_due(rules, case):
    plan = solve(FEW, *case, rules)
    for code, own in plan.purses.items():
        for slot, cash in enumerate(own.cash):
            assert cash >= _paid_until(plan, code, slot)
    for number, parts in plan.payments.items():
        one = plan.requests[number]
        assert sum(part.amount_fen for part in parts) == one.amount_fen
        assert all(plan.slots[part.slot].end > one.due for part in parts)
        assert {part.purse for part in parts} <= set(one.purses)


@SMALL
@given(cases())
def test_every_held_request_has_a_reason_and_the_money_named_would_pay_it_when_due(case):
    plan = solve(FEW, *case)
    found = {one.request: one for one in explain.holds(plan)}
    late = {
        one.id
        for one in plan.requests.values()
        if plan.done(one.id) is None or plan.done(one.id) > slot_of(FEW, one.due)
    }
    assert set(found) == late
    for hold in found.values():
        richer = [_richer(one, hold.purse, hold.extra_fen) for one in plan.purses.values()]
        again = solve(FEW, richer, plan.requests.values())
        assert again.done(hold.request) == hold.slot


def test_hard_dates_are_met_together_before_anything_else():
    plan = solve(FEW, [Purse("a", (10, 10, 10, 10))], [
        ask("工程款", KEY, 4), ask("工资", HARD, 6, 1), ask("利息", HARD, 4, 2),
    ])  # fmt: skip
    assert days(plan) == {"工程款": None, "工资": 1, "利息": 2}
    (held,) = explain.holds(plan)
    assert (held.reason, held.tight, held.extra_fen) == (explain.KEPT, 2, 4)
    assert held.ahead == (explain.Ahead(HARD, 2, 10),)


def test_a_smaller_request_of_the_tier_passes_when_the_next_does_not_fit():
    plan = solve(FEW, [Purse("a", (5, 5, 12, 12))], [ask("大", KEY, 8, -9), ask("小", KEY, 4)])
    assert days(plan) == {"大": 2, "小": 0}


def test_among_equal_amounts_the_earlier_due_goes_first():
    plan = solve(FEW, [Purse("a", (3, 6, 6, 6))], [ask("后", KEY, 3, 0), ask("先", KEY, 3, -5)])
    assert days(plan) == {"后": 1, "先": 0}


def test_the_blocks_of_guarantees_are_equals_unless_an_order_is_set():
    requests = [
        ask("教育", GUARANTEED, 3, -5, block=BLOCKS[0]),
        ask("运转", GUARANTEED, 5, 0, block=BLOCKS[2]),
    ]
    purses = [Purse("a", (5, 5, 5, 8))]
    assert days(solve(FEW, purses, requests)) == {"教育": 3, "运转": 0}
    ordered = solve(FEW, purses, requests, Rules(block_order=BLOCKS))
    assert days(ordered) == {"教育": 0, "运转": 3}


def test_a_purse_for_one_purpose_pays_nothing_else():
    requests = [ask("工资", HARD, 9), ask("项目", OTHER, 4, purses="b")]
    plan = solve(FEW, [Purse("a", (2, 2, 2, 2)), Purse("b", (20, 20, 20, 20))], requests)
    assert days(plan) == {"工资": None, "项目": 0}
    assert [(one.slot, one.amount_fen) for one in explain.shortages(plan)] == [
        (day, 9) for day in range(4)
    ]


def test_the_warning_line_holds_lower_tiers_only():
    line = Purse("a", (9, 9, 9, 9), (2, 2, 3, 6))
    requests = [ask("农民工", WAGES - 1, 3), ask("重点", KEY, 3)]
    plan = solve(FEW, [line], requests)
    assert days(plan) == {"农民工": 0, "重点": 3}
    (held,) = explain.holds(plan)
    assert (held.reason, held.room_fen, held.extra_fen) == (explain.GUARD, -1, 4)


@BOTH
def test_a_divisible_request_takes_what_is_left(rules):
    requests = [ask("整", PRIVATE, 5), ask("分", PRIVATE, 9, divisible=True)]
    plan = solve(FEW, [Purse("a", (7, 8, 14, 14))], requests, rules)
    assert days(plan) == {"整": 0, "分": 2}
    assert [(one.slot, one.amount_fen) for one in plan.payments["分"]] == [(0, 2), (1, 1), (2, 6)]


def test_what_names_no_known_purse_waits_without_holding_up_others():
    requests = [ask("退回", HARD, 5, purses=""), ask("图书", OTHER, 5)]
    plan = solve(FEW, [Purse("a", (5, 5, 5, 5))], requests)
    assert days(plan) == {"退回": None, "图书": 0}
    assert [one.reason for one in explain.holds(plan)] == [explain.NO_PURSE]


def test_what_if_names_the_first_month_without_guarantees_and_what_was_cut():
    slots = grid(ON, date(2023, 10, 1))
    expected = [
        flows.Flow(date(2023, month, 5), "a", kind, kind, fen, fen)
        for month in (7, 8, 9)
        for kind, fen in ((flows.OWN, 60), (flows.TRANSFER, 50), (flows.BOND, 10))
    ]
    requests = [
        Request(f"工资{month}", HARD, ("a",), date(2023, month, 10), 100) for month in (7, 8, 9)
    ] + [Request("工程款", OTHER, ("a",), ON, 20)]

    def planned(what: flows.Scenario) -> Plan:
        return solve(slots, flows.purses(slots, {"a": 20}, flows.changed(expected, what)), requests)

    base = planned(flows.Scenario())
    assert scenario.compare(base, base) == (None, (), 0, ())
    found = scenario.compare(base, planned(flows.Scenario(cut=Fraction(1, 2))))
    assert (found.month, found.missing, found.missing_fen) == (date(2023, 9, 1), ("工资9",), 100)
    assert found.cuts == (scenario.Cut(OTHER, 1, 20),)
    late = scenario.compare(base, planned(flows.Scenario(delay_days=10)))
    assert late.month == date(2023, 7, 1)
    unrolled = scenario.compare(base, planned(flows.Scenario(unrolled=True)))
    assert (unrolled.month, unrolled.cuts) == (None, ())


def test_many_requests_come_close_to_the_bound_and_can_be_stopped():
    slots = grid(ON, ON + timedelta(30 + 26 * 7))
    amounts = [100 + number * 7919 % 9_901 for number in range(600)]
    requests = [
        ask(str(number), KEY, fen, number % 60, "ab"[number % 2 :])
        for number, fen in enumerate(amounts)
    ]
    step = sum(amounts) * 2 // 3 // len(slots) // 2
    purses = [Purse(code, tuple(step * (day + 1) for day in range(len(slots)))) for code in "ab"]
    heard = []
    (rank,) = solve(slots, purses, requests, progress=lambda *at: heard.append(at)).ranks
    assert heard == [(600, 600)]
    assert (rank.bound - rank.value) * 2_000 <= rank.bound

    def stop(done: int, count: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        solve(slots, purses, requests, progress=stop)


def test_the_least_that_helps_is_found():
    assert scenario.smallest(1_000, lambda fen: fen >= 330, 100) == 400
    assert scenario.smallest(0, lambda _: True, 100) == 0


def _worths(plan: Plan, tier: int) -> Iterator[int]:
    """What every lawful way to pay a tier is worth, the higher tiers being as planned."""
    own = [one for one in plan.requests.values() if one.tier == tier]
    above = [one for one in plan.requests.values() if one.tier < tier]
    made = [part for one in above for part in plan.payments.get(one.id, ())]
    ways = [[None, *product(range(len(plan.slots)), one.purses)] for one in own]
    days_left = weights(plan.slots)
    for way in product(*ways):
        paid = [
            Payment(one.id, *place, one.amount_fen)
            for one, place in zip(own, way, strict=True)
            if place
        ]
        if _lawful(plan, [*made, *paid], paid, above):
            yield sum(one.amount_fen * days_left[one.slot] for one in paid)


def _lawful(
    plan: Plan, made: Sequence[Payment], paid: Sequence[Payment], above: Sequence[Request]
) -> bool:
    for one in paid:
        request = plan.requests[one.request]
        if plan.slots[one.slot].end <= request.due:
            return False
        if any(one.purse in other.purses and _waits(plan, other, one.slot) for other in above):
            return False
    touched = {(one.purse, plan.requests[one.request].tier) for one in paid}
    for code, tier in touched:
        level = explain.levels(plan, code, tier)
        first = min(one.slot for one in paid if one.purse == code)
        for slot in range(first, len(level)):
            spent = sum(one.amount_fen for one in made if one.purse == code and one.slot <= slot)
            if spent > level[slot]:
                return False
    return True


def _waits(plan: Plan, one: Request, slot: int) -> bool:
    done = plan.done(one.id)
    return slot_of(plan.slots, one.due) <= slot and (done is None or done > slot)


def _paid_until(plan: Plan, code: str, slot: int) -> int:
    parts = (one for own in plan.payments.values() for one in own)
    return sum(one.amount_fen for one in parts if one.purse == code and one.slot <= slot)


def _richer(purse: Purse, code: str, fen: int) -> Purse:
    if purse.code != code:
        return purse
    line = purse.guarded and tuple(one + fen for one in purse.guarded)
    return Purse(code, tuple(one + fen for one in purse.cash), line)
