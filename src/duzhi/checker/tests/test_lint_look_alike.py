"""Does a term stand where its look-alike is meant?"""

import pytest

from duzhi.checker.document import read
from duzhi.checker.lint import look_alike
from duzhi.checker.report import HARD, SOFT


def found(text):
    return [(one.text, one.instead) for one in look_alike.find(read(text))]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("全市一般性预算支出累计完成3亿元。", ("一般性预算支出", "一般公共预算支出")),
        ("2020年，公共财政预算收入完成5亿元。", ("公共财政预算", "一般公共预算")),
        ("非税收入占地方一般预算收入的28%（2020年）。", ("一般预算收入", "一般公共预算收入")),
        ("政府基金收入完成2亿元。", ("政府基金收入", "政府性基金收入")),
        ("国有资产经营预算收入300万元。", ("国有资产经营预算", "国有资本经营预算")),
        ("安排预算稳定基金461万元。", ("预算稳定基金", "预算稳定调节基金")),
        ("2020年农林水事务支出54980万元。", ("农林水事务支出", "农林水支出")),
        ("坚决遏制隐形债务增量。", ("隐形债务", "隐性债务")),
    ],
)
def test_a_term_that_is_never_right_is_named_with_the_right_one(text, pair):
    assert found(text) == [pair]


def test_a_term_that_is_wrong_only_beside_the_right_one():
    alone = "争取一般转移支付3亿元。"
    assert found(alone) == []
    assert found(alone + "一般性转移支付增长5%。") == [("一般转移支付", "一般性转移支付")]


@pytest.mark.parametrize(
    "text",
    [
        "大力压减一般性支出，严控一般公共预算支出。",
        "2013年，全区公共财政预算收入完成20348万元。",
        "上半年，全区完成公共财政预算收入20348万元。",
        "设立政府投资基金，政府性基金预算支出122.7亿元。",
        "全国社会保障基金理事会管理的基金。",
        "国有资产收益、国有资本经营预算支出。",
        "安排预算稳定调节基金461万元，动用稳定调节基金237万元。",
        "公务用车购置及运行维护费2800万元。",
        "2013年农林水事务支出54980万元。",
    ],
)
def test_right_terms_and_old_names_in_their_time_are_left_alone(text):
    assert found(text) == []


def test_a_term_is_named_once_with_the_number_of_its_places():
    (remark,) = look_alike.find(read("隐形债务要管住。隐形债务要化解。"))
    assert "全文2处" in remark.message


def test_every_row_of_the_list_says_what_why_and_from_where():
    for pair in look_alike.pairs():
        assert pair.wrong != pair.right
        assert pair.when in {look_alike.NEVER, look_alike.BESIDE}
        assert pair.severity in {HARD, SOFT}
        assert pair.why
        assert pair.evidence
        assert not pair.since or pair.since.isdigit()
        assert pair.wrong not in pair.right, "the right term would be flagged"
