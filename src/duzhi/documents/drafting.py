"""Drafting a paper and finalising it: numbers pulled, files written side by side, values frozen."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from duzhi.documents import content as contents
from duzhi.documents import datasheet, paper_html, template, workbook
from duzhi.documents.content import Content
from duzhi.documents.fill import Issue, fill, notice
from duzhi.documents.models import DRAFT, FINAL, Document
from duzhi.documents.paper import Paper, paper
from duzhi.documents.printed import Manner
from duzhi.documents.scope_part import read_scope
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.office import api as office
from duzhi.registry import api as registry

_BASIS = "定稿规则：恒等式相符，待归类清零"


@dataclass(frozen=True, slots=True)
class Files:
    """Where a paper was written."""

    docx: Path
    html: Path
    xlsx: Path


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft: its record, its files, and what still stands against 定稿."""

    document: Document
    files: Files
    findings: tuple[Finding, ...]


@transaction.atomic
def draft(
    *,
    kind: str,
    on: date,
    region: str,
    path: Path,
    manner: Manner = Manner(),  # noqa: B008 frozen
    by: str,
    at: datetime,
) -> Drafted:
    """Write a paper as .docx, .html and .xlsx side by side and keep its record.

    A draft that stands at `path` and was edited in Word keeps its words; its numbers are renewed.

    Raises:
        Refused: the paper cannot be written for this day, or the path is not a .docx.
        LookupError: no such paper.
    """
    one = paper(kind)
    if findings := one.check(on):
        raise Refused(findings)
    if path.suffix.lower() != ".docx":
        raise refuse("documents.not_docx", f"输出文件应以 .docx 结尾，收到的是“{path.name}”")
    content = _gather(one, on, region)
    issue = Issue(kind, timezone.localdate(at), manner)
    filled = fill(_edited(path, kind) or _template(one, content.place), content, issue)
    document = Document.objects.create(
        kind=kind,
        name=_name(one, content),
        on=on,
        region=region,
        mask=manner.mask,
        plain=manner.plain,
        author=by,
        drafted_at=at,
        path=str(path.resolve()),
        sha256=_sha256(filled),
    )
    office.log(document.ref, "拟稿", by=by, at=at, after={"path": document.path})
    files = _write(path, one, filled, content, issue, DRAFT)
    return Drafted(document, files, tuple(standing_against(content)))


@transaction.atomic
def finalise(*, document: int, by: str, at: datetime, override: str = "") -> Drafted:
    """Freeze a draft: numbers are pulled once more, kept in a snapshot, and written into it.

    Words that were edited in Word stay. `override` is the signed reason for an identity that does
    not hold; nothing overrides a missing number or an unclassified subject.

    Raises:
        Refused: author = finaliser, already final, or anything of `standing_against`.
    """
    row = Document.objects.select_for_update().get(pk=document)
    if row.state != DRAFT:
        raise refuse("documents.already_final", f"{row.name}已于{row.finalised_at:%Y-%m-%d}定稿")
    office.separate(row.author, by, row.name)
    one, evaluator = paper(row.kind), figures.Evaluator(row.on, row.region)
    content = _gathered(one, evaluator, row.on, row.region)
    against = [
        finding
        for finding in standing_against(content)
        if not (override.strip() and finding.code == "documents.identity_broken")
    ]
    if against:
        raise Refused(against)
    row.override = _signed(content, override.strip(), by, at)
    row.snapshot = figures.freeze(row.name, contents.values(one, evaluator), by=by, at=at)
    row.state, row.finalised_by, row.finalised_at = FINAL, by, at
    row.content = content.to_json()
    issue = _issue(row)
    filled = fill(_source(row, one, content), content, issue)
    row.sha256 = _sha256(filled)
    row.save()
    after = {"snapshot": row.snapshot, "sha256": row.sha256}
    office.log(row.ref, "定稿", by=by, at=at, after=after, note=row.override)
    files = _write(Path(row.path), one, filled, content, issue, _state(row))
    return Drafted(row, files, ())


def render(document: int, path: Path, *, manner: Manner) -> Files:
    """Write a paper once more, masked or plain: a final one with the numbers it was signed with.

    Raises:
        Refused: the path is not a .docx.
    """
    row = Document.objects.get(pk=document)
    if path.suffix.lower() != ".docx":
        raise refuse("documents.not_docx", f"输出文件应以 .docx 结尾，收到的是“{path.name}”")
    one = paper(row.kind)
    content = Content.from_json(row.content) if row.content else _gather(one, row.on, row.region)
    issue = Issue(row.kind, _signed_on(row), manner, row.snapshot, row.override)
    filled = fill(_source(row, one, content), content, issue)
    return _write(path, one, filled, content, issue, _state(row))


