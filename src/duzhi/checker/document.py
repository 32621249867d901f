"""A whole text into a `Reading`: its lines, numbered paragraphs, lists after a colon, tables."""

import re
from dataclasses import dataclass, field

from duzhi.checker import linking, tables
from duzhi.checker.narrative import Narrator, by_column
from duzhi.checker.periods import Period, period_in
from duzhi.checker.plain import plain
from duzhi.checker.records import LIST, OUTLINE, Group, Reading, Record

_STYLES = (
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"\d{1,2}[.、](?!\d)"),
    re.compile(r"\(\d{1,2}\)|\d{1,2}\)"),
    re.compile(r"[①-⑳]"),
)
_PLAIN = len(_STYLES)
"""Rank of a line without a number."""
_LONGEST_ITEM = 80
_TOLD = 4
"""Amounts of the lines before that a list without a whole may be of."""


@dataclass(slots=True)
class _Heading:
    """A numbered line, the subject it opens with, and what stands under it."""

    rank: int
    heads: list[Record]
    children: list[Record] = field(default_factory=list)
    rows: list[list[Record]] = field(default_factory=list)
    """Everything each numbered line under it states."""


@dataclass(slots=True)
class _List:
    """A list that a colon has opened."""

    wholes: list[Record]
    opener: int
    loose: bool = False
    """Its whole stands in a line before."""
    among: bool = False
    """It opened with 其中, not with 如下."""
    rank: int = -1
    parts: list[Record] = field(default_factory=list)
    rows: list[list[Record]] = field(default_factory=list)


def read(text: str) -> Reading:
    """Read a text."""
    one = plain(text)
    reading = Reading(text, one)
    narrator = Narrator(reading)
    outline = _Outline(reading)
    place, block = 0, []
    for number, line in enumerate(one.text.split("\n")):
        end = place + len(line)
        if tables.is_row(line):
            block.append((place, end))
        else:
            if block:
                tables.read(reading, block, number, narrator.period)
                block = []
            records = narrator.read(place, end, number, outline.opened(line))
            outline.take(line.strip(), records, narrator)
        place = end + 1
    if block:
        tables.read(reading, block, number, narrator.period)
    outline.end()
    linking.link(reading)
    reading.claims.sort(key=lambda claim: claim.start)
    return reading


def first_period(text: str) -> Period:
    """The period that a title or first sentence names."""
    return period_in(text[:400], Period())


class _Outline:
    """Follows numbered lines and lists after a colon."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.open: list[_Heading] = [_Heading(-1, [])]
        """The first stands for the text itself."""
        self.list: _List | None = None
        self.told: list[Record] = []
        """What the last lines opened with."""

    def take(self, line: str, records: list[Record], narrator: Narrator) -> None:
        """The next line with the subjects it states outside its own lists."""
        if not line:
            return
        rank = _rank(line)
        amounts = [one for one in records if one.main is not None]
        self._numbered(rank, amounts)
        self._listed(rank, line, amounts)
        if line.endswith((":", "如下", "如下。", "如下;")):
            wholes = self._opener(narrator, amounts)
            self._close_list()
            self.list = _List(wholes, rank, not amounts, line.endswith("其中:")) if wholes else None
        if amounts:
            self.told = [*self.told, *amounts[:2]][-_TOLD:]

    def opened(self, line: str) -> list[Record]:
        """What an unnumbered line of several items behind a colon lists the parts of."""
        found = self.list
        if found is None or found.parts or not found.among or _rank(line.strip()) != _PLAIN:
            return []
        whole, self.list = found.wholes, None
        return whole

    def end(self) -> None:
        """Close what is open."""
        self._close_list()
        self._pop(-1)

    def _opener(self, narrator: Narrator, amounts: list[Record]) -> list[Record]:
        current = narrator.current
        if current is not None and current.main is not None:
            return [current, *(one for one in narrator.row_before if one is not current)]
        return amounts[-1:] or self.told[::-1]

    def _numbered(self, rank: int, amounts: list[Record]) -> None:
        if rank == _PLAIN:
            if self.open and not self.open[-1].heads and amounts:
                self.open[-1].heads = amounts
                self._under(self.open[:-1], amounts)
            return
        self._pop(rank)
        if amounts:
            self._under(self.open, amounts)
        self.open.append(_Heading(rank, amounts))

    def _under(self, above: list[_Heading], amounts: list[Record]) -> None:
        if above:
            above[-1].children.append(amounts[0])
            above[-1].rows.append(amounts)

    def _pop(self, rank: int) -> None:
        while self.open and self.open[-1].rank >= rank:
            done = self.open.pop()
            if len(done.children) > 1 and not done.heads:
                self.reading.siblings.append(done.children)
            if done.heads and len(done.children) > 1:
                self._group(OUTLINE, done.heads[:3], done.children, done.rows)

    def _group(
        self,
        kind: str,
        wholes: list[Record],
        parts: list[Record],
        rows: list[list[Record]],
        *,
        loose: bool = False,
    ) -> None:
        """The first amount of each line; where lines state more, all of them, column by column."""
        more = any(len(row) > 1 for row in rows)
        vague = more or loose
        self.reading.groups.append(Group(kind, wholes, parts, [len(parts)], loose=vague))
        if more:
            every = [one for row in rows for one in row]
            columns = by_column(wholes, every)
            for whole, chosen in columns:
                self.reading.groups.append(Group(kind, [whole], chosen, [len(chosen)]))
            if not columns:
                self.reading.groups.append(Group(kind, wholes, every, [len(every)], loose=True))

    def _listed(self, rank: int, line: str, amounts: list[Record]) -> None:
        found = self.list
        if found is None:
            return
        if found.rank < 0:
            found.rank = rank
        short = rank < _PLAIN or len(line) <= _LONGEST_ITEM
        own = rank != found.opener or rank == _PLAIN
        if rank == found.rank and short and own and amounts:
            found.parts.append(amounts[0])
            found.rows.append(amounts)
        elif rank <= found.rank or not short:
            self._close_list()

    def _close_list(self) -> None:
        if self.list is not None and len(self.list.parts) > 1:
            one = self.list
            self._group(LIST, one.wholes, one.parts, one.rows, loose=one.loose)
        self.list = None


def _rank(line: str) -> int:
    for rank, style in enumerate(_STYLES):
        if style.match(line):
            return rank
    return _PLAIN
