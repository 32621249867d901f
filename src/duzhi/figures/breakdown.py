"""What a figure is made of: by township, subject, unit, fund, level …, parts that add up to it.

A ratio shows its numerator and denominator side by side under the same parts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from duzhi.figures.catalogue import Lines
from duzhi.figures.value import Evaluator, Value
from duzhi.kernel.codes import SUBJECT_LENGTHS, UNCLASSIFIED
from duzhi.kernel.money import allocate, round_half_up
from duzhi.ledger import api as ledger
from duzhi.registry import api as registry

SUBJECT, REGION, AGENCY, FUND, LEVEL = "subject", "region", "agency", "fund_type", "level"
TITLES = {
    SUBJECT: "按科目",
    REGION: "按乡镇",
    AGENCY: "按单位",
    FUND: "按资金性质",
    LEVEL: "按级次",
}
_WHOLE = 10_000
"""Printed shares are percentages with two decimals; together they are one hundred."""
_ENOUGH = 5
"""Subjects are cut where they first give so many parts."""
Sums = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """One row: amounts in fen of the figure, of the denominator, and of the figure last year.

    `share` and `share_before` are printed parts of one that add up to one; `selection` leads to
    the lines of the row.
    """

    code: str
    name: str
    fen: int
    share: Fraction
    base_fen: int | None
    before_fen: int
    share_before: Fraction
    selection: ledger.Selection

    @property
    def ratio(self) -> Fraction | None:
        """This part's own numerator ÷ denominator."""
        return Fraction(self.fen, self.base_fen) if self.base_fen else None

    @property
    def growth(self) -> Fraction | None:
        """Relative change against last year; None where there was nothing."""
        return Fraction(self.fen, self.before_fen) - 1 if self.before_fen > 0 else None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure by one classification; `top` is the numerator, `base` the denominator of a ratio.

    `covers` says that every part has a denominator of its own.
    """

    by: str
    top: Value
    base: Value | None
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """按乡镇."""
        return TITLES[self.by]

    @property
    def before_fen(self) -> int:
        """Last year's sum."""
        return sum(part.before_fen for part in self.parts)

    @property
    def covers(self) -> bool:
        """Whether the parts' denominators are not just the parts themselves (各税 of 税收)."""
        own = [part for part in self.parts if part.base_fen]
        return len(own) > 1 and any(part.base_fen != part.fen for part in own)


def ways(value: Value) -> tuple[str, ...]:
    """The classifications by which a figure can be taken apart, the most telling first."""
    lines = counted(value)
    if lines is None or not lines.adjustment:
        return ()
    one = lines.selection
    sorts = {code.partition(".")[0] for code in one.accounts}
    found = [SUBJECT] if sorts & {"revenue", "spending"} else []
    found += [REGION] if len(one.regions) > 1 else []
    found += [AGENCY] if "spending" in sorts else []
    found += [LEVEL] if len(one.levels) > 1 else []
    return (*found, FUND) if len(one.accounts) > 1 else tuple(found)


def breakdown(value: Value, by: str, evaluator: Evaluator) -> Breakdown | None:
    """The figure by one of its `ways`; None where it is not read from the ledger.

    Raises:
        LookupError: the figure cannot be taken apart that way.
    """
    lines = counted(value)
    if lines is None:
        return None
    if by not in ways(value):
        raise LookupError(f"{value.figure.name}不能{TITLES.get(by, by)}拆分")
    top, base = _top(value), _base(value)
    before = counted(evaluator.value(top.figure.code, top.years_back + 1))
    sides = [_moved(one, by, lines.span.start.year) for one in (lines, before)]
    sides += [_below(base, by, lines.span.start.year)] if base else []
    if by == SUBJECT:
        length = _cut(sides[0])
        sides = [_shortened(side, length) for side in sides]
    return Breakdown(by, top, base, _parts(by, lines.selection, sides, lines.span.start.year))


def counted(value: Value) -> Lines | None:
    """The lines of the ledger that make up a figure, or the numerator of a ratio.

    A part of a whole taken off (非税 = 收入 － 税收) is the whole without these subjects.
    """
    top = _top(value)
    if top.reading is not None:
        return top.reading.lines
    rule = top.figure.formula
    if rule is None or rule.kind != "difference" or len(top.parts) != 2:  # noqa: PLR2004 left and right
        return None
    left, right = (counted(part) for part in top.parts)
    return _without(left, right) if left and right else None


