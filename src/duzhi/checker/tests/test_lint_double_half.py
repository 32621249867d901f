"""Does every line bear 双过半?"""

from pathlib import Path

import pytest

from duzhi.checker.document import read
from duzhi.checker.lint import double_half
from duzhi.checker.report import HARD, SOFT

SEED = Path(__file__).parents[4] / "tests" / "data" / "seed-report.txt"
LINES = (
    "上半年，一般公共预算收入完成{}亿元，占年初预算的{}%。其中：税收收入占预算的{}%，非税收入占预算的60%。"
    "一般公共预算支出9亿元，为预算数的{}%。"
)


def found(text):
    return list(double_half.find(read(text)))


def test_the_sample_report_claims_it_against_its_own_lines():
    (remark,) = found(SEED.read_text(encoding="utf-8"))
    assert remark.severity == HARD
    assert remark.numbers == ("48.63%", "6.39%", "37.8%")
    assert "税收收入48.63%（差1.37个百分点）" in remark.message
    assert "支出37.8%（差12.2个百分点）" in remark.message


def test_a_claim_that_all_lines_bear_is_true():
    assert found(LINES.format(5, 52, 51, 50.2) + "实现时间过半、任务过半。") == []


def test_the_lines_that_fail_are_listed_with_what_they_lack():
    (remark,) = found(LINES.format(5, 52, 48, 47.5) + "全面实现“双过半”。")
    assert remark.text == "双过半"
    assert remark.numbers == ("48%", "47.5%")


def test_a_side_line_alone_makes_it_a_question():
    text = "上半年政府性基金收入完成预算的30%，财政收入完成预算的55%，顺利实现双过半。"
    assert [one.severity for one in found(text)] == [SOFT]


@pytest.mark.parametrize(
    "claim",
    [
        "力争实现双过半。",
        "对照“双过半”要求，税收收入未过半，下半年须补上差距。",
        "确保时间过半、任务过半。",
        "未能实现双过半。",
        "税收距双过半还差2个百分点。",
    ],
)
def test_a_wish_or_its_denial_is_no_claim(claim):
    assert found(LINES.format(5, 52, 48, 47.5) + claim) == []


def test_a_share_of_a_budget_line_is_no_completion():
    text = "上半年税收收入占一般公共预算收入的43.24%，民生支出占一般公共预算支出的30%，实现双过半。"
    assert found(text) == []
