"""Whether one set of positive amounts satisfies everything printed, and what it gives away."""

from collections.abc import Iterable, Mapping, Sequence, Set
from fractions import Fraction

from duzhi.checker.masked.conflict import claims_of, contradiction, irreducible, without
from duzhi.checker.masked.exact import least
from duzhi.checker.masked.program import Program
from duzhi.checker.masked.system import Asked, Bound, Component, Ratio, Sum, components, rows_of
from duzhi.checker.report import FEASIBLE, INFEASIBLE, Masked, Range

_TELLING = Fraction(20)
"""A range of more points than this gives nothing away and is left out."""
_EFFORT = 50_000_000
"""Ratios asked of one component times its rows squared: beyond, only the first are bounded."""
_LARGEST = 10_000
"""A component of more rows is left undecided: a text of that kind is a table, not a report."""
_SHOWN, _HINTED = 12, 1_500
"""Claims that a message names; rows up to which it also says what would mend them."""


def solve(
    ratios: Iterable[Ratio],
    sums: Iterable[Sum],
    bounds: Iterable[Bound],
    asked: Sequence[Asked],
    words: Mapping[str, str] | None = None,
    hidden: Set[str] | None = None,
) -> Masked:
    """Decide the system component by component; `words` says how a claim is called in a message.

    Only components with one of the `hidden` amounts are judged, all of them where none are given.
    The conflict is that of the first component that has one, the message names all of them.

    Raises:
        ValueError: an amount compared with itself, or an interval whose ends are swapped.
    """
    found = [
        one
        for one in components(tuple(rows_of(ratios, sums, bounds)))
        if len(one.rows) <= _LARGEST and (hidden is None or not hidden.isdisjoint(one.names))
    ]
    if not any(claims_of(one.rows) for one in found):
        return Masked()
    told = _asked(found, asked)
    ranges: list[Range] = []
    conflicts: list[tuple[tuple[str, ...], str]] = []
    for number, one in enumerate(found):
        program = Program(one.rows)
        proven = contradiction(program)
        if not proven:
            ranges += _ranges(program, told.get(number, ()))
        elif claims_of(proven):
            claims = irreducible(one.rows, proven)
            conflicts.append((claims, _said(one, claims, words or {})))
    if not conflicts:
        return Masked(FEASIBLE, tuple(ranges))
    message = "".join(text for _, text in conflicts)
    return Masked(INFEASIBLE, tuple(ranges), conflicts[0][0], message)


def _asked(found: Sequence[Component], asked: Iterable[Asked]) -> dict[int, list[Asked]]:
    """What is asked of each component; amounts of two components bound no ratio."""
    home = {name: number for number, one in enumerate(found) for name in one.names}
    told: dict[int, list[Asked]] = {}
    for one in asked:
        number = home.get(one.numerator)
        if number is not None and number == home.get(one.denominator):
            told.setdefault(number, []).append(one)
    return told


def _ranges(program: Program, asked: Sequence[Asked]) -> list[Range]:
    """The ranges that say something, in percent."""
    ranges = []
    for one in asked[: _EFFORT // len(program.rows) ** 2]:
        found = _ends(program, one)
        if found is not None and 100 * (found[1] - found[0]) <= _TELLING:
            ranges.append(Range(one.name, 100 * found[0], 100 * found[1]))
    return ranges


def _ends(program: Program, asked: Asked) -> tuple[Fraction, Fraction] | None:
    """The least and the largest value in parts of one, where both are proven."""
    ends = []
    for vertex, sign in (program.least, 1), (program.most, -1):
        found = vertex(asked.numerator, asked.denominator)
        if found is None:
            return None
        terms = {asked.numerator: Fraction(sign)}
        end = least(program.rows, found, terms, asked.denominator)
        if end is None:
            return None
        ends.append(sign * end)
    return ends[0], ends[1]


def _said(one: Component, claims: Sequence[str], words: Mapping[str, str]) -> str:
    """One sentence: what cannot hold together, and which single change would mend it."""
    names = [words.get(claim, claim) for claim in claims]
    shown = "、".join(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")
    blamed = [words.get(claim, claim) for claim in claims if _mended(one, claim, claims)]
    hint = ""
    if blamed and len(blamed) < len(claims):
        hint = f"只要改正{'或'.join(blamed)}就能同时成立，"
    return f"{shown}不能同时成立：没有一组金额能满足这{len(claims)}个数；{hint}请对照原始数据核对。"


def _mended(one: Component, claim: str, claims: Sequence[str]) -> bool:
    """Whether everything else in the component agrees once this claim is gone."""
    if len(claims) > _SHOWN or len(one.rows) > _HINTED:
        return False
    others = [other for other in claims_of(one.rows) if other != claim]
    return not contradiction(Program(without(one.rows, keep=others)))
