"""Writing a paper's text: begin it, change its paragraphs, pull its numbers again, restate it.

Every act makes a version. Two people may write at once: what only one of them touched is merged,
what both touched comes back as a conflict with both texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from duzhi.documents import differing, outline, proofread, readback, sources
from duzhi.documents import models as stored
from duzhi.documents.checked import gate
from duzhi.documents.content import Content
from duzhi.documents.differing import Changed, NumberChanged
from duzhi.documents.models import FINAL, Document, Version
from duzhi.documents.paper import Paper, paper
from duzhi.documents.paragraphs import (
    ACTS,
    DELETE,
    EDIT,
    INSERT,
    Change,
    Conflict,
    Paragraph,
    merge,
)
from duzhi.documents.proofread import Remark
from duzhi.figures import api as figures
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.office import api as office


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of changes: the version that holds what could be done, and what could not."""

    version: Version
    conflicts: tuple[Conflict, ...]
    remarks: tuple[Remark, ...]
    """What should be put otherwise in the paragraphs that were changed."""


@transaction.atomic
def begin(*, kind: str, on: date, region: str, by: str, at: datetime) -> Document:
    """A new draft of a paper with the words of its template, as version 1.

    Raises:
        Refused: the paper cannot be written for this day.
        LookupError: no such paper.
    """
    one = paper(kind)
    if findings := one.check(on):
        raise Refused(findings)
    row = Document(kind=kind, on=on, region=region, author=by, drafted_at=at)
    content = sources.gathered(one, figures.Evaluator(on, region), row)
    row.name = f"{content.place}{on.year}年{one.name}"
    row.save()
    row.path = str(_path(row))
    text = sources.template_text(row)
    _keep(row, text, base=0, act=stored.BEGUN, content=content, by=by, at=at, note="由模板生成")
    office.log(row.ref, "拟稿", by=by, at=at, after={"version": 1})
    return row


@transaction.atomic
def take_up(*, document: int, by: str, at: datetime) -> Document:
    """Give a draft that was written to a file a text of its own, with the words Word left in it."""
    row = _open(document)
    if row.version:
        return row
    one = paper(row.kind)
    content = sources.gathered(one, figures.Evaluator(row.on, row.region), row)
    blob, words = sources.word_file(row, one, content), sources.words(content.place)
    text = readback.read_back(blob, sources.template_texts(one), words)
    note = f"取自 {Path(row.path).name}"
    _keep(row, text, base=0, act=stored.BEGUN, content=content, by=by, at=at, note=note)
    office.log(row.ref, "转入工作台", by=by, at=at, after={"version": 1})
    return row


@transaction.atomic
def edit_paragraphs(
    *, document: int, base: int, changes: Sequence[Change], by: str, at: datetime, note: str = ""
) -> Edited:
    """Apply changes made to version `base`; saved at once, as the next version.

    Raises:
        Refused: the paper is final, a paragraph holds something that may not stand there, or a
            change names a paragraph that never was. Nothing is saved then.
    """
    row = _open(document)
    one, last = paper(row.kind), sources.newest(row)
    before, now = sources.text_of(sources.version(row, base)), sources.text_of(last)
    if findings := _faults(one, changes, before):
        raise Refused(findings)
    template = sources.template_text(row)
    merged = merge(before, now, changes, number=row.version + 1, template=template)
    changed = differing.paragraphs(now, merged.paragraphs)
    content = sources.content_of(last)
    if changed:
        said = note.strip() or _said(changes, (*before, *merged.paragraphs), changed[0].id)
        last = _keep(
            row, merged.paragraphs, base=base, act=stored.REWRITTEN, by=by, at=at, note=said
        )
        after = {"version": last.no, "paragraphs": [change.id for change in changed]}
        office.log(row.ref, "改文字", by=by, at=at, after=after, note=said)
    names = {change.id for change in changed}
    found = proofread.remarks(
        [one for one in merged.paragraphs if one.id in names], content, one.claims
    )
    return Edited(last, merged.conflicts, tuple(found))


@transaction.atomic
def refetch(*, document: int, by: str, at: datetime) -> list[NumberChanged]:
    """重取数据: pull every number again; a version of its own when any of them has changed.

    Raises:
        Refused: the paper is final.
    """
    row = _open(document)
    last, one = sources.newest(row), paper(row.kind)
    content = sources.gathered(one, figures.Evaluator(row.on, row.region), row)
    changed = differing.numbers(sources.content_of(last), content)
    if changed:
        note = f"数据截至{row.on.month}月{row.on.day}日，重算，{len(changed)}项有变化"
        text = sources.text_of(last)
        _keep(
            row, text, base=last.no, act=stored.REFETCHED, content=content, by=by, at=at, note=note
        )
        after = {"version": row.version, "numbers": [change.id for change in changed]}
        office.log(row.ref, "重取数据", by=by, at=at, after=after, note=note)
    return changed


