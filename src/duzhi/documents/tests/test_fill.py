"""Filling a template: texts, tags, formatting, scope, and the same again after editing in Word."""

import re
import zipfile
from io import BytesIO

import docx
import pytest
from lxml import etree

from duzhi.documents import controls
from duzhi.documents.api import (
    Tag,
    build_template,
    digest,
    digest_all,
    read_controls,
    read_scope,
)
from duzhi.documents.fill import fill
from duzhi.documents.spoken import NOTICE
from duzhi.documents.template import built
from duzhi.documents.tests.conftest import (
    JUNE,
    OUTLINE,
    WORDS,
    content,
    filled,
    issue,
    text,
)
from duzhi.kernel.finding import Refused

BODY = (
    "1－6月份，收入完成117402万元，占年初预算200000万元的58.7％，同比下降19.38％，"
    "超进度8.7个百分点，过半。发展党员【待报：机关党委】人，考核位列第二名〔填报〕。收入已过半。"
)


def numbers(path) -> dict[str, str]:
    return {one.figure: one.text for one in read_controls(path) if not one.part}


def header_text(header) -> str:
    return controls.text_of(header.part.element)


def test_the_text_reads_as_an_official_paper(tmp_path):
    lines = text(filled(tmp_path)).splitlines()
    assert lines == ["市财政局2023年收入简报", "一、收入", BODY, "青岚市财政局", "2023年7月3日"]


def test_a_masked_paper_keeps_ratios_and_hides_amounts_counts_and_gaps(tmp_path):
    path = filled(tmp_path, how=issue(mask=True))
    assert BODY.replace("117402", "*").replace("200000", "*").replace(
        "【待报：机关党委】", "*"
    ).replace("〔填报〕", "") in text(path)
    with zipfile.ZipFile(path) as package:
        everything = b"".join(map(package.read, package.namelist())).decode("utf-8", "ignore")
    assert not re.search("117402|200000|145624", everything)


def test_controls_are_read_back_with_item_day_and_number(tmp_path):
    path = filled(tmp_path)
    plain = {"F01": "117402", "F02": "200000", "F03": "58.7", "F04": "19.38", "F05": "8.7"}
    assert numbers(path) == plain | {"F06": "【待报：机关党委】", "F07": "二"}
    found = {one.tag: one for one in read_controls(path)}
    assert found["F04.word@2023-06-30#1"].text == "下降"
    assert found["F03.half@2023-06-30#1"].text == "过半"
    assert all(one.on == JUNE and len(one.tag) <= controls.LONGEST_TAG for one in found.values())


def test_controls_are_numbered_in_the_order_of_the_text(tmp_path):
    template = built("收入{F01}万元，仍为{F01}万元。", words={}, names={})
    path = filled(tmp_path, template=template)
    tags = [one.tag for one in read_controls(path) if not one.part]
    assert tags == ["F01@2023-06-30#1", "F01@2023-06-30#2"]


def test_flat_growth_drops_number_and_sign(tmp_path):
    assert "同比持平，" in text(filled(tmp_path, content(F04="0.02")))


def test_only_missing_numbers_are_shaded(tmp_path):
    body = docx.Document(str(filled(tmp_path))).element.body
    shaded = [
        controls.text_of(one)
        for one in body.iter(controls.q("r"))
        if one.find(f"{controls.q('rPr')}/{controls.q('shd')}") is not None
    ]
    assert shaded == ["【待报：机关党委】"]


def test_the_scope_part_says_for_whom_and_holds_a_digest_of_every_value(tmp_path):
    scope = read_scope(filled(tmp_path))
    assert (scope.kind, scope.on, scope.region, scope.mask) == ("brief", JUNE, "990181", False)
    first = next(one for one in scope.entries if one.figure == "F01")
    assert first.exact == digest("117402000000")
    assert (first.tag, first.display, first.source) == ("F01@2023-06-30#1", "117402", "computed")
    assert scope.digest == digest_all(scope)


def test_digests_of_a_masked_paper_cannot_be_searched_for_the_amount(tmp_path):
    scope = read_scope(filled(tmp_path, how=issue(mask=True)))
    first = next(one for one in scope.entries if one.figure == "F01")
    assert first.exact == digest("*")
    assert scope.mask


def test_filling_again_after_the_data_changed_renews_numbers_words_and_shading(tmp_path):
    first = filled(tmp_path)
    again = filled(tmp_path, content(F04="3.5", F06="6"), template=first.read_bytes())
    assert "同比增长3.5％" in text(again)
    assert "发展党员6人" in text(again)
    assert "FDF3CF" not in etree.tostring(docx.Document(str(again)).element.body).decode()
    with zipfile.ZipFile(again) as package:
        parts = [name for name in package.namelist() if re.match(r"customXml/item\d", name)]
    assert len(parts) == 1


