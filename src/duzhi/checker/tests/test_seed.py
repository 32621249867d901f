"""The reference report: what must be found in a half-year report whose amounts are masked."""

import json
from collections.abc import Sequence
from fractions import Fraction
from functools import cache

import pytest

from duzhi.checker.api import check
from duzhi.checker.document import read
from duzhi.checker.masked.solve import solve
from duzhi.checker.masked.structure import system_of
from duzhi.checker.report import FEASIBLE, INFEASIBLE, Report, percentages
from duzhi.checker.tests.scoring import CASES

SEED = (CASES.parent / "seed-report.txt").read_text("utf-8")
CHANGED = SEED.replace("43.24", "48.24")


@cache
def report(text: str = SEED) -> Report:
    return check(text)


def held(kind: str) -> list[tuple[tuple[str, ...], str]]:
    return [
        (one.numbers, one.stated)
        for one in report().identities
        if one.kind == kind and one.verdict == "exact"
    ]


def test_every_printed_percentage_is_a_claim_among_many():
    """The report prints 19; with its points, multiples, ranks and amounts there are far more."""
    assert len(percentages(report().claims)) == SEED.count("％")
    assert len(report().claims) >= 25


def test_ahead_of_time_is_the_completion_less_half_a_year():
    assert (("58.7",), "8.7") in held("percentage_points")


def test_two_figures_are_told_twice():
    assert {stated for _, stated in held("stated_twice")} >= {"58.7", "0.99"}


def test_nothing_that_holds_is_called_wrong():
    assert report().violated == ()


@pytest.mark.parametrize(
    ("start", "inside"), [("上年", Fraction("37.96")), ("预算", Fraction("52.20"))]
)
def test_the_masked_amounts_give_away_the_share_of_taxes(start, inside):
    assert report().masked.status == FEASIBLE
    (one,) = [
        one
        for one in report().masked.ranges
        if one.name.startswith(start) and "税收" in one.name and one.low <= inside <= one.high
    ]
    assert one.high - one.low <= Fraction(3, 10)


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        ("new_holds_refinancing", "新增"),
        ("double_half", "双过半"),
        ("misspelt", "电子化政采购"),
        ("misspelt", "医欠解"),
        ("misspelt", "全覆益"),
        ("look_alike", "一般性预算支出"),
    ],
)
def test_slips_of_the_words_are_named(rule, word):
    assert [one for one in report().linter if one.rule == rule and word in one.text]


def test_both_lines_that_miss_half_belie_the_double_half():
    told = " ".join(one.message for one in report().linter if one.rule == "double_half")
    assert "税收" in told
    assert "支出" in told


def test_one_changed_share_contradicts_the_rest():
    masked = report(CHANGED).masked
    claims = {one.id: one for one in report(CHANGED).claims}
    assert masked.status == INFEASIBLE
    assert "48.24" in {claims[one].number for one in masked.conflict}
    assert masked.message


def test_the_contradicting_set_is_irreducible():
    """All of them contradict each other; without any one of them the others agree."""
    conflict = report(CHANGED).masked.conflict
    assert len(conflict) > 2
    assert status_of(conflict) == INFEASIBLE
    for left_out in conflict:
        assert status_of([one for one in conflict if one != left_out]) == FEASIBLE


def status_of(claims: Sequence[str]) -> str:
    """Only these claims of the changed report, with what its words say of sums."""
    system = system_of(read(CHANGED))
    kept = [one for one in system.ratios if set(one.claims) <= set(claims)]
    return solve(kept, system.sums, system.bounds, (), {}, system.hidden).status


def test_taking_the_changed_percentage_out_of_the_text_mends_it():
    text = CHANGED.replace("税收收入占一般公共预算收入的48.24％。", "")
    assert text != CHANGED
    assert report(text).masked.status == FEASIBLE


def test_it_is_told_as_json():
    told = json.loads(json.dumps(report().to_json(), ensure_ascii=False))
    assert set(told) == {"claims", "identities", "linter", "masked"}
    assert told["masked"]["status"] == FEASIBLE
    for one in told["claims"]:
        assert SEED[one["start"] : one["end"]] == one["text"]
