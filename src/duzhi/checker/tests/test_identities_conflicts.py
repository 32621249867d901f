"""A completion against the amount by which the budget was passed or missed."""

import pytest

from duzhi.checker.tests.asked import HOLDS, WRONG, accused, answers, found

OVER = "支出决算为29813.93万元，完成年初预算的{}%，决算数大于预算数{}万元。"


def test_what_passed_the_budget_fits_the_completion():
    (one,) = found(OVER.format("100.19", "55.93"), "completion_conflict")
    assert (one.verdict, one.numbers) == ("exact", ("100.19", "55.93"))


@pytest.mark.parametrize(("percent", "over"), [("100.19", "559.3"), ("119.00", "55.93")])
def test_a_completion_that_the_excess_belies_is_found(percent, over):
    assert answers(OVER.format(percent, over), "completion_conflict") == [WRONG]


def test_what_was_missed_is_the_budget_less_the_revenue():
    text = "一般公共预算收入完成35215万元，为预算40860万元的86.2%，短收5645万元。"
    assert answers(text, "difference") == [HOLDS]


@pytest.mark.parametrize(
    "text",
    [
        "支出决算为29813.93万元，决算数大于预算数559.3万元。",
        "支出决算为*万元，完成年初预算的100.19%，决算数大于预算数55.93万元。",
        "支出决算为29813.93万元，完成年初预算的119%，比上年增加559.3万元。",
    ],
    ids=["no completion", "masked", "against last year"],
)
def test_an_excess_without_its_completion_is_no_accusation(text):
    assert accused(text) == []
