"""What a reader keeps in mind within a line: who is spoken of, and what waits for its partner."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from duzhi.checker import subjects
from duzhi.checker.claim import BUDGET, Claim
from duzhi.checker.narrative import phrases
from duzhi.checker.narrative.lists import Lists
from duzhi.checker.periods import Period
from duzhi.checker.records import Reading, Record
from duzhi.checker.roles import DENOMINATOR, LEVY, OTHER, OVER, RATIO, TIMES, Role
from duzhi.checker.tokens import Token

_NAMES = 80
"""Records to look back for a name within a line."""
_NAMELESS = frozenset((OTHER, RATIO, LEVY, DENOMINATOR, TIMES, OVER))


@dataclass(slots=True)
class Talk:
    """The state of one line."""

    reading: Reading
    lists: Lists
    line: int
    period: Period
    current: Record | None = None
    """Whom the last words spoke of."""
    owner: str = ""
    """Whose row is told: 中央, 地方, 市本级."""
    ahead: Claim | None = None
    """A budget told before what it is the budget of."""
    levy: Claim | None = None
    """按1%提取: the share that the next amount is."""
    budget: tuple[Record | None, Claim] | None = None
    """A budget that waits for its percentage."""
    denominator: Claim | None = None
    """An amount that waits for the ratio of another to it."""
    amount: Claim | None = None
    """The last amount: this year's or last year's."""
    told: str = ""
    """The role of the last figure."""
    verb: Role | None = None
    """调增 before a list of names."""
    chain: list[Record] = field(default_factory=list)
    """The names of the last 分别."""
    siblings: list[Record] = field(default_factory=list)
    """Amounts told one after another with 、 or 和."""

    @property
    def sentence(self) -> int:
        """The number of the running sentence."""
        return len(self.reading.sentences) - 1

    def forget(self) -> None:
        """A semicolon or full stop: what waited has missed its partner."""
        self.chain = []
        self.budget = None

    def claim(self, token: Token, role: Role, record: Record | None) -> Claim:
        """Note a figure; of nobody where `record` is None."""
        plain, value = self.reading.plain, token.value
        if value is not None and role.sign < 0 and value > 0:
            value = -value
        start, end = plain.at(token.start), plain.end(token.end)
        claim = Claim(
            f"c{len(self.reading.claims) + 1}",
            self.reading.text[start:end],
            start,
            end,
            token.kind,
            token.number,
            token.unit,
            value,
            token.half,
            "" if role.name in _NAMELESS else role.name,
            record.subject if record else "",
            str(self.period),
            record.scope if record else "",
        )
        self.reading.claims.append(claim)
        return claim

    def place(self, subject: str, *, aside: bool = False) -> Record:
        """A new record, or the one that was begun without an amount.

        `aside`: something is said of another subject; the talk goes on as before.
        """
        current = None if aside else self.current
        if current is not None and current.main is None and self._goes_on(subject, current):
            return current
        name = subject or (current.subject if current else "")
        record = Record(
            name,
            self.line,
            self.sentence,
            len(self.reading.records),
            self._owner(name),
            self.period.months,
            self.period.year,
            monthly=self.period.monthly,
        )
        self.reading.records.append(record)
        return record

    def _goes_on(self, subject: str, current: Record) -> bool:
        """支出年初预算为…,支出决算为…: the second names no other subject."""
        told = current.sentence == self.sentence and BUDGET in current.fields
        short = told and (subject in phrases.NOBODY or current.subject.endswith(subject))
        return short or subject in ("", current.subject)

    def _owner(self, name: str) -> str:
        scope = subjects.split(name)[0]
        if scope:
            self.owner = scope
        inside = self.lists.inside
        lent = inside.wholes[0].scope if inside is not None and inside.wholes else ""
        return scope or self.owner or lent

    def named(self, subject: str) -> Record | None:
        """A record of this line by its name."""
        for one in reversed(self.reading.records[-_NAMES:]):
            if one.line != self.line:
                break
            if subjects.same(subject, one.subject):
                return one
        return None

    def begin(self, subject: str) -> Record:
        """A subject of which no amount has been told yet."""
        record = self.place(subject)
        inside = self.lists.inside
        if inside is not None and not inside.closed:
            self.lists.enter(record)
        else:
            self.lists.file(record)
            self.current = record
        return record

    def spread_over(self, count: int) -> Sequence[Record]:
        """The names that an enumeration of `count` figures belongs to."""
        if len(self.chain) == count:
            return self.chain
        return self.siblings if len(self.siblings) == count else ()
