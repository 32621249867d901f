"""校核 of one figure: what must equal what, with both sides, the difference and the verdict.

Declared identities that name the figure or a part of it; and what follows from formulas alone: the
parts give the figure, its lines add up to it, printed shares add up to one hundred, and printed
growth leads from last year's ratio to this year's within the error of rounding.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from duzhi.figures import breakdown
from duzhi.figures.catalogue import PERCENT, Figure, figure, figures, numbers_of, used_in
from duzhi.figures.formula import growth, ratio
from duzhi.figures.identity import BROKEN, HOLDS, UNKNOWN, Identity, identities
from duzhi.figures.value import Evaluator, Value
from duzhi.kernel.money import UNIT_FEN, round_half_up
from duzhi.kernel.wording import trimmed

CLOSE = "容差内"
"""Equal but for rounding of the printed numbers it was computed from."""
_SIGNS = {"=": "＝", "≤": "≤"}
_FEW = 3
"""So many figures of a side are named."""
_PLACES = 4
"""Decimals of a ratio that is printed as a percentage with two."""
_HALF = Fraction(1, 2 * 10**_PLACES)


@dataclass(frozen=True, slots=True)
class Proof:
    """One check; sides and difference are in the figures' unit, None where they are missing."""

    code: str
    name: str
    unit: str
    left: Fraction | None
    right: Fraction | None
    verdict: str
    figures: tuple[str, ...] = ()
    """Codes that it names."""
    note: str = ""
    short: str = ""
    """The same with the numbers of papers: F05＋F09＝F01."""

    @property
    def difference(self) -> Fraction | None:
        """Left minus right."""
        return None if self.left is None or self.right is None else self.left - self.right


def proofs(value: Value, evaluator: Evaluator) -> list[Proof]:
    """Every check of a figure on its day; never stops at the first that fails."""
    found = [_declared(one, evaluator) for one in _naming(value)]
    found += _from_parts(value)
    found += _from_lines(value, evaluator)
    found += _complement(value, evaluator)
    found += _from_growth(value, evaluator)
    return found


def _naming(value: Value) -> list[Identity]:
    own = {value.figure.code}
    if value.figure.formula is not None:
        own |= {part.code for part in value.figure.formula.parts}
    named = [one for one in identities() if own & {*one.left, *one.right}]
    return list({(one.left, one.right): one for one in reversed(named)}.values())[::-1]


def _declared(one: Identity, evaluator: Evaluator) -> Proof:
    left, right = evaluator.values(one.left), evaluator.values(one.right)
    unit, codes = left[0].figure.unit, (*one.left, *one.right)
    short = f"{_labels(one.left)}{_SIGNS[one.relation]}{_labels(one.right)}"
    missing = [value.name for value in (*left, *right) if value.exact is None]
    if missing:
        note = f"缺{'、'.join(missing)}"
        return Proof(one.code, one.name, unit, None, None, UNKNOWN, codes, note, short)
    sums = [sum((Fraction(v.exact or 0) for v in side), Fraction(0)) for side in (left, right)]
    gap = sums[0] - sums[1]
    holds = abs(gap) <= one.tolerance if one.relation == "=" else gap <= one.tolerance
    left_shown, right_shown = (_shown(side, unit) for side in sums)
    verdict = HOLDS if holds else BROKEN
    return Proof(one.code, one.name, unit, left_shown, right_shown, verdict, codes, "", short)


def _from_parts(value: Value) -> Iterator[Proof]:
    """The formula once more, from the parts as they stand."""
    rule, numbers = value.figure.formula, [part.exact for part in value.parts]
    if rule is None or not numbers or value.exact is None or None in numbers:
        return
    again = rule.compute([number for number in numbers if number is not None])
    name = f"{value.formula}＝{value.figure.name}"
    codes = (*(part.figure.code for part in value.parts), value.figure.code)
    labels = [
        ("上年" if part.years_back else "") + _label(part.figure.code) for part in value.parts
    ]
    short = f"{rule.words(labels)}＝{_label(value.figure.code)}"
    proof = _equal("parts", name, value.figure, again, value.exact, codes)
    yield replace(proof, short=short.replace(" ", ""))


