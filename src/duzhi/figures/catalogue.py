"""The catalogue: every number is declared once, with unit, definition, basis and reader."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from duzhi.figures.formula import Formula, Number
from duzhi.kernel.entry import Key
from duzhi.kernel.money import UNIT_FEN
from duzhi.kernel.period import Span
from duzhi.ledger.api import Selection

T = TypeVar("T")
PERCENT, POINTS, TIMES = "％", "个百分点", "倍"


@dataclass(frozen=True, slots=True)
class Context:
    """What is asked: a day, a region with everything below it, and whose classification.

    `restated` is the year whose subjects apply when last year's figure is read for a comparison
    (口径调整); 0 means the day's own year. `monthly` says that the year's other month
    ends will be asked too, so that a reader does well to read the whole year at once.
    """

    on: date
    region: str
    regions: tuple[str, ...]
    restated: int = 0
    monthly: bool = False
    memo: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What several figures read alike, made once for all that are asked together.

        `key` must name everything it depends on besides the region: the day above all.
        """
        if key not in self.memo:
            self.memo[key] = make()
        return cast("T", self.memo[key])


@dataclass(frozen=True, slots=True)
class Source:
    """One thing a base figure is made of; the amounts of all of them add up to its value.

    Amounts are in fen for money, else plain. `ref` and `key` lead on to rows of imported files.
    """

    text: str
    on: date
    amount: Number
    ref: str = ""
    entry: int = 0
    event: str = ""
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of the ledger that a reading counts, and the fen that stood before them."""

    selection: Selection
    span: Span
    adjustment: bool = True
    opening_fen: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: the value, and what it is made of when somebody asks."""

    value: Number
    sources: Callable[[], Iterator[Source]]
    note: str = ""
    published: bool = False
    """Whether it stands in a published table only, for want of detail."""
    label: str = ""
    """What the value is called as a denominator on this day: 年初预算, 调整预算."""
    lines: Lines | None = None
    """What it counts in the ledger, where it is read there: 拆分 and source rows rest on it."""


Reader = Callable[[Context], Reading | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with a name. It has a reader, a formula, or neither: then its office files it."""

    code: str
    name: str
    unit: str
    definition: str
    basis: str
    office: str
    read: Reader | None = None
    formula: Formula | None = None
    denominator: str = ""

    @property
    def is_money(self) -> bool:
        """Whether its value is fen."""
        return self.unit in UNIT_FEN

    @property
    def is_computed(self) -> bool:
        """Whether an area computes it; else it is a 填报数."""
        return self.read is not None or self.formula is not None


_CATALOGUE: dict[str, Figure] = {}
_NUMBERS: dict[str, str] = {}


def register(figures: Iterable[Figure]) -> None:
    """Publish figures at start-up; a computed one takes over from the 填报数 of the same code.

    Raises:
        ValueError: two areas compute the same code.
    """
    for figure in figures:
        there = _CATALOGUE.get(figure.code)
        if there and there.is_computed and not figure.is_computed:
            continue
        if there and there.is_computed and there != figure:
            raise ValueError(f"指标{figure.code}由两处计算")
        _CATALOGUE[figure.code] = figure


def register_numbers(numbers: Iterable[tuple[str, str]]) -> None:
    """Let papers call a figure by a number of their own: ("F13", "receipts.tax_share").

    Raises:
        ValueError: a number stands for two figures.
    """
    for number, code in numbers:
        if _NUMBERS.setdefault(number, code) != code:
            raise ValueError(f"指标编号{number}对应两个指标")


def code_of(name: str) -> str:
    """The code behind a number (`F13`), in any case; every other name is a code already."""
    return _NUMBERS.get(name.upper(), name)


def numbers_of(code: str) -> tuple[str, ...]:
    """The numbers by which papers call a figure, in order; F28 is F03 once more."""
    return tuple(number for number, own in _NUMBERS.items() if own == code)


def used_in(code: str) -> tuple[Figure, ...]:
    """Derived figures that have this one among their parts, by code."""
    return tuple(
        one
        for one in figures()
        if one.formula is not None and any(part.code == code for part in one.formula.parts)
    )


def figure(code: str) -> Figure:
    """One figure.

    Raises:
        LookupError: the catalogue does not know the code.
    """
    try:
        return _CATALOGUE[code]
    except KeyError:
        raise LookupError(f"指标目录中没有“{code}”；duzhi figures 可列出全部指标") from None


def figures() -> tuple[Figure, ...]:
    """Everything published, by code."""
    return tuple(_CATALOGUE[code] for code in sorted(_CATALOGUE))
