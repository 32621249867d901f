"""A text that was checked: its owner's for an hour, kept on request, and gone without a trace."""

import io
import zipfile
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import docx
import pytest

from duzhi.checker import api as checker
from duzhi.checker.claim import Claim
from duzhi.documents import api as documents
from duzhi.documents import archive, controls
from duzhi.documents.checked import keeping
from duzhi.documents.tests.conftest import AT, JUNE, REGION
from duzhi.kernel.finding import Refused
from duzhi.office import api as office

TEXT = "上半年收入完成58.7万元，超序时进度8.7个百分点。"
LATER = AT + timedelta(hours=1, seconds=1)


@pytest.fixture
def check(db):
    def check(name="送审稿.txt", by="孙璐", at=AT):
        return documents.check_file(name=name, content=TEXT.encode(), by=by, at=at)

    return check


@pytest.fixture
def ended(django_capture_on_commit_callbacks):
    """What happens once a transaction is over has happened."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def original(row, settings) -> Path:
    return settings.HOME / row.path


def test_a_file_is_read_and_lies_here_for_the_installation_alone(check, settings):
    row = check()
    assert (row.name, row.text, row.keep) == ("送审稿.txt", TEXT, False)
    assert row.until == AT + timedelta(hours=1)
    path = original(row, settings)
    assert path.read_bytes() == TEXT.encode()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "送审稿" not in row.path


def test_a_pasted_text_needs_no_file(db):
    row = documents.check_text(text=TEXT, by="孙璐", at=AT)
    assert (row.name, row.path) == ("粘贴的文字", "")
    assert documents.report_of(row).text == TEXT
    with pytest.raises(Refused, match="没有可校核的文字"):
        documents.check_text(text=" \n", by="孙璐", at=AT)


def test_after_an_hour_file_and_record_are_gone(check, settings, ended):
    row = check()
    assert documents.purge_checked(at=AT + timedelta(minutes=59)) == 0
    with ended():
        assert documents.purge_checked(at=LATER) == 1
    assert not original(row, settings).exists()
    with pytest.raises(LookupError, match="重新校核"):
        documents.checked(row.pk, "孙璐")


def test_the_next_check_clears_what_is_over(check, settings, ended):
    old = check()
    with ended():
        check(at=LATER)
    assert not original(old, settings).exists()
    assert documents.checked_by("孙璐").count() == 1


def test_a_kept_text_stays_until_its_owner_removes_it(check, settings, ended):
    row = check()
    kept = documents.keep_checked(pk=row.pk, by="孙璐", at=AT)
    assert (kept.keep, kept.until) == (True, None)
    with ended():
        assert documents.purge_checked(at=LATER) == 0
    assert original(row, settings).exists()
    with ended():
        documents.drop_checked(pk=row.pk, by="孙璐", at=LATER)
    assert not original(row, settings).exists()
    assert not documents.checked_by("孙璐").exists()


def test_nobody_else_opens_keeps_or_removes_it(check):
    row = check()
    for act in (
        lambda: documents.checked(row.pk, "王明"),
        lambda: documents.checked(row.pk, "王明", JUNE),
        lambda: documents.keep_checked(pk=row.pk, by="王明", at=AT),
        lambda: documents.drop_checked(pk=row.pk, by="王明", at=AT),
    ):
        with pytest.raises(LookupError):
            act()
    assert documents.checked(row.pk, "孙璐") == row


def test_an_auditor_opens_what_was_kept_and_nothing_else(check):
    office.operator(office.SYSTEM)
    who = {"by": office.SYSTEM, "at": AT}
    office.create_user(username="auditor", name="审计员", password="Qinglan-2023-x", **who)  # noqa: S106
    office.grant(username="auditor", role="audit", start=JUNE, **who)
    row = check()
    with pytest.raises(LookupError):
        documents.checked(row.pk, "auditor", JUNE)
    documents.keep_checked(pk=row.pk, by="孙璐", at=AT)
    assert documents.checked(row.pk, "auditor", JUNE) == row


def test_the_trail_names_the_file_and_never_its_words(check):
    row = check()
    documents.keep_checked(pk=row.pk, by="孙璐", at=AT)
    documents.drop_checked(pk=row.pk, by="孙璐", at=AT)
    lines = office.trail(row.ref)
    assert [line.verb for line in lines] == ["校核文稿", "留存校核文稿", "删除校核文稿"]
    assert lines[0].after == {"name": "送审稿.txt", "sha256": row.sha256}
    assert "58.7" not in f"{[(line.before, line.after, line.note) for line in lines]}"


def test_a_file_nobody_recorded_is_cleared_once_it_is_old(check, settings, ended):
    stray = settings.HOME / "checked" / "left-by-a-killed-process"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"")
    check(at=AT)
    documents.purge_checked(at=AT)
    assert stray.exists()
    documents.purge_checked(at=AT + timedelta(days=100_000))
    assert not stray.exists()


def test_a_report_comes_back_as_it_was_kept():
    claim = Claim("c1", "58.7％", 0, 5, "percent", "58.7", "%", Fraction(587, 10), Fraction(1, 20))
    masked_claim = Claim("c2", "*万元", 6, 9, "amount", "*", "万元", None)
    identity = checker.Identity(
        "points", ("c1",), TEXT, ("58.7％",), "8.7", Fraction(87, 10), None, None, checker.EXACT
    )
    masked = checker.Masked(checker.FEASIBLE, (checker.Range("占比", Fraction(1, 3), Fraction(2)),))
    remark = checker.Remark("term", "一般性", 0, 3, checker.SOFT, "应为一般公共", numbers=("1",))
    report = checker.Report(TEXT, (claim, masked_claim), (identity,), (remark,), masked)
    assert keeping.restored(TEXT, keeping.kept(report)) == report


def test_what_an_older_program_kept_is_read_again(db):
    row = documents.check_text(text=TEXT, by="孙璐", at=AT)
    row.result = {"claims": [{"id": "c1"}]}
    assert documents.report_of(row) == checker.check(TEXT)


@pytest.fixture
def own_paper(brief, tmp_path):
    """A paper of ours in which somebody changed a digit in Word; its bytes."""
    path = tmp_path / "简报.docx"
    facts = {"kind": "brief", "on": JUNE, "region": REGION, "by": "孙璐", "at": AT}
    documents.draft(**facts, path=path)
    word = docx.Document(str(path))
    one = next(one for one in controls.walk(word.element.body) if "F01" in controls.tag_of(one))
    controls.write(one, "8", pending=False)
    word.save(str(path))
    return path.read_bytes()


def clerk(region):
    office.operator(office.SYSTEM)
    who = {"by": office.SYSTEM, "at": AT}
    office.create_user(username="clerk", name="李文静", password="Qinglan-2023-x", **who)  # noqa: S106
    reach = office.Reach(region=region)
    office.grant(username="clerk", role="treasury", start=JUNE, reach=reach, **who)


def test_a_paper_of_ours_is_held_against_the_ledger(own_paper):
    clerk(REGION)
    row = documents.check_file(name="简报.docx", content=own_paper, by="clerk", at=AT)
    faults = documents.ledger_faults(documents.matched_of(row))
    assert [(one.label, one.printed, one.value) for one in faults] == [("改动", "8", "3万元")]
    words = docx.Document(io.BytesIO(documents.opinion(row)))
    assert "与账核对（不符1处）" in "\n".join(one.text for one in words.paragraphs)


def test_nobody_learns_of_a_region_by_handing_in_a_paper(own_paper):
    clerk("990199")
    row = documents.check_file(name="简报.docx", content=own_paper, by="clerk", at=AT)
    assert documents.matched_of(row) == []


def test_a_damaged_record_is_said_and_the_text_is_checked(own_paper):
    clerk(REGION)
    with zipfile.ZipFile(io.BytesIO(own_paper)) as package:
        blobs = {name: package.read(name) for name in package.namelist()}
    blobs = {name: blob.replace(b'"2023-06-30"', b'"2023-06-31"') for name, blob in blobs.items()}
    row = documents.check_file(name="简报.docx", content=archive.pack(blobs), by="clerk", at=AT)
    assert [one.label for one in documents.matched_of(row)] == ["改动"]
    assert "税收8万元" in row.text
