"""The .pdf: shipped fonts alone, the words of the .docx, the same bytes again, no boxes."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from duzhi.documents import fonts, outline, paper_pdf
from duzhi.documents.api import MONEY, Column, Row, Table, tables_to_pdf
from duzhi.documents.live import live
from duzhi.documents.paragraphs import numbered
from duzhi.documents.tests.conftest import OUTLINE, WORDS, content, issue
from duzhi.kernel.finding import Refused

ROWS = numbered(outline.paragraphs(OUTLINE))
DAY = date(2023, 7, 3)
TABLE = Table(
    "收入表",
    "2023年6月",
    "万元",
    (Column("项目"), Column("年初预算", MONEY, "预算"), Column("变动预算", MONEY, "预算")),
    tuple(Row((f"项目“{number}”\\#", 100 * number, None), depth=1) for number in range(120)),
    ("数据来自国库",),
)


def printed(rows=ROWS, how=None) -> bytes:
    given, how = content(), how or issue()
    return paper_pdf.to_pdf(live(given, rows, how, WORDS), given, how)


def words(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_same_content_makes_the_same_bytes():
    assert printed() == printed()
    assert printed().startswith(b"%PDF-")


def test_only_the_shipped_fonts_are_used():
    made = printed()
    names = {name for name in (b"DuzhiSong", b"DuzhiHei") if name in made}
    assert names == {b"DuzhiSong", b"DuzhiHei"}
    assert b"Noto" not in made


def test_it_says_what_the_docx_says():
    given, how = content(), issue(note="国库当日有一笔待划转。")
    shown = live(given, ROWS, how, WORDS)
    found = "".join(words(paper_pdf.to_pdf(shown, given, how)).split())
    for one in shown:
        assert "".join(one.text.replace("〔填报〕", "").split())[:20] in found
    assert "校验说明：国库当日有一笔待划转。" in found
    assert "虚构数据" in found
    assert "—1—" in found


def test_a_character_the_fonts_lack_is_named_with_its_place():
    rows = numbered(["= 总结", "龘工作有序推进𠀀，见附表。"])
    with pytest.raises(Refused, match="一段的“𠀀”") as no:
        printed(rows)
    assert all(one.code == "documents.no_glyph" for one in no.value.findings)


def test_words_are_never_taken_for_commands():
    rows = numbered(["= 总结", '#panic("x") \\ $a$ *b* @c "d" [e]'])
    assert printed(rows)


def test_the_fonts_hold_gb2312_and_rare_names():
    assert fonts.lacking("喆堃昇翀玥珺—“”〔〕％－１万元①") == ""
    assert len(fonts.covered()) > 8000
    assert sum((fonts.FOLDER / name).stat().st_size for name in fonts.FILES.values()) < 8_000_000


def test_a_statement_repeats_its_head_on_every_page():
    made = tables_to_pdf([TABLE], prepared=DAY, compiler="青岚市财政局", mark="虚构数据")
    assert made == tables_to_pdf([TABLE], prepared=DAY, compiler="青岚市财政局", mark="虚构数据")
    found = words(made)
    assert found.count("变动预算") > 1
    assert found.count("虚构数据") == found.count("变动预算")
    assert "单位：万元" in found
    assert "注：数据来自国库" in found


def test_a_cell_the_fonts_cannot_show_is_named_with_row_and_column():
    strange = Table("表", "", "", (Column("名称"),), (Row(("好",)), Row(("𠀀",))))
    with pytest.raises(Refused, match="“表”第2行“名称”"):
        tables_to_pdf([strange], prepared=DAY)
