"""The answer of the morning page: every line on its own, nothing claimed for a part behind."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.areas.reports.rules import progress
from duzhi.areas.reports.rules.progress import Line

HALF = Fraction(1, 2)
BANDS = (Fraction(0), Fraction(1, 10), Fraction(3, 10))
NAMES = ("总量", "税收", "非税", "支出", "基金收入", "基金支出")
SEED = ("58.701", "48.6284", "69.7008", "37.8", "6.39", "55.7")


def line(name="总量", done="58.701", wan=117_402, growth="-19.38", full="一般公共预算收入") -> Line:
    share = None if done is None else Fraction(done) / 100
    change = None if growth is None else Fraction(growth) / 100
    return Line(full, name, None if wan is None else wan * 1_000_000, share, change)


TAX = line("税收", "48.6284", 50_768, "-8.17")


def lines(*shares) -> list[Line]:
    return [line(name, share) for name, share in zip(NAMES, shares, strict=True)]


@pytest.mark.parametrize(
    ("revenue", "tax", "time", "said"),
    [
        pytest.param(
            *(line(), TAX, HALF),
            "1－6月一般公共预算收入完成 58.70%，超进度 8.70 个百分点；税收 48.63%，"
            "欠进度 1.37 个百分点",
            id="总量超、税收欠",
        ),
        pytest.param(
            *(line(done="42"), line("税收", "55"), HALF),
            "1－6月一般公共预算收入完成 42.00%，欠进度 8.00 个百分点；税收 55.00%，"
            "超进度 5.00 个百分点",
            id="总量欠、税收超",
        ),
        pytest.param(
            *(line(done="50"), line("税收", "50.001"), HALF),
            "1－6月一般公共预算收入完成 50.00%，与序时进度持平；税收 50.00%，与序时进度持平",
            id="正好持平，不印超 0.00",
        ),
        pytest.param(
            *(line(), line("税收", None), HALF),
            "1－6月一般公共预算收入完成 58.70%，超进度 8.70 个百分点；税收待报",
            id="税收缺数",
        ),
        pytest.param(
            *(line(done=None), TAX, HALF),
            "1－6月一般公共预算收入 117,402 万元，完成情况待报",
            id="没有预算",
        ),
        pytest.param(
            *(line(done=None, wan=None), line("税收", None), HALF),
            "1－6月一般公共预算收入，完成情况待报",
            id="什么都没有",
        ),
    ],
)
def test_the_title_says_the_total_and_the_part_in_one_sentence(revenue, tax, time, said):
    assert progress.title("1－6月", revenue, tax, time) == said


def test_january_has_no_range_and_a_twelfth_of_the_year():
    said = progress.title(progress.period(1), line(done="8.58"), TAX, Fraction(1, 12))
    assert said.startswith("1月一般公共预算收入完成 8.58%，超进度 0.25 个百分点")
    assert progress.period(6) == "1－6月"


def test_the_context_gives_amounts_and_checks_every_line():
    assert progress.context(line(), TAX, lines(*SEED), HALF) == (
        "累计 117,402 万元，同比下降 19.38%；税收 50,768 万元，同比下降 8.17%。"
        "双过半逐项核对：总量、非税、基金支出过半，税收、支出、基金收入未过半。"
    )


@pytest.mark.parametrize(
    ("growth", "said"),
    [
        ("4.2", "同比增长 4.20%"),
        ("-4.2", "同比下降 4.20%"),
        ("0.01", "同比持平"),
        (None, "上年同期无可比基数"),
    ],
)
def test_growth_follows_its_number_and_a_base_below_zero_has_none(growth, said):
    assert said in progress.context(line(growth=growth), line("税收", wan=None), lines(*SEED), HALF)


def test_outside_june_the_words_are_those_of_the_time():
    said = progress.checked(lines("30", "20", None, "10", "30", "30"), Fraction(1, 4))
    assert said == (
        "序时进度逐项核对：总量、基金收入、基金支出达到序时进度，税收、支出未达到序时进度，非税待报。"
    )


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        (SEED, "总量、非税、基金支出过半，税收、支出、基金收入没有过半"),
        (["50"] * 6, "收入、支出各项均过半"),
        (["49.99"] * 6, "总量、税收、非税、支出、基金收入、基金支出没有过半"),
        ([None] * 6, "收支进度待报"),
        (
            ["60", None, "60", "60", "60", "60"],
            "总量、非税、支出、基金收入、基金支出过半，税收待报",
        ),
    ],
)
def test_the_heading_names_what_is_behind(shares, said):
    assert progress.heading(lines(*shares), HALF) == said


@given(
    st.lists(st.fractions(0, 1) | st.none(), min_size=6, max_size=6),
    st.integers(1, 12).map(lambda month: Fraction(month, 12)),
)
def test_no_line_is_claimed_that_is_behind_or_unknown(shares, time):
    rows = [
        line(name, None if one is None else str(one * 100))
        for name, one in zip(NAMES, shares, strict=True)
    ]
    said = progress.checked(rows, time).removesuffix("。").partition("：")[2].split("，")
    claimed = [
        part for part in said if part.endswith(("过半", "达到序时进度")) and "未" not in part
    ]
    for row in rows:
        good = row.done is not None and row.done >= time
        names = {
            name
            for part in claimed
            for name in part.removesuffix("过半").removesuffix("达到序时进度").split("、")
        }
        assert (row.short in names) == good


@pytest.mark.parametrize(
    ("done", "word", "level"),
    [
        ("58.7", "超进度", ""),
        ("50", "持平", ""),
        ("49.998", "持平", ""),
        ("48.63", "欠进度", "yellow"),
        ("40", "欠进度", "yellow"),
        ("37.8", "欠进度", "orange"),
        ("20", "欠进度", "orange"),
        ("6.39", "大幅落后", "red"),
        (None, "待报", "grey"),
    ],
)
def test_the_verdict_follows_the_lag_and_a_bound_is_not_passed_by_itself(done, word, level):
    share = None if done is None else Fraction(done) / 100
    verdict = progress.judge(share, HALF, BANDS)
    assert (verdict.word, verdict.level) == (word, level)
