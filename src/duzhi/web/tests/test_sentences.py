"""What a figure says of itself: words follow numbers."""

from datetime import date
from fractions import Fraction

import pytest

from duzhi.figures import api as figures
from duzhi.web.figures import sentences

ON = date(2023, 6, 30)


def value(exact, unit: str = "％") -> figures.Value:
    one = figures.Figure("t.one", "税收占比", unit, "定义", "测试", "收入股")
    return figures.Value(one, ON, "990181", exact, "computed" if exact is not None else None)


def line(*exacts) -> tuple[figures.Point, ...]:
    return tuple(
        figures.Point(date(2023, month, 28), value(exact)) for month, exact in enumerate(exacts, 1)
    )


@pytest.mark.parametrize(
    ("now", "before", "unit", "words"),
    [
        (Fraction(4324, 10_000), Fraction(3796, 10_000), "％", "比上年同期高 5.28 个百分点"),
        (Fraction(1, 2), Fraction(1, 2), "％", "与上年同期持平"),
        (50_768_000_000, 55_285_000_000, "万元", "比上年同期下降8.17％"),
        (100_000_000, 100_000_000, "万元", "与上年同期持平"),
        (8, 6, "个", "比上年同期多 2 个"),
        (8, None, "个", ""),
    ],
)
def test_a_value_is_compared_in_the_words_of_its_unit(now, before, unit, words):
    assert sentences.against(value(now, unit), value(before, unit)) == words


def test_a_missing_value_names_who_owes_it():
    assert sentences.title(value(None), value(None), "万元") == "税收占比：待报，由收入股报送"


@pytest.mark.parametrize(
    ("months", "last_year", "budget", "words"),
    [
        ((5, 4, 3), (2, 2, 2), None, "逐月走低，3月高于上年同期"),
        ((1, 2, 3), (4, 4, 4), None, "逐月上升，3月低于上年同期"),
        ((5, 6, 3), (), 4, "各月有升有降，现低于1月，3月起低于年初预算"),
        ((5, 5), (5, 5), 4, "各月持平，高于年初预算"),
    ],
)
def test_months_say_their_course_and_where_they_stand(months, last_year, budget, words):
    found = figures.Series(value(1).figure, line(*months), line(*last_year))
    assert sentences.months(found, None if budget is None else Fraction(budget)) == words


def test_too_few_months_claim_nothing():
    found = figures.Series(value(1).figure, line(1), ())
    assert sentences.months(found, None) == "税收占比各月"
