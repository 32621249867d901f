"""拟稿 and 定稿: four eyes, nothing missing, identities, frozen numbers."""

import hashlib

import docx
import openpyxl
import pytest

from duzhi.documents import api as documents
from duzhi.documents.api import Manner, read_scope
from duzhi.documents.tests.conftest import AT, JUNE, REGION, text
from duzhi.intake.models import ImportFile, Unclassified
from duzhi.kernel.finding import Refused
from duzhi.office import api as office


@pytest.fixture
def drafted(brief, tmp_path):
    def draft(**given):
        facts = {"kind": "brief", "on": JUNE, "region": REGION, "by": "孙璐", "at": AT}
        return documents.draft(**facts, path=tmp_path / "简报.docx", **given)

    return draft


def finalise(one, by="王明", **given):
    return documents.finalise(document=one.document.pk, by=by, at=AT, **given)


def codes(no) -> list[str]:
    return [finding.code for finding in no.value.findings]


def test_a_draft_is_three_files_side_by_side_and_a_record(drafted):
    one = drafted()
    assert text(one.files.docx).splitlines()[1] == "税收3万元，非税2万元，合计5万元。"
    assert one.files.html.exists()
    assert openpyxl.load_workbook(one.files.xlsx).sheetnames == [
        *("收入简报数据表", "校验", "缺报清单"),
    ]
    kept = documents.documents("brief").get()
    assert (kept.state, kept.author, kept.path) == ("草稿", "孙璐", str(one.files.docx))
    assert kept.sha256 == hashlib.sha256(one.files.docx.read_bytes()).hexdigest()
    assert [line.verb for line in office.trail(kept.ref)] == ["拟稿"]


def test_the_author_cannot_finalise(drafted):
    one = drafted()
    with pytest.raises(Refused) as no:
        finalise(one, by="孙璐")
    assert codes(no) == ["office.maker_is_checker"]


def test_a_final_paper_is_signed_frozen_and_logged(drafted):
    final = finalise(drafted())
    row = final.document
    assert (row.state, row.finalised_by) == ("已定稿", "王明")
    assert row.snapshot > 0
    assert read_scope(final.files.docx).snapshot == row.snapshot
    assert "已定稿（王明" in final.files.html.read_text("utf-8")
    assert [line.verb for line in office.trail(row.ref)] == ["拟稿", "定稿"]


def test_a_missing_number_blocks_and_nothing_overrides_it(drafted, amounts):
    amounts["t.nontax"] = None
    one = drafted()
    with pytest.raises(Refused, match="非税局") as no:
        finalise(one, override="局长同意先报")
    assert codes(no) == ["documents.figure_missing"]
    assert documents.documents().get().state == "草稿"


def test_a_broken_identity_needs_a_signed_reason(drafted, amounts):
    amounts["t.total"] = 5_100_000
    one = drafted()
    assert [finding.code for finding in one.findings] == ["documents.identity_broken"]
    with pytest.raises(Refused, match="收入合计不符"):
        finalise(one)
    with pytest.raises(Refused):
        finalise(one, override="  ")
    final = finalise(one, override="国库当日有一笔待划转")
    note = "收入合计不符，国库当日有一笔待划转。（王明，2023-07-03）"
    assert final.document.override == note
    assert text(final.files.docx).splitlines()[-1] == f"校验说明：{note}"
    assert office.trail(final.document.ref).last().note == note


def test_a_reason_for_nothing_is_not_printed(drafted):
    assert finalise(drafted(), override="以防万一").document.override == ""


def test_an_unclassified_subject_blocks(drafted):
    file = ImportFile.objects.create(
        sha256="0" * 64, name="日报.xlsx", layout="IN-01", size=1, rows=1, by="李文静", at=AT
    )
    Unclassified.objects.create(
        file=file, layout="IN-01", lists="revenue_general", raw="1019999", rows=1, amount_fen=100
    )
    one = drafted()
    with pytest.raises(Refused, match="1019999") as no:
        finalise(one, override="已知")
    assert codes(no) == ["documents.unclassified"]


