"""Two people's changes to one text: what merges, what is a conflict, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.documents.paragraphs import (
    DELETE,
    EDIT,
    INSERT,
    MOVE,
    RESTORE,
    Change,
    Paragraph,
    merge,
    numbered,
)
from duzhi.kernel.finding import Refused

BASE = numbered(["= 总结", "税收{F01}万元。", "下半年抓好组织收入。", "> 青岚市财政局"])


def text(merged) -> list[str]:
    return [one.text for one in merged.paragraphs]


def test_a_templates_paragraphs_are_named_by_their_place():
    assert [one.id for one in BASE] == ["p01", "p02", "p03", "p04"]


def test_what_only_one_of_two_people_changed_is_merged():
    mine = merge(BASE, BASE, [Change(EDIT, "p02", "税收入库{F01}万元。")], number=2)
    theirs = merge(BASE, mine.paragraphs, [Change(EDIT, "p03", "下半年抓好征管。")], number=3)
    assert text(theirs)[1:3] == ["税收入库{F01}万元。", "下半年抓好征管。"]
    assert theirs.conflicts == ()


def test_a_paragraph_both_changed_is_a_conflict_with_both_texts_and_the_words_between():
    first = merge(BASE, BASE, [Change(EDIT, "p03", "下半年抓好征管。")], number=2)
    second = merge(BASE, first.paragraphs, [Change(EDIT, "p03", "下半年抓好清欠。")], number=3)
    (conflict,) = second.conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == (
        "下半年抓好组织收入。",
        "下半年抓好征管。",
        "下半年抓好清欠。",
    )
    changed = [(one.kind, one.text) for one in conflict.spans if one.kind != "same"]
    assert changed == [("gone", "征管"), ("new", "清欠")]
    assert second.paragraphs == first.paragraphs


def test_two_who_write_the_same_do_not_conflict():
    same = [Change(EDIT, "p03", "下半年抓好征管。")]
    first = merge(BASE, BASE, same, number=2)
    assert merge(BASE, first.paragraphs, same, number=3).conflicts == ()


def test_editing_what_somebody_deleted_is_a_conflict_and_so_is_deleting_what_he_edited():
    gone = merge(BASE, BASE, [Change(DELETE, "p03")], number=2)
    (one,) = merge(BASE, gone.paragraphs, [Change(EDIT, "p03", "新句。")], number=3).conflicts
    assert (one.theirs, one.mine) == ("", "新句。")
    edited = merge(BASE, BASE, [Change(EDIT, "p03", "新句。")], number=2)
    (two,) = merge(BASE, edited.paragraphs, [Change(DELETE, "p03")], number=3).conflicts
    assert (two.theirs, two.mine) == ("新句。", "")


def test_a_new_paragraph_goes_behind_its_neighbour_or_behind_the_one_before_a_deleted_one():
    gone = merge(BASE, BASE, [Change(DELETE, "p03")], number=2)
    made = merge(BASE, gone.paragraphs, [Change(INSERT, text="补充。", after="p03")], number=3)
    assert [one.id for one in made.paragraphs] == ["p01", "p02", "v3-1", "p04"]


def test_the_same_new_paragraph_sent_twice_is_there_once():
    change = Change(INSERT, text="补充。", after="p02")
    one = merge(BASE, BASE, [change], number=2)
    assert merge(BASE, one.paragraphs, [change], number=3).paragraphs == one.paragraphs


def test_a_paragraph_moves_and_keeps_its_name():
    moved = merge(BASE, BASE, [Change(MOVE, "p03", after="p01")], number=2)
    assert [one.id for one in moved.paragraphs] == ["p01", "p03", "p02", "p04"]


def test_the_templates_words_come_back_for_an_edited_and_for_a_deleted_paragraph():
    edited = merge(BASE, BASE, [Change(EDIT, "p02", "改。"), Change(DELETE, "p03")], number=2)
    now = edited.paragraphs
    back = [Change(RESTORE, "p02"), Change(RESTORE, "p03")]
    assert merge(now, now, back, number=3, template=BASE).paragraphs == BASE


def test_a_paragraph_nobody_knows_and_one_without_template_are_refused():
    with pytest.raises(Refused, match="没有编号"):
        merge(BASE, BASE, [Change(EDIT, "p99", "改。")], number=2)
    rows = (*BASE, Paragraph("v2-1", "新段。"))
    with pytest.raises(Refused, match="不是模板中的"):
        merge(rows, rows, [Change(RESTORE, "v2-1")], number=3, template=BASE)


@given(st.lists(st.text("收支税费", max_size=3), min_size=4, max_size=4))
def test_nothing_typed_is_ever_lost(typed):
    """Every edited text stands in the result, or in a conflict."""
    first = [Change(EDIT, one.id, f"甲{word}") for one, word in zip(BASE, typed, strict=True)]
    second = [Change(EDIT, one.id, f"乙{word}") for one, word in zip(BASE[:2], typed, strict=False)]
    one = merge(BASE, BASE, first[1:], number=2)
    two = merge(BASE, one.paragraphs, second, number=3)
    kept = {row.text for row in two.paragraphs} | {row.mine for row in two.conflicts}
    assert {change.text for change in (*first[1:], *second)} <= kept
