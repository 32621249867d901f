"""The open lists of a line: which figure is part of what, and where a list ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from duzhi.checker import subjects
from duzhi.checker.claim import AMOUNT, LEVEL
from duzhi.checker.narrative import phrases
from duzhi.checker.narrative.columns import by_column
from duzhi.checker.records import ADDING, AMONG, BRACKETS, TOTAL, Group, Reading, Record

_BACK = 60
"""Records to look back for a whole by its name."""


@dataclass(eq=False, slots=True)
class Frame:
    """An open list: its kind, the whole it belongs to, the parts so far."""

    kind: str
    wholes: list[Record]
    parts: list[Record] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    """Numbers of parts at the ends of sentences."""
    cuts: list[int] = field(default_factory=list)
    """Numbers of parts at semicolons."""
    loose: bool = False
    """Nothing names its whole: it is what was told last."""
    closed: bool = False
    """Its sentence has ended: what follows may still belong to it."""
    known: set[int] = field(default_factory=set)

    def add(self, record: Record) -> None:
        """Take a part once."""
        if id(record) not in self.known and record not in self.wholes:
            self.known.add(id(record))
            self.parts.append(record)


class Lists:
    """The lists of one line, and what it tells outside them."""

    def __init__(self, reading: Reading, before: list[Record]) -> None:
        self.reading = reading
        self.before = before
        """What the last line told outside its lists."""
        self.base: list[Record] = []
        self.row: list[Record] = []
        """What the running sentence told outside its lists."""
        self.row_before: list[Record] = []
        self.frames: list[Frame] = []
        self._done: list[Frame] = []
        self._based: set[int] = set()

    @property
    def inside(self) -> Frame | None:
        """The innermost open list."""
        return self.frames[-1] if self.frames else None

    @property
    def adding(self) -> bool:
        """加上 is open."""
        return any(one.kind == ADDING for one in self.frames)

    # -- opening and closing ----------------------------------------------------------------

    def sentence_begins(self) -> None:
        """A new row of figures."""
        self.row_before, self.row = self.row or self.row_before, []

    def sentence_ends(self) -> None:
        """Lists may go on behind a full stop, but need not."""
        for frame in self.frames:
            if frame.kind != BRACKETS:
                frame.closed = True
                frame.breaks.append(len(frame.parts))
        self.frames = [one for one in self.frames if one.kind != ADDING or one.parts[1:]]

    def segment_ends(self) -> None:
        """A semicolon ends the innermost of several lists."""
        if self.frames:
            self.frames[-1].cuts.append(len(self.frames[-1].parts))
        if len([one for one in self.frames if one.kind == AMONG]) > 1:
            self._close()

    def open_bracket(self, whole: Record | None) -> None:
        """（…） behind a figure splits it."""
        self.frames.append(Frame(BRACKETS, [] if whole is None else self.columns(whole)))

    def close_bracket(self) -> Record | None:
        """The figure that the bracket was about."""
        while self.frames:
            frame = self.frames[-1]
            self._close()
            if frame.kind == BRACKETS:
                return frame.wholes[0] if frame.wholes else None
        return None

    def open_among(self, whole: Record, *, loose: bool = False) -> None:
        """其中 and its like."""
        inside = self.inside
        if inside is not None and inside.kind == BRACKETS and not inside.parts:
            return
        while self.frames and self.frames[-1].closed and self.frames[-1].kind != BRACKETS:
            self._close()
        self.frames.append(Frame(AMONG, self.columns(whole), loose=loose))

    def open_adding(self) -> None:
        """加上: what was told last is the first addend."""
        if self.base:
            self.close_lists()
            self.frames.append(Frame(ADDING, [], [self.base[-1]]))

    def close_lists(self) -> None:
        """All but brackets."""
        while self.frames and self.frames[-1].kind != BRACKETS:
            self._close()

    def _close(self) -> None:
        self._done.append(self.frames.pop())

    def finish(self) -> None:
        """The line is over: the lists become groups."""
        while self.frames:
            self._close()
        for frame in self._done:
            if frame.kind != ADDING and frame.wholes and frame.parts:
                self.reading.groups.extend(_groups(frame))

    # -- wholes ---------------------------------------------------------------------------------

    def columns(self, current: Record) -> list[Record]:
        """A record with the others told in the same breath: 资产9.0、负债2.5、净资产6.5."""
        row = next((one for one in (self.row, self.row_before, self.before) if current in one), [])
        return [current, *(one for one in row if one is not current)]

    def viewed(self, found: re.Match[str]) -> tuple[Record | None, bool]:
        """What 按部门分 splits: what the words before it name, or, loosely, what was told last."""
        own = found[0][:-2] if found[0].endswith("中,") else found[0].split("按")[0]
        words = found.string[: found.start()] + own * (own != found[0])
        name = subjects.cleaned(phrases.last_clause(words))
        if len(name) > 1 and (name not in phrases.NOBODY or own == found[0][:-2]):
            for one in reversed(self.reading.records[-_BACK:]):
                if LEVEL in one.fields and _named_so(name, one):
                    return one, False
        last = (self.base or self.before)[-1:]
        return (last[0] if last else None), not self.base

    # -- figures ----------------------------------------------------------------------------------

    def enter(self, record: Record) -> None:
        """Something is told of a subject within the open list."""
        if (inside := self.inside) is not None and inside.kind != ADDING:
            inside.add(record)

    def file(self, record: Record) -> None:
        """A figure: into the open list, or by itself."""
        inside = self.inside
        if inside is not None and _opposite(inside, record):
            self.close_lists()
            inside = self.inside
        if inside is not None:
            inside.add(record)
        if inside is None or inside.closed:
            self._stand(record)
        elif inside.kind == BRACKETS and not inside.wholes:
            self._stand(record)
            inside.wholes.append(record)
            inside.parts.remove(record)

    def total(self, record: Record) -> None:
        """合计: closes 加上, or adds up what the sentence told."""
        adding = next((one for one in reversed(self.frames) if one.kind == ADDING), None)
        if adding is not None and len(adding.parts) > 1:
            while self.frames[-1] is not adding:
                self._close()
            self.frames.pop()
            parts = self._from(adding.parts, record)
            self.reading.groups.append(Group(ADDING, [record], parts, [len(parts)], complete=True))
            if self.inside is None or self.inside.closed:
                self._stand(record)
        elif (self.inside is None or self.inside.closed) and self.row:
            self._added_up(record)
            self._stand(record)
        else:
            self.file(record)

    def _stand(self, record: Record) -> None:
        if id(record) not in self._based:
            self._based.add(id(record))
            self.base.append(record)
            self.row.append(record)

    def _from(self, parts: list[Record], total: Record) -> list[Record]:
        """收入总量 begins with what was told last of 收入, 支出总量 of 支出."""
        way = next((one for one in ("收入", "支出") if one in total.subject), "")
        if not way or way in parts[0].subject:
            return parts
        told = [one for one in (*self.before, *self.base) if way in one.subject]
        told = [one for one in told if one not in parts and one is not total]
        return [told[-1], *parts[1:]] if told else parts

    def _added_up(self, record: Record) -> None:
        """共计 behind its parts, in the sentence or with the subject the line began with."""
        parts = [one for one in self.row if one is not record]
        if len(parts) > 1:
            self.reading.groups.append(Group(TOTAL, [record], parts, [len(parts)]))
        elif parts and self.base and self.base[0] not in parts:
            self.reading.groups.append(Group(TOTAL, [record], [self.base[0], *parts], [2]))

    def last_amount(self, current: Record | None) -> Record | None:
        """Whom a sentence without a subject speaks of: the last amount told by itself."""
        told = [one for one in self.base[-3:] if one.main is None or one.main.kind == AMOUNT]
        if told:
            return told[-1]
        return None if self.base else current


def _groups(frame: Frame) -> Sequence[Group]:
    columns = by_column(frame.wholes, frame.parts)
    if not columns:
        ends = [one for one in dict.fromkeys([*frame.breaks, len(frame.parts)]) if one]
        return [Group(frame.kind, frame.wholes, frame.parts, ends, frame.cuts, loose=frame.loose)]
    found = []
    for whole, parts in columns:
        inside = [sum(one in frame.parts[:end] for one in parts) for end in frame.breaks]
        ends = [one for one in dict.fromkeys([*inside, len(parts)]) if one > 1]
        found.append(Group(frame.kind, [whole], parts, ends, loose=frame.loose))
    return found


def _opposite(frame: Frame, record: Record) -> bool:
    """支出总计 behind a list of 收入 begins something else."""
    if frame.kind != AMONG or not frame.parts or not frame.wholes:
        return False
    whole = frame.wholes[0].subject
    way = "收入" if "收入" in whole and "支出" not in whole else "支出"
    other = "支出" if way == "收入" else "收入"
    return way in whole and bool(re.search(rf"^(?:.{{0,8}}预算)?{other}$", record.key))


def _named_so(name: str, record: Record) -> bool:
    """地方收入 for 地方一般公共预算收入."""
    place, word = subjects.split(name)
    other, subject = subjects.split(record.subject)
    return place == other and subject.endswith(word)
