"""Filling a paper: every control of a template, or of an edited draft, gets its text again."""

from io import BytesIO
from zipfile import BadZipFile

import docx
from docx.document import Document as WordFile
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from duzhi.documents import archive, controls, scope_part
from duzhi.documents.content import Content, Fact
from duzhi.documents.controls import Element, Tag, q
from duzhi.documents.scope_part import Entry, Scope
from duzhi.documents.spoken import NOTE, Issue, Said, Speaker, notice
from duzhi.kernel.finding import Refused, refuse


def fill(template: bytes, content: Content, issue: Issue) -> bytes:
    """The filled .docx: texts set, tags with day and number, scope and digests stored.

    Raises:
        Refused: not a .docx, or a control for an item that the paper does not have.
    """
    word = _opened(template)
    _Filling(content, issue).fill(word)
    return _saved(word, issue)


class _Filling:
    """Goes through the controls in the order of the text."""

    def __init__(self, content: Content, issue: Issue) -> None:
        self._content = content
        self._issue = issue
        self._speaker = Speaker(content, issue)
        self._seen: dict[str, int] = {}
        self._entries: list[Entry] = []
        self._strange: list[str] = []

    def fill(self, word: WordFile) -> None:
        _ensure_notice(word, notice(self._content.region))
        for root in (word.element.body, *_margins(word)):
            for control in controls.walk(root):
                tag = Tag.parse(controls.tag_of(control))
                if tag is not None:
                    self._one(control, tag)
        if self._strange:
            names = "、".join(dict.fromkeys(self._strange))
            raise refuse(
                "documents.unknown_item",
                f"模板中的 {names} 不在本材料的指标表中；请在 Word 中删除或改正这些控件",
            )
        _set_note(word, self._issue.note)
        scope_part.store(word, self._stored())

    def _one(self, control: Element, tag: Tag) -> None:
        said = self._speaker.say(tag.head, tag.part)
        if said is not None:
            self._set(control, tag, said)
        elif controls.is_figure(tag):
            self._strange.append(tag.name)

    def _set(self, control: Element, tag: Tag, said: Said) -> None:
        number = self._seen[tag.name] = self._seen.get(tag.name, 0) + 1
        full = Tag(tag.head, tag.part, self._content.on, number)
        controls.label(control, full, said.alias)
        controls.write(control, said.text, pending=said.pending)
        self._entries.append(self._entry(full, said.text, said.fact))

    def _entry(self, tag: Tag, text: str, fact: Fact | None) -> Entry:
        if fact is None:
            return Entry(str(tag), "", "", scope_part.digest(text), text, "")
        secret = tag.part or self._issue.manner.mask
        exact = text if secret else fact.exact
        return Entry(
            str(tag), tag.head, fact.code, scope_part.digest(exact), text, fact.source or "missing"
        )

    def _stored(self) -> Scope:
        issue = self._issue
        return Scope(
            issue.kind,
            self._content.on,
            self._content.region,
            issue.manner.mask,
            issue.snapshot,
            tuple(self._entries),
        )


def _opened(template: bytes) -> WordFile:
    try:
        return docx.Document(BytesIO(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError):
        raise _unreadable() from None


def _unreadable() -> Refused:
    text = "模板或草稿不是可读的 Word 文件；请用 Word 另存为 .docx 后再试"
    return refuse("documents.unreadable", text)


def _saved(word: WordFile, issue: Issue) -> bytes:
    made = BytesIO()
    word.core_properties.title = controls.text_of(word.element.body[0])
    word.core_properties.comments = f"{issue.kind} {issue.signed}"
    word.save(made)
    return archive.repack(made.getvalue())


def _margins(word: WordFile) -> list[Element]:
    """Headers of every section, once each."""
    found = {}
    for section in word.sections:
        for header in (section.header, section.even_page_header, section.first_page_header):
            if not header.is_linked_to_previous:
                found[header.part.partname] = header._element  # noqa: SLF001 python-docx offers no other way
    return list(found.values())


def _ensure_notice(word: WordFile, text: str) -> None:
    """An office's template without the line gets one: fictional numbers never go out unmarked."""
    if not text:
        return
    first = word.sections[0]
    headers = [first.header]
    if word.settings.odd_and_even_pages_header_footer:
        headers.append(first.even_page_header)
    if first.different_first_page_header_footer:
        headers.append(first.first_page_header)
    for header in headers:
        element = header._element  # noqa: SLF001 python-docx offers no other way
        tags = map(controls.tag_of, controls.walk(element))
        if not any(tag.startswith("notice") for tag in tags) and text not in controls.text_of(
            element
        ):
            header.add_paragraph(text)


def _set_note(word: WordFile, note: str) -> None:
    """The signed reason as a last paragraph of its own; filling again does not repeat it."""
    body = word.element.body
    for paragraph in list(body.iter(q("p"))):
        if controls.text_of(paragraph).startswith(NOTE):
            body.remove(paragraph)
    if note:
        word.add_paragraph(NOTE + note)
