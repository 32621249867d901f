"""Web pages: what a reader sees of them, in whatever encoding they say or are in."""

import pytest

from duzhi.checker.api import read
from duzhi.checker.tests.papers import SEED, TABLE, TABLE_LINES, html_of
from duzhi.checker.tests.test_reading_text import refused


def lines_of(html):
    return read(html.encode(), "a.html").split("\n")


def test_the_seed_comes_back_as_it_went_in():
    assert lines_of(html_of(SEED, TABLE)) == SEED + TABLE_LINES


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "utf-8"])
def test_a_page_says_its_encoding(charset):
    page = f"<html><head><meta http-equiv=Content-Type content='text/html; charset={charset}'>"
    blob = f"{page}<p>税收收入３．５亿元</p>".encode(charset)
    assert read(blob, "公告.htm") == "税收收入３．５亿元"


def test_a_page_in_traditional_characters_is_read_where_it_says_its_encoding():
    words = "公共財政預算收入萬元，為預算的"
    assert read(f"<meta charset=gbk><p>{words}</p>".encode("gbk"), "a.html") == words
    assert read(f"<meta charset=big5><p>{words}</p>".encode("big5hkscs"), "a.html") == words
    refused(f"<p>{words}</p>".encode("gbk"), "a.html", "file_encoding")


def test_a_page_that_lies_about_its_encoding_is_still_read():
    assert read("<meta charset=utf-8><p>税收收入</p>".encode("gb18030"), "a.html") == "税收收入"
    assert read("<meta charset=gb2312><p>税收收入</p>".encode(), "a.html") == "税收收入"
    assert read("<meta charset=nonsense><p>税收收入</p>".encode(), "a.html") == "税收收入"
    assert read("<meta charset=gbk><p>税收收入</p>".encode("utf-8-sig"), "a.html") == "税收收入"


def test_a_damaged_page_is_refused():
    refused(
        "<meta charset=utf-8><p>税收收入完成三亿元，同比增长".encode()[:-1], "a.html", "file_broken"
    )


def test_what_nobody_sees_is_not_read():
    page = """<title>题</title><style>p{}</style><script>var a = "<p>1亿元</p>";</script>
    <nav><a>首页</a></nav><!-- 2亿元 --><p>税收<span style="display : none">3亿元</span>4亿元
    <select><option>2023年</option></select></p><p hidden>5亿元</p><noscript>6亿元</noscript>"""
    assert lines_of(page) == ["税收4亿元"]


def test_blocks_make_lines_and_the_rest_runs_on():
    page = (
        "<h1>题</h1>前<b>中</b>后<div>甲<p>乙<br>丙</div>丁\n\n 戊&nbsp;&nbsp;己&#65;<li>庚<li>辛"
    )
    assert lines_of(page) == ["题", "前中后", "甲", "乙", "丙", "丁 戊 己A", "庚", "辛"]


def test_preformatted_lines_stay_lines():
    assert lines_of("<pre>甲  1\n乙  2</pre>") == ["甲 1", "乙 2"]


def test_spans_keep_the_columns_below_each_other():
    page = """<table><tr><th rowspan=2>项目<th colspan=2>执行数</tr><tr><td>本年<td>上年</tr>
    <tr><td>税收<td>1,200<td>1,100</table>"""
    assert lines_of(page) == ["项目 | 执行数 | |", " | 本年 | 上年 |", "税收 | 1,200 | 1,100 |"]


def test_a_cell_in_several_lines_is_one_cell():
    page = "<table><tr><td><p>一般公共</p><p>预算收入</p></td><td>1<br>2</td></tr></table>"
    assert lines_of(page) == ["一般公共预算收入 | 1 2 |"]


def test_a_page_laid_out_by_a_table_stays_prose():
    prose = "<p>税收收入完成3亿元。</p>" * 6
    inner = "<table><tr><td>税收<td>3</table>"
    page = f"<table><tr><td>导航<td>{prose}{inner}</table>"
    assert lines_of(page) == ["导航", *["税收收入完成3亿元。"] * 6, "税收 | 3 |"]


def test_a_bar_inside_a_cell_does_not_make_two():
    assert lines_of("<table><tr><td>甲|乙<td>1</table>") == ["甲／乙 | 1 |"]


def test_a_page_is_known_without_its_name():
    assert read("<!DOCTYPE html><p>税收".encode(), "报告.doc") == "税收"


@pytest.mark.parametrize(
    "piece",
    ["<table><tr><td>", "<div>", "<table>", "<td rowspan=9999 colspan=9999>1", "</td></table>甲"],
)
def test_tags_without_end_are_a_text_or_a_sentence(piece):
    page = "<p>税收" + piece * 3000
    if "<table><tr><td>" in piece:
        assert "60层" in refused(page.encode(), "a.html", "file_too_deep")
    else:
        assert read(page.encode(), "a.html").startswith("税收")
