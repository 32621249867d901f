"""A paper as plain data for a page or a .pdf: paragraphs of runs, in the words of the .docx. Pure.

A run is a stretch of words, a number with its word and unit (`figure` says which), a mark
〔填报〕, or the break of a title's line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from duzhi.documents import outline
from duzhi.documents.content import Content, Fact
from duzhi.documents.outline import BREAK, Control
from duzhi.documents.paragraphs import Paragraph
from duzhi.documents.spoken import Issue, Speaker

TEXT, SAYING, MARK, LINE = "text", "saying", "mark", "line"
COMPUTED, REPORTED, MISSING, PUBLISHED = "computed", "reported", "missing", "published"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one kind; those of a number carry its id, its fact and how often it stood."""

    kind: str
    text: str
    figure: str = ""
    fact: Fact | None = None
    place: int = 0
    """Which one of this number in the text, from 1: the anchor `F03-1`."""
    word: bool = False
    """Whether only a word of the number stands here (年初预算), which needs no link."""

    @property
    def anchor(self) -> str:
        """`F03-1`."""
        return f"{self.figure}-{self.place}"


@dataclass(frozen=True, slots=True)
class Living:
    """A paragraph: its name, what it is (outline.TITLE …), its runs and its source text."""

    id: str
    kind: str
    runs: tuple[Run, ...]
    source: str

    @property
    def text(self) -> str:
        """The words, as the .docx has them."""
        return "".join(run.text for run in self.runs)


def live(
    content: Content, text: Sequence[Paragraph], issue: Issue, words: Mapping[str, str]
) -> tuple[Living, ...]:
    """The paragraphs of a text with every number in its place; `words` are `place`, `bureau`."""
    teller = _Teller(Speaker(content, issue), words)
    return tuple(
        Living(one.id, outline.kind_of(one.text), tuple(teller.runs(one.text)), one.text)
        for one in text
    )


def printed_tokens(content: Content, issue: Issue, words: Mapping[str, str]) -> dict[str, str]:
    """How each token of a paper prints: what a chip shows while a paragraph is edited."""
    tokens = [f"{fact.id}{how}" for fact in content.facts for how in _hows(fact)]
    tokens += [f"say:{name}" for name in content.sayings]
    tokens += ["year", *(f"year-{back}" for back in (1, 2)), "months", "signed"]
    teller = _Teller(Speaker(content, issue), words)
    shown = {token: "".join(run.text for run in teller.runs(f"{{{token}}}")) for token in tokens}
    return {**shown, **words}


def _hows(fact: Fact) -> tuple[str, ...]:
    """The forms a number has: 增长 and 下降 for rates of change, 过半 for rates of completion."""
    if fact.unit == "％":
        return ("", ":change", ":word", ":half", ":base")
    return ("", ":ahead") if fact.unit == "个百分点" else ("",)


class _Teller:
    """Goes through the paragraphs in order, counting the places of each number."""

    def __init__(self, speaker: Speaker, words: Mapping[str, str]) -> None:
        self._speaker = speaker
        self._words = words
        self._places: dict[str, int] = {}

    def runs(self, text: str) -> Iterator[Run]:
        """One paragraph; what follows a number (its unit) is taken into its run."""
        parts = [*outline.split(outline.inside(text)), ""]
        taken = 0
        for number, (part, after) in enumerate(pairwise(parts)):
            if number % 2:
                runs, taken = self._token(part, after)
                yield from runs
            else:
                yield from _plain(part[taken:])
                taken = 0

    def _token(self, token: str, after: str) -> tuple[list[Run], int]:
        """The runs of a token, and how many characters of the words behind it they took."""
        if token in self._words:
            return list(_plain(self._words[token])), 0
        pieces = [one for one in outline.token(token, self._words) if isinstance(one, Control)]
        numbered = [one for one in pieces if not one.part and one.head[0].isupper()]
        parts = [one for one in pieces if one.part != "mark"]
        said = [self._speaker.say(one.head, one.part) for one in parts]
        words = "".join(one.text for one in said if one)
        fact = next((one.fact for one in said if one and one.fact), None)
        followed = numbered and len(parts) == 1 and fact and fact.source
        unit = outline.unit_at(after) if followed else ""
        runs = [self._run(parts[0], words, unit, fact, word=_is_word(parts))]
        mark = self._speaker.say(parts[0].head, "mark") if numbered and fact else None
        if mark and mark.text:
            runs.append(Run(MARK, mark.text, parts[0].head, fact))
        return [run for run in runs if run.text], len(unit)

    def _run(self, piece: Control, words: str, unit: str, fact: Fact | None, *, word: bool) -> Run:
        if fact is None:
            return Run(SAYING if piece.head == "say" else TEXT, words)
        if word:
            return Run(TEXT, words, fact.id, fact, word=True)
        place = self._places[fact.id] = self._places.get(fact.id, 0) + 1
        return Run(kind_of(fact), words + unit, fact.id, fact, place)


def kind_of(fact: Fact) -> str:
    """computed, reported, published or missing."""
    if not fact.source:
        return MISSING
    return PUBLISHED if fact.published and fact.source == COMPUTED else fact.source


def _is_word(parts: Sequence[Control]) -> bool:
    return len(parts) == 1 and parts[0].part in {"base", "word"}


def _plain(words: str) -> Iterator[Run]:
    for number, part in enumerate(words.split(BREAK)):
        if number:
            yield Run(LINE, "")
        if part:
            yield Run(TEXT, part)
