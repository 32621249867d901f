"""What a text says about one subject, and which subjects are said to be parts of another."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from duzhi.checker.claim import DELTA, GROWTH, LEVEL, Claim
from duzhi.checker.plain import Plain
from duzhi.checker.subjects import key, split

AMONG, BRACKETS, LIST, OUTLINE, TOTAL, ADDING, RESPECTIVE, TABLE, SCOPES, PAIR = (
    "among",
    "brackets",
    "list",
    "outline",
    "total",
    "adding",
    "respective",
    "table",
    "scopes",
    "pair",
)
"""How parts are tied to their whole: 其中, （…）, a list after a colon, numbered paragraphs,
合计 behind them, 加上…后总计, 分别为, table rows, 中央＋地方, terms that always make up another."""


_LONGEST = 600
"""Characters of a sentence that anybody reads."""


@dataclass(frozen=True, slots=True)
class Against:
    """A completion: the budget or target it divides by (None when not printed) and its words."""

    budget: Claim | None
    percent: Claim
    words: str


@dataclass(frozen=True, slots=True)
class Portion:
    """A share and the words of what it is a share of; `of_claim` where the amount stands there."""

    percent: Claim
    of: str
    of_claim: Claim | None = None
    part: Claim | None = None
    """What it is a share of the whole as, where that is not the level: last year's amount."""
    delta: bool = False
    """Of the increase, not of the amount: 税收增收额占财政增收额."""
    soft: bool = False
    """Its base is not stated: a difference is a question, not an error."""


@dataclass(frozen=True, slots=True)
class Rate:
    """审减率, 节约率, 资产负债率 … by name."""

    percent: Claim
    name: str


@dataclass(eq=False, slots=True)
class Record:
    """Everything said about one subject in one breath."""

    subject: str
    line: int
    sentence: int
    order: int
    owner: str = ""
    """Whose row it stands in: 中央, 地方, 全国, 市本级."""
    months: int = 0
    year: int = 0
    table: int = 0
    """Number of the table it is a row of, 0 in prose."""
    fields: dict[str, Claim] = field(default_factory=dict)
    against: list[Against] = field(default_factory=list)
    shares: list[Portion] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    ahead: list[Claim] = field(default_factory=list)
    changes: list[Claim] = field(default_factory=list)
    multiples: list[tuple[Claim, Claim | None]] = field(default_factory=list)
    """(2.83倍, the amount it multiplies)."""
    over_budget: Claim | None = None
    over_sure: bool = False
    """The words leave no doubt that it is measured by the budget."""
    shares_of: str = ""
    """What a change of its share is measured by."""
    total: bool = False
    """Told as 合计, 总计 or 总量."""
    closing: bool = False
    """Told as 年末, 累计 or 滚存: a stock, not the flow of the period."""
    monthly: bool = False
    """Its period is a single month."""
    comparable: bool = False
    """Something of it is told on a comparable basis."""
    revised: bool = False
    """Its change is that of a revised budget, not that from last year."""
    adjusted: bool = False
    """Its growth is told on a comparable basis, its other figures are not."""
    other_growths: list[Claim] = field(default_factory=list)
    twins: list["Record"] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What other mentions of the subject share."""
        return key(self.subject)

    @property
    def scope(self) -> str:
        """Place word of its subject or of its row."""
        return split(self.subject)[0] or self.owner

    @property
    def main(self) -> Claim | None:
        """The amount it stands for: the level, or a change where only that is said."""
        return self.fields.get(LEVEL) or self.fields.get(DELTA)

    def get(self, role: str) -> Claim | None:
        """A field, its own or said elsewhere about the same amount of the same thing."""
        if found := self.fields.get(role):
            return found
        return next((one.fields[role] for one in self.twins if role in one.fields), None)

    @property
    def growth(self) -> Claim | None:
        """同比, its own or a twin's."""
        return self.get(GROWTH)


@dataclass(eq=False, slots=True)
class Group:
    """Parts of a whole.

    `wholes` are the records it may be, `ends` the numbers of parts it may end with, both with the
    likeliest first.
    """

    kind: str
    wholes: list[Record]
    parts: list[Record]
    ends: list[int] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    """Numbers of parts told before each semicolon: a list may be told twice over."""
    complete: bool = False
    """The words say that nothing is left out."""
    loose: bool = False
    """The words leave the whole or the parts open: a sum that holds is told, none is accused."""

    @property
    def whole(self) -> Record:
        """The likeliest whole."""
        return self.wholes[0]


@dataclass(slots=True)
class Reading:
    """A text read: its claims, what is said of each subject, and what is part of what."""

    text: str
    plain: Plain
    claims: list[Claim] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    siblings: list[list[Record]] = field(default_factory=list)
    """What numbered lines of one rank open with, under a heading without a figure."""
    tables: int = 0
    """How many tables it has."""
    sentences: list[tuple[int, int]] = field(default_factory=list)
    """Plain offsets of each sentence."""

    def sentence(self, number: int) -> str:
        """A sentence as handed in; the beginning of one without end."""
        start, end = self.sentences[number]
        whole = self.text[self.plain.at(start) : self.plain.end(min(end, start + _LONGEST))]
        return whole.strip() + ("…" if end > start + _LONGEST else "")

    def levels(self) -> Iterator[Record]:
        """The records that state an amount."""
        return (one for one in self.records if LEVEL in one.fields)


def value(claim: Claim | None) -> Fraction | None:
    """Its value, None if there is none or it is masked."""
    return None if claim is None else claim.nominal
