"""The text of a paper as paragraphs with names of their own, and how two people's changes meet.

Pure. A paragraph is the text of the outline with its tokens ({F03}, {F04:change}). The template's
are named p01, p02 …; one that somebody adds is named by the version it comes with: v4-1.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from duzhi.documents import differing
from duzhi.documents.differing import Span
from duzhi.kernel.finding import refuse

EDIT, INSERT, DELETE, MOVE, RESTORE = "edit", "insert", "delete", "move", "restore"
ACTS = {EDIT: "改写", INSERT: "插入", DELETE: "删除", MOVE: "移动", RESTORE: "恢复模板"}
"""What may be done to a paragraph, and how people read it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; its id stays the same through all versions of a document."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One act on the paragraphs: `after` is where an inserted or moved one goes, "" the start."""

    act: str
    id: str = ""
    text: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed the same paragraph: what stood, what stands now, what was asked for.

    `theirs` is empty when the other one deleted it, `mine` when this one wanted to.
    """

    id: str
    base: str
    theirs: str
    mine: str
    spans: tuple[Span, ...]
    """From theirs to mine, word by word."""


@dataclass(slots=True)
class _Text:
    """The paragraphs while changes are made."""

    rows: list[Paragraph]
    conflicts: list[Conflict] = field(default_factory=list)
    added: int = 0

    def place(self, name: str) -> int:
        return next((index for index, one in enumerate(self.rows) if one.id == name), -1)


@dataclass(frozen=True, slots=True)
class Merged:
    """The paragraphs after what could be done, and what could not."""

    paragraphs: tuple[Paragraph, ...]
    conflicts: tuple[Conflict, ...]


def numbered(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """The paragraphs of a template."""
    return tuple(Paragraph(f"p{number:02}", text) for number, text in enumerate(texts, 1))


def merge(
    base: Sequence[Paragraph],
    now: Sequence[Paragraph],
    changes: Iterable[Change],
    *,
    number: int,
    template: Sequence[Paragraph] = (),
) -> Merged:
    """Changes made to `base`, applied to what stands `now`.

    What only one of the two has touched is merged; where both changed one paragraph, nothing is
    done to it and the conflict says so. `number` is the coming version, for the names of new ones.

    Raises:
        Refused: a change names a paragraph or a template's paragraph that never was there.
    """
    text, before = _Text(list(now)), {one.id: one.text for one in base}
    for change in changes:
        if change.act == RESTORE:
            _restore(text, change, before, template)
        elif change.act == INSERT:
            _insert(text, change, number, base)
        elif change.act == MOVE:
            _move(text, change, base)
        else:
            _write(text, change, before)
    return Merged(tuple(text.rows), tuple(text.conflicts))


def _write(text: _Text, change: Change, before: Mapping[str, str]) -> None:
    """Edit or delete: only what still stands as it stood."""
    if change.id not in before:
        raise _unknown(change.id)
    wanted = change.text if change.act == EDIT else ""
    spot = text.place(change.id)
    theirs = text.rows[spot].text if spot >= 0 else ""
    if theirs == wanted or (wanted == before[change.id] and spot >= 0):
        return
    if theirs != before[change.id]:
        spans = tuple(differing.words(theirs, wanted))
        text.conflicts.append(Conflict(change.id, before[change.id], theirs, wanted, spans))
    elif wanted:
        text.rows[spot] = Paragraph(change.id, wanted)
    else:
        del text.rows[spot]


def _insert(text: _Text, change: Change, number: int, base: Sequence[Paragraph]) -> None:
    """A new paragraph; the same one sent twice (a double click) is there once."""
    spot = _behind(text, change.after, base)
    there = text.rows[spot : spot + 1]
    if there and there[0].text == change.text and there[0] not in base:
        return
    text.added += 1
    text.rows.insert(spot, Paragraph(f"v{number}-{text.added}", change.text))


def _move(text: _Text, change: Change, base: Sequence[Paragraph]) -> None:
    spot = text.place(change.id)
    if spot < 0:
        raise _unknown(change.id)
    if change.after == change.id:
        return
    row = text.rows.pop(spot)
    text.rows.insert(_behind(text, change.after, base), row)


def _restore(
    text: _Text, change: Change, before: Mapping[str, str], template: Sequence[Paragraph]
) -> None:
    """The template's words again; a deleted paragraph comes back behind its old neighbour."""
    found = next((one for one in template if one.id == change.id), None)
    if found is None:
        raise refuse(
            "documents.not_of_template", "这一段不是模板中的，没有可恢复的原文；不需要的请直接删除"
        )
    if text.place(change.id) >= 0:
        _write(text, Change(EDIT, change.id, found.text), before)
    else:
        text.rows.insert(_behind(text, _before(template, change.id), template), found)


def _before(rows: Sequence[Paragraph], name: str) -> str:
    names = [one.id for one in rows]
    spot = names.index(name)
    return names[spot - 1] if spot else ""


def _behind(text: _Text, after: str, base: Sequence[Paragraph]) -> int:
    """Where to put something behind a paragraph; when that is gone, behind the one before it."""
    names = [one.id for one in base]
    while after and text.place(after) < 0:
        if after not in names:
            raise _unknown(after)
        after = _before(base, after)
    return text.place(after) + 1


def _unknown(name: str) -> Exception:
    return refuse(
        "documents.no_paragraph", f"没有编号为“{name}”的段落，可能已被他人删除；请刷新后再改"
    )
