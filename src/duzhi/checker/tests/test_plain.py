"""The text as rules read it, and the way back to the text that was handed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.checker.api import check
from duzhi.checker.plain import plain

WORDS = "税收收入/完成/１２.５/12,345.6/万元/亿元/％/%/ /，/。/；/：/（/）/增長/財政"
WORDS += "/\u3000/\u200b/\ufeff/(zhǎng)/（cái）/\n/*/＊/－/同比/下降/3/个百分点/|/上半年/为预算/的"
TEXTS = st.lists(st.sampled_from(WORDS.split("/")), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("完成１２.５亿元", "完成12.5亿元"),
        ("同比增长３％；", "同比增长3%;"),
        ("（一）收入：", "(一)收入:"),
        ("財政收入增長", "财政收入增长"),
        ("增長（zhǎng）3％", "增长3%"),
        ("税 收 收 入 完成 5 万元", "税收收入完成5万元"),
        ("1－6月份", "1-6月份"),
        ("收入\u200b5\ufeff万元", "收入5万元"),
        ("＊万元", "*万元"),
        ("12 | 13 |", "12 | 13 |"),
        ("94148 47313", "94148 47313"),
        ("", ""),
    ],
    ids=[
        "wide digits",
        "wide signs",
        "brackets",
        "traditional",
        "reading aid",
        "blanks",
        "dash",
        "unseen marks",
        "masked",
        "cells",
        "numbers apart",
        "nothing",
    ],
)
def test_a_text_is_read_half_width_simplified_and_without_blanks(written, read):
    assert plain(written).text == read


@given(TEXTS)
def test_every_place_leads_back_in_order(text):
    one = plain(text)
    places = [one.at(place) for place in range(len(one.text))]
    assert places == sorted(set(places))
    assert all(0 <= place < len(text) for place in places)
    assert all(plain(text[at]).text in ("", one.text[place]) for place, at in enumerate(places))


@given(TEXTS)
def test_every_claim_stands_where_it_says(text):
    for claim in check(text).claims:
        assert text[claim.start : claim.end] == claim.text


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("一般公共预算收入完成１２.５亿元。", "１２.５亿元"),
        ("一般公共預算收入完成\u300012.5 億元。", "12.5 億元"),
        ("财(cái)政收入增長（zhǎng）3％。", "3％"),
        ("收入完成 *万元。", "*万元"),
    ],
)
def test_a_claim_is_quoted_as_it_was_printed(text, claim):
    (one,) = check(text).claims
    assert (one.text, text[one.start : one.end]) == (claim, claim)
