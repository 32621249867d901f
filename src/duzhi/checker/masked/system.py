"""The masked system as data: unknown positive amounts, the ratios between them, and their sums.

Every statement is homogeneous once 1 元 is an amount of its own (`YUAN`), so a printed amount is
a ratio like the others. A row reads: terms added up are ≥ 0, or = 0 where it is `tight`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

YUAN = "1元"
"""The known amount against which printed amounts are measured."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """low ≤ numerator ÷ denominator ≤ high, in parts of one.

    A growth g stands as this year's ÷ last year's in [1 + low, 1 + high].
    """

    claims: tuple[str, ...]
    """Ids of the claims that state it."""
    numerator: str
    denominator: str
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts that make a whole, as the words say; never part of a conflict."""

    parts: tuple[str, ...]
    whole: str


@dataclass(frozen=True, slots=True)
class Bound:
    """An amount that is printed, in 元."""

    claims: tuple[str, ...]
    name: str
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Asked:
    """A ratio to bound, and what people call it: 上年税收收入占一般公共预算收入."""

    name: str
    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Row:
    """One inequality (or equation, if `tight`) over the amounts."""

    claims: tuple[str, ...]
    terms: Mapping[str, Fraction]
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """Rows that share amounts with each other and with nobody else."""

    rows: tuple[Row, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Its amounts, in order of appearance."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row.terms))


def rows_of(ratios: Iterable[Ratio], sums: Iterable[Sum], bounds: Iterable[Bound]) -> Iterator[Row]:
    """Every statement as rows; a ratio makes two, a limit that positive amounts keep none."""
    for bound in bounds:
        yield from _between(Ratio(bound.claims, bound.name, YUAN, bound.low, bound.high))
    for ratio in ratios:
        yield from _between(ratio)
    for one in sums:
        terms = {one.whole: Fraction(1)}
        for part in one.parts:
            terms[part] = terms.get(part, Fraction(0)) - 1
        yield Row((), terms, tight=True)


def _between(ratio: Ratio) -> Iterator[Row]:
    """Raises ValueError where an amount is compared with itself or the interval is empty."""
    if ratio.numerator == ratio.denominator or ratio.low > ratio.high:
        raise ValueError(f"not a ratio: {ratio}")
    one = Fraction(1)
    if ratio.low > 0:
        yield Row(ratio.claims, {ratio.numerator: one, ratio.denominator: -ratio.low})
    yield Row(ratio.claims, {ratio.numerator: -one, ratio.denominator: ratio.high})


def components(rows: Sequence[Row]) -> list[Component]:
    """The rows grouped by the amounts they share, in order; linear in their number."""
    return [Component(tuple(group)) for group in _grouped(rows)]


def clusters(rows: Sequence[Row]) -> list[str]:
    """One amount of each group that ratios alone hold together, the largest group first."""
    groups = _grouped([row for row in rows if not row.tight])
    groups.sort(key=len, reverse=True)
    return [next(name for name in group[0].terms if name != YUAN) for group in groups]


def _grouped(rows: Sequence[Row]) -> list[list[Row]]:
    """1 元 joins nobody: amounts that are both printed are not thereby related."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while above.setdefault(name, name) != name:
            above[name] = name = above[above[name]]
        return name

    for row in rows:
        first, *others = (name for name in row.terms if name != YUAN)
        for other in others:
            above[top(other)] = top(first)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(top(next(name for name in row.terms if name != YUAN)), []).append(row)
    return list(groups.values())
