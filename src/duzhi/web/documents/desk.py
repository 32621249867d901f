"""The studio as plain data: paragraphs in pieces, the figures list, findings, versions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from duzhi.documents import api as documents
from duzhi.kernel.finding import ERROR
from duzhi.office import api as office
from duzhi.web.pages import has_page
from duzhi.web.screen import Screen

LINK, WORDS, LINE, MARK = "link", "words", "line", "mark"
_TOKENS = frozenset({"computed", "reported", "published", "missing"})
_SHOWN = 24
"""Rows of the figures list before 其余."""
_LATEST = 6
KINDS = {"": "全部", "computed": "计算", "reported": "填报", "missing": "待报"}
_BADGES = {"computed": "计算", "reported": "填报", "published": "公布", "missing": "待报"}
_ORDER = ("missing", "reported", "published", "computed")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph as the page shows it; `wave` when a finding stands against it."""

    kind: str
    text: str
    look: str = ""
    anchor: str = ""
    url: str = ""
    card: str = ""
    tip: str = ""
    wave: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph of the studio; `edited` when its words are no longer the template's."""

    id: str
    kind: str
    pieces: tuple[Piece, ...]
    remarks: tuple[documents.Remark, ...]
    edited: bool = False
    length: int = 0

    @property
    def fixed(self) -> bool:
        """Whether it cannot be deleted or moved: title, headings of the first level, the end."""
        return self.kind not in (documents.BODY, documents.SECOND)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the second level with its paragraphs; it folds. No heading: it does not."""

    head: Shown | None
    rows: tuple[Shown, ...]

    @property
    def length(self) -> int:
        """Characters under the heading."""
        return sum(row.length for row in self.rows)


@dataclass(frozen=True, slots=True)
class Line:
    """A number in the list beside the text."""

    id: str
    name: str
    value: str
    look: str
    badge: str
    who: str
    place: str
    url: str
    card: str


@dataclass(frozen=True, slots=True)
class Known:
    """Until when a number is owed, by code, and the names of people by login."""

    dues: Mapping[str, str]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lines:
    """The figures list: the first rows, the rest, and how many there are of each kind."""

    first: tuple[Line, ...]
    rest: tuple[Line, ...]
    tabs: tuple[tuple[str, str, int, bool], ...]
    total: int


def chapters(
    screen: Screen,
    text: Sequence[documents.Living],
    remarks: Sequence[documents.Remark],
    template: Mapping[str, str],
) -> list[Chapter]:
    """The text cut at its headings of the second level."""
    shown = [_paragraph(screen, one, remarks, template) for one in text]
    found: list[Chapter] = []
    head: Shown | None = None
    rows: list[Shown] = []
    for one in shown:
        if one.kind in ("second", "first", "signature"):
            found.append(Chapter(head, tuple(rows)))
            head, rows = (one, []) if one.kind == "second" else (None, [one])
        else:
            rows.append(one)
    found.append(Chapter(head, tuple(rows)))
    return [one for one in found if one.head or one.rows]


def lines(screen: Screen, content: documents.Content, known: Known) -> Lines:
    """The numbers, missing ones first, then those that offices filed, then the computed ones."""
    kind = screen.request.GET.get("show", "")
    rows = sorted(
        (_line(screen, fact, known) for fact in content.facts),
        key=lambda line: _ORDER.index(line.look),
    )
    counts = {name: sum(_is(row, name) for row in rows) for name in KINDS}
    tabs = tuple((name, KINDS[name], counts[name], name == kind) for name in KINDS)
    chosen = [row for row in rows if _is(row, kind)]
    return Lines(tuple(chosen[:_SHOWN]), tuple(chosen[_SHOWN:]), tabs, len(rows))


def people(names: Sequence[str]) -> dict[str, str]:
    """Names of people by their login; what is no login is a name already."""
    rows = office.User.objects.filter(username__in=set(names)).values_list("username", "name")
    return {**{name: name for name in names}, **dict(rows)}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a difference: words and chips in turn."""

    kind: str
    pieces: tuple[tuple[bool, str], ...]
    """Whether it is a chip, and what it shows."""


def stretches(
    spans: Sequence[documents.Span], old: Mapping[str, str], new: Mapping[str, str]
) -> list[Stretch]:
    """A difference with its tokens as they print: those that are gone as they did before."""
    return [
        Stretch(span.kind, readable(span.text, old if span.kind == "gone" else new))
        for span in spans
    ]


def readable(text: str, chips: Mapping[str, str]) -> tuple[tuple[bool, str], ...]:
    """A paragraph's words and what its tokens print, in turn."""
    parts = documents.split_tokens(text)
    shown = (
        (bool(number % 2), chips.get(part, f"{{{part}}}") if number % 2 else part)
        for number, part in enumerate(parts)
    )
    return tuple((chip, words) for chip, words in shown if words)


