"""What the printed ratios of a masked report say about its amounts (domain.md §16.3 I2 to I9)."""

import subprocess
import sys
from fractions import Fraction

import pytest

from duzhi.checker.masked.solve import solve
from duzhi.checker.masked.system import Asked, Bound, Ratio, Sum
from duzhi.checker.report import FEASIBLE, INFEASIBLE, Masked
from duzhi.checker.tests.masked_seed import (
    ACTUAL,
    BUDGET,
    PRIOR,
    REST,
    REVENUE,
    TAX,
    completion,
    growth,
    printed,
    report,
    revenue,
    share,
)


def test_one_set_of_amounts_satisfies_the_report_and_gives_two_shares_away():
    ratios, sums, asked = report()
    found = solve(ratios, sums, [], asked)
    last_year, budget = found.ranges
    assert (found.status, found.conflict) == (FEASIBLE, ())
    assert last_year.low <= Fraction("37.96") <= last_year.high
    assert budget.low <= Fraction("52.20") <= budget.high
    assert max(one.high - one.low for one in found.ranges) < Fraction("0.06")


def test_the_completions_alone_leave_the_share_of_the_budget_ten_times_wider():
    lines = [completion(line) for line in (REVENUE, TAX, REST)]
    alone = solve(lines, revenue(ACTUAL, BUDGET), [], [_asked(BUDGET)])
    assert Fraction("0.7") < alone.ranges[0].high - alone.ranges[0].low < Fraction("0.8")


TOTAL = {year: (REVENUE, year + REVENUE) for year in (PRIOR, BUDGET)}


@pytest.mark.parametrize(
    ("ratios", "year", "asked", "low", "high"),
    [
        ([share(), growth(TAX), growth(REST)], PRIOR, TOTAL[PRIOR], 80.614, 80.626),
        ([share(), completion(TAX), completion(REST)], BUDGET, TOTAL[BUDGET], 58.678, 58.727),
        ([growth(one) for one in (TAX, REST, REVENUE)], PRIOR, (TAX, REVENUE), 43.18, 43.30),
        ([completion(one) for one in (TAX, REST, REVENUE)], BUDGET, (TAX, REVENUE), 42.91, 43.59),
    ],
    ids=["I2 增幅", "I3 完成率", "I4 占比由增幅", "I5 占比由完成率"],
)
def test_a_ratio_that_is_not_printed_follows_from_the_others(ratios, year, asked, low, high):
    found = solve(ratios, revenue(ACTUAL, year), [], [Asked("问", *asked)])
    assert float(found.ranges[0].low) == pytest.approx(low, abs=0.006)
    assert float(found.ranges[0].high) == pytest.approx(high, abs=0.006)


def test_a_wrong_share_contradicts_a_set_in_which_every_member_counts():
    ratios, sums, asked = report("48.24")
    found = solve(ratios, sums, [], asked)
    assert found.status == INFEASIBLE
    assert "税收占比" in found.conflict
    assert len(found.conflict) == 4
    _irreducible(found, ratios, sums)


def test_the_message_names_the_claims_as_printed_and_the_one_that_would_mend_it():
    ratios, sums, asked = report("48.24")
    words = {"税收占比": "税收占比48.24％"}
    found = solve(ratios, sums, [], asked, words)
    assert "不能同时成立" in found.message
    assert "只要改正税收占比48.24％就能同时成立" in found.message


def test_a_share_that_is_off_by_one_last_digit_still_fits():
    ratios, sums, asked = report("43.25")
    assert solve(ratios, sums, [], asked).status == FEASIBLE


def test_a_report_without_ratios_is_not_judged():
    assert solve([], revenue(ACTUAL), [], []) == Masked()


def test_one_ratio_printed_twice_with_two_values_is_a_conflict_of_two():
    ratios = [
        printed(TAX, REVENUE, "43.24", claim="甲"),
        printed(TAX, REVENUE, "43.26", claim="乙"),
    ]
    found = solve(ratios, revenue(ACTUAL), [], [])
    assert (found.status, set(found.conflict)) == (INFEASIBLE, {"甲", "乙"})


def test_what_is_wrong_among_small_parts_is_not_lost_beside_a_large_whole():
    """Both lie in a part that no ratio ties to the whole, so that it could shrink out of sight."""
    ratios = [
        completion(REVENUE),
        growth(REVENUE),
        printed(TAX, BUDGET + TAX, "48.631", claim="甲"),
        printed(TAX, BUDGET + TAX, "48.633", claim="乙"),
    ]
    found = solve(ratios, revenue(ACTUAL, BUDGET, PRIOR), [], [])
    assert (found.status, set(found.conflict)) == (INFEASIBLE, {"甲", "乙"})


