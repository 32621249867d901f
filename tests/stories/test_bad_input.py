"""Bad input through the command line: one clear sentence each, nothing changed."""

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from duzhi.config.cli import main
from duzhi.intake.models import ImportFile
from duzhi.ledger.models import EntryRow

HEAD = (
    "报表日期", "国库代码", "征收机关代码", "辖属标志", "报表种类", "预算种类", "预算级次",
    "调整期标志", "科目代码", "科目名称", "日累计", "旬累计", "月累计", "季累计", "年累计",
)  # fmt: skip
GOOD = (
    "2023-06-30", "9901810000", "144410100001", "0", "1", "1", "4", "0", "1010101",
    "国内增值税", 100.5, 100.5, 100.5, 100.5, 100.5,
)  # fmt: skip


@pytest.fixture
def towns(db, duzhi, tmp_path: Path):
    """The registry knows the county and its treasury."""
    path = tmp_path / "REG-01.xlsx"
    head = ("区划代码", "区划名称", "上级区划", "级次", "国库代码")
    _workbook(path, [head, ("990181000", "青岚市", "", "4", "9901810000")], unit="")
    code, out = duzhi("import", str(path))
    assert code == 0, out


def _workbook(path: Path, rows: list[tuple[object, ...]], unit: str = "单位：元") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("日报")
        sheet.write(0, 0, "预算收入日报（虚构数据）")
        sheet.write(1, 0, unit)
        for number, row in enumerate(rows, 2):
            sheet.write_row(number, 0, row)
    return path


def _row(**changes: object) -> tuple[object, ...]:
    return tuple(changes.get(title, value) for title, value in zip(HEAD, GOOD, strict=True))


def test_three_planted_errors_change_nothing_and_come_back_marked(towns, duzhi, tmp_path):
    rows = [
        HEAD,
        GOOD,
        _row(日累计="一百元"),
        _row(报表日期="2023-13-45", 科目代码="1010102"),
        _row(辖属标志="7", 科目代码="1010104"),
    ]
    path = _workbook(tmp_path / "坏.xlsx", rows)
    code, out = duzhi("import", str(path), "--layout", "IN-01", "--json")
    answer = json.loads(out)[0]
    assert (code, answer["status"]) == (2, "rejected")
    assert not EntryRow.objects.exists()
    faults = [one for one in answer["findings"] if one["severity"] == "error"]
    assert {(one["row"], one["column"]) for one in faults} == {
        (5, "日累计"),
        (6, "报表日期"),
        (7, "辖属标志"),
    }
    sheet = openpyxl.load_workbook(answer["marked"])["日报"]
    assert sheet["K5"].fill.fgColor.rgb.endswith("F8DCD8")
    reasons = [sheet.cell(row, sheet.max_column).value for row in (4, 5, 6, 7)]
    assert reasons[0] is None
    assert all(reasons[1:])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.xlsx", b"", "空"),
        ("断.xlsx", b"PK\x03\x04 truncated", "打开|损坏|不完整"),
        ("照片.xlsx", b"\x89PNG\r\n\x1a\n123", "不是"),
    ],
)
def test_a_file_that_is_no_table_is_named_in_one_sentence(
    db, duzhi, tmp_path, name, content, words
):
    path = tmp_path / name
    path.write_bytes(content)
    code, out = duzhi("import", str(path))
    assert code == 2
    assert name in out
    assert any(word in out for word in words.split("|")), out
    assert not ImportFile.objects.exists()


def test_a_missing_unit_asks_for_one(towns, duzhi, tmp_path):
    path = _workbook(tmp_path / "无单位.xlsx", [HEAD, GOOD], unit="")
    code, out = duzhi("import", str(path), "--layout", "IN-01")
    assert code == 2
    assert "--unit" in out
    code, out = duzhi("import", str(path), "--layout", "IN-01", "--unit", "元")
    assert code == 0, out


def test_a_formula_in_a_text_cell_is_refused(towns, duzhi, tmp_path):
    path = tmp_path / "注入.csv"
    rows = [",".join(HEAD), ",".join(map(str, _row(科目名称="=cmd|'/c calc'!A1")))]
    path.write_text("\n".join(rows), encoding="utf-8")
    code, out = duzhi("import", str(path), "--layout", "IN-01", "--unit", "元")
    assert code == 2
    assert "第2行" in out
    assert not EntryRow.objects.exists()


def test_a_file_of_two_gigabytes_is_refused_at_once(db, duzhi, tmp_path):
    path = tmp_path / "大.csv"
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    code, out = duzhi("import", str(path))
    assert code == 2
    assert "大.csv" in out


def test_a_zip_bomb_is_refused_before_it_unpacks(db, duzhi, tmp_path):
    path = tmp_path / "炸弹.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        with bomb.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(b"0" * 1024 * 1024)
    code, out = duzhi("import", str(path))
    assert code == 2
    assert "炸弹.xlsx" in out


def test_a_missing_file_and_a_wrong_date_are_misuse(db, duzhi, capsys):
    code, _ = duzhi("import", "/没有/这个.xlsx")
    assert code == 2
    with pytest.raises(SystemExit) as stop:
        duzhi("figures", "--on", "2023-6-31")
    assert stop.value.code == 2
    assert "不是日期" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("figures",), "缺少--on"),
        (("figures", "--on"), "--on后面要写值"),
        (("report", "没有的表", "--on", "2023-06-30"), "没有“没有的表”，可用："),
        (("verify", "--nonsense"), "不认识--nonsense"),
        (("import", "a.xlsx", "--year", "今年"), "应为整数，写的是“今年”"),
    ],
)
def test_a_command_written_wrong_is_explained_in_chinese(duzhi, capsys, words, said):
    with pytest.raises(SystemExit) as stop:
        duzhi(*words)
    assert stop.value.code == 2
    assert said in capsys.readouterr().err


def test_an_unknown_figure_is_one_sentence(db, capsys):
    assert main(["figures", "没有的指标", "--on", "2023-06-30"]) == 2
    assert "指标目录中没有“没有的指标”" in capsys.readouterr().err