def _from_lines(value: Value, evaluator: Evaluator) -> Iterator[Proof]:
    ways = breakdown.ways(value)
    if not ways or value.exact is None:
        return
    found = breakdown.breakdown(value, ways[0], evaluator)
    if found is not None and found.top.exact is not None:
        top, exact = found.top, found.top.exact
        name = f"{found.title.removeprefix('按')}分录之和＝{top.name}"
        summed = sum(part.fen for part in found.parts)
        proof = _equal("lines", name, top.figure, summed, exact, (top.figure.code,))
        yield replace(proof, short=f"分录之和＝{_label(top.figure.code)}")


def _complement(value: Value, evaluator: Evaluator) -> Iterator[Proof]:
    """Printed shares of the parts of one whole add up to one hundred."""
    rule = value.figure.formula
    if rule is None or rule.kind != "ratio" or value.figure.unit != PERCENT:
        return
    part, whole = (one.code for one in rule.parts)
    shares = {one.formula: one for one in figures() if one.formula and one.unit == PERCENT}
    for one in identities():
        if one.relation != "=" or one.right != (whole,) or part not in one.left:
            continue
        own = [shares.get(ratio(code, whole)) for code in one.left]
        values = [evaluator.value(each.code) for each in own if each is not None]
        if len(values) == len(one.left) and all(each.exact is not None for each in values):
            name = f"{'＋'.join(each.figure.name for each in values)}＝100"
            printed = sum((_printed(Fraction(each.exact or 0)) for each in values), Fraction(0))
            slack = _HALF * len(values)
            codes = tuple(each.figure.code for each in values)
            proof = _near("complement", name, value.figure, printed, Fraction(1), slack, codes)
            yield replace(proof, short="各占比之和＝100")
            return


def _from_growth(value: Value, evaluator: Evaluator) -> Iterator[Proof]:
    """A share moves as its parts grew: last year's × (1 + 分子增幅) ÷ (1 + 分母增幅)."""
    rule = value.figure.formula
    if rule is None or rule.kind != "ratio" or value.exact is None:
        return
    grown = [_growth_of(part.code) for part in rule.parts]
    if None in grown:
        return
    changes = [evaluator.value(one.code).exact for one in grown if one is not None]
    before = evaluator.value(value.figure.code, 1).exact
    if before is None or None in changes:
        return
    top, base = (1 + _printed(Fraction(one)) for one in changes if one is not None)
    if not base:
        return
    reached = _printed(Fraction(before)) * top / base
    slack = abs(reached) * (_HALF / abs(top) + _HALF / abs(base)) + 2 * _HALF if top else 2 * _HALF
    codes = tuple(one.code for one in grown if one is not None)
    name = f"由分子、分母增幅推算{value.figure.name}"
    now = _printed(Fraction(value.exact))
    proof = _near("growth", name, value.figure, now, _printed(reached), slack, codes)
    yield replace(proof, short="由增幅推算占比" if value.figure.unit == PERCENT else "由增幅推算")


def _growth_of(code: str) -> Figure | None:
    return next((one for one in used_in(code) if one.formula == growth(code)), None)


def _equal(
    code: str,
    name: str,
    like: Figure,
    left: Fraction | int | None,
    right: Fraction | int,
    codes: tuple[str, ...],
) -> Proof:
    verdict = HOLDS if left == right else BROKEN
    shown = None if left is None else _shown(Fraction(left), like.unit)
    return Proof(code, name, like.unit, shown, _shown(Fraction(right), like.unit), verdict, codes)


def _near(
    code: str,
    name: str,
    like: Figure,
    left: Fraction,
    right: Fraction,
    slack: Fraction,
    codes: tuple[str, ...],
) -> Proof:
    gap = abs(left - right)
    verdict = HOLDS if not gap else CLOSE if gap <= slack else BROKEN
    sides = (_shown(left, like.unit), _shown(right, like.unit))
    note = f"由印出的数推算，容差±{trimmed(slack * 100)}个百分点"
    return Proof(code, name, like.unit, *sides, verdict, codes, note)


def _label(code: str) -> str:
    """F13 where a paper numbers it, else its name."""
    return next(iter(numbers_of(code)), "") or figure(code).name


def _labels(codes: tuple[str, ...]) -> str:
    return "＋".join(map(_label, codes)) if len(codes) <= _FEW else f"{len(codes)}项之和"


def _printed(value: Fraction) -> Fraction:
    return Fraction(round_half_up(value, _PLACES), 10**_PLACES)


def _shown(exact: Fraction, unit: str) -> Fraction:
    if unit in UNIT_FEN:
        return exact / UNIT_FEN[unit]
    return exact * 100 if unit in ("％", "个百分点") else exact