def test_words_that_people_changed_and_fonts_they_chose_stay(tmp_path):
    word = docx.Document(str(filled(tmp_path)))
    run = next(
        one
        for one in word.element.body.iter(controls.q("r"))
        if "，收入完成" in controls.text_of(one)
    )
    run.find(controls.q("t")).text = "，我市收入实现"
    number = next(
        one for one in controls.walk(word.element.body) if controls.tag_of(one).startswith("F01@")
    )
    look = number.find(f"{controls.q('sdtContent')}/{controls.q('r')}/{controls.q('rPr')}")
    etree.SubElement(look, controls.q("b"))
    edited = BytesIO()
    word.save(edited)
    again = filled(tmp_path, content(F01="117500"), template=edited.getvalue())
    assert "我市收入实现117500万元" in text(again)
    renewed = next(
        one
        for one in controls.walk(docx.Document(str(again)).element.body)
        if controls.tag_of(one).startswith("F01@")
    )
    assert renewed.find(f".//{controls.q('b')}") is not None


def test_a_control_that_word_split_into_runs_reads_and_fills_as_one(tmp_path):
    word = docx.Document(str(filled(tmp_path)))
    number = next(
        one for one in controls.walk(word.element.body) if controls.tag_of(one).startswith("F01@")
    )
    inside = number.find(controls.q("sdtContent"))
    extra = etree.SubElement(inside, controls.q("r"))
    etree.SubElement(extra, controls.q("t")).text = "9"
    edited = tmp_path / "split.docx"
    word.save(str(edited))
    assert numbers(edited)["F01"] == "1174029"
    assert numbers(filled(tmp_path, template=edited.read_bytes()))["F01"] == "117402"


def test_fictional_numbers_are_marked_on_every_page_also_in_an_own_template(tmp_path):
    own = docx.Document()
    own.settings.odd_and_even_pages_header_footer = True
    bare = BytesIO()
    own.save(bare)
    for template in (None, bare.getvalue()):
        word = docx.Document(str(filled(tmp_path, template=template)))
        section = word.sections[0]
        for header in (section.header, section.even_page_header):
            assert NOTICE in header_text(header)
    real = docx.Document(str(filled(tmp_path, content(region="330681"))))
    assert NOTICE not in header_text(real.sections[0].header)


def test_a_control_for_an_unknown_number_is_refused_by_name(tmp_path):
    template = built("收入{F99}万元。", words={}, names={})
    with pytest.raises(Refused, match=r"F99.*不在本材料的指标表中") as no:
        fill(template, content(), issue())
    assert no.value.findings[0].code == "documents.unknown_item"


@pytest.mark.parametrize("blob", [b"", b"PK not a package", b"%PDF-1.7"])
def test_a_file_that_is_not_word_is_refused_with_the_next_step(tmp_path, blob):
    path = tmp_path / "x.docx"
    path.write_bytes(blob)
    for read in (read_controls, read_scope, lambda _: fill(blob, content(), issue())):
        with pytest.raises(Refused, match="另存为") as no:
            read(path)
        assert no.value.findings[0].code == "documents.unreadable"


def test_a_word_file_of_somebody_else_has_no_scope(tmp_path):
    path = tmp_path / "别人的.docx"
    docx.Document().save(str(path))
    assert read_scope(path) is None
    assert read_controls(path) == []


def test_the_signed_reason_stands_once_at_the_end(tmp_path):
    how = issue(note="收入合计不符，口径调整。（王明，2023-07-03）")
    first = filled(tmp_path, how=how)
    again = filled(tmp_path, how=how, template=first.read_bytes())
    assert text(again).count("校验说明：") == 1
    assert text(again).splitlines()[-1].startswith("校验说明：收入合计不符")


def test_the_template_of_an_outline_is_always_the_same_file(tmp_path):
    one = build_template(OUTLINE, tmp_path / "a.docx", words=WORDS, names={"F01": "收入"})
    two = build_template(OUTLINE, tmp_path / "b.docx", words=WORDS, names={"F01": "收入"})
    assert one.read_bytes() == two.read_bytes()
    assert filled(tmp_path).read_bytes() == filled(tmp_path).read_bytes()


def test_the_paper_keeps_to_the_national_layout(tmp_path):
    section = docx.Document(str(filled(tmp_path))).sections[0]
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(one.mm) for one in margins] == [37, 28, 35, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    word = docx.Document(str(filled(tmp_path)))
    normal = word.styles["Normal"]
    assert normal.font.size.pt == 16
    assert normal.paragraph_format.line_spacing.pt == 28.95
    assert word.settings.odd_and_even_pages_header_footer
    fonts = normal.element.find(f".//{controls.q('rFonts')}")
    assert fonts.get(controls.q("eastAsia")) == "仿宋_GB2312"


def test_every_control_has_a_number_of_its_own_inside_the_file(tmp_path):
    body = docx.Document(str(filled(tmp_path))).element.body
    ids = [
        one.find(f"{controls.q('sdtPr')}/{controls.q('id')}").get(controls.q("val"))
        for one in controls.walk(body)
    ]
    assert len(ids) == len(set(ids))


def test_a_tag_reads_back_from_its_text():
    tag = Tag("F04", "word", JUNE, 2)
    assert Tag.parse(str(tag)) == tag
    assert str(tag) == "F04.word@2023-06-30#2"
    assert Tag.parse("目录 1") is None
