"""Texts that nobody would write: always a report, in work that grows as the text does."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duzhi.checker.api import check
from duzhi.checker.tests.test_reading_hostile import calls

PIECES = (
    *(
        "税收收入",
        "非税收入",
        "一般公共预算支出",
        "总计",
        "合计",
        "其中：",
        "分别为",
        "同比增长",
        "下降",
    ),
    *(
        "完成预算的",
        "占",
        "为预算",
        "比上年",
        "增加",
        "减少",
        "较上年",
        "超进度",
        "平均值的",
        "审减率",
    ),
    *(
        "收入总计",
        "加上",
        "后，",
        "上年结转",
        "新增",
        "再融资债券",
        "双过半",
        "各",
        "等",
        "、",
        "，",
        "；",
    ),
    *(
        "。",
        "\n",
        "（",
        "）",
        "“",
        "”",
        "*",
        "＊",
        "|",
        " | ",
        "%",
        "％",
        "个百分点",
        "倍",
        "名",
        "第",
    ),
    *(
        "万元",
        "亿元",
        "元",
        "个",
        "户",
        "人次",
        "2023年",
        "1－6月",
        "上半年",
        "年",
        "月",
        "日",
        "单位：万元",
    ),
    *(
        "1",
        "12.5",
        "1,234",
        "３５",
        "-7",
        "0",
        "0.0",
        "八",
        "二十",
        "万",
        "亿",
        ".",
        ",",
        "－",
        "—",
    ),
    *(
        "\u202e",
        "\u200f",
        "\u200b",
        "\ufeff",
        "\x00",
        "\ud83d\ude00",
        "\u0301",
        "\t",
        "\r\n",
        " ",
        "\u3000",
    ),
)
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
patient = settings(deadline=None, max_examples=100)


def sound(text):
    """The report of a text: every place leads into it, and it can be written down."""
    report = check(text)
    assert report.text == text
    known = {one.id for one in report.claims}
    assert len(known) == len(report.claims)
    for one in (*report.claims, *report.linter):
        assert 0 <= one.start < one.end <= len(text)
    for one in report.claims:
        assert text[one.start : one.end] == one.text
    for identity in report.identities:
        assert known.issuperset(identity.claims)
    json.dumps(report.to_json(), ensure_ascii=False)
    return report


@patient
@given(texts)
def test_words_and_numbers_in_any_order(text):
    sound(text)


@patient
@given(st.text(max_size=300))
def test_any_characters(text):
    sound(text)


@patient
@given(st.text("0123456789.,%％万亿元*-－+（）()|  \n一二十百", max_size=200))
def test_numbers_glued_together(text):
    sound(text)


def test_nothing_is_clean():
    for text in ("", " ", "\n", "\ufeff", "。"):
        assert sound(text).clean


@pytest.mark.parametrize("digits", [100, 5_000])
def test_a_number_without_end_is_no_crash(digits):
    sound(f"税收收入完成{'9' * digits}万元，增长3％。")
    sound(f"税收收入完成0.{'9' * digits}万元，增长3％。")


def test_marks_of_writing_direction_change_no_number():
    plain = sound("税收收入完成12.5亿元，增长3％。")
    turned = sound("税收收入\u202e完成12.5亿元\u200f，增长3％。")
    assert [one.nominal for one in turned.claims] == [one.nominal for one in plain.claims]


SHAPES = {
    "no full stop": "税收收入1亿元，",
    "one word": "收",
    "sentences": "税收收入完成12.5亿元，同比增长3.2％，占预算的51％。\n",
    "open brackets": "（其中：",
    "brackets in brackets": "（税收1万元",
    "closing brackets": "）",
    "quotes": "“",
    "masked": "收入*万元，增长3％，",
    "stars": "*",
    "percentages": "3％、",
    "numbers": "1,234 ",
    "versions": "1.2.3.",
    "numerals": "一百",
    "respectively": "1万元、",
    "rows": "甲 | 1 | 2 |\n",
    "one row": "1 | ",
    "bars": "|",
    "lines": "\n",
    "blanks": " ",
    "marks": "\u202e3\u200f％",
    "days": "2023年6月30日",
    "ranks": "第一名",
    "parts": "甲收入1亿元，",
}
HEADS = {
    "respectively": "甲、乙分别为",
    "parts": "收入总计10亿元。其中：",
    "rows": "项目 | 本年 | 上年 |\n",
}


@pytest.mark.parametrize("shape", list(SHAPES))
def test_work_grows_as_the_text_does(shape):
    head, piece = HEADS.get(shape, ""), SHAPES[shape]
    small, large = (calls(lambda text=head + piece * size: check(text)) for size in (100, 400))
    assert large <= 4 * small * 1.5
