"""Shares told one after another make 100 %, or leave something out."""

import pytest

from duzhi.checker.tests.asked import ASKED, HOLDS, ROUNDED, accused, answers

SHARES = "教育、科技、社保支出分别为60万元、30万元和10万元，占全部支出的{}%、{}%和{}%。"


@pytest.mark.parametrize(
    ("shares", "answer"),
    [(("60", "30", "10"), HOLDS), (("60", "30", "9"), ROUNDED), (("60.1", "30.0", "9.8"), ROUNDED)],
)
def test_shares_of_everything_make_a_hundred(shares, answer):
    assert answers(SHARES.format(*shares), "whole_hundred") == [answer]


def test_shares_that_nearly_make_a_hundred_are_asked_about():
    assert answers(SHARES.format("60.1", "30.0", "6.8"), "shares_below_100") == [ASKED]


@pytest.mark.parametrize(
    "text",
    [
        "教育、科技、社保支出分别为60万元、30万元和20万元，占全部支出的40%、20%和13%。",
        "其中：税收收入15000万元，增长60%；非税收入10000万元，增长33%。",
        "税收收入占比60%，非税收入占比*%。",
    ],
    ids=["a part of the list", "growths", "masked"],
)
def test_shares_of_a_part_are_no_accusation(text):
    assert accused(text) == []
    assert answers(text, "whole_hundred") == []
