"""An accounting entry: immutable, balanced per 区划 and budget, named by the document of the act.

Amounts are fen, debit positive and credit negative inside a line; postings only ever write
positive ones through `dr` and `cr`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from duzhi.kernel.period import Fiscal


class Ref(NamedTuple):
    """A document: kind (`receipts.day`), its own number, and which revision of it."""

    kind: str
    number: str
    revision: int = 1

    def __str__(self) -> str:
        """`receipts.day:990181000/2023-06-30#1`."""
        return f"{self.kind}:{self.number}#{self.revision}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """Back from its text.

        >>> Ref.parse("a.b:x:1#2")
        Ref(kind='a.b', number='x:1', revision=2)
        """
        kind, _, rest = text.partition(":")
        number, _, revision = rest.rpartition("#")
        return cls(kind, number, int(revision))


class Key(NamedTuple):
    """The classifications a line is booked under; empty where one does not apply."""

    region: str = ""
    """财政区划, 9 digits."""
    fund_type: str = ""
    """资金性质; the first two digits are the budget."""
    subject: str = ""
    """收入科目 or 支出功能科目(项)."""
    gov_econ: str = ""
    """政府预算支出经济分类."""
    dep_econ: str = ""
    """部门预算支出经济分类."""
    agency: str = ""
    """单位."""
    project: str = ""
    """项目."""
    level: str = ""
    """预算级次 1中央 2省 3市 4县 5乡."""
    source_doc: str = ""
    """资金来源文号."""
    guarantee: str = ""
    """三保标识."""
    direct: str = ""
    """直达资金标识."""
    bond: str = ""
    """债券代码."""


class Line(NamedTuple):
    """One side of an entry; `amount_fen` is signed: debit positive, credit negative."""

    account: str
    key: Key
    amount_fen: int
    control: str = ""


def dr(account: str, *, key: Key, amount_fen: int, control: str = "") -> Line:
    """A debit of a positive amount."""
    return _line(account, key, amount_fen, control, 1)


def cr(account: str, *, key: Key, amount_fen: int, control: str = "") -> Line:
    """A credit of a positive amount."""
    return _line(account, key, amount_fen, control, -1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of one document. An unbalanced or empty entry cannot be built."""

    source: Ref
    event: str
    on: date
    lines: Sequence[Line]
    adjustment: bool = False
    """Belongs to last year's 调整期 (period 13)."""

    def __post_init__(self) -> None:
        """Raises ValueError unless every 区划 × budget sums to zero."""
        if not self.lines:
            raise ValueError(f"{self.source} {self.event}: an entry needs lines")
        sums: dict[tuple[str, str], int] = {}
        for _, key, amount, _ in self.lines:
            group = (key[0], key[1][:2])
            sums[group] = sums.get(group, 0) + amount
        if any(sums.values()):
            raise ValueError(f"{self.source} {self.event}: 借贷不平 {sums}")

    @property
    def fiscal(self) -> Fiscal:
        """The period it counts in."""
        return Fiscal.of(self.on, adjustment=self.adjustment)


def _line(account: str, key: Key, amount_fen: int, control: str, sign: int) -> Line:
    if amount_fen <= 0:
        raise ValueError(f"{account}: an amount is positive, the side says the rest")
    return Line(account, key, sign * amount_fen, control)
