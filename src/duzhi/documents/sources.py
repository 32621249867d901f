"""Where the words of a paper come from: its versions, its Word file, or the template."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from django.utils import timezone

from duzhi.documents import content as contents
from duzhi.documents import outline, paragraphs, template
from duzhi.documents.content import Content
from duzhi.documents.models import Document, Version
from duzhi.documents.paper import Paper, paper
from duzhi.documents.paragraphs import Paragraph
from duzhi.documents.printed import Manner
from duzhi.documents.spoken import Issue
from duzhi.figures import api as figures
from duzhi.registry import api as registry


def words(place: str) -> Mapping[str, str]:
    """Plain words of the outline; a region that nobody loaded has no name, only its code."""
    if place.isdecimal():
        return {"place": "市", "bureau": "市财政局"}
    return {"place": place[-1], "bureau": f"{place}财政局"}


def gathered(one: Paper, evaluator: figures.Evaluator, row: Document) -> Content:
    """Every number of a document as the books stand now."""
    place = registry.region_name(row.region)
    return contents.gather(one, evaluator, on=row.on, region=row.region, place=place)


def standing_content(row: Document) -> Content:
    """The numbers a paper prints: signed ones, those of its newest version, or as they are now."""
    if row.content:
        return Content.from_json(row.content)
    if row.version:
        return content_of(newest(row))
    return gathered(paper(row.kind), figures.Evaluator(row.on, row.region), row)


def names(one: Paper) -> dict[str, str]:
    """What the numbers are called: labels of the controls."""
    return {item.id: figures.figure(item.code).name for item in one.items}


def template_texts(one: Paper) -> list[str]:
    """The paragraphs of the shipped text."""
    return outline.paragraphs(one.outline.read_text(encoding="utf-8"))


def template_of(one: Paper, place: str) -> bytes:
    """The office's own template where it keeps one, else the shipped one."""
    if own := template.own_template(one.code):
        return own.read_bytes()
    return template.built_of(template_texts(one), words=words(place), names=names(one))


def word_file(row: Document, one: Paper, content: Content) -> bytes:
    """The .docx to be filled: of the newest version, as people edited it, or the template."""
    if row.version:
        texts = [text for _, text in newest(row).paragraphs]
        given = {"words": words(content.place), "names": names(one)}
        own = template.own_template(one.code)
        if own is not None:
            return template.restyled(own.read_bytes(), texts, **given)
        return template.built_of(texts, **given)
    path = Path(row.path)
    return path.read_bytes() if path.is_file() else template_of(one, content.place)


def newest(row: Document) -> Version:
    """The version of the text that stands."""
    return version(row, row.version)


def version(row: Document, number: int) -> Version:
    """One version.

    Raises:
        LookupError: there is none with this number.
    """
    found = Version.objects.filter(document=row, no=number).first()
    if found is None:
        raise LookupError(f"{row.name}没有第{number}版")
    return found


def text_of(one: Version) -> tuple[Paragraph, ...]:
    """The paragraphs of a version."""
    return tuple(Paragraph(*pair) for pair in one.paragraphs)


def content_of(one: Version) -> Content:
    """The numbers a version prints."""
    kept = one.content
    if kept is None:
        kept = Version.objects.values_list("content", flat=True).get(
            document_id=one.document_id, no=one.numbers
        )
    assert kept is not None, "`numbers` names a version that pulled them"
    return Content.from_json(kept)


def template_text(row: Document) -> tuple[Paragraph, ...]:
    """The paragraphs the template offers, under the names they have in a document."""
    return paragraphs.numbered(template_texts(paper(row.kind)))


def issue_of(row: Document, manner: Manner | None = None) -> Issue:
    """As what a document goes out."""
    how = Manner(row.mask, row.plain) if manner is None else manner
    return Issue(row.kind, signed_on(row), how, row.snapshot, row.override)


def signed_on(row: Document) -> date:
    """成文日期: of signing, of drafting until then."""
    return timezone.localdate(row.finalised_at or row.drafted_at)
