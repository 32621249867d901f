"""What differs between two versions: paragraphs, words, numbers."""

from hypothesis import given
from hypothesis import strategies as st

from duzhi.documents import differing
from duzhi.documents.paragraphs import Paragraph
from duzhi.documents.tests.conftest import content


def rows(*pairs) -> list[Paragraph]:
    return [Paragraph(*pair) for pair in pairs]


def test_paragraphs_are_edited_inserted_deleted_or_moved():
    before = rows(("p1", "一"), ("p2", "二"), ("p3", "三"), ("p4", "四"))
    after = rows(("p1", "一"), ("p4", "四"), ("p2", "二改"), ("v2-1", "新"))
    found = {one.id: one.kind for one in differing.paragraphs(before, after)}
    assert found["p3"] == "删除"
    assert found["v2-1"] == "新增"
    assert set(found.values()) == {"删除", "新增", "移动", "改写"}


def test_a_token_and_a_number_are_one_word_each():
    spans = list(differing.words("占{F02}万元的58.7％", "占{F03:base}{F02}万元的58.9％"))
    assert [(one.kind, one.text) for one in spans if one.kind != "same"] == [
        ("new", "{F03:base}"),
        ("gone", "58.7"),
        ("new", "58.9"),
    ]


def test_numbers_are_compared_exactly_and_shown_as_printed():
    changed = differing.numbers(content(), content(F01="117500", F06="12"))
    assert [(one.id, one.before, one.after) for one in changed] == [
        ("F01", "117402万元", "117500万元"),
        ("F06", "待报", "12人"),
    ]


@given(st.text("收支{F01}9.，", max_size=12), st.text("收支{F01}9.，", max_size=12))
def test_the_spans_hold_both_texts_whole(before, after):
    spans = list(differing.words(before, after))
    assert "".join(one.text for one in spans if one.kind != "new") == before
    assert "".join(one.text for one in spans if one.kind != "gone") == after