def test_a_violation_of_a_millionth_is_seen():
    ratios = [
        Ratio(("甲",), TAX, REVENUE, Fraction("0.4"), Fraction("0.4")),
        Ratio(("乙",), REST, REVENUE, Fraction("0.600001"), Fraction("0.600001")),
    ]
    assert solve(ratios, revenue(ACTUAL), [], []).status == INFEASIBLE
    assert solve(ratios[:1], revenue(ACTUAL), [], []).status == FEASIBLE


def test_intervals_that_only_touch_agree():
    ratios = [
        Ratio(("甲",), TAX, REVENUE, Fraction("0.395"), Fraction("0.405")),
        Ratio(("乙",), REST, REVENUE, Fraction("0.605"), Fraction("0.615")),
    ]
    assert solve(ratios, revenue(ACTUAL), [], []).status == FEASIBLE


def test_parts_that_leave_a_positive_part_no_room_contradict_their_whole():
    ratios = [printed(TAX, REVENUE, "100.40", claim="甲")]
    found = solve(ratios, revenue(ACTUAL), [], [])
    assert (found.status, found.conflict) == (INFEASIBLE, ("甲",))


def test_a_printed_amount_joins_the_ratios():
    bounds = [_bound("甲", REVENUE, "16000"), _bound("乙", TAX, "7600")]
    found = solve([share()], revenue(ACTUAL), bounds, [])
    assert found.status == INFEASIBLE
    assert set(found.conflict) == {"甲", "乙", "税收占比"}
    right = [_bound("甲", REVENUE, "16000"), _bound("乙", TAX, "6918")]
    assert solve([share()], revenue(ACTUAL), right, []).status == FEASIBLE


def test_amounts_that_are_both_printed_are_not_thereby_related():
    bounds = [_bound("甲", REVENUE, "16000"), _bound("乙", "户数", "3")]
    ratios = [share(), printed("户数", "上年户数", "50")]
    found = solve(ratios, [], bounds, [Asked("不相干", REVENUE, "户数")])
    assert (found.status, found.ranges) == (FEASIBLE, ())


def test_every_part_of_the_text_that_contradicts_itself_is_named_in_the_message():
    ratios = [
        printed(first + TAX, first + REVENUE, text, claim=first + text)
        for first in ("市级", "全市")
        for text in ("40.1", "43.2")
    ]
    found = solve(ratios, [], [], [])
    assert found.conflict == ("市级40.1", "市级43.2")
    assert "全市40.1、全市43.2不能同时成立" in found.message


def test_a_structure_that_no_amounts_can_fill_is_our_misreading_and_blames_nobody():
    sums = [Sum((TAX, REST), REVENUE), Sum((REVENUE, REST), TAX)]
    assert solve([share()], sums, [], []).status == FEASIBLE


def test_a_range_that_gives_nothing_away_is_left_out():
    ratios = [completion(TAX), growth(REST)]
    assert solve(ratios, revenue(ACTUAL), [], [_asked(ACTUAL)]).ranges == ()


def test_an_amount_divided_by_itself_is_refused():
    with pytest.raises(ValueError, match="not a ratio"):
        solve([printed(TAX, TAX, "43.24")], [], [], [])


def test_the_solver_prints_nothing_into_the_answer():
    code = (
        "from duzhi.checker.tests.masked_seed import report\n"
        "from duzhi.checker.masked.solve import solve\n"
        "ratios, sums, asked = report()\n"
        "solve(ratios, sums, [], asked)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # noqa: S603
    assert ran.stdout + ran.stderr == b""


def _asked(year: str) -> Asked:
    return Asked(f"{year}税收占比", year + TAX, year + REVENUE)


def _bound(claim: str, name: str, text: str) -> Bound:
    return Bound((claim,), name, Fraction(text) - Fraction(1, 2), Fraction(text) + Fraction(1, 2))


def _irreducible(found: Masked, ratios: list[Ratio], sums: list[Sum]) -> None:
    """The set contradicts itself, and no longer once any member is taken away."""
    members = [one for one in ratios if set(one.claims) <= set(found.conflict)]
    assert solve(members, sums, [], []).status == INFEASIBLE
    for claim in found.conflict:
        left = [one for one in members if claim not in one.claims]
        assert solve(left, sums, [], []).status != INFEASIBLE
