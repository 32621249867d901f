"""占比: which whole the words name, and whether the part over it prints like that."""

import pytest

from duzhi.checker.tests.asked import (
    HOLDS,
    MASKED,
    OFF_BY_ONE,
    WRONG,
    accused,
    answers,
)

SHARE = "一般公共预算收入完成{}万元，其中税收收入完成{}万元，占一般公共预算收入的{}%。"


@pytest.mark.parametrize(
    ("whole", "part", "share", "answer"),
    [
        ("25000", "15000", "60", HOLDS),
        ("25000", "15010", "60", HOLDS),
        ("25000", "15010", "60.04", HOLDS),
        ("25000", "15010", "60.05", OFF_BY_ONE),
        ("25000", "15010", "66.04", WRONG),
        ("25000", "15010", "40.06", WRONG),
        ("*", "*", "60", MASKED),
    ],
    ids=["whole", "rounded", "two digits", "last digit", "digit", "swapped", "masked"],
)
def test_a_share_is_the_part_over_the_whole_that_is_named(whole, part, share, answer):
    assert answers(SHARE.format(whole, part, share), "share") == [answer]


def test_a_share_follows_its_subject_into_the_next_sentence():
    text = "一般公共预算收入25000万元。税收收入15000万元。税收收入占一般公共预算收入的{}%。"
    assert answers(text.format(60), "share") == [HOLDS]
    assert answers(text.format(65), "share") == [WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "税收收入完成15010万元，占一般公共预算收入的50.04%。",
        "项目支出15010万元，占用地50.04%。",
        "一般公共预算收入25000万元，占地区生产总值的7.2%。",
    ],
    ids=["whole not printed", "占 of another word", "whole outside the report"],
)
def test_a_share_of_what_is_not_printed_is_no_accusation(text):
    assert accused(text) == []
