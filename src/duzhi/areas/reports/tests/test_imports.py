"""材料报送 from file to figure."""

import pytest
import xlsxwriter

from duzhi.areas.reports.imports import IMPORTS
from duzhi.areas.reports.tests.conftest import AT, JUNE, REGION
from duzhi.figures import api as figures
from duzhi.intake import api as intake

HEAD = ["指标编号", "指标名称", "数值", "计量单位", "统计口径", "填报股室", "填报人", "审核人"]
HEAD += ["依据材料", "截止日期"]
TASK_FORCES = ["F26", "成立收入工作专班", "8", "个", "在运行专班", "收入股", "柳拾一", "柳拾二"]
TASK_FORCES += ["成立专班的通知", "2023-07-05"]
ASSETS = ["F55", "国有资产盘活收入", "2.87", "亿元", "已缴库", "国资股", "罗拾一", "罗拾二"]
ASSETS += ["资产处置收入明细", "2023-07-05"]


@pytest.fixture
def load(county, tmp_path):
    def load(rows, caption=("编制单位：青岚市财政局", "2023年06月", "单位：见计量单位列"), **said):
        path = tmp_path / "材料报送.xlsx"
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            page = book.add_worksheet()
            for line, cells in enumerate([["青岚市2023年上半年材料报送"], caption, HEAD, *rows]):
                page.write_row(line, 0, cells)
        with intake.only(IMPORTS):
            return intake.run(path, declared=intake.Declared(**said), by="办公室", now=AT)

    return load


def changed(row, **cells):
    names = dict(zip(HEAD, row, strict=True))
    return list((names | cells).values())


def test_reported_numbers_become_figures_with_both_names(load):
    result = load([TASK_FORCES, ASSETS])
    assert result.status == intake.IMPORTED, result.findings
    value = figures.value("supervision.task_forces", JUNE, REGION)
    assert (value.exact, value.source) == (8, figures.REPORTED)
    assert (value.filed.filler, value.filed.reviewer) == ("柳拾一", "柳拾二")
    assert figures.value("assets.revenue", JUNE, REGION).exact == 28_700_000_000


def test_the_same_person_twice_sends_the_whole_file_back(load):
    result = load([ASSETS, changed(TASK_FORCES, 审核人="柳拾一")])
    assert result.status == intake.REJECTED
    (finding,) = [one for one in result.findings if one.code == "reports.same_person"]
    assert (finding.place.row, finding.place.column) == (5, "审核人")
    assert figures.value("assets.revenue", JUNE, REGION).exact is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"指标编号": "F99"}, "reports.unknown_item"),
        ({"计量单位": "万元"}, "figures.wrong_unit"),
        ({"依据材料": ""}, "intake.required"),
        ({"数值": "八"}, "intake.number"),
    ],
)
def test_faulty_rows_reject_the_file_with_their_place(load, change, code):
    result = load([ASSETS, changed(TASK_FORCES, **change)])
    assert result.status == intake.REJECTED
    assert {(one.code, one.place.row) for one in result.findings} == {(code, 5)}


def test_one_id_twice_is_a_fault(load):
    result = load([TASK_FORCES, TASK_FORCES])
    assert "intake.duplicate" in {one.code for one in result.findings}


def test_a_derived_number_is_left_out_with_a_note(load):
    rate = changed(TASK_FORCES, 指标编号="F50", 数值="7.6", 计量单位="％")
    result = load([ASSETS, rate])
    assert result.status == intake.IMPORTED
    assert [one.reason for one in result.dropped] == ["由系统按公式计算的指标"]


def test_a_corrected_file_replaces_the_value(load):
    load([TASK_FORCES])
    load([changed(TASK_FORCES, 数值="9")])
    assert figures.value("supervision.task_forces", JUNE, REGION).exact == 9


def test_a_file_that_does_not_say_its_month_is_asked_for_it(load):
    result = load([TASK_FORCES], caption=("编制单位：青岚市财政局",))
    assert result.status == intake.REJECTED
    assert "intake.period_missing" in {one.code for one in result.findings}


def test_a_file_from_another_month_is_another_filing(load):
    load([TASK_FORCES])
    load([changed(TASK_FORCES, 数值="5")], caption=("2023年03月",))
    assert figures.value("supervision.task_forces", JUNE, REGION).exact == 8


def test_the_note_says_what_was_taken(load):
    result = load([TASK_FORCES, ASSETS])
    (note,) = [one for one in result.findings if one.code == "reports.taken"]
    assert "2项，截至2023-06-30" in note.text
