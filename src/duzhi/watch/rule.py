"""A warning rule as an area declares it: dated data and one expression over one list of rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duzhi.watch import checking
from duzhi.watch.expression import DAY, MONEY, TEXT, Expr, Plain, laws

YELLOW, ORANGE, RED = "黄", "橙", "红"
LEVELS = (YELLOW, ORANGE, RED)
WARN, STOP, NOTE = "预警", "拦截", "记录"
HANDLINGS = (WARN, STOP, NOTE)
EVIDENCE = ("LAW", "SRC", "GEN", "LOCAL", "UNV")
Row = Mapping[str, Plain]
"""A record by field name."""
Earlier = Callable[[Sequence[str]], Mapping[str, str]]
"""Numbers of records → the document that each was spoken about as before, where there is one."""
Reader = Callable[[str, date, date], Iterable[tuple[Plain, ...]]]
"""Rows of a region (six digits with its townships) from a day up to, not including, another."""
NAMES = {
    "id": TEXT,
    "region": TEXT,
    "agency": TEXT,
    "agency_name": TEXT,
    "on": DAY,
    "amount": MONEY,
}
"""Fields that every list of rows must have: the document's number, where, who, when, how much."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a record: name in rules, type, and what people call it."""

    name: str
    title: str
    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class Records:
    """A list of rows that rules look at; `document` is the kind of its `Ref`."""

    code: str
    name: str
    document: str
    columns: tuple[Column, ...]
    read: Reader
    earlier: Earlier | None = None

    def __post_init__(self) -> None:
        """Raises ValueError when a column that every list needs is missing or of another type."""
        kinds = self.kinds
        for name, kind in NAMES.items():
            if kinds.get(name) != kind:
                raise ValueError(f"记录“{self.name}”缺少字段{name}，或类型不是{kind}")
        if len(kinds) != len(self.columns):
            raise ValueError(f"记录“{self.name}”有重名字段")

    @property
    def kinds(self) -> dict[str, str]:
        """Type by field name, in the order of the columns."""
        return {one.name: one.kind for one in self.columns}

    @property
    def titles(self) -> dict[str, str]:
        """What people call a field, by its name."""
        return {one.name: one.title for one in self.columns}


@dataclass(frozen=True, slots=True)
class Rule:
    """What is watched, why, how grave it is, and what happens.

    `shows` are the values an alert keeps as its evidence, each with its title.
    """

    code: str
    name: str
    records: Records
    test: Expr
    basis: str
    evidence: str
    level: str
    handling: str
    advice: str
    start: date = date(2021, 1, 1)
    shows: tuple[tuple[str, Expr], ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for a tree that does not fit the rows, or words that are not ours."""
        checking.check_rule(self.code, self.records.kinds, self.test, [e for _, e in self.shows])
        faults = (
            (self.level in LEVELS, f"级别“{self.level}”"),
            (self.handling in HANDLINGS, f"处理方式“{self.handling}”"),
            (self.evidence in EVIDENCE, f"依据标注“{self.evidence}”"),
            (bool(self.basis and self.advice and self.name), "依据、名称、处理意见"),
        )
        if wrong := [text for fine, text in faults if not fine]:
            raise ValueError(f"规则{self.code}的{'、'.join(wrong)}不合规定")

    @property
    def parameters(self) -> tuple[str, ...]:
        """Keys of the law it reads, each once."""
        trees = (self.test, *(expr for _, expr in self.shows))
        return tuple(dict.fromkeys(law.key for tree in trees for law in laws(tree)))
