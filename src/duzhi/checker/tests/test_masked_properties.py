"""Amounts drawn at random, printed as ratios: they agree, their shares lie in the ranges.

And what cannot be is found, down to a set in which every claim counts.
"""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from duzhi.checker.masked.conflict import contradiction
from duzhi.checker.masked.exact import satisfies
from duzhi.checker.masked.program import Program
from duzhi.checker.masked.solve import solve
from duzhi.checker.masked.system import Asked, Ratio, Sum, rows_of
from duzhi.checker.report import FEASIBLE, INFEASIBLE
from duzhi.checker.tests.masked_seed import printed
from duzhi.kernel.money import decimal

YEARS = ("本年", "预算", "上年")
WHOLE = "总计"
Amounts = dict[str, Fraction]

anything = st.integers(1, 10**7)
likely = st.integers(100, 10**5)
"""No line of a report is a millionth of another, no growth a million times."""


@st.composite
def books(draw: st.DrawFn, amounts: st.SearchStrategy[int]) -> Amounts:
    """Two to four parts in three years, and the whole of each."""
    parts = [f"第{i}项" for i in range(draw(st.integers(2, 4)))]
    book = {year + part: Fraction(draw(amounts)) for year in YEARS for part in parts}
    return book | {year + WHOLE: sum(book[year + part] for part in parts) for year in YEARS}


@st.composite
def reports(
    draw: st.DrawFn, amounts: st.SearchStrategy[int]
) -> tuple[Amounts, list[Ratio], list[Sum]]:
    """A book and some of its ratios as a report prints them, half up to 0 to 3 decimals."""
    book = draw(books(amounts))
    pairs = [pair for pair in _pairs(book) if draw(st.booleans())]
    ratios = [_print(book, *pair, draw(st.integers(0, 3))) for pair in pairs]
    return book, ratios, _sums(book)


@settings(max_examples=50, deadline=None)
@given(reports(anything))
def test_what_was_printed_from_amounts_agrees_and_holds_the_truth(drawn):
    book, ratios, sums = drawn
    asked = [Asked(f"{a}|{b}", a, b) for a, b in _pairs(book)]
    found = solve(ratios, sums, [], asked)
    assert found.status == (FEASIBLE if ratios else "")
    for one in found.ranges:
        above, below = one.name.split("|")
        assert one.low <= 100 * book[above] / book[below] <= one.high


@settings(max_examples=40, deadline=None)
@given(reports(likely))
def test_a_point_of_the_solver_is_a_proof_once_its_sums_are_put_right(drawn):
    _, ratios, sums = drawn
    assume(ratios)
    program = Program(tuple(rows_of(ratios, sums, [])))
    found = program.widest(ratios[0].denominator)
    assert found is not None
    if found.room > 1e-7:
        assert satisfies(program.rows, found.point)


@settings(max_examples=40, deadline=None)
@given(reports(likely), st.integers(0, 3), st.fractions(Fraction(1, 10), 50), st.booleans())
def test_a_whole_that_outgrows_all_its_parts_contradicts_them_and_every_member_counts(
    drawn, places, beyond, against_budget
):
    book, ratios, sums = drawn
    before = YEARS[1] if against_budget else YEARS[2]
    pairs = [(f"本年{part}", before + part) for part in _parts(book)]
    known = [_print(book, *pair, places) for pair in pairs]
    half = Fraction(1, 2 * 10**places)
    text = decimal(max(100 * one.high for one in known) + half + beyond, 1)
    wrong = printed(f"本年{WHOLE}", before + WHOLE, text, claim="错")
    assume(wrong.low > max(one.high for one in known))
    others = [one for one in ratios if (one.numerator, one.denominator) not in _last(book, before)]
    claims = [*known, *others, wrong]
    found = solve(claims, sums, [], [])
    assert found.status == INFEASIBLE
    members = [one for one in claims if one.claims[0] in found.conflict]
    assert contradiction(Program(tuple(rows_of(members, sums, []))))
    for claim in found.conflict:
        left = [one for one in members if one.claims[0] != claim]
        assert solve(left, sums, [], []).status != INFEASIBLE


