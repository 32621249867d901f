"""Before 定稿 the checker reads the paper as it would be printed; a signed reason passes it."""

import docx
import pytest

from duzhi.documents import api as documents
from duzhi.documents.checked import gate
from duzhi.documents.tests.conftest import AT, JUNE, REGION, text
from duzhi.kernel.finding import ERROR, Refused
from duzhi.office import api as office

WRONG = "共评审项目送审115991万元，审定97219万元，审减18906万元。"
RIGHT = "共评审项目送审115991万元，审定97219万元，审减18772万元。"


@pytest.fixture
def begun(brief):
    return documents.begin(kind="brief", on=JUNE, region=REGION, by="孙璐", at=AT)


def write(row, words, by="孙璐"):
    row.refresh_from_db()
    body = documents.text_of(documents.newest(row))[-1].id
    change = documents.Change(documents.INSERT, "", text=words, after=body)
    return documents.edit_paragraphs(
        document=row.pk, base=row.version, changes=[change], by=by, at=AT
    )


def finalise(row, by="王明", **given):
    return documents.finalise(document=row.pk, by=by, at=AT, **given)


def codes(no) -> set[str]:
    return {finding.code for finding in no.value.findings}


def test_a_paper_that_contradicts_itself_is_not_final(begun):
    write(begun, WRONG)
    with pytest.raises(Refused, match="18906万元") as no:
        finalise(begun)
    assert codes(no) == {"documents.check_failed"}
    assert "第2段" in str(no.value)
    assert "确需定稿的写明理由" in str(no.value)


def test_a_signed_reason_passes_and_stands_in_the_paper(begun):
    write(begun, WRONG)
    final = finalise(begun, override="以评审报告原件为准。")
    said = "文中校核错误1处，以评审报告原件为准。（王明，2023-07-03）"
    assert final.document.override == said
    assert text(final.files.docx).splitlines()[-1] == f"校验说明：{said}"
    assert office.trail(final.document.ref).last().note == said


def test_whoever_wrote_it_cannot_sign_the_reason(begun):
    write(begun, WRONG, by="王明")
    for maker in ("孙璐", "王明"):
        with pytest.raises(Refused) as no:
            finalise(begun, by=maker, override="以原件为准")
        assert codes(no) == {"office.maker_is_checker"}


def test_once_mended_it_is_final_without_a_reason(begun):
    write(begun, RIGHT)
    assert finalise(begun, override="没有用上的理由").document.override == ""


def test_the_studio_lists_the_points_beside_their_paragraphs(begun):
    made = write(begun, WRONG)
    begun.refresh_from_db()
    (one,) = documents.remarks_of(begun)
    assert one.paragraph == documents.text_of(made.version)[-1].id
    assert (one.quote, one.finding.severity) == ("18906万元", ERROR)
    assert one.why.startswith("审减写的是18906万元")
    assert documents.false_claims(begun) == [one.finding]


def test_a_text_that_stands_is_read_once(begun):
    write(begun, WRONG)
    begun.refresh_from_db()
    documents.remarks_of(begun)
    read = gate._points.cache_info  # noqa: SLF001
    before = read().misses
    documents.remarks_of(begun)
    assert read().misses == before


def test_words_written_in_word_are_read_too(brief, tmp_path):
    path = tmp_path / "简报.docx"
    facts = {"kind": "brief", "on": JUNE, "region": REGION, "by": "孙璐", "at": AT, "path": path}
    assert documents.draft(**facts).findings == ()
    word = docx.Document(str(path))
    word.add_paragraph(WRONG)
    word.save(str(path))
    again = documents.draft(**facts)
    assert [finding.code for finding in again.findings] == ["documents.check_failed"]
    with pytest.raises(Refused, match="18906万元"):
        finalise(again.document)
