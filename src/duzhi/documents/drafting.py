"""Drafting a paper and finalising it: numbers pulled, files written side by side, values frozen."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from duzhi.documents import content as contents
from duzhi.documents import datasheet, paper_html, reviewing, sources, template, workbook, writing
from duzhi.documents.checked import gate
from duzhi.documents.content import Content
from duzhi.documents.fill import fill
from duzhi.documents.models import DRAFT, FINAL, REWRITTEN, Document
from duzhi.documents.paper import Paper, paper
from duzhi.documents.printed import Manner
from duzhi.documents.scope_part import read_scope
from duzhi.documents.spoken import Issue, notice
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.finding import ERROR, Finding, Refused, refuse
from duzhi.office import api as office
from duzhi.registry import api as registry

_BASIS = "定稿规则：恒等式相符，待归类清零"
_SIGNABLE = {"documents.identity_broken", gate.CHECK_FAILED}
"""What a signed reason overrides."""


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
    place = registry.region_name(region)
    evaluator = figures.Evaluator(on, region)
    content = contents.gather(one, evaluator, on=on, region=region, place=place)
    issue = Issue(kind, timezone.localdate(at), manner)
    filled = fill(_edited(path, kind) or sources.template_of(one, content.place), content, issue)
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
    against = (*standing_against(content), *gate.failed(document, content))
    return Drafted(document, files, against)


@transaction.atomic
def finalise(*, document: int, by: str, at: datetime, override: str = "") -> Drafted:
    """Freeze a draft: numbers are pulled once more, kept in a snapshot, and written into it.

    Words that were edited in Word stay. `override` is the signed reason for an identity that does
    not hold or a text that contradicts itself; nothing overrides a missing number or an
    unclassified subject.

    Raises:
        Refused: author = finaliser, already final, or anything that stands against it.
    """
    row = Document.objects.select_for_update().get(pk=document)
    if row.state == FINAL:
        raise refuse("documents.already_final", f"{row.name}已于{row.finalised_at:%Y-%m-%d}定稿")
    for maker in makers(row):
        office.separate(maker, by, row.name)
    state = reviewing.FLOW.after(row.state, "定稿")
    one, evaluator = paper(row.kind), figures.Evaluator(row.on, row.region)
    content = sources.gathered(one, evaluator, row)
    failed = gate.failed(row, content)
    claims = [one for one in false_claims(row) if one.code != gate.CHECK_FAILED]
    against = [
        finding
        for finding in (*standing_against(content), *claims, *failed)
        if not (override.strip() and finding.code in _SIGNABLE)
    ]
    if against:
        raise Refused(against)
    row.override = _signed(content, len(failed), override.strip(), by, at)
    row.snapshot = figures.freeze(row.name, contents.values(one, evaluator), by=by, at=at)
    row.state, row.finalised_by, row.finalised_at = state, by, at
    row.content = content.to_json()
    issue = sources.issue_of(row)
    writing.keep_signed(row, content, by=by, at=at)
    filled = fill(sources.word_file(row, one, content), content, issue)
    row.sha256 = _sha256(filled)
    row.save()
    office.done(row.ref, by=by, at=at)
    after = {"snapshot": row.snapshot, "sha256": row.sha256}
    office.log(row.ref, "定稿", by=by, at=at, after=after, note=row.override)
    files = _write(Path(row.path), one, filled, content, issue, state_of(row))
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
    content, issue = sources.standing_content(row), sources.issue_of(row, manner)
    filled = fill(sources.word_file(row, one, content), content, issue)
    return _write(path, one, filled, content, issue, state_of(row))


def documents(kind: str = "") -> QuerySet[Document]:
    """Papers, newest first."""
    found = Document.objects.order_by("-pk")
    return found.filter(kind=kind) if kind else found


def makers(row: Document) -> list[str]:
    """Who wrote it: the author and everybody who changed its words; none of them finalises it."""
    wrote = row.versions.filter(act=REWRITTEN).values_list("by", flat=True)
    return list(dict.fromkeys([row.author, *wrote.order_by("no")]))


def changed_since(row: Document) -> list[tuple[str, str, str]]:
    """(code, signed, now) for every number of a final paper that has changed since."""
    one, evaluator = paper(row.kind), figures.Evaluator(row.on, row.region)
    return figures.changed(row.snapshot, contents.values(one, evaluator))


def false_claims(row: Document) -> list[Finding]:
    """What its text says that its numbers do not bear."""
    return [
        remark.finding for remark in writing.remarks_of(row) if remark.finding.severity == ERROR
    ]


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


def write_template(kind: str, region: str, path: Path) -> Path:
    """The shipped template of a paper, for an office that wants to restyle it in Word.

    It wins once it lies under HOME/templates/<code>.docx.
    """
    one = paper(kind)
    words = sources.words(registry.region_name(region))
    text = one.outline.read_text(encoding="utf-8")
    return template.build_template(text, path, words=words, names=sources.names(one))


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


def state_of(row: Document) -> str:
    """草稿, 送阅中, or 已定稿 with who, when and which snapshot."""
    if row.state != FINAL:
        return row.state
    return f"{FINAL}（{row.finalised_by}，{sources.signed_on(row)}，快照{row.snapshot}）"


def _signed(content: Content, failed: int, reason: str, by: str, at: datetime) -> str:
    """The reason with what it is about and who signs; empty when everything holds."""
    broken = "、".join(check.name for check in content.broken())
    about = [f"{broken}不符"] if broken else []
    about += [f"文中校核错误{failed}处"] if failed else []
    if not reason or not about:
        return ""
    return f"{'，'.join(about)}，{reason.rstrip('。')}。（{by}，{timezone.localdate(at)}）"


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
        compiler=sources.words(content.place)["bureau"],
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
