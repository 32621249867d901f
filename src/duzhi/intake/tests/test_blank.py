"""Blank workbooks can be filled in and imported as they are."""

from datetime import date

import openpyxl

from duzhi.intake import api as intake
from duzhi.intake import recognise
from duzhi.intake.guard import inspect
from duzhi.intake.table import open_sheets


def test_a_blank_workbook_explains_its_columns(known, tmp_path):
    path = intake.write_blank("T-01", tmp_path / "空表.xlsx")
    made = openpyxl.load_workbook(path)
    page, notes = made.worksheets
    assert page["A1"].value == "入库流水"
    assert page["A2"].value == "单位：元"
    assert [cell.value for cell in page[3]] == [
        "凭证号",
        "入库日期",
        "科目代码",
        "科目名称",
        "级次",
        "金额",
        "备注",
    ]
    assert page.column_dimensions["A"].number_format == "@"
    assert notes.title == "填表说明"
    assert [cell.value for cell in notes[6]] == [
        "级次",
        "只能是：县级、乡级、全辖",
        "必填",
        "",
    ]
    assert notes["D7"].value == "amt"
    assert notes["C8"].value == "可空"


def test_a_filled_in_blank_with_a_two_row_header_is_imported(known, load, tmp_path, taken):
    path = intake.write_blank("T-02", tmp_path / "库款.xlsx")
    made = openpyxl.load_workbook(path)
    page = made.worksheets[0]
    assert [str(area) for area in page.merged_cells.ranges] == ["C3:D3"]
    for column, value in enumerate([date(2023, 6, 30), 10, 3, 1, 2, 12], 1):
        page.cell(5, column).value = value
    made.save(path)
    result = load(path, declared=intake.Declared(region="990181"))
    assert result.status == "imported"
    assert taken.rows[0][1:4] == (5, date(2023, 6, 30), 1000)
    assert {sheet.name: sheet.skipped for sheet in result.sheets}["填表说明"]


def test_what_a_blank_workbook_says_of_its_columns_is_read_as_no_table(known, tmp_path):
    path = intake.write_blank("T-01", tmp_path / "空表.xlsx")
    seen = [one.sheet.name for one in recognise.tops(open_sheets(path, inspect(path)))]
    assert seen == ["入库流水"]
