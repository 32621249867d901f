"""The catalogue: every figure says what it is, whose it is and what it rests on."""

from collections import defaultdict

import pytest

from duzhi.figures import api as figures
from duzhi.kernel.money import UNIT_FEN

RATIOS = {figures.PERCENT, figures.POINTS, figures.TIMES}
COUNTS = {"个", "项", "人次", "名", "家", "人", "户", "次", "笔", "天"}
HINT = "say it in the area's figures.py"


@pytest.fixture(scope="module", name="catalogue")
def _catalogue() -> tuple[figures.Figure, ...]:
    found = figures.figures()
    assert found, "no figures are registered: is duzhi.config in INSTALLED_APPS?"
    return found


def test_every_figure_has_a_unit_that_the_house_knows(catalogue):
    known = {*UNIT_FEN, *RATIOS, *COUNTS}
    faults = [f"{one.code} {one.name}: {one.unit!r}" for one in catalogue if one.unit not in known]
    assert not faults, f"use one of {sorted(known)}, or add the unit here: {faults}"


@pytest.mark.parametrize("field", ["name", "definition", "basis", "office"])
def test_every_figure_says_what_it_is_and_whose(catalogue, field):
    faults = [one.code for one in catalogue if not getattr(one, field).strip()]
    assert not faults, f"{field} is empty, {HINT}: {faults}"


def test_a_definition_says_more_than_the_name(catalogue):
    faults = [one.code for one in catalogue if one.definition.strip() == one.name.strip()]
    assert not faults, f"define these in words that an auditor can check, {HINT}: {faults}"


def test_two_figures_share_a_name_only_when_one_is_the_other(catalogue):
    by_name = defaultdict(list)
    for one in catalogue:
        if not _is_alias(one):
            by_name[one.name].append(one.code)
    double = {name: codes for name, codes in by_name.items() if len(codes) > 1}
    assert not double, f"rename one, or declare it with figures.same(code): {double}"


def test_every_part_of_a_formula_is_in_the_catalogue(catalogue):
    known = {one.code for one in catalogue}
    missing = [
        f"{one.code} needs {part.code}"
        for one in catalogue
        for part in _parts(one)
        if part.code not in known
    ]
    assert not missing, f"publish the parts, or correct the formula: {missing}"


def test_no_figure_rests_on_itself(catalogue):
    parts = {one.code: {part.code for part in _parts(one)} for one in catalogue}
    circular = [code for code in parts if code in _below(code, parts)]
    assert not circular, f"break the circle of formulas: {circular}"


def test_a_figure_has_a_reader_or_a_formula_but_not_both(catalogue):
    both = [one.code for one in catalogue if one.read and one.formula]
    assert not both, f"keep one of the two, {HINT}: {both}"


def test_a_ratio_of_budgets_names_its_denominator(catalogue):
    mute = [
        one.code
        for one in catalogue
        if one.formula and one.formula.kind == "ratio" and "完成" in one.name
        if not one.denominator
    ]
    assert not mute, f"name the denominator (年初预算, 变动预算), {HINT}: {mute}"


def _is_alias(one: figures.Figure) -> bool:
    """F28 = F03: another place prints the same number."""
    return one.formula is not None and one.formula.kind == "sum" and len(one.formula.parts) == 1


def _parts(one: figures.Figure):
    return one.formula.parts if one.formula else ()


def _below(code: str, parts: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(parts.get(code, ()))
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting += parts.get(part, ())
    return found
