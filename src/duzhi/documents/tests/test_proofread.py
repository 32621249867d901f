"""What may not stand in a paragraph, and what should be put otherwise."""

import pytest

from duzhi.documents import proofread
from duzhi.documents.paragraphs import Paragraph
from duzhi.documents.tests.conftest import content

KNOWN = {"F01", "F02", "F03", "say:verdict"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("收入{F99}万元。", "documents.unknown_token"),
        ("收入{F01:grow}万元。", "documents.unknown_token"),
        ("{say:nothing}", "documents.unknown_token"),
        ("收入{F01万元。", "documents.stray_brace"),
        ("收入<b>增长</b>。", "documents.markup"),
        ("收入<script>alert(1)</script>", "documents.markup"),
        ("收入\u200b增长。", "documents.unseen"),
        ("收入\n增长。", "documents.unseen"),
        ("  ", "documents.empty_paragraph"),
        ("收" * 4001, "documents.long_paragraph"),
        ("= 收入增长", "documents.structure"),
        ("一、收入", "documents.structure"),
    ],
)
def test_a_paragraph_of_the_body_is_refused_with(text, code):
    assert code in {one.code for one in proofread.refused(text, "原来的正文。", KNOWN)}


@pytest.mark.parametrize(
    "text",
    [
        "占{F03:base}{F02}万元的{F03}％，{say:verdict}。",
        "{year}年{months}，{place}委。",
        "3<5，a>b",
    ],
)
def test_tokens_of_the_paper_and_words_of_the_scope_may_stand(text):
    assert proofread.refused(text, "原来的正文。", KNOWN) == []


def test_a_new_paragraph_is_body_or_a_heading_of_the_second_level():
    assert proofread.refused("（七）其他工作", None, KNOWN) == []
    assert proofread.refused("> 某局", None, KNOWN)[0].code == "documents.structure"


def test_title_headings_and_signature_stay():
    assert proofread.deleted("= 总结")
    assert proofread.deleted("一、收入")
    assert proofread.deleted("> 青岚市财政局")
    assert not proofread.deleted("正文。")


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("收入完成117402万元", "F01"),
        ("收入完成117,402万元", "F01"),
        ("收入完成１１７４０２万元", "F01"),
        ("收入完成11.74亿元", "F01"),
        ("占预算的58.7%", "F03"),
        ("下降19.38％", "F04"),
    ],
)
def test_a_number_typed_by_hand_that_is_a_figure_is_pointed_out(words, fact):
    (found,) = proofread.remarks([Paragraph("p1", words)], content(), lambda *_: ())
    assert found.finding.code == "documents.typed_number"
    assert f"{{{fact}}}" in found.finding.text


def test_the_suggestion_puts_the_figure_in_place_of_the_number():
    row = Paragraph("p1", "收入完成117402万元，增势平稳。")
    (found,) = proofread.remarks([row], content(), lambda *_: ())
    assert found.suggestion == "收入完成{F01}万元，增势平稳。"


@pytest.mark.parametrize(
    "words", ["成立3个专班", "2023年收入", "完成{F01}万元", "117402人次", "第1174号文"]
)
def test_other_numbers_are_left_alone(words):
    assert proofread.remarks([Paragraph("p1", words)], content(), lambda *_: ()) == []
