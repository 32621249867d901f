"""The same quantity told twice: 58.7％ here and there."""

import pytest

from duzhi.checker.tests.asked import ASKED, HOLDS, OFF_BY_ONE, accused, answers, found

FIRST = "2023年上半年，全市一般公共预算收入完成117402万元，同比下降19.38%。\n"


def test_an_amount_and_a_growth_told_again():
    assert answers(FIRST + FIRST, "stated_twice") == [HOLDS, HOLDS]


@pytest.mark.parametrize("again", ["117420", "117042", "117404"])
def test_the_same_thing_told_with_another_value_is_asked_about(again):
    text = FIRST + FIRST.replace("117402", again)
    assert answers(text, "stated_twice") == [ASKED, HOLDS]


def test_a_ratio_told_again_without_its_subject():
    text = "上半年，全市一般公共预算收入完成预算的58.7%。\n上半年累计完成全年预算的58.7％。"
    (one,) = found(text, "stated_twice")
    assert (one.verdict, one.numbers, one.stated) == ("exact", ("58.7",), "58.7")


def test_one_ratio_of_the_same_two_amounts_has_one_value():
    line = "一般公共预算收入完成117402万元，为年初预算200000万元的{}%。\n"
    assert answers(line.format(58.7) + line.format(58.8), "completion") == [HOLDS, OFF_BY_ONE]


@pytest.mark.parametrize(
    "again",
    [
        "2023年上半年，市本级一般公共预算收入完成116402万元，同比下降19.3%。",
        "2023年一季度，全市一般公共预算收入完成116402万元，同比下降19.3%。",
        "2023年上半年，全市政府性基金收入完成116402万元，同比下降19.3%。",
        "2023年上半年，全市一般公共预算收入同口径下降19.3%。",
        "2023年上半年，全市一般公共预算收入完成*万元。",
        "2023年上半年，全市一般公共预算收入近12亿元。",
    ],
    ids=["another place", "another period", "another budget", "another measure", "masked", "近"],
)
def test_what_is_told_of_something_else_is_no_accusation(again):
    assert accused(FIRST + again) == []