def test_a_final_paper_cannot_be_finalised_again(drafted):
    one = drafted()
    finalise(one)
    with pytest.raises(Refused) as no:
        finalise(one, by="赵敏")
    assert codes(no) == ["documents.already_final"]


def test_a_final_paper_keeps_its_numbers_when_the_books_move_on(drafted, amounts, tmp_path):
    final = finalise(drafted())
    amounts["t.tax"] = 9_000_000
    again = documents.render(final.document.pk, tmp_path / "再印.docx", manner=Manner())
    assert text(again.docx) == text(final.files.docx)
    assert openpyxl.load_workbook(again.xlsx).worksheets[0]["C4"].value == 3


def test_numbers_are_pulled_once_more_when_a_draft_becomes_final(drafted, amounts):
    one = drafted()
    amounts["t.tax"], amounts["t.total"] = 4_000_000, 6_000_000
    assert "税收4万元" in text(finalise(one).files.docx)


def test_drafting_again_keeps_what_people_wrote_in_word(drafted, amounts):
    path = drafted().files.docx
    word = docx.Document(str(path))
    word.add_paragraph("另附说明一段。")
    word.save(str(path))
    amounts["t.tax"], amounts["t.total"] = 4_000_000, 6_000_000
    again = text(drafted().files.docx)
    assert "税收4万元" in again
    assert "另附说明一段。" in again
    assert sorted(one.name for one in path.parent.glob("简报.*")) == [
        *("简报.docx", "简报.html", "简报.xlsx"),
    ]


def test_a_strange_file_at_the_path_gives_way_to_the_template(drafted, tmp_path):
    docx.Document().save(str(tmp_path / "简报.docx"))
    assert "税收3万元" in text(drafted().files.docx)


def test_a_masked_copy_of_a_final_paper_shows_no_amount(drafted, tmp_path):
    final = finalise(drafted())
    files = documents.render(final.document.pk, tmp_path / "脱敏.docx", manner=Manner(mask=True))
    assert "税收*万元，非税*万元，合计*万元。" in text(files.docx)
    assert openpyxl.load_workbook(files.xlsx).worksheets[0]["C4"].value == "*"
    assert openpyxl.load_workbook(files.xlsx)["校验"]["C4"].value == "*"


def test_an_office_template_wins_over_the_shipped_one(drafted, home, tmp_path):
    own = home / "templates" / "brief.docx"
    own.parent.mkdir(parents=True)
    documents.build_template("= 本局简报\n\n合计{F03}万元。", own, words={})
    assert text(drafted().files.docx).splitlines() == ["本局简报", "合计5万元。"]


def test_the_shipped_template_can_be_taken_out_for_restyling(brief, tmp_path):
    path = documents.write_template("brief", REGION, tmp_path / "模板.docx")
    assert "［F01］" in text(path)


def test_an_output_that_is_not_docx_is_refused(brief, tmp_path):
    with pytest.raises(Refused, match=r"\.docx") as no:
        documents.draft(
            kind="brief", on=JUNE, region=REGION, path=tmp_path / "a.pdf", by="孙璐", at=AT
        )
    assert codes(no) == ["documents.not_docx"]


def test_an_unknown_paper_names_the_known_ones(brief):
    assert documents.papers() == (brief,)
    with pytest.raises(LookupError, match="brief"):
        documents.paper("weekly")


def test_the_page_links_every_number_to_its_source_and_back(drafted):
    page = drafted().files.html.read_text("utf-8")
    assert '<a class="fig computed" id="F01-1" href="#F01"' in page
    assert '<tr id="F01">' in page
    assert '<a href="#F01-1">↑1</a>' in page
    assert "收入合计：相符" in page
    assert "<script" not in page
    assert page.count("http") == 0


def test_papers_and_statements_do_not_share_codes(brief):
    taken = documents.Statement("brief", "表", "国库股", lambda *_: [])
    with pytest.raises(ValueError, match="两处登记"):
        documents.register([taken])
    assert taken not in documents.statements()
