"""The rules together: on published texts, on long ones, on broken ones."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duzhi.checker.document import read
from duzhi.checker.lint import RULES, lint
from duzhi.checker.report import HARD, SOFT

TEXTS = Path(__file__).parents[4] / "tests" / "data"
PUBLISHED = sorted((TEXTS / "reports").glob("[0-9]*.txt"))
CHARACTERS = (
    "一二三是、,，。；（）()《》“”增长下降-％%0123456789.万亿元*预算收入支出再融资新增月日年\n "
)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_published_texts_get_no_hard_remark(path):
    assert [
        one for one in lint(read(path.read_text(encoding="utf-8"))) if one.severity == HARD
    ] == []


def test_the_published_texts_get_few_questions():
    remarks = [one for path in PUBLISHED for one in lint(read(path.read_text(encoding="utf-8")))]
    assert len(PUBLISHED) == 31
    assert len(remarks) <= 12


def test_the_sample_report_gets_its_slips_in_the_order_of_the_text():
    text = (TEXTS / "seed-report.txt").read_text(encoding="utf-8")
    remarks = lint(read(text))
    assert [one.rule for one in remarks if one.severity == HARD] == [
        "double_half",
        "misspelt",
        "misspelt",
        "new_holds_refinancing",
        "misspelt",
    ]
    assert [one.start for one in remarks] == sorted(one.start for one in remarks)
    assert all(one.text == text[one.start : one.end] for one in remarks)


def test_every_rule_is_named_after_its_file_and_says_so():
    names = [find.__module__.rpartition(".")[2] for find in RULES]
    assert len(set(names)) == len(RULES) == 9
    text = (TEXTS / "seed-report.txt").read_text(encoding="utf-8")
    assert {one.rule for one in lint(read(text))} <= set(names)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=CHARACTERS, max_size=300))
def test_any_text_gets_remarks_that_point_into_it(text):
    for one in lint(read(text)):
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end]
        assert one.severity in {HARD, SOFT}
        assert one.message


@pytest.mark.parametrize(
    "sign", ["（", "一是", "1.", "增长-", "其中", "新增债券", "）", "政", "，，"]
)
def test_a_long_text_without_a_stop_ends_with_few_remarks(sign):
    assert len(lint(read(sign * 60_000))) <= 400
