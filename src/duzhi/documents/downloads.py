"""Taking a paper out as .docx .pdf .html .xlsx, plain or masked; a final one stays the same."""

import hashlib
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from duzhi.documents import (
    datasheet,
    drafting,
    paper_html,
    paper_pdf,
    reading,
    sources,
    workbook,
)
from duzhi.documents.content import Content
from duzhi.documents.fill import fill
from duzhi.documents.models import FINAL, Document
from duzhi.documents.paper import paper
from duzhi.documents.printed import Manner
from duzhi.documents.spoken import Issue, notice
from duzhi.kernel.finding import refuse
from duzhi.office import api as office

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What a paper can be taken out as, and its media type."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it goes to the browser."""

    name: str
    blob: bytes
    media_type: str
    sha256: str


@transaction.atomic
def download(*, document: int, form: str, mask: bool, by: str, at: datetime) -> Download:
    """A paper in one form; the trail says who took it, and its digest.

    Raises:
        Refused: an unknown form, a character the .pdf cannot show, or a final file that is no
            longer what was signed and cannot be made again.
    """
    if form not in FORMATS:
        raise refuse("documents.unknown_form", f"不能下载为“{form}”；可选：{'、'.join(FORMATS)}")
    row = Document.objects.select_for_update().get(pk=document)
    blob = _signed(row, form, mask=mask) if row.state == FINAL else made(row, form, mask=mask)
    name = f"{row.name}{'（隐去金额）' if mask else ''}.{form}"
    sha256 = hashlib.sha256(blob).hexdigest()
    after = {"file": name, "sha256": sha256, "version": row.version}
    office.log(row.ref, "下载", by=by, at=at, after=after)
    return Download(name, blob, FORMATS[form], sha256)


def made(row: Document, form: str, *, mask: bool) -> bytes:
    """A paper written anew in one form."""
    content = sources.standing_content(row)
    manner = Manner(mask=row.mask or mask, plain=row.plain)
    issue = sources.issue_of(row, manner)
    if form == "xlsx":
        return _workbook(row, content, issue)
    if form == "pdf":
        text = reading.living_with(row, reading.text_of(row, content), content, manner)
        return paper_pdf.to_pdf(text, content, issue)
    filled = fill(sources.word_file(row, paper(row.kind), content), content, issue)
    if form == "docx":
        return filled
    return paper_html.to_page(filled, content, issue, drafting.state_of(row)).encode()


def _signed(row: Document, form: str, *, mask: bool) -> bytes:
    """The file of a final paper: kept from its first download, checked against its digest."""
    key = f"{form}-masked" if mask else form
    path = Path(settings.HOME) / "reports" / "signed" / str(row.pk) / f"{row.pk}-{key}"
    known = row.digests.get(key, "")
    if known and path.is_file():
        blob = path.read_bytes()
        if hashlib.sha256(blob).hexdigest() == known:
            return blob
    blob = made(row, form, mask=mask)
    digest = hashlib.sha256(blob).hexdigest()
    if known and digest != known:
        raise refuse(
            "documents.not_as_signed",
            f"{row.name}的定稿文件（.{form}）与首次下载时的指纹不符；请联系系统管理员从备份恢复",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_bytes(blob)
    half.replace(path)
    if not known:
        row.digests[key] = digest
        row.save(update_fields=["digests"])
    return blob


def _workbook(row: Document, content: Content, issue: Issue) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "numbers.xlsx"
        workbook.write_workbook(
            path,
            datasheet.tables(paper(row.kind).datasheet, content, issue.manner),
            prepared=issue.signed,
            compiler=sources.words(content.place)["bureau"],
            mark=notice(content.region),
        )
        return path.read_bytes()
