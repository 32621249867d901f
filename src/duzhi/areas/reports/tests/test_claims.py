"""双过半 is never claimed while a line is behind; the page says what the paper says."""

from fractions import Fraction

import pytest

from duzhi.areas.reports.documents import HALF_YEAR
from duzhi.areas.reports.rules.items import false_claims
from duzhi.areas.reports.tests.conftest import AT, JUNE, REGION
from duzhi.documents import api as documents

BEHIND = {name: Fraction(6, 10) for name in ("F03", "F11", "F16", "F20", "F24")}
BEHIND |= {"F07": Fraction(4863, 10_000)}
PAST = dict.fromkeys(BEHIND, Fraction(6, 10))


@pytest.fixture
def begun(reported):
    return documents.begin(kind="half_year", on=JUNE, region=REGION, by="孙璐", at=AT)


@pytest.mark.parametrize(
    "words", ["超额完成时间任务双过半目标", "圆满实现“双过半”", "“双过半”目标超额完成"]
)
def test_a_claim_is_found_with_the_line_that_is_behind(words):
    (found,) = false_claims(f"上半年，{words}。", BEHIND)
    assert found.quote == words
    assert "税收收入48.63％未过半" in found.finding.text
    assert "{say:double_half}" in found.instead
    assert false_claims(f"上半年，{words}。", PAST) == []


@pytest.mark.parametrize(
    "words", ["对照“双过半”要求，{say:double_half}", "税收尚未实现双过半", "确保实现双过半"]
)
def test_a_requirement_or_an_admission_is_no_claim(words):
    assert false_claims(words, BEHIND) == []


def test_nothing_is_claimed_while_a_line_waits():
    (found,) = false_claims("实现双过半", BEHIND | {"F24": None})
    assert "政府性基金支出待报" in found.finding.text


def test_the_texts_own_words_make_no_remark(begun):
    assert documents.remarks_of(begun) == []


def test_the_page_says_what_the_golden_report_says(begun):
    golden = HALF_YEAR.outline.parents[1] / "tests" / "golden" / "half_year.txt"
    lines = golden.read_text("utf-8").splitlines()
    assert [one.text for one in documents.living(begun)] == lines


def test_every_number_of_the_report_is_a_link_on_the_page(begun):
    runs = [run for one in documents.living(begun) for run in one.runs if run.place]
    assert {run.figure for run in runs} == {item.id for item in HALF_YEAR.items}