@transaction.atomic
def restate(*, document: int, reason: str, by: str, at: datetime) -> Document:
    """改版: a new draft that follows a final paper, with its words and today's numbers.

    Raises:
        Refused: the paper is not final, no reason is given, or a restated draft already stands.
    """
    old = Document.objects.select_for_update().get(pk=document)
    if old.state != FINAL:
        raise refuse("documents.not_final", f"{old.name}尚未定稿，可直接修改，不必改版")
    if not reason.strip():
        raise refuse("documents.no_reason", "改版须写明理由；请填写后再办理")
    if open_one := old.successors.exclude(state=FINAL).first():
        raise refuse(
            "documents.already_restated",
            f"{old.name}已有改版草稿（{open_one.author}拟）；请在该稿上修改",
        )
    one = paper(old.kind)
    row = Document(kind=old.kind, name=old.name, on=old.on, region=old.region, predecessor=old)
    row.author, row.drafted_at = by, at
    content = sources.gathered(one, figures.Evaluator(row.on, row.region), row)
    row.save()
    row.path = str(_path(row))
    text = _words_of(old, one, content)
    _keep(row, text, base=0, act=stored.RESTATED, content=content, by=by, at=at, note=reason)
    office.log(row.ref, "改版", by=by, at=at, after={"predecessor": old.pk}, note=reason)
    return row


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions side by side: paragraphs that differ, and numbers that do."""

    before: Version
    after: Version
    paragraphs: tuple[Changed, ...]
    numbers: tuple[NumberChanged, ...]


def compare(row: Document, before: int, after: int) -> Compared:
    """What changed from one version to another, in words and in numbers.

    Raises:
        LookupError: there is no such version.
    """
    old, new = sources.version(row, before), sources.version(row, after)
    changed = differing.paragraphs(sources.text_of(old), sources.text_of(new))
    numbers = differing.numbers(sources.content_of(old), sources.content_of(new))
    return Compared(old, new, tuple(changed), tuple(numbers))


def remarks_of(row: Document) -> list[Remark]:
    """Typed numbers, claims and what the checker finds in the text; none without versions."""
    if not row.version:
        return []
    last = sources.newest(row)
    text, content = sources.text_of(last), sources.content_of(last)
    said = proofread.remarks(text, content, paper(row.kind).claims)
    found = gate.remarks(row, text, content)
    return [*said, *(one for one in found if not _said_already(one, said))]


def keep_signed(row: Document, content: Content, *, by: str, at: datetime) -> None:
    """The version that was signed: the words that stood, with the numbers pulled once more."""
    if row.version:
        last = sources.newest(row)
        text = sources.text_of(last)
        _keep(row, text, base=last.no, act=stored.SIGNED, content=content, by=by, at=at)


def _open(document: int) -> Document:
    """A document that may still be written, locked."""
    row = Document.objects.select_for_update().get(pk=document)
    if row.state == FINAL:
        text = f"{row.name}已于{row.finalised_at:%Y-%m-%d}定稿，不能再改；确需修改请办理改版"
        raise refuse("documents.already_final", text)
    return row


def _words_of(old: Document, one: Paper, content: Content) -> Sequence[Paragraph]:
    if old.version:
        return sources.text_of(sources.newest(old))
    blob, words = sources.word_file(old, one, content), sources.words(content.place)
    return readback.read_back(blob, sources.template_texts(one), words)


def _faults(one: Paper, changes: Sequence[Change], before: Sequence[Paragraph]) -> list[Finding]:
    known = {item.id for item in one.items} | {f"say:{name}" for name in one.sayings}
    was: Mapping[str, str] = {row.id: row.text for row in before}
    found: list[Finding] = []
    for change in changes:
        if change.act == EDIT and change.id in was:
            found += proofread.refused(change.text, was[change.id], known)
        elif change.act == INSERT:
            found += proofread.refused(change.text, None, known)
        elif change.act == DELETE and change.id in was:
            found += proofread.deleted(was[change.id])
    return found


def _said(changes: Sequence[Change], text: Sequence[Paragraph], first: str) -> str:
    """What was done and under which heading: （一）财政收入完成情况：改写1段."""
    counted = {act: sum(change.act == act for change in changes) for act in ACTS}
    done = "，".join(f"{ACTS[act]}{count}段" for act, count in counted.items() if count)
    spot = next(index for index, one in enumerate(text) if one.id == first)
    above = (one.text for one in reversed(text[: spot + 1]))
    head = next((one for one in above if outline.kind_of(one) in _HEADINGS), "")
    return f"{head}：{done}" if head else done


_HEADINGS = (outline.FIRST, outline.SECOND)


def _keep(
    row: Document,
    text: Sequence[Paragraph],
    *,
    base: int,
    act: str,
    by: str,
    at: datetime,
    content: Content | None = None,
    note: str = "",
) -> Version:
    number = row.version + 1
    before = None if content else sources.newest(row)
    made = Version.objects.create(
        document=row,
        no=number,
        base=base,
        act=act,
        paragraphs=[[one.id, one.text] for one in text],
        numbers=before.numbers if before else number,
        content=content.to_json() if content else None,
        by=by,
        at=at,
        note=note[:_NOTE_LENGTH],
    )
    row.version = number
    row.save()
    return made


_NOTE_LENGTH = 300


def _said_already(one: Remark, said: Sequence[Remark]) -> bool:
    """Whether the area has said something about the same words."""
    return any(
        one.paragraph == other.paragraph and (one.quote in other.quote or other.quote in one.quote)
        for other in said
    )


def _path(row: Document) -> Path:
    return Path(settings.HOME) / "reports" / f"{row.kind}-{row.on}-{row.pk}.docx"