def printed_shares(amounts: Sequence[int]) -> list[Fraction]:
    """Shares with two decimals of a percentage that add up to one (largest remainder).

    >>> [str(share) for share in printed_shares([1, 1, 1])]
    ['1667/5000', '3333/10000', '3333/10000']
    """
    whole = sum(amounts)
    if whole <= 0:
        return [Fraction(0)] * len(amounts)
    if min(amounts) >= 0:
        return [Fraction(share, _WHOLE) for share in allocate(_WHOLE, amounts)]
    shares = [Fraction(round_half_up(Fraction(fen, whole), 4), _WHOLE) for fen in amounts]
    largest = max(range(len(amounts)), key=lambda index: abs(amounts[index]))
    shares[largest] += 1 - sum(shares)
    return shares


def _top(value: Value) -> Value:
    """What is taken apart: the numerator of a ratio, the present of a growth, else itself."""
    rule = value.figure.formula
    if rule is not None and rule.kind in ("ratio", "growth") and value.parts:
        return _top(value.parts[0])
    return value


def _base(value: Value) -> Value | None:
    rule = value.figure.formula
    if rule is None or rule.kind != "ratio" or len(value.parts) < 2:  # noqa: PLR2004 numerator and denominator
        return None
    return value.parts[1]


def _without(left: Lines, right: Lines) -> Lines | None:
    subjects = right.selection.subjects
    if left.selection.subjects or not subjects:
        return None
    if right != replace(left, selection=replace(left.selection, subjects=subjects)):
        return None
    excluding = (*left.selection.excluding, *subjects)
    return replace(left, selection=replace(left.selection, excluding=excluding))


def _moved(lines: Lines | None, by: str, year: int) -> Sums:
    """Fen by code; subjects in full, those of an earlier year under the year's own."""
    if lines is None:
        return {}
    found = ledger.grouped(lines.selection, lines.span, by=(by,), adjustment=lines.adjustment)
    sums = {code: fen for (code,), fen in found.items()}
    if by != SUBJECT or lines.span.start.year == year:
        return sums
    account = lines.selection.accounts[0]
    moves = registry.restated(
        budget=ledger.words.budget(account, lines.selection.fund),
        direction=ledger.words.direction(account),
        year=year,
        data_year=lines.span.start.year,
    )
    return _summed((_restated(code, moves), fen) for code, fen in sums.items())


def _below(base: Value, by: str, year: int) -> Sums:
    """The denominator by the same codes; a budget says them line by line."""
    if lines := counted(base):
        return _moved(lines, by, year)
    found = [(one.key, one.amount) for one in base.sources()]
    return _summed((getattr(key, by), int(fen)) for key, fen in found if key is not None)


def _restated(code: str, moves: Mapping[str, str]) -> str:
    return next((new for old, new in moves.items() if code.startswith(old)), code)


def _cut(sums: Sums) -> int:
    for length in SUBJECT_LENGTHS:
        if len(_shortened(sums, length)) >= _ENOUGH:
            return length
    return SUBJECT_LENGTHS[-1]


def _shortened(sums: Sums, length: int) -> Sums:
    return _summed(
        (code[: length + code.startswith(UNCLASSIFIED)], fen) for code, fen in sums.items()
    )


def _summed(pairs: Iterable[tuple[str, int]]) -> Sums:
    sums = Counter[str]()
    for code, fen in pairs:
        sums[code] += fen
    return sums


def _parts(
    by: str, selection: ledger.Selection, sides: Sequence[Sums], year: int
) -> tuple[Part, ...]:
    now, before, base = sides[0], sides[1], sides[2] if len(sides) > 2 else None  # noqa: PLR2004 with a denominator
    codes = sorted({code for side in (now, before) for code, fen in side.items() if fen})
    if by in (REGION, AGENCY):
        codes.sort(key=lambda code: -now.get(code, 0))
    account = selection.accounts[0]
    names = ledger.words.names(by, codes, account=account, fund=selection.fund, year=year)
    shares = printed_shares([now.get(code, 0) for code in codes])
    shares_before = printed_shares([before.get(code, 0) for code in codes])
    return tuple(
        Part(
            code=code,
            name=names.get(code, code),
            fen=now.get(code, 0),
            share=shares[no],
            base_fen=base.get(code, 0) if base is not None else None,
            before_fen=before.get(code, 0),
            share_before=shares_before[no],
            selection=_narrowed(selection, by, code),
        )
        for no, code in enumerate(codes)
    )


def _narrowed(selection: ledger.Selection, by: str, code: str) -> ledger.Selection:
    if by == SUBJECT:
        return replace(selection, subjects=(code,))
    if by == REGION:
        return replace(selection, regions=(code,))
    if by == LEVEL:
        return replace(selection, levels=(code,))
    if by == FUND:
        return replace(selection, fund=code)
    return replace(selection, also=(*selection.also, (by, code)))
