"""Prose beside the table that it retells."""

import pytest

from duzhi.checker.tests.asked import HOLDS, ROUNDED, WRONG, accused, answers

TABLE = "单位:万元\n项目 | 执行数 |\n税收收入 | 94148 |\n非税收入 | 47313 |\n合计 | 141461 |\n"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("94148万元", HOLDS),
        ("9.41亿元", HOLDS),
        ("9.4亿元", HOLDS),
        ("9.42亿元", WRONG),
        ("9.14亿元", WRONG),
        ("94143万元", WRONG),
    ],
)
def test_prose_says_what_the_table_says(said, answer):
    ((verdict, severity),) = answers(f"{TABLE}全县税收收入{said}。", "prose_vs_table")
    assert verdict == answer[0]
    assert (severity == "") == (answer[1] == "")


def test_rounding_in_prose_is_no_fault():
    text = TABLE.replace("94148", "94150") + "全县税收收入9.41亿元。"
    assert answers(text, "prose_vs_table") in ([HOLDS], [ROUNDED])


@pytest.mark.parametrize(
    "said",
    [
        "全县税收收入20.6亿元。",
        "上年税收收入87000万元。",
        "契税收入9.14亿元。",
        "税收收入*万元。",
    ],
    ids=["of another thing", "of last year", "of another tax", "masked"],
)
def test_what_the_table_does_not_hold_is_no_accusation(said):
    assert accused(TABLE + said) == []
