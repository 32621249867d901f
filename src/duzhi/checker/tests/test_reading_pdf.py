"""A .pdf with words in it: printed lines become paragraphs again, columns become cells."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import RectangleObject

from duzhi.checker.api import read
from duzhi.checker.reading import pdf_text
from duzhi.checker.tests.papers import (
    DATA,
    SEED,
    TABLE,
    TABLE_LINES,
    pdf_of,
    shown,
    typeset,
)
from duzhi.checker.tests.test_reading_text import refused

REPORTS = sorted((DATA / "reports").glob("*.txt"))
SMALL = "#set text(size: 12pt)\n"


def lines_of(blob):
    return pdf_text.text_of(blob).split("\n")


def written(writer):
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_the_seed_comes_back_as_it_went_in():
    assert read(pdf_of(SEED, TABLE, SMALL), "报告.pdf").split("\n") == SEED + TABLE_LINES


@pytest.mark.parametrize("size", [10.5, 14, 16])
@pytest.mark.parametrize("justify", ["true", "false"])
def test_paragraphs_come_back_at_every_size(size, justify):
    look = f"#set text(size: {size}pt)\n#set par(justify: {justify})\n"
    assert lines_of(pdf_of(SEED, look=look)) == SEED


def test_every_sentence_of_published_reports_comes_back_whole():
    """Paragraphs without an indent that end exactly at the margin join: their words stay."""
    for path in REPORTS:
        source = [one.strip() for one in path.read_text("utf-8").split("\n")[1:]]
        prose = [one for one in source if one and "|" not in one and one.isprintable()]
        got = pdf_text.text_of(pdf_of(prose, look=SMALL))
        assert _bare(got) == _bare("".join(prose)) or "□" in got, path.name
        assert abs(len(got.split("\n")) - len(prose)) <= 1, path.name


def _bare(text):
    return "".join(text.split())


def test_tables_without_rules_are_read_by_their_gaps():
    assert lines_of(pdf_of([], TABLE, stroke="none", look=SMALL))[:2] == TABLE_LINES[:2]


def test_a_number_stays_in_its_column_when_the_one_before_is_missing():
    rows = (("项目", "预算数", "执行数"), ("税收", "", "1,200"), ("非税", "35", "40"))
    rows += (("合计", "35", "1,240"),)
    for stroke in ("none", "0.5pt"):
        assert lines_of(pdf_of([], rows, SMALL, stroke))[1] == "税收 | | 1,200 |"


def test_a_name_that_wraps_in_its_cell_is_one_name():
    name = "安排预算稳定调节基金以及补充预算周转金和结转下年使用资金"
    look = f"#set table(columns: 3)\n{SMALL}"
    rows = ((name, "120", name), ("合计", "120", ""))
    assert lines_of(pdf_of([], rows, look)) == [f"{name} | 120 | {name} |", "合计 | 120 | |"]


def test_merged_cells_keep_the_columns_below_each_other():
    source = (
        SMALL
        + """#table(columns: 3, table.cell(rowspan: 2)[税收], [本年], [94148],
    [上年], [47313], table.cell(colspan: 2)[合计], [141461])"""
    )
    assert lines_of(typeset(source)) == [
        "税收 | 本年 | 94148 |",
        " | 上年 | 47313 |",
        "合计 | | 141461 |",
    ]


def test_rows_between_which_no_rule_lies_are_rows():
    sides = "left: 0.5pt, right: 0.5pt, top: if y < 2 { 0.5pt }, bottom: if y == 3 { 0.5pt }"
    stroke = f"(x, y) => ({sides})"
    rows = (("项目", "执行数"), ("税收", "12"), ("非税", "34"), ("合计", "46"))
    assert lines_of(pdf_of([], rows, SMALL, stroke)) == [f"{a} | {b} |" for a, b in rows]


def test_a_frame_around_prose_is_no_table():
    assert lines_of(typeset(f"#rect(width: 100%)[{shown('税收收入完成3亿元。')}]")) == [
        "税收收入完成3亿元。"
    ]


def test_page_numbers_and_repeated_headers_are_dropped():
    footer = "context [第 #counter(page).display() 页 共 9 页]"
    look = f"#set page(header: [财政预算执行情况报告（草案）], footer: {footer})\n"
    got = pdf_text.text_of(pdf_of(SEED * 2, look=look))
    assert got.split("\n") == SEED * 2


def test_a_page_on_its_side_is_read_upright():
    upright = pdf_of(SEED[:6], TABLE, SMALL)
    for degrees in (90, 180, 270):
        writer = PdfWriter(clone_from=BytesIO(upright))
        for page in writer.pages:
            _lay(page, degrees)
        assert lines_of(written(writer)) == SEED[:6] + TABLE_LINES, degrees


def _lay(page, degrees):
    wide, high = page.mediabox.width, page.mediabox.height
    along = {90: (high, 0), 180: (wide, high), 270: (0, wide)}[degrees]
    page.add_transformation(Transformation().rotate(degrees).translate(*along))
    if degrees != 180:
        page.mediabox = page.cropbox = RectangleObject((0, 0, high, wide))


def test_a_watermark_is_not_read():
    mark = "#set page(background: rotate(-45deg, text(60pt, fill: gray)[内部资料]))\n"
    assert lines_of(pdf_of(SEED[:5], look=mark)) == SEED[:5]


def test_a_locked_file_is_refused_and_one_that_only_forbids_printing_is_read():
    plain = pdf_of(["税收收入3亿元。"])
    locked = PdfWriter(clone_from=PdfReader(BytesIO(plain)))
    locked.encrypt("密码", algorithm="AES-256")
    assert "取消密码" in refused(written(locked), "a.pdf", "file_encrypted")
    bound = PdfWriter(clone_from=PdfReader(BytesIO(plain)))
    bound.encrypt("", "主人", algorithm="AES-256")
    assert read(written(bound), "a.pdf") == "税收收入3亿元。"


PICTURE = (
    "#image(bytes(range(0, 3 * 64 * 64).map(i => calc.rem(i * 7, 256))), width: 100%, height: 100%,"
)
PICTURE += ' format: (encoding: "rgb8", width: 64, height: 64))'


def test_a_scan_is_refused_and_a_scanned_page_among_others_is_said():
    assert "OCR" in refused(typeset(PICTURE), "扫描.pdf", "file_scan")
    mixed = typeset(f"{shown('税收收入3亿元。')}\n#pagebreak()\n{PICTURE}")
    assert lines_of(mixed) == ["税收收入3亿元。", "【第2页是图片，没有文字层，未读】"]


def test_an_empty_page_is_no_text():
    empty = PdfWriter()
    empty.add_blank_page(595, 842)
    refused(written(empty), "a.pdf", "file_scan")
    refused(typeset(""), "只有页码.pdf", "text_empty")


def test_words_without_codes_are_refused():
    blob = pdf_of(["税收收入完成三亿元"])
    bare = PdfWriter(clone_from=BytesIO(blob))
    for page in bare.pages:
        for font in page["/Resources"]["/Font"].values():
            del font.get_object()["/ToUnicode"]
    refused(written(bare), "a.pdf", "file_encoding")


def test_more_than_three_hundred_pages_are_refused():
    assert "301页" in refused(typeset("#pagebreak()\n" * 300 + "甲"), "a.pdf", "text_too_long")


def test_a_damaged_file_is_refused():
    assert "PDF" in refused(b"%PDF-1.7\n" + bytes(300), "a.pdf", "file_broken")
    refused(pdf_of(["甲"])[:200], "a.pdf", "file_broken")