def documents(kind: str = "") -> QuerySet[Document]:
    """Papers, newest first."""
    found = Document.objects.order_by("-pk")
    return found.filter(kind=kind) if kind else found


def standing_against(content: Content) -> list[Finding]:
    """Everything that keeps a paper from being final, all at once."""
    found = [
        Finding(
            "documents.figure_missing",
            f"{fact.id} {fact.name}待报；请{fact.office}填报并审核后再定稿",
        )
        for fact in content.missing()
    ]
    found += [
        Finding(
            "documents.unclassified",
            f"科目 {waiting.raw} {waiting.name}（{waiting.file.name}）待归类；请归类后再定稿",
            _BASIS,
        )
        for waiting in intake.unclassified()
    ]
    return found + [
        Finding(
            "documents.identity_broken",
            f"{check.name}不符：{check.text}；请核对，确需定稿的写明理由",
            _BASIS,
        )
        for check in content.broken()
    ]


def _gather(one: Paper, on: date, region: str) -> Content:
    return _gathered(one, figures.Evaluator(on, region), on, region)


def _gathered(one: Paper, evaluator: figures.Evaluator, on: date, region: str) -> Content:
    place = registry.region_name(region)
    return contents.gather(one, evaluator, on=on, region=region, place=place)


def _words(place: str) -> Mapping[str, str]:
    """Plain words of the outline; a region that nobody loaded has no name, only its code."""
    if place.isdecimal():
        return {"place": "市", "bureau": "市财政局"}
    return {"place": place[-1], "bureau": f"{place}财政局"}


def _template(one: Paper, place: str) -> bytes:
    """The office's own template where it keeps one, else the shipped one."""
    if own := template.own_template(one.code):
        return own.read_bytes()
    names = {item.id: figures.figure(item.code).name for item in one.items}
    return template.built(_outline(one), words=_words(place), names=names)


def write_template(kind: str, region: str, path: Path) -> Path:
    """The shipped template of a paper, for an office that wants to restyle it in Word.

    It wins once it lies under HOME/templates/<code>.docx.
    """
    one = paper(kind)
    names = {item.id: figures.figure(item.code).name for item in one.items}
    words = _words(registry.region_name(region))
    return template.build_template(_outline(one), path, words=words, names=names)


def _outline(one: Paper) -> str:
    return one.outline.read_text(encoding="utf-8")


def _source(row: Document, one: Paper, content: Content) -> bytes:
    """The draft as people edited it, or the template when the file is gone."""
    path = Path(row.path)
    return path.read_bytes() if path.is_file() else _template(one, content.place)


def _edited(path: Path, kind: str) -> bytes | None:
    """A draft of this kind at the path that is no longer as Duzhi wrote it."""
    if not path.is_file():
        return None
    scope, blob = read_scope(path), path.read_bytes()
    ours = scope is not None and scope.kind == kind and not scope.snapshot
    if not ours or Document.objects.filter(sha256=_sha256(blob)).exists():
        return None
    return blob


def _name(one: Paper, content: Content) -> str:
    return f"{content.place}{content.on.year}年{one.name}"


def _issue(row: Document) -> Issue:
    manner = Manner(row.mask, row.plain)
    return Issue(row.kind, _signed_on(row), manner, row.snapshot, row.override)


def _signed_on(row: Document) -> date:
    return timezone.localdate(row.finalised_at or row.drafted_at)


def _state(row: Document) -> str:
    if row.state == DRAFT:
        return DRAFT
    return f"{FINAL}（{row.finalised_by}，{_signed_on(row)}，快照{row.snapshot}）"


def _signed(content: Content, reason: str, by: str, at: datetime) -> str:
    """The reason with what it is about and who signs; empty when every identity holds."""
    if not reason or not content.broken():
        return ""
    broken = "、".join(check.name for check in content.broken())
    return f"{broken}不符，{reason.rstrip('。')}。（{by}，{timezone.localdate(at)}）"


def _write(
    path: Path, one: Paper, filled: bytes, content: Content, issue: Issue, state: str
) -> Files:
    files = Files(path, path.with_suffix(".html"), path.with_suffix(".xlsx"))
    path.parent.mkdir(parents=True, exist_ok=True)
    page = paper_html.to_page(filled, content, issue, state)
    half = path.with_suffix(".part")
    _put(files.html, half, page.encode())
    workbook.write_workbook(
        half,
        datasheet.tables(one.datasheet, content, issue.manner),
        prepared=issue.signed,
        compiler=_words(content.place)["bureau"],
        mark=notice(content.region),
    )
    half.replace(files.xlsx)
    _put(files.docx, half, filled)
    return files


def _put(path: Path, half: Path, blob: bytes) -> None:
    """Writes a file so that nobody ever finds half of it."""
    half.write_bytes(blob)
    half.replace(path)


def _sha256(blob: bytes) -> str:
    return hashlib.sha256(blob).hexdigest()
