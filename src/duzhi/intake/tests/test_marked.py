"""The rejected file comes back as the sender's own workbook with every fault in its place."""

import openpyxl
import pytest

from duzhi.intake import marked
from duzhi.intake.tests.conftest import HEAD, ROWS

PLANTED = [
    ["0001", "2023-06-01", "1010101", "国内增值税", "县级", "1,200.50", ""],
    [1.71e18, "2023-06-02", "10104", "企业所得税", "县级", "300.00", "补缴"],
    ["0003", "2023-06-03", "1010101", "国内增值税", "乡级", "4,870.00万", ""],
    ["0004", "2023-06-31", "1010101", "国内增值税", "县级", "10.00", ""],
]
TITLES = [["青岚市2023年6月入库流水"], ["单位：元"]]


def shown(page):
    return [[cell.value for cell in row] for row in page.iter_rows()]


def tinted(page):
    return {
        cell.coordinate
        for row in page.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb).lower() == "fff8dcd8"
    }


def test_three_planted_faults_are_marked_in_the_senders_own_workbook(load, book, home):
    source = book({"流水": [*TITLES, HEAD, *PLANTED], "说明": [["=不动"]]})
    result = load(source)
    assert result.status == "rejected"
    assert result.marked.parent == home / "rejected"
    assert result.marked.name.startswith("20230701-080000-")
    assert str(result.marked) in result.sentence
    made = openpyxl.load_workbook(result.marked)
    page = made["流水"]
    assert tinted(page) == {"A5", "F6", "B7"}
    assert page["H3"].value == "退回原因"
    assert page["H5"].value.startswith("凭证号：“1710000000000000000”：编码/证件号")
    assert page["H6"].value == (
        "金额：“4,870.00万”不是金额，单元格里混入了单位；请只填数字，单位写在表头"
    )
    assert page["H7"].value == "入库日期：“2023-06-31”不是日期；请写成 2023-06-30 的样子"
    assert page["H4"].value is None
    assert page["H6"].font.color.rgb == "FFC0392B"
    assert "不是金额" in page["F6"].comment.text
    assert page["A1"].value == "青岚市2023年6月入库流水"
    assert made["说明"]["A1"].value == "=不动"
    assert made["说明"]["A1"].data_type == "s"


def test_a_text_file_comes_back_as_a_workbook_with_the_same_cells(load, text):
    result = load(text([HEAD, *[[str(c) for c in row] for row in PLANTED[2:]]]))
    page = openpyxl.load_workbook(result.marked).active
    rows = shown(page)
    assert rows[0][:7] == HEAD
    assert rows[1][:6] == PLANTED[2][:6]
    assert tinted(page) == {"F2", "B3"}
    assert rows[2][7] == "入库日期：“2023-06-31”不是日期；请写成 2023-06-30 的样子"


def test_formula_text_comes_back_as_text(load, text):
    bad = ["0001", "2023-06-01", "1010101", "=HYPERLINK(1)", "县级", "1.00", ""]
    result = load(text([HEAD, bad]))
    assert result.findings[0].code == "intake.formula"
    cell = openpyxl.load_workbook(result.marked).active["D2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_large_rejected_file_comes_back_with_its_marked_rows_only(load, text, monkeypatch):
    monkeypatch.setattr(marked, "LARGE_ROWS", 2)
    result = load(text([HEAD, *ROWS, [str(cell) for cell in PLANTED[3]]]))
    rows = shown(openpyxl.load_workbook(result.marked).active)
    assert len(rows) == 2
    assert rows[1][1] == "2023-06-31"
    assert rows[1][7].startswith("原第5行：入库日期：")
    assert "只含出错的行" in result.sentence


def test_faults_of_the_whole_file_stand_in_the_header_row(load, book):
    bare = [title.replace("(元)", "") for title in HEAD]
    page = openpyxl.load_workbook(load(book([["流水"], bare, *ROWS])).marked).active
    assert page["H2"].value.startswith("退回原因；缺少金额单位")


def test_a_failed_formula_is_a_fault_although_readers_show_it_empty(load, tmp_path):
    made = openpyxl.Workbook()
    page = made.active
    for row in (HEAD, *ROWS):
        page.append(row)
    page["G3"] = "#REF!"
    page["G3"].data_type = "e"
    made.save(tmp_path / "公式.xlsx")
    result = load(tmp_path / "公式.xlsx")
    assert result.status == "rejected"
    assert [(f.code, f.place.row, f.place.column) for f in result.findings] == [
        ("intake.formula_error", 3, "备注")
    ]
    assert tinted(openpyxl.load_workbook(result.marked).active) == {"G3"}


@pytest.mark.parametrize("cell", [True, False])
def test_a_truth_value_is_not_read_as_one(load, book, cell):
    rows = [["1", "2023-06-01", "1010101", "", "县级", 1.0, ""]]
    rows += [["2", "2023-06-01", "1010101", "", "县级", cell, ""]]
    result = load(book([HEAD, *rows]))
    assert result.findings[0].text.startswith(f"“{str(cell).upper()}”不是金额")
