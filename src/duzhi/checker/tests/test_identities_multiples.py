"""倍 of an amount that is printed, and amounts per head."""

import pytest

from duzhi.checker.tests.asked import HOLDS, MASKED, ROUNDED, WRONG, accused, answers

TIMES = "申报2023年度资金需求{}亿元，是2021-2022年发行额平均值{}亿元的{}倍。"


@pytest.mark.parametrize(
    ("level", "base", "times", "answer"),
    [
        ("56.6", "20.0", "2.83", HOLDS),
        ("56.6", "20", "2.84", ROUNDED),
        ("56.6", "20.0", "3.83", WRONG),
        ("56.6", "20.0", "2.38", WRONG),
        ("*", "*", "2.83", MASKED),
    ],
)
def test_a_multiple_is_one_amount_over_the_other(level, base, times, answer):
    assert answers(TIMES.format(level, base, times), "multiple") == [answer]


def test_an_amount_per_head():
    text = "全年发放补贴资金1200万元，惠及群众4000人，人均{}元。"
    assert answers(text.format(3000), "per_head") == [HOLDS]


@pytest.mark.parametrize(
    "text",
    [
        "全年发放补贴资金1200万元，惠及群众4000人，人均2000元。",
        "申报2023年度资金需求56.6亿元，是上年的3.83倍。",
        "居民人均可支配收入30000元，全县人口400000人，财政收入12亿元。",
    ],
    ids=["heads of another year may be meant", "base not printed", "income of the people"],
)
def test_heads_and_bases_that_the_words_leave_open_are_no_accusation(text):
    assert accused(text) == []
