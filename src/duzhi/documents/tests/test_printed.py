"""How numbers and their words read."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.documents import printed
from duzhi.documents.printed import Manner
from duzhi.documents.tests.conftest import fact
from duzhi.kernel.wording import trimmed

PLAIN, MASKED = Manner(), Manner(mask=True)


def change(value: str) -> str:
    one = fact("F04", "％", value)
    return (
        printed.word(one, "word", PLAIN)
        + printed.number(one, PLAIN, after_word=True)
        + printed.word(one, "sign", PLAIN)
    )


def ahead(value: str) -> str:
    one = fact("F29", "个百分点", value)
    return (
        printed.word(one, "ahead", PLAIN)
        + printed.number(one, PLAIN, after_word=True)
        + printed.word(one, "sign", PLAIN)
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("-19.38", "下降19.38％"),
        ("0.99", "增长0.99％"),
        ("0.04", "持平"),
        ("-0.04", "持平"),
        ("0.05", "增长0.05％"),
    ],
)
def test_the_word_follows_the_number_and_flat_stands_alone(value, text):
    assert change(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("8.7", "超进度8.7个百分点"), ("-1.37", "欠进度1.37个百分点"), ("0", "与序时进度持平")],
)
def test_ahead_or_behind_of_time_progress(value, text):
    assert ahead(value) == text


@given(st.fractions(-2, 2, max_denominator=100_000))
def test_no_change_is_ever_printed_with_a_minus_after_its_word(ratio):
    text = change(trimmed(ratio * 100))
    assert "-" not in text
    assert text.startswith(("增长", "下降", "持平"))


@pytest.mark.parametrize(("value", "word"), [("58.7", "过半"), ("50", "过半"), ("48.63", "未过半")])
def test_half_is_fifty_per_cent(value, word):
    assert printed.word(fact("F07", "％", value), "half", PLAIN) == word


def test_a_missing_number_names_who_owes_it_and_says_no_word():
    one = fact("F04", "％", "")
    assert printed.number(one, PLAIN) == "【待报：国库股】"
    assert change("") == "【待报：国库股】"
    assert printed.word(one, "half", PLAIN) == "【待报：国库股】"


def test_masked_amounts_and_missing_numbers_print_a_star():
    assert printed.number(fact(), MASKED) == "*"
    assert printed.number(fact("F70", "人", "6"), MASKED) == "*"
    assert printed.number(fact("F70", "人", ""), MASKED) == "*"
    assert printed.number(fact("F03", "％", "58.7"), MASKED) == "58.7"
    assert printed.number(fact("F41", "人次", "157798", public=True), MASKED) == "157798"
    assert printed.number(fact("F41", "人次", "", public=True), MASKED) == "*"


def test_only_filed_numbers_are_marked_and_plain_or_masked_papers_are_not():
    filed = fact("F26", "个", "8", "reported")
    assert printed.word(filed, "mark", PLAIN) == "〔填报〕"
    assert printed.word(filed, "mark", Manner(plain=True)) == ""
    assert printed.word(filed, "mark", MASKED) == ""
    assert printed.word(fact(), "mark", PLAIN) == ""


def test_a_rank_reads_in_chinese_numerals():
    assert printed.number(fact("F27", "名", "2"), PLAIN) == "二"
    assert [printed.ordinal(n) for n in (1, 10, 11, 20, 99)] == [
        "一",
        "十",
        "十一",
        "二十",
        "九十九",
    ]


def test_the_denominator_is_named_as_its_figure_names_it():
    assert (
        printed.word(fact("F20", "％", "37.8", base="全年变动预算"), "base", PLAIN)
        == "全年变动预算"
    )
    assert printed.word(fact("F03", "％", "58.7"), "base", PLAIN) == "全年预算"


def test_exact_values_survive():
    assert fact("F03", "％", "58.7").value == Fraction(587, 1000)
    assert fact().value == 117_402_000_000
    assert fact("F06", "人", "").value is None
