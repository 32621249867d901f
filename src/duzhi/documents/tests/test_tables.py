"""Statements on the terminal, in a workbook and on a page."""

import re
import zipfile
from datetime import date
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.documents import cells
from duzhi.documents.api import (
    COUNT,
    MONEY,
    NUMBER,
    PERCENT,
    POINTS,
    Column,
    Row,
    Statement,
    Table,
    register,
    statement,
    statements,
    to_html,
    to_text,
    write_workbook,
)
from duzhi.documents.paper import _STATEMENTS
from duzhi.documents.terminal import width

WAN = 1_000_000
EXECUTION = Table(
    "一般公共预算收入执行表",
    "2023年1－6月",
    "万元",
    (
        Column("科目编码"),
        Column("科目"),
        Column("年初预算", MONEY, "预算"),
        Column("变动预算", MONEY, "预算"),
        Column("累计", MONEY),
        Column("完成％", PERCENT),
        Column("占比", PERCENT),
        Column("超欠进度", POINTS),
        Column("户数", COUNT),
    ),
    (
        Row(
            (
                *("", "合计", 200_000 * WAN, None, 117_402 * WAN),
                *(Fraction(587, 1000), Fraction(1), Fraction(87, 1000), 1284),
            ),
            bold=True,
        ),
        Row(
            (
                *("101", "税收收入", 104_400 * WAN, 0, -50_768 * WAN),
                *(Fraction(4863, 10_000), None, Fraction(-137, 10_000), 0),
            ),
            depth=1,
        ),
    ),
    ("分母为年初预算",),
)


def line_with(word: str) -> str:
    return next(line for line in to_text(EXECUTION).splitlines() if word in line)


def test_amounts_are_printed_with_thousands_and_nothing_as_a_dash():
    assert re.findall(r"\S+", line_with("合计")) == [
        *("合计", "200,000.00", "—", "117,402.00", "58.70", "100.00％", "8.70", "1,284"),
    ]
    assert "-50,768.00" in line_with("税收收入")


def test_columns_end_at_the_same_place_for_chinese_and_digits():
    ends = {
        width(line) for line in (line_with("合计"), line_with("税收收入"), line_with("科目编码"))
    }
    assert len(ends) == 1


def test_the_unit_stands_at_the_right_of_the_period():
    caption = to_text(EXECUTION).splitlines()[1]
    assert caption.startswith("2023年1－6月")
    assert caption.endswith("单位：万元")
    assert width(caption) == width(line_with("合计"))


def test_a_part_is_indented_below_its_total():
    total, part = line_with("合计"), line_with("税收收入")
    assert width(part[: part.index("税收")]) == width(total[: total.index("合计")]) + 2


def test_a_percentage_carries_its_sign_only_where_the_title_does_not():
    table = EXECUTION
    assert cells.shown(Fraction(1, 8), Column("完成％", PERCENT), table) == "12.50"
    assert cells.shown(Fraction(1, 8), Column("占比", PERCENT), table) == "12.50％"


@given(st.text(alphabet="税收入F03.5％—", max_size=30))
def test_width_adds_up(text):
    assert width(text) == sum(map(width, text))


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "执行表.xlsx"
    made = write_workbook(
        path, [EXECUTION], prepared=date(2023, 7, 3), compiler="青岚市财政局", mark="虚构数据"
    )
    return openpyxl.load_workbook(made)


def test_numbers_are_numbers_in_the_unit_of_the_caption(book):
    page = book.active
    row = next(row for row in page.iter_rows() if row[1].value == "合计")
    assert [cell.value for cell in row[2:]] == [200_000, "—", 117_402, 58.7, 1, 8.7, 1284]
    assert row[2].number_format == "#,##0.00"
    assert row[5].number_format == "0.00"
    assert row[6].number_format == "0.00%"
    assert row[1].font.bold


def test_the_workbook_carries_what_a_printed_table_carries(book):
    page = book.active
    assert page.title == "一般公共预算收入执行表"
    assert page["A1"].value == "一般公共预算收入执行表"
    assert page["A2"].value == "编制单位：青岚市财政局　　2023年1－6月　　编制日期：2023年7月3日"
    assert page["I2"].value == "单位：万元"
    assert "C3:D3" in {str(one) for one in page.merged_cells.ranges}
    assert page.freeze_panes == "A5"
    assert page.print_title_rows == "$1:$4"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page.print_area
    assert page.oddHeader.center.text == "虚构数据"
    words = {cell.value for row in page.iter_rows() for cell in row}
    assert {"填表人：", "审核人：", "注：分母为年初预算"} <= words
    part = next(row for row in page.iter_rows() if row[1].value == "税收收入")
    assert part[1].alignment.indent == 1


@pytest.mark.parametrize("evil", ["=1+1", '=HYPERLINK("http://a")', "+1", "-1", "@x", "{=1}"])
def test_text_in_a_workbook_is_never_a_formula(tmp_path, evil):
    table = Table("表", "2023年", "", (Column(evil),), (Row((evil,)),), (evil,))
    path = write_workbook(tmp_path / "表.xlsx", [table])
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert openpyxl.load_workbook(path).active["A4"].value == evil


def test_sheets_with_one_title_get_different_names(tmp_path):
    tables = [Table("收/支:表" * 10, "2023年", "", (Column("甲"),), ())] * 3
    names = openpyxl.load_workbook(write_workbook(tmp_path / "a.xlsx", tables)).sheetnames
    assert len(set(names)) == 3
    assert all(len(name) <= 31 for name in names)


def test_the_same_tables_make_the_same_file(tmp_path):
    one = write_workbook(tmp_path / "a.xlsx", [EXECUTION]).read_bytes()
    two = write_workbook(tmp_path / "b.xlsx", [EXECUTION]).read_bytes()
    assert one == two


def test_a_plain_number_keeps_the_decimals_it_is_printed_with():
    column = Column("数值", NUMBER)
    assert cells.shown(Fraction(297, 10), column, EXECUTION) == "29.7"
    assert cells.shown(157_798, column, EXECUTION) == "157,798"


def test_a_page_table_escapes_words_and_groups_titles():
    table = Table("<表>", "2023年", "万元", EXECUTION.columns, EXECUTION.rows)
    page = to_html(table)
    assert "<b>&lt;表&gt;</b>" in page
    assert '<th colspan="2">预算</th>' in page
    assert '<td class="number">117,402.00</td>' in page
    assert "单位：万元" in page


def test_a_statement_is_found_by_its_code_and_a_wrong_code_lists_the_known(monkeypatch):
    one = Statement("receipts.execution", "收入执行表", "国库股", lambda *_: [EXECUTION])
    monkeypatch.setitem(_STATEMENTS, one.code, one)
    assert statement("receipts.execution") is one
    assert one in statements()
    with pytest.raises(LookupError, match=r"receipts\.execution"):
        statement("nothing")
    with pytest.raises(ValueError, match="两处登记"):
        register([Statement(one.code, "另一张表", "预算股", one.build)])
