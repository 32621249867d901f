"""Reads prose line by line: marks open and close lists, numbers find their place."""

import re
from collections.abc import Sequence

from duzhi.checker import subjects
from duzhi.checker.claim import (
    AMOUNT,
    BUDGET,
    COMPLETION,
    COUNT,
    DELTA,
    LEVEL,
    MULTIPLE,
    PERCENT,
    SHARE,
)
from duzhi.checker.narrative import enumerations, filing, phrases
from duzhi.checker.narrative.lists import Lists
from duzhi.checker.narrative.talk import Talk
from duzhi.checker.periods import Period, period_in
from duzhi.checker.records import Reading, Record
from duzhi.checker.roles import DENOMINATOR, OTHER, OVER, TIMES, Role, loose, role_of
from duzhi.checker.tokens import Token, tokens

_AFTER = 50
"""Characters behind a number that tell what it is."""


class Narrator:
    """Reads prose lines into a `Reading`."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.plain.text
        self.lists = Lists(reading, [])
        self.talk = Talk(reading, self.lists, 0, Period())
        self.start = 0

    @property
    def period(self) -> Period:
        """The period spoken of."""
        return self.talk.period

    @property
    def current(self) -> Record | None:
        """Whom the last words spoke of."""
        return self.talk.current

    @property
    def row_before(self) -> list[Record]:
        """What the sentence before the last told."""
        return self.lists.row_before

    def read(
        self, start: int, end: int, number: int, opened: Sequence[Record] = ()
    ) -> list[Record]:
        """Read one line; the records it states outside any list, in order.

        `opened` are what a colon at the end of the line before has opened a list for.
        """
        self.start = start
        self.lists = Lists(self.reading, self.lists.base or self.lists.before)
        self.talk = Talk(self.reading, self.lists, number, self.talk.period)
        if opened:
            self.lists.open_among(opened[0])
            self.lists.frames[-1].wholes = list(opened)
        self._begin_sentence(start)
        place = self._numbers(tokens(self.text, start, end), start, end)
        self._marks(self.text[place:end], place)
        self.reading.sentences[-1] = (self.reading.sentences[-1][0], end)
        self.lists.finish()
        return self.lists.base

    def _numbers(self, row: Sequence[Token], place: int, end: int) -> int:
        """Every number of a line; where the last one ended."""
        at = 0
        while at < len(row):
            count = enumerations.length(self.text, row, at)
            self._run(row[at : at + count], place, end)
            place = row[at + count - 1].end
            at += count
        return place

    def _begin_sentence(self, at: int) -> None:
        if self.reading.sentences:
            start, _ = self.reading.sentences[-1]
            self.reading.sentences[-1] = (start, max(at, start))
        self.reading.sentences.append((at, at))
        self.lists.sentence_begins()
        self.talk.verb = None

    # -- what stands between two numbers --------------------------------------------------------

    def _marks(self, gap: str, at: int) -> str:
        """Follow the marks of a gap; the words that lead to the next number."""
        last = re.split(r"[。!?]", gap)
        fresh = len(last) > 1 or at == self.start
        self.talk.period = period_in(last[-1], self.talk.period, fresh=fresh)
        flat = phrases.BALANCED.sub("", gap)
        named, place = "", 0
        for found in phrases.MARK.finditer(flat):
            if found[0] not in "。!?;()":
                self._open(found)
                continue
            named = self._mark(found, flat, place)
            place = found.end()
            if found[0] in "。!?":
                self._begin_sentence(at + phrases.original(gap, flat, place))
        return named + flat[place:]

    def _mark(self, found: re.Match[str], flat: str, place: int) -> str:
        """One mark of punctuation; the subject that a bracket behind it tells the amount of."""
        if found[0] in "。!?":
            self.lists.sentence_ends()
            self.talk.current = self.lists.last_amount(self.talk.current)
            self.talk.owner = ""
            self.talk.forget()
        elif found[0] == ";":
            self.lists.segment_ends()
            self.talk.forget()
            if phrases.ANEW.match(flat, found.end()):
                self.lists.close_lists()
        elif found[0] == "(":
            before = flat[place : found.start()]
            named = bool(subjects.cleaned(phrases.last_clause(before)))
            self.lists.open_bracket(None if named else self.talk.current)
            return before if named else ""
        else:
            self.talk.current = self.lists.close_bracket() or self.talk.current
        return ""

    def _open(self, found: re.Match[str]) -> None:
        """A word that opens a list."""
        if found["add"]:
            self.lists.open_adding()
            return
        whole, vague = self.talk.current, False
        if found["view"]:
            self.lists.close_lists()
            whole, vague = self.lists.viewed(found)
        elif found[0] == "一是":
            told = self.lists.row_before or self.lists.before
            whole, vague = (None if whole or not told else told[0]), True
        if whole is not None:
            self.lists.open_among(whole, loose=vague)

    # -- numbers -----------------------------------------------------------------------------

    def _run(self, run: Sequence[Token], place: int, end: int) -> None:
        first = run[0]
        clause = self._marks(self.text[place : first.start], place)
        near = phrases.last_clause(clause)
        joined = not clause.strip("的")
        role = self._role(first, near, self._behind(run[-1], end), joined=joined)
        if len(run) > 1 and enumerations.take(self.talk, run, near, role):
            return
        filing.take(self.talk, first, role, near, clause)
        for token in run[1:]:
            part = self._role(token, near, self._behind(token, end), joined=False)
            filing.take(self.talk, token, part, "", clause)

    def _behind(self, token: Token, end: int) -> str:
        return self.text[token.end : min(token.end + _AFTER, end)]

    def _role(self, token: Token, near: str, after: str, *, joined: bool) -> Role:
        """The role, by the words, by what it follows at once, and by what waits for it."""
        if joined and (found := self._partner(token)) is not None:
            return found
        if token.kind == COUNT and token.value is not None and not token.number[-1].isdigit():
            return Role(OTHER)
        role = role_of(token.kind, near, after)
        if role.name == DELTA and self.talk.budget is not None and phrases.only_verb(near):
            return Role(OVER, role.sign, joined=True)
        if token.kind != AMOUNT:
            return role
        if loose(near, after):
            return Role(OTHER)
        return self._level(near, after) if role.name == LEVEL else role

    def _partner(self, token: Token) -> Role | None:
        """A ratio right behind the amount it is measured by."""
        if token.kind == MULTIPLE and self.talk.denominator is not None:
            return Role(TIMES)
        if token.kind == PERCENT and self.talk.budget is not None:
            return Role(COMPLETION, joined=True)
        if token.kind == PERCENT and self.talk.denominator is not None:
            return Role(SHARE, of="denominator")
        return None

    def _level(self, near: str, after: str) -> Role:
        """An amount that may be a budget, or what another is measured by."""
        if re.match(r"(?:为|占|是|相当于)", near) and phrases.MEASURED.match(after):
            return Role(DENOMINATOR, of=near)
        current = self.talk.current
        same = current is not None and current.sentence == self.talk.sentence
        if phrases.is_budget(near) and (same or phrases.LATER.match(after)):
            return Role(BUDGET, of=near)
        return Role(LEVEL)
