"""The text of a paper through its versions: begun, edited by two, pulled again, signed."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest

from duzhi.documents import api as documents
from duzhi.documents import controls, paper
from duzhi.documents.api import EDIT, INSERT, Change
from duzhi.documents.tests.conftest import AT, JUNE, REGION
from duzhi.kernel.finding import Finding, Refused
from duzhi.office import api as office

BODY = "p02"


@pytest.fixture
def begun(brief):
    return documents.begin(kind="brief", on=JUNE, region=REGION, by="孙璐", at=AT)


def edit(row, words, base=1, by="孙璐", name=BODY):
    change = Change(EDIT, name, words)
    return documents.edit_paragraphs(document=row.pk, base=base, changes=[change], by=by, at=AT)


def finalise(row, by="王明"):
    return documents.finalise(document=row.pk, by=by, at=AT)


def shown(row) -> list[str]:
    row.refresh_from_db()
    return [one.text for one in documents.living(row)]


def codes(no) -> list[str]:
    return [finding.code for finding in no.value.findings]


def test_a_draft_begins_with_the_templates_words_as_version_one(begun):
    assert shown(begun) == ["收入简报", "税收3万元，非税2万元，合计5万元。"]
    one = documents.newest(begun)
    assert (one.no, one.act, one.by) == (1, "生成", "孙璐")
    assert [line.verb for line in office.trail(begun.ref)] == ["拟稿"]


def test_an_edit_makes_the_next_version_and_keeps_the_former(begun):
    made = edit(begun, "税收完成{F01}万元。")
    assert made.version.no == 2
    assert shown(begun) == ["收入简报", "税收完成3万元。"]
    assert documents.text_of(documents.version(begun, 1))[1].text.startswith("税收{F01}万元，")
    assert [line.verb for line in office.trail(begun.ref)] == ["拟稿", "改文字"]


def test_the_second_of_two_who_edit_one_paragraph_sees_both_texts(begun):
    edit(begun, "税收完成{F01}万元。")
    second = edit(begun, "税收入库{F01}万元。", by="李文静")
    (conflict,) = second.conflicts
    assert (conflict.theirs, conflict.mine) == ("税收完成{F01}万元。", "税收入库{F01}万元。")
    begun.refresh_from_db()
    assert begun.version == 2


def test_two_who_edit_different_paragraphs_are_both_kept(begun):
    change = Change(INSERT, text="另有说明。", after=BODY)
    documents.edit_paragraphs(document=begun.pk, base=1, changes=[change], by="孙璐", at=AT)
    assert edit(begun, "税收完成{F01}万元。", by="李文静").conflicts == ()
    assert shown(begun)[1:] == ["税收完成3万元。", "另有说明。"]


def test_nothing_is_saved_when_one_paragraph_may_not_stand(begun):
    changes = [Change(EDIT, BODY, "好。"), Change(INSERT, text="{F99}", after=BODY)]
    with pytest.raises(Refused) as no:
        documents.edit_paragraphs(document=begun.pk, base=1, changes=changes, by="孙璐", at=AT)
    assert codes(no) == ["documents.unknown_token"]
    begun.refresh_from_db()
    assert begun.version == 1


def test_a_typed_figure_is_saved_and_pointed_out(begun, amounts):
    amounts["t.tax"] = 3_210_000
    documents.refetch(document=begun.pk, by="孙璐", at=AT)
    (remark,) = edit(begun, "税收完成3.21万元。", base=2).remarks
    assert remark.finding.code == "documents.typed_number"
    assert remark.suggestion == "税收完成{F01}万元。"


def test_a_draft_stands_on_its_numbers_until_they_are_pulled_again(begun, amounts):
    amounts["t.tax"], amounts["t.total"] = 4_000_000, 6_000_000
    assert "税收3万元" in shown(begun)[1]
    changed = documents.refetch(document=begun.pk, by="孙璐", at=AT)
    assert [(one.id, one.before, one.after) for one in changed] == [
        ("F01", "3万元", "4万元"),
        ("F03", "5万元", "6万元"),
    ]
    assert "税收4万元" in shown(begun)[1]
    note = documents.newest(begun).note
    assert note == "数据截至6月30日，重算，2项有变化"
    both = documents.compare(begun, 1, 2)
    assert both.paragraphs == ()
    assert [one.id for one in both.numbers] == ["F01", "F03"]


def test_pulling_the_same_numbers_makes_no_version(begun):
    assert documents.refetch(document=begun.pk, by="孙璐", at=AT) == []
    begun.refresh_from_db()
    assert begun.version == 1


def test_versions_are_compared_word_by_word(begun):
    edit(begun, "税收完成{F01}万元，非税{F02}万元，合计{F03}万元。")
    (changed,) = documents.compare(begun, 1, 2).paragraphs
    assert [(one.kind, one.text) for one in changed.spans if one.kind != "same"] == [
        ("new", "完成")
    ]
    with pytest.raises(LookupError, match="第9版"):
        documents.compare(begun, 1, 9)


def test_neither_the_author_nor_who_changed_its_words_finalises(begun):
    edit(begun, "税收完成{F01}万元。", by="李文静")
    for maker in ("孙璐", "李文静"):
        with pytest.raises(Refused) as no:
            finalise(begun, by=maker)
        assert codes(no) == ["office.maker_is_checker"]
    final = finalise(begun)
    assert documents.newest(final.document).act == "定稿"
    body = docx.Document(str(final.files.docx)).element.body
    assert "税收完成3万元。" in controls.text_of(body)


def test_a_claim_the_numbers_do_not_bear_keeps_a_paper_from_being_final(brief, monkeypatch):
    row = documents.begin(kind="brief", on=JUNE, region=REGION, by="孙璐", at=AT)
    no = Finding("t.false", "“超额完成”不实；请改写")
    false = documents.Claim("超额完成", no, "按期完成")
    strict = replace(brief, claims=lambda text, _: [false] if "超额完成" in text else [])
    monkeypatch.setattr(paper, "_PAPERS", {"brief": strict})
    made = edit(row, "税收超额完成{F01}万元。")
    assert made.remarks[0].suggestion == "税收按期完成{F01}万元。"
    with pytest.raises(Refused, match="不实"):
        finalise(row)


def test_a_final_text_cannot_be_changed_only_restated(begun, amounts):
    final = finalise(begun).document
    with pytest.raises(Refused, match="改版"):
        edit(final, "税收完成{F01}万元。", base=2)
    with pytest.raises(Refused):
        documents.refetch(document=final.pk, by="孙璐", at=AT)
    amounts["t.tax"], amounts["t.total"] = 4_000_000, 6_000_000
    assert documents.changed_since(final) == [
        ("t.tax", "3000000", "4000000"),
        ("t.total", "5000000", "6000000"),
    ]
    again = documents.restate(document=final.pk, reason="国库更正", by="孙璐", at=AT)
    assert again.predecessor_id == final.pk
    assert "税收4万元" in shown(again)[1]
    assert "税收3万元" in shown(final)[1]
    with pytest.raises(Refused, match="已有改版草稿"):
        documents.restate(document=final.pk, reason="再改", by="孙璐", at=AT)


def test_a_draft_is_edited_not_restated(begun):
    with pytest.raises(Refused, match="尚未定稿"):
        documents.restate(document=begun.pk, reason="改", by="孙璐", at=AT)


def test_a_draft_from_the_command_line_brings_the_words_of_word_along(brief, tmp_path):
    made = documents.draft(
        kind="brief", on=JUNE, region=REGION, path=tmp_path / "简报.docx", by="孙璐", at=AT
    )
    word = docx.Document(str(made.files.docx))
    word.add_paragraph("另附说明一段。")
    word.save(str(made.files.docx))
    row = documents.take_up(document=made.document.pk, by="孙璐", at=AT)
    text = documents.text_of(documents.newest(row))
    assert [(one.id, one.text) for one in text] == [
        ("p01", "= 收入简报"),
        (BODY, "税收{F01}万元，非税{F02}万元，合计{F03}万元。"),
        ("v1-1", "另附说明一段。"),
    ]
    assert documents.take_up(document=row.pk, by="孙璐", at=AT).version == 1


def test_a_version_is_printed_in_the_look_of_the_offices_own_template(begun, home, tmp_path):
    own = home / "templates" / "brief.docx"
    own.parent.mkdir(parents=True)
    documents.build_template("= 本局简报\n\n合计{F03}万元。", own, words={})
    look = docx.Document(str(own))
    look.styles["Title"].font.name = "方正小标宋_GBK"
    look.save(str(own))
    made = documents.download(document=begun.pk, form="docx", mask=False, by="孙璐", at=AT)
    word = docx.Document(BytesIO(made.blob))
    assert word.styles["Title"].font.name == "方正小标宋_GBK"
    lines = [controls.text_of(one) for one in word.element.body.iter(controls.q("p"))]
    assert lines == ["收入简报", "税收3万元，非税2万元，合计5万元。"]
    assert word.sections[0].page_width == look.sections[0].page_width


def test_an_own_template_that_is_no_docx_is_refused(begun, home):
    own = home / "templates" / "brief.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"not a zip")
    with pytest.raises(Refused, match="本局模板"):
        documents.download(document=begun.pk, form="docx", mask=False, by="孙璐", at=AT)
