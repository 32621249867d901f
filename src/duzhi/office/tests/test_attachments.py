"""Attachments: by content, guarded by bytes, never lost, every look on record."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from duzhi.kernel.finding import Refused
from duzhi.office import api as office
from duzhi.office import attachments
from duzhi.office.models import Attachment

REF = "figures.reported:990181/2023-06-30/t#1"
AT = datetime(2023, 7, 1, tzinfo=UTC)
PDF = b"%PDF-1.7\nnotice"


def attach(content=PDF, name="通知.pdf", ref=REF):
    return office.attach(ref, name=name, content=io.BytesIO(content), by="甲", at=AT)


def archive(*names) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


def refused(act) -> str:
    with pytest.raises(Refused) as no:
        act()
    return no.value.findings[0].code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\xff\xd8\xff\xe0 picture", "jpg"),
        (b"\x89PNG\r\n\x1a\n picture", "png"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("xl/workbook.xml"), "xlsx"),
        (archive("OFD.xml"), "ofd"),
    ],
)
def test_a_paper_is_known_by_its_bytes(db, content, kind):
    assert attach(content, name="没有后缀").kind == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90 program", "kind"),
        (b"<html><script>", "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old"),
        (archive("word/document.xml", "word/vbaProject.bin"), "macro"),
        (archive("a.exe"), "kind"),
        (b"PK\x03\x04 broken", "kind"),
    ],
)
def test_disguised_and_dangerous_files_are_refused(db, content, code):
    assert refused(lambda: attach(content, name="通知.pdf")) == f"office.attachment_{code}"
    assert not Attachment.objects.exists()


def test_too_large_and_too_many_are_refused(db, monkeypatch):
    monkeypatch.setattr(attachments, "MAX_BYTES", 20)
    assert refused(lambda: attach(PDF + b"x" * 20)) == "office.attachment_large"
    monkeypatch.setattr(attachments, "MAX_FILES", 1)
    attach()
    assert refused(lambda: attach(PDF + b"2")) == "office.attachment_many"


def test_the_same_content_is_stored_once(db, settings):
    first, again, other = attach(), attach(name="副本.pdf"), attach(ref=REF + "2")
    assert first.pk == again.pk != other.pk
    (file,) = [path for path in Path(settings.HOME, "evidence").rglob("*") if path.is_file()]
    assert (file.name, file.read_bytes()) == (first.sha256, PDF)


def test_every_look_is_on_record_and_a_dropped_one_stays_in_the_trail(db):
    row = attach()
    assert office.open_attachment(row.pk, by="乙", at=AT).read_bytes() == PDF
    office.drop_attachment(row.pk, by="甲", at=AT)
    office.drop_attachment(row.pk, by="甲", at=AT)
    assert not office.attachments(REF).exists()
    trail = [(one.verb, one.by) for one in office.trail(REF)]
    assert trail == [("上传附件", "甲"), ("查看附件", "乙"), ("撤下附件", "甲")]


def test_the_next_version_carries_the_papers_on(db):
    attach()
    for _ in range(2):
        office.carry_attachments(REF, REF + "2", by="甲", at=AT)
    assert office.attachments(REF + "2").count() == office.attachments(REF).count() == 1


def test_a_lost_original_is_said_plainly(db, settings):
    row = attach()
    (file,) = Path(settings.HOME, "evidence").rglob(row.sha256)
    file.unlink()
    assert refused(lambda: office.open_attachment(row.pk, by="乙", at=AT)) == (
        "office.attachment_gone"
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\通知.pdf", "通知.pdf"),
        ('"><script>.pdf', "script.pdf"),
        ("文件\u202efdp.exe", "文件fdp.exe"),
        ("长" * 300 + ".pdf", "长" * 110 + ".pdf"),
        ("...", "附件"),
    ],
)
def test_a_file_name_carries_no_folder_and_no_script(given, kept):
    assert attachments.clean_name(given) == kept
