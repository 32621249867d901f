"""Word files: what they show when every change is accepted, and none of what is hidden in them."""

import docx
import pytest

from duzhi.checker.api import read
from duzhi.checker.tests.papers import (
    SEED,
    TABLE,
    TABLE_LINES,
    docx_of,
    saved,
    with_body,
    with_part,
)
from duzhi.checker.tests.test_reading_text import refused

CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MAIN = "word/document.xml"


def run(text, tag="t", look=""):
    return f"<w:r><w:rPr>{look}</w:rPr><w:{tag}>{text}</w:{tag}></w:r>"


def paragraph(*runs, look=""):
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def lines_of(inside):
    return read(with_body(inside), "a.docx").split("\n")


def test_the_seed_comes_back_as_it_went_in():
    assert read(docx_of(SEED, TABLE), "报告.docx").split("\n") == SEED + TABLE_LINES


def test_tables_stand_where_they_stood():
    document = docx.Document()
    document.add_paragraph("前文。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "合计", "1,200"
    document.add_paragraph("后文。")
    assert read(saved(document), "a.docx") == "前文。\n合计 | 1,200 |\n后文。"


def test_merged_cells_keep_the_columns_below_each_other():
    document = docx.Document()
    table = document.add_table(3, 4)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "税收"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "合计"
    assert read(saved(document), "a.docx").split("\n") == [
        "税收 | 1 | 2 | 3 |",
        " | 5 | 6 | 7 |",
        "8 | 合计 | | 11 |",
    ]


def test_a_table_inside_a_cell_follows_its_row():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "债券", "5"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "其中：专项", "3"
    assert read(saved(document), "a.docx") == "债券 | 5 |\n其中：专项 | 3 |"


def test_prose_that_is_set_out_in_a_table_stays_prose():
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "一、收入"
    table.cell(0, 1).text = "税收收入完成3亿元。" * 40
    assert read(saved(document), "a.docx") == "一、收入\n" + "税收收入完成3亿元。" * 40


def test_words_in_controls_are_read_and_their_properties_are_not():
    control = "<w:sdt><w:sdtPr><w:tag w:val='F03'/><w:rPr><w:vanish/></w:rPr></w:sdtPr>"
    inside = f"{control}<w:sdtContent>{run('58.7')}</w:sdtContent></w:sdt>"
    assert lines_of(paragraph(run("占预算的"), inside, run("％"))) == ["占预算的58.7％"]
    whole = f"{control}<w:sdtContent>{paragraph(run('增长3％'))}</w:sdtContent></w:sdt>"
    assert lines_of(whole) == ["增长3％"]


def test_inserted_words_count_and_deleted_ones_do_not():
    changed = paragraph(
        run("完成"),
        f"<w:del>{run('10', 'delText')}{run('11')}</w:del>",
        f"<w:ins>{run('12')}</w:ins>",
        f"<w:moveFrom>{run('（甲）')}</w:moveFrom><w:moveTo>{run('（乙）')}</w:moveTo>",
        run("亿元"),
    )
    assert lines_of(changed) == ["完成12（乙）亿元"]


def test_a_deleted_end_of_paragraph_joins_two_and_a_deleted_row_is_gone():
    joined = paragraph(run("一是"), look="<w:rPr><w:del/></w:rPr>") + paragraph(run("抓收入。"))
    assert lines_of(joined) == ["一是抓收入。"]
    cell = f"<w:tc>{paragraph(run('1'))}</w:tc>"
    kept = f"<w:tr>{cell}{cell}</w:tr>"
    struck = f"<w:tr><w:trPr><w:del/></w:trPr>{cell}{cell}{cell}</w:tr>"
    assert lines_of(f"<w:tbl>{kept}{struck}{kept}</w:tbl>") == ["1 | 1 |", "1 | 1 |"]


def test_hidden_words_codes_and_former_looks_are_not_read():
    hidden = run("藏", look="<w:vanish/>")
    shown = run("显", look="<w:vanish w:val='0'/>")
    former = run("新", look="<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>")
    code = run(' DOCPROPERTY "字段" ', "instrText")
    assert lines_of(paragraph(hidden, shown, former, code)) == ["显新"]


def test_a_table_of_contents_is_left_out():
    entry = paragraph(run("一、收入"), run(" PAGEREF _Toc1 ", "instrText"), run("3"))
    assert lines_of(entry + paragraph(run("一、收入"))) == ["一、收入"]


def test_a_text_box_is_read_once_behind_its_paragraph():
    box = f"<w:txbxContent>{paragraph(run('框内3亿元'))}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    told = f"<mc:AlternateContent xmlns:mc='{CHOICES}'>{both}</mc:AlternateContent>"
    anchor = f"<w:r>{told}</w:r>"
    assert lines_of(paragraph(run("前"), anchor, run("后"))) == ["前后", "框内3亿元"]


def test_breaks_make_lines_and_tabs_make_cells():
    broken = paragraph(run("甲"), "<w:r><w:br/></w:r>", run("乙"), "<w:r><w:tab/></w:r>", run("3"))
    assert lines_of(broken) == ["甲", "乙 | 3 |"]


LISTS = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="5">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="5"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_numbers_that_word_puts_by_itself_are_put_again():
    def item(text, level=0, number=1):
        numbered = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>"
        return paragraph(run(text), look=numbered)

    items = item("收入") + item("税收", 1) + item("非税", 1) + item("支出") + item("民生", 1)
    items += item("点", 2) + item("再来", number=2) + item("无", number=9)
    blob = with_part(with_body(items), "word/numbering.xml", lambda _: LISTS.encode())
    assert read(blob, "a.docx").split("\n") == [
        "一、收入",
        "一.1税收",
        "一.2非税",
        "二、支出",
        "二.1民生",
        "点",
        "一、再来",
        "无",
    ]


def test_a_style_may_number_its_paragraphs():
    document = docx.Document()
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("丙", style="List Bullet")
    assert read(saved(document), "a.docx") == "1.甲\n2.乙\n丙"


def test_macros_are_never_looked_at():
    blob = with_part(docx_of(["正文"]), "word/vbaProject.bin", lambda _: b"\xd0\xcf\x11\xe0 Shell")
    assert read(blob, "报告.docm") == "正文"


def test_strict_files_and_other_names_of_the_main_part_are_read():
    old = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    new = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    strict = with_part(docx_of(["正文"]), MAIN, lambda part: part.replace(old, new))
    assert read(strict, "a.docx") == "正文"


@pytest.mark.parametrize("name", ["OFD.xml", "xl/workbook.xml", "任意.txt"])
def test_another_package_is_named_for_what_it_is(name):
    blob = with_part(docx_of(["正文"]), name, lambda _: b"<x/>")
    if name == "任意.txt":
        assert read(blob, "a.docx") == "正文"
    else:
        refused(blob, "a.docx", "file_kind")
