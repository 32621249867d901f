"""The end of every trace: one row of the kept original, or why it cannot be shown."""

import pytest

from duzhi.intake import api as intake
from duzhi.intake.models import ImportFile
from duzhi.intake.tests.conftest import HEAD, ROWS
from duzhi.kernel.finding import Refused


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_row_of_a_text_file_is_shown_under_its_titles(load, text, encoding):
    result = load(text([HEAD, *ROWS], encoding=encoding))
    shown = intake.source_row(file_id=result.file_id, sheet="", row=3)
    assert [column.title for column in shown.columns][:3] == ["凭证号", "入库日期", "科目代码"]
    assert shown.cells[:4] == ("0002", "2023-06-02", "10104", "企业所得税")
    assert shown.header_row == 1
    assert [number for number, _ in shown.neighbours] == [1, 2, 3, 4]


def test_a_row_of_a_workbook_keeps_its_number(load, book):
    result = load(book([["入库流水"], HEAD, *ROWS]))
    shown = intake.source_row(file_id=result.file_id, sheet="流水", row=5)
    assert shown.cells[0] == "0003"
    assert (shown.header_row, shown.columns[5].letter, shown.columns[5].number) == (2, "F", True)


def test_personal_numbers_are_masked_unless_somebody_may_see_them(load, text):
    head = [*HEAD, "收款人账号"]
    rows = [[*row, "6217001234567890"] for row in ROWS]
    result = load(text([head, *rows]))
    shown = intake.source_row(file_id=result.file_id, sheet="", row=2)
    assert (shown.cells[-1], shown.masked) == ("**** 7890", ("收款人账号",))
    plain = intake.source_row(file_id=result.file_id, sheet="", row=2, plain=True)
    assert plain.cells[-1] == "6217001234567890"


def test_an_original_that_was_altered_is_not_shown(load, text, home):
    result = load(text([HEAD, *ROWS]))
    path = home / ImportFile.objects.get().stored_path
    path.write_bytes(path.read_bytes().replace(b"300.00", b"900.00"))
    with pytest.raises(Refused, match=r"指纹.*不符，可能被改动"):
        intake.source_row(file_id=result.file_id, sheet="", row=3)
    path.unlink()
    with pytest.raises(Refused, match="原件不在原处"):
        intake.source_row(file_id=result.file_id, sheet="", row=3)


def test_a_sheet_or_row_that_is_not_there_is_said(load, book):
    result = load(book([HEAD, *ROWS]))
    with pytest.raises(Refused, match="没有工作表“别的”；它有：流水"):
        intake.source_row(file_id=result.file_id, sheet="别的", row=3)
    with pytest.raises(Refused, match="没有第 99 行"):
        intake.source_row(file_id=result.file_id, sheet="流水", row=99)
    with pytest.raises(LookupError):
        intake.source_row(file_id=999, sheet="流水", row=1)
