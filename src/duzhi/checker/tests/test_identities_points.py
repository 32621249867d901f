"""个百分点: a completion against the time gone by, in months as 公文 count, or in days."""

import pytest

from duzhi.checker.tests.asked import HOLDS, ROUNDED, WRONG, accused, answers

AHEAD = "{}，一般公共预算收入完成117402万元，占年初预算的{}%，{}个百分点。"


@pytest.mark.parametrize(
    ("period", "percent", "said", "answer"),
    [
        ("上半年", "58.7", "超序时进度8.7", HOLDS),
        ("1-6月", "58.70", "超序时进度8.70", HOLDS),
        ("上半年", "58.7", "超序时进度8.6", ROUNDED),
        ("上半年", "58.7", "超序时进度8.4", WRONG),
        ("上半年", "58.7", "超序时进度7.8", WRONG),
        ("上半年", "37.8", "落后序时进度12.2", HOLDS),
        ("上半年", "37.8", "超序时进度12.2", WRONG),
        ("前三季度", "78.7", "超序时进度3.7", HOLDS),
        ("截至9月底", "78.7", "超序时进度3.9", HOLDS),
        ("一季度", "28.7", "快于序时进度3.7", HOLDS),
    ],
    ids=[
        "half a year",
        "two digits",
        "rounded",
        "three tenths",
        "digits swapped",
        "behind",
        "behind, called ahead",
        "three quarters",
        "by days",
        "one quarter",
    ],
)
def test_ahead_of_time_is_the_completion_less_the_months_gone_by(period, percent, said, answer):
    assert answers(AHEAD.format(period, percent, said), "percentage_points") == [answer]


def test_one_unit_beyond_rounding_is_the_last_digit():
    ((verdict, severity),) = answers(
        AHEAD.format("上半年", "58.7", "超序时进度8.5"), "percentage_points"
    )
    assert (verdict, severity) == ("violated", "last_digit")


@pytest.mark.parametrize(
    "text",
    [
        AHEAD.format("", "58.7", "超序时进度3.7").lstrip("，"),
        AHEAD.format("上半年", "58.7", "比上年同期提高3.7"),
        "上半年，民生支出占比提高3.7个百分点，一般公共预算收入占年初预算的58.7%。",
        AHEAD.format("上半年", "*", "超序时进度8.7"),
    ],
    ids=["no period", "against last year", "of a share", "masked"],
)
def test_points_of_what_is_not_printed_are_no_accusation(text):
    assert accused(text) == []