percents = st.integers(200, 9800).map(lambda n: Fraction(n, 100))


@settings(max_examples=60, deadline=None)
@given(percents, percents, percents, st.integers(-30, 30))
def test_two_parts_agree_with_their_whole_exactly_where_the_corners_say_so(share, one, two, off):
    """Share and both completions bound the completion of the whole; it is monotone in each."""
    half = Fraction(1, 200)
    sides = [(value - half, value + half) for value in (share, one, two)]
    corners = [1 / (s / (100 * a) + (100 - s) / (100 * b)) for s, a, b in product(*sides)]
    whole = Fraction(decimal(sum(corners) / 8, 2)) + Fraction(off, 100)
    assume(whole > 0)
    low, high = min(corners), max(corners)
    holds = whole + half >= low and whole - half <= high
    found = solve(
        [
            printed("本年甲", f"本年{WHOLE}", decimal(share, 2)),
            printed("本年甲", "预算甲", decimal(one, 2)),
            printed("本年乙", "预算乙", decimal(two, 2)),
            printed(f"本年{WHOLE}", f"预算{WHOLE}", decimal(whole, 2)),
        ],
        [Sum((f"{year}甲", f"{year}乙"), year + WHOLE) for year in YEARS[:2]],
        [],
        [],
    )
    assert found.status == (FEASIBLE if holds else INFEASIBLE)


@pytest.mark.parametrize("places", [0, 1, 2])
def test_a_hundred_parts_of_one_whole_are_one_system(places):
    book = {f"{year}第{i}项": Fraction(100 + 7 * i * i % 91) for year in YEARS for i in range(100)}
    book |= {year + WHOLE: sum(book[f"{year}第{i}项"] for i in range(100)) for year in YEARS}
    ratios = [_print(book, *pair, places) for pair in _pairs(book)]
    assert solve(ratios, _sums(book), [], []).status == FEASIBLE


def test_a_conflict_of_many_claims_is_named_at_once_and_shown_in_part():
    """A hundred parts fall, their whole grows: every one of them takes part."""
    parts = [f"第{i}项" for i in range(100)]
    ratios = [printed(f"本年{part}", f"上年{part}", "-3.2", base=1) for part in parts]
    ratios.append(printed(f"本年{WHOLE}", f"上年{WHOLE}", "5.1", base=1))
    sums = [Sum(tuple(year + part for part in parts), year + WHOLE) for year in ("本年", "上年")]
    found = solve(ratios, sums, [], [])
    assert len(found.conflict) == 101
    assert "等不能同时成立：没有一组金额能满足这101个数" in found.message


def _parts(book: Amounts) -> list[str]:
    return [name[2:] for name in book if name.startswith("本年") and name != f"本年{WHOLE}"]


def _pairs(book: Amounts) -> list[tuple[str, str]]:
    """Completion and growth of every line, and the shares of the parts in every year."""
    lines = [*_parts(book), WHOLE]
    found = [(f"本年{line}", year + line) for line in lines for year in YEARS[1:]]
    return found + [(year + part, year + WHOLE) for year in YEARS for part in _parts(book)]


def _sums(book: Amounts) -> list[Sum]:
    return [Sum(tuple(year + part for part in _parts(book)), year + WHOLE) for year in YEARS]


def _print(book: Amounts, above: str, below: str, places: int) -> Ratio:
    return printed(above, below, decimal(100 * book[above] / book[below], places))


def _last(book: Amounts, before: str) -> set[tuple[str, str]]:
    """The ratios that the wrong one and its parts take the place of."""
    return {(f"本年{line}", before + line) for line in [*_parts(book), WHOLE]}
