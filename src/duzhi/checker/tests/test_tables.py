"""Tables of published budgets: two sides, totals before or behind, years and versions across."""

import pytest

from duzhi.checker.document import read
from duzhi.checker.tests.asked import HOLDS, OFF_BY_ONE, WRONG, accused, answers

SIDES = """单位:万元
收入 | 执行数 | 支出 | 执行数 |
总计 | 26146 | 总计 | 26146 |
一、本级收入 | {} | 一、本级支出 | 18000 |
税收收入 | 9415 | 二、转移性支出 | 8146 |
非税收入 | 4731 | 上解支出 | 6146 |
二、转移性收入 | 12000 | 债务还本支出 | 2000 |
"""


def rows(text):
    """(subject, role, digits) of every figure that stands in a table."""
    return [
        (one.subject, role, claim.number)
        for one in read(text).records
        if one.table
        for role, claim in one.fields.items()
    ]


def test_the_two_sides_of_a_table_are_two_lists():
    assert answers(SIDES.format("14146"), "sum").count(HOLDS) >= 4
    assert accused(SIDES.format("14146")) == []


@pytest.mark.parametrize(("own", "answer"), [("14148", OFF_BY_ONE), ("41146", WRONG)])
def test_a_wrong_figure_on_one_side_is_found_there(own, answer):
    assert answer[0] in [verdict for verdict, _ in answers(SIDES.format(own), "sum")]


@pytest.mark.parametrize(
    "order",
    [("合计", "税收收入", "非税收入"), ("税收收入", "非税收入", "合计")],
    ids=["before", "behind"],
)
def test_a_total_stands_before_its_parts_or_behind_them(order):
    cells = {"合计": "141461", "税收收入": "94148", "非税收入": "47313"}
    table = "单位:万元\n项目 | 执行数 |\n" + "".join(f"{one} | {cells[one]} |\n" for one in order)
    assert answers(table, "sum") == [HOLDS]
    assert answers(table.replace("94148", "84148"), "sum") == [WRONG]


def test_a_total_across_a_row():
    table = "单位:万元\n项目 | 合计 | 一般债券 | 专项债券 |\n发行 | 50000 | 20000 | 30000 |\n"
    table += "还本 | 5000 | 2000 | 3000 |\n"
    assert answers(table, "sum") == [HOLDS, HOLDS]
    assert answers(table.replace("30000", "33000"), "sum") != [HOLDS, HOLDS]


def test_columns_say_which_year_and_which_version():
    table = (
        "单位:万元\n项目 | 年初预算 | 执行数 | 上年决算 | 完成预算% | 增长% |\n"
        "税收收入 | 100000 | 94148 | 90000 | 94.1 | 4.6 |\n"
        "非税收入 | 50000 | 47313 | 40000 | 94.6 | 18.3 |\n"
    )
    assert [role for _, role, _ in rows(table)][:3] == ["budget", "level", "prior"]
    assert answers(table, "completion") == [HOLDS, HOLDS]
    assert answers(table, "growth_from_prior") == [HOLDS, HOLDS]


def test_a_wrong_rate_in_a_column_is_found():
    table = (
        "单位:万元\n项目 | 年初预算 | 执行数 | 完成预算% |\n"
        "税收收入 | 100000 | 94148 | {} |\n非税收入 | 50000 | 47313 | 94.6 |\n"
    )
    for percent, answer in (("94.15", HOLDS), ("94.16", OFF_BY_ONE), ("49.15", WRONG)):
        assert answers(table.format(percent), "completion") == [answer, HOLDS]


def test_the_unit_stands_above_the_table():
    table = (
        "单位:{}\n项目 | 执行数 |\n税收收入 | 94148 |\n非税收入 | 7313 |\n全县税收收入9.41亿元。"
    )
    assert answers(table.format("万元"), "prose_vs_table") == [HOLDS]
    assert answers(table.format("亿元"), "prose_vs_table") != [HOLDS]


@pytest.mark.parametrize(
    "table",
    [
        "单位:万元\n项目 | 执行数 |\n教育支出 | 94148 |\n卫生支出 | 47313 |\n支出 | 981461 |\n",
        "单位:万元\n项目 | 2022年 | 2023年 |\n税收收入 | 94148 | 47313 |\n",
        "序号 | 单位 | 个数 |\n1 | 财政局 | 3 |\n2 | 教育局 | 12 |\n",
        "项目 | 电话 |\n财政局 | 62345678 |\n教育局 | 62345679 |\n合计 | |\n",
    ],
    ids=["not a total", "two years", "counts", "no amounts"],
)
def test_rows_that_make_up_nothing_are_no_accusation(table):
    assert accused(table) == []