@dataclass(frozen=True, slots=True)
class Edition:
    """A line of the list of versions."""

    no: int
    at: datetime
    who: str
    note: str

    @property
    def former(self) -> int:
        """The version before it."""
        return self.no - 1


def editions(every: Sequence[documents.Version], names: Mapping[str, str]) -> list[Edition]:
    """The latest versions, newest first."""
    return [Edition(one.no, one.at, names[one.by], one.note or one.act) for one in every[:_LATEST]]


def against(missing: Sequence[documents.Fact], faults: int, waiting: int) -> str:
    """Why 定稿 is not possible, in one line: 待报 3 项（债务股、社保股），校核不符 1 处."""
    offices = "、".join(dict.fromkeys(fact.office for fact in missing))
    parts = [f"待报 {len(missing)} 项（{offices}）"] if missing else []
    parts += [f"校核不符 {faults} 处"] if faults else []
    parts += [f"待归类 {waiting} 个科目"] if waiting else []
    return "，".join(parts)


def _paragraph(
    screen: Screen,
    one: documents.Living,
    remarks: Sequence[documents.Remark],
    template: Mapping[str, str],
) -> Shown:
    mine = tuple(remark for remark in remarks if remark.paragraph == one.id)
    pieces = [_piece(screen, run) for run in one.runs]
    for remark in mine:
        pieces = list(_waved(pieces, remark))
    edited = template.get(one.id) != one.source
    return Shown(one.id, one.kind, tuple(pieces), mine, edited, len(one.text))


def _piece(screen: Screen, run: documents.Run) -> Piece:
    if run.fact is None or run.word or run.kind not in _TOKENS:
        kind = {"line": LINE, "mark": MARK}.get(run.kind, WORDS)
        return Piece(kind, run.text)
    tip = f"{run.fact.id} {run.fact.name}｜{run.fact.kind}"
    url, card = addresses(screen, run.fact)
    return Piece(LINK, run.text, run.kind, run.anchor, url, card, tip)


def addresses(screen: Screen, fact: documents.Fact) -> tuple[str, str]:
    """The page of a figure and its card, where they are installed."""
    page = screen.link("figures.page", fact.code) if has_page("figures.page") else f"#l-{fact.id}"
    return page, screen.link("figures.card", fact.code) if has_page("figures.card") else ""


def _waved(pieces: Sequence[Piece], remark: documents.Remark) -> Iterator[Piece]:
    """The pieces with the quote of a remark marked; across numbers the whole stretch is."""
    whole = "".join(piece.text for piece in pieces)
    start = whole.find(remark.quote)
    if start < 0:
        yield from (_wave(piece) for piece in pieces)
        return
    end, at = start + len(remark.quote), 0
    for piece in pieces:
        first, last = max(start - at, 0), min(end - at, len(piece.text))
        at += len(piece.text)
        if first >= last:
            yield piece
        elif piece.kind != WORDS:
            yield _wave(piece)
        else:
            yield from _cut(piece, first, last)


def _cut(piece: Piece, first: int, last: int) -> Iterator[Piece]:
    for text, wave in (
        (piece.text[:first], piece.wave),
        (piece.text[first:last], True),
        (piece.text[last:], piece.wave),
    ):
        if text:
            yield Piece(WORDS, text, wave=wave)


def _wave(piece: Piece) -> Piece:
    return replace(piece, wave=True)


def _line(screen: Screen, fact: documents.Fact, known: Known) -> Line:
    look = documents.kind_of(fact)
    url, card = addresses(screen, fact)
    return Line(
        id=fact.id,
        name=fact.name,
        value=_value(fact),
        look=look,
        badge=_BADGES[look],
        who=_who(fact, look, known),
        place=f"#{fact.id}-1",
        url=url,
        card=card,
    )


def _value(fact: documents.Fact) -> str:
    if not fact.source:
        return "—"
    text = documents.thousands(fact.display)
    return text if fact.unit == "万元" else f"{text}{'' if fact.unit == '％' else ' '}{fact.unit}"


def _who(fact: documents.Fact, look: str, known: Known) -> str:
    """Who must deliver until when; who filed and who reviewed."""
    if look == "missing":
        return "　".join(filter(None, (fact.office, known.dues.get(fact.code, ""))))
    if look != "reported":
        return ""
    by = f"{fact.office} {known.names.get(fact.filler, fact.filler)}".strip()
    reviewer = known.names.get(fact.reviewer, fact.reviewer)
    return f"{by}　复核 {reviewer}" if reviewer else by


def _is(row: Line, kind: str) -> bool:
    return not kind or row.look == kind or (kind == "computed" and row.look == "published")


def is_wrong(remark: documents.Remark) -> bool:
    """Whether a remark keeps the paper from being final (不符), or is a hint (提示)."""
    return remark.finding.severity == ERROR
