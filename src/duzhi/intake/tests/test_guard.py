"""Files that must not be opened, and files whose name lies."""

import os
import struct
import subprocess
import time
import zipfile

import pytest

from duzhi.intake.models import ImportFile
from duzhi.intake.tests.conftest import HEAD, ROWS

SOFFICE = "/usr/bin/soffice"


def refused(load, path, code):
    result = load(path)
    assert result.status == "rejected"
    assert result.marked is None
    assert [finding.code for finding in result.findings] == [f"intake.{code}"]
    assert result.findings[0].place.file == path.name
    assert not ImportFile.objects.exists()
    return result.findings[0].text


def compound_file(streams):
    """A small OLE compound file: up to three streams of one padded 4 KB each, None a storage."""
    free, end, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF
    entries, body, fat = [], b"", [0xFFFFFFFD, end]
    names = list(streams)
    for index, name in enumerate(["Root Entry", *names]):
        after = index + 1 if 0 < index < len(names) else none
        child = 1 if index == 0 else none
        data = streams.get(name)
        start, size, kind = (end, 0, 1) if data is None else (len(fat), 4096, 2)
        if data is not None:
            body += data.ljust(4096, b"\0")
            fat += [*range(len(fat) + 1, len(fat) + 8), end]
        text = name.encode("utf-16-le")
        entries.append(
            text.ljust(64, b"\0")
            + struct.pack("<HBB", len(text) + 2, kind if index else 5, 1)
            + struct.pack("<III", none, after, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )
    table = struct.pack("<128I", *fat, *[free] * (128 - len(fat)))
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
        + struct.pack("<109I", 0, *[free] * 108)
    )
    return head + table + b"".join(entries).ljust(512, b"\0") + body


def convert(path, target):
    """The same workbook as LibreOffice writes it."""
    command = [SOFFICE, "--headless", "--convert-to", target, "--outdir"]
    environment = {**os.environ, "HOME": str(path.parent)}
    out = path.parent / "converted"
    subprocess.run(  # noqa: S603 the test's own command
        [*command, out, path], check=True, capture_output=True, env=environment
    )
    return out / f"{path.stem}.{target}"


def test_a_missing_or_empty_file_is_one_sentence(load, tmp_path):
    assert "找不到" in refused(load, tmp_path / "没有.xlsx", "file_missing")
    (tmp_path / "空.xlsx").touch()
    assert "空的" in refused(load, tmp_path / "空.xlsx", "file_empty")


def test_a_two_gigabyte_csv_is_refused_at_once(load, tmp_path):
    path = tmp_path / "巨大.csv"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    started = time.monotonic()
    assert "2048 MB，超过上限 200 MB" in refused(load, path, "file_too_large")
    assert time.monotonic() - started < 1


def test_a_zip_bomb_is_not_unpacked(load, tmp_path):
    path = tmp_path / "炸弹.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    assert "压缩炸弹" in refused(load, path, "file_bomb")


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused(load, book, settings):
    settings.MAX_UNPACKED_BYTES = 2_000
    refused(load, book([HEAD, *ROWS]), "file_bomb")


def test_thousands_of_nested_archives_are_a_bomb(load, tmp_path):
    path = tmp_path / "套娃.xlsx"
    with zipfile.ZipFile(path, "w") as bomb:
        bomb.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(30):
            bomb.writestr(f"{number}.zip", b"PK")
    refused(load, path, "file_bomb")


def test_a_size_that_lies_about_its_entry_is_damage(load, book):
    path = book([HEAD, *ROWS])
    data = bytearray(path.read_bytes())
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(b"sheet1.xml"))
    size = struct.unpack_from("<I", data, central + 24)[0]
    struct.pack_into("<I", data, central + 24, size - 40)
    path.write_bytes(data)
    refused(load, path, "file_damaged")


def test_a_sheet_that_reaches_the_last_corner_is_refused_before_it_eats_memory(load, tmp_path):
    path = tmp_path / "无边.xlsx"
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row><c r = "XFD1048576"><v>1</v></c></row>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        made.writestr("xl/worksheets/sheet1.xml", f"<worksheet>{cells}</worksheet>")
    assert "第 1048576 行、第 16384 列" in refused(load, path, "file_endless")


def test_a_macro_workbook_is_refused(load, book):
    path = book([HEAD, *ROWS], name="宏.xlsm")
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("xl/vbaProject.bin", b"\xd0\xcf")
    assert "含有宏" in refused(load, path, "file_macro")


def test_truncated_workbooks_are_called_damaged(load, book):
    path = book([HEAD, *ROWS])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "不完整或已损坏" in refused(load, path, "file_damaged")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\x00\x01\x02\x03" * 50, "文字编码无法识别"),
        (b"\xff\xfa\x81 " * 50, "文字编码无法识别"),
    ],
)
def test_what_is_no_table_is_told_by_its_content(load, tmp_path, content, word):
    path = tmp_path / "报表.xls"
    path.write_bytes(content)
    assert word in refused(load, path, "file_not_table")


def test_another_office_document_is_no_workbook(load, tmp_path):
    path = tmp_path / "报告.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("word/document.xml", "<document/>")
    assert "不是 Excel 工作簿" in refused(load, path, "file_not_table")


def test_a_text_file_called_xlsx_is_read_as_what_it_is(load, text, taken):
    assert load(text([HEAD, *ROWS], name="流水.xlsx")).status == "imported"
    assert len(taken.rows) == 3


def test_a_workbook_called_csv_is_read_as_what_it_is(load, book, taken):
    assert load(book([HEAD, *ROWS], name="流水.csv")).status == "imported"
    assert len(taken.rows) == 3


def test_a_password_is_seen_in_new_and_old_workbooks(load, tmp_path):
    bof = struct.pack("<HH", 0x0809, 4) + b"\0" * 4
    protected = bof + struct.pack("<HH", 0x002F, 2) + b"\0\0"
    for name, streams in (
        ("新.xlsx", {"EncryptedPackage": b"secret", "EncryptionInfo": b"aes"}),
        ("旧.xls", {"Workbook": protected}),
    ):
        path = tmp_path / name
        path.write_bytes(compound_file(streams))
        assert "打开密码" in refused(load, path, "file_locked")


def test_an_old_workbook_with_macros_is_refused(load, tmp_path):
    path = tmp_path / "宏.xls"
    path.write_bytes(compound_file({"Workbook": b"", "_VBA_PROJECT_CUR": None}))
    assert "含有宏" in refused(load, path, "file_macro")


def test_an_old_word_document_is_no_workbook(load, tmp_path):
    path = tmp_path / "报告.xls"
    path.write_bytes(compound_file({"WordDocument": b""}))
    assert "不是 Excel 工作簿" in refused(load, path, "file_not_table")


def test_an_old_workbook_whose_content_is_rubbish_is_damaged(load, tmp_path):
    path = tmp_path / "坏.et"
    path.write_bytes(compound_file({"Workbook": b"\x09\x08\x02\x00"}))
    assert "不完整或已损坏" in refused(load, path, "file_damaged")


@pytest.mark.skipif(not os.access(SOFFICE, os.X_OK), reason="needs LibreOffice")
class TestWithLibreOffice:
    def test_an_old_xls_is_read_and_a_half_one_is_damaged(self, load, book, taken):
        path = convert(book([HEAD, *ROWS]), "xls")
        assert load(path).status == "imported"
        assert [row.amount_fen for row in taken.rows] == [120050, 30000, -2050]
        et = path.with_suffix(".et")
        et.write_bytes(path.read_bytes()[:1500])
        assert load(et).findings[0].code == "intake.file_damaged"
