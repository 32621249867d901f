"""From a readable text to paragraphs and places for numbers."""

import pytest

from duzhi.documents import outline
from duzhi.documents.outline import Block, Control, parse

WORDS = {"place": "市", "bureau": "青岚市财政局"}


def pieces(text: str) -> tuple:
    (block,) = parse(text, WORDS)
    return block.pieces


def test_paragraphs_are_runs_of_lines_and_comments_vanish():
    blocks = parse("# 批注\n第一行，\n第二行。\n\n另一段。\n", WORDS)
    assert blocks == [
        Block(outline.BODY, ("第一行，第二行。",)),
        Block(outline.BODY, ("另一段。",)),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("= 市财政局工作总结", outline.TITLE),
        ("一、上半年预算收支情况", outline.FIRST),
        ("（一）财政收入完成情况", outline.SECOND),
        ("一、本段以句号结尾，是正文。", outline.BODY),
        ("一是压实责任", outline.BODY),
        ("> 青岚市财政局", outline.SIGNATURE),
        (">> {signed}", outline.DAY),
    ],
)
def test_the_start_of_a_line_says_what_it_is(line, kind):
    assert parse(line, WORDS)[0].kind == kind


def test_the_mark_of_a_number_stands_after_its_unit():
    assert pieces("完成{F01}万元，") == (
        "完成",
        Control("F01"),
        "万元",
        Control("F01", "mark"),
        "，",
    )
    assert pieces("惠及{F41}人次")[1:] == (Control("F41"), "人次", Control("F41", "mark"))


def test_a_change_is_word_number_and_sign_each_in_a_control_of_its_own():
    assert pieces("同比{F04:change}。") == (
        "同比",
        Control("F04", "word"),
        Control("F04"),
        Control("F04", "sign"),
        Control("F04", "mark"),
        "。",
    )


def test_words_of_the_region_become_plain_text():
    assert pieces("{place}委、{place}政府，{bureau}") == ("市委、市政府，青岚市财政局",)


@pytest.mark.parametrize("token", ["{F4}", "{F04:grow}", "{yearly}", "{}", "{F04：word}"])
def test_a_token_nobody_knows_is_named(token):
    with pytest.raises(ValueError, match="不认识的标记"):
        parse(f"同比{token}。", WORDS)
