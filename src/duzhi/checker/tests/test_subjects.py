"""Which phrases name the same thing of the same place."""

import pytest

from duzhi.checker.plain import plain
from duzhi.checker.subjects import cleaned, key, likeness, same, split


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("2023年1－6月份，全市一般公共预算收入累计完成", "全市一般公共预算收入"),
        ("其中：税收收入完成", "税收收入"),
        ("二是非税收入共完成", "非税收入"),
        ("截至6月底，政府性基金收入", "政府性基金收入"),
        ("加上上级补助收入", "上级补助收入"),
        ("（一）教育支出执行数", "教育支出"),
        ("其他支出", "其他支出"),
        ("", ""),
    ],
)
def test_the_noun_before_a_figure_without_its_trimmings(words, subject):
    assert cleaned(plain(words).text).lstrip("(一)") == subject


@pytest.mark.parametrize(
    ("subject", "scope", "rest"),
    [
        ("全市一般公共预算收入", "全市", "一般公共预算收入"),
        ("市本级税收收入", "市本级", "税收"),
        ("我县非税收入", "我县", "非税"),
        ("一般公共预算支出", "", "一般公共预算支出"),
        ("专项债券", "", "专项债券"),
        ("地方政府债务余额", "", "政府债务余额"),
    ],
)
def test_a_subject_is_a_place_and_a_thing(subject, scope, rest):
    assert split(subject) == (scope, rest)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("税收收入", "税收"),
        ("全市一般公共预算收入", "一般公共预算收入"),
        ("公共财政预算支出", "一般公共预算支出"),
        ("全市税收收入", "我市税收收入"),
        ("政府性基金预算收入", "政府性基金收入"),
    ],
)
def test_two_names_of_one_thing(one, other):
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("税收收入", "非税收入"),
        ("全市一般公共预算收入", "市本级一般公共预算收入"),
        ("一般公共预算收入", "一般公共预算支出"),
        ("一般公共预算收入", "政府性基金收入"),
        ("增值税", "企业所得税"),
        ("教育支出", ""),
    ],
)
def test_two_things(one, other):
    assert not same(one, other)
    assert likeness(one, other) < 1 or split(one)[0] != split(other)[0]


def test_likeness_is_mutual_and_bounded():
    names = ["税收收入", "非税收入", "全市税收", "教育支出", "一般公共预算收入", "收入"]
    for one in names:
        assert likeness(one, one) == 1
        for other in names:
            assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert key("全市税收收入") == key("税收")
