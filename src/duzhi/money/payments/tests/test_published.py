"""Figures and statements of spending, read back from the books."""

from datetime import date
from fractions import Fraction

import pytest

from duzhi.figures import api as figures
from duzhi.money.payments import documents
from duzhi.money.payments.tests.conftest import NOW, TOWN, row
from duzhi.registry import api as registry

ON = date(2023, 6, 30)


@pytest.fixture
def halves(load):
    """The first halves of 2022 and 2023: education, science, health, funds, 国资."""
    load(
        [
            row("A1", on="2022-03-01", year=2022, yuan="800", subject="2050204", agency="205002"),
            row("A2", on="2022-06-30", year=2022, yuan="200", subject="2060101"),
            row("A3", on="2022-07-01", year=2022, yuan="900", subject="2060101"),
            row("A4", on="2022-05-01", year=2022, fund="121", subject="2120801", yuan="500"),
        ]
    )
    load(
        [
            row("B1", on="2023-02-01", yuan="600", guarantee="2", agency="205009"),
            row("B2", on="2023-06-30", yuan="400", subject="2060101", guarantee="000"),
            row("B3", on="2023-06-30", yuan="100", subject="2100408", direct="01", guarantee="1"),
            row("B4", on="2023-06-01", yuan="50", region=TOWN, agency="215001"),
            row("B5", on="2023-05-01", fund="121", subject="2120801", yuan="250", direct="02"),
            row("B6", on="2023-05-01", fund="131", subject="2230105", yuan="30"),
            row("B7", on="2023-05-01", yuan="70", subject="2310301", guarantee=""),
        ]
    )


def exact(code: str, region: str = "990181"):
    return figures.value(f"payments.{code}", ON, region).exact


def test_general_spending_leaves_out_transfers_and_repayment(halves):
    assert exact("general_spending") == 115_000
    assert exact("general_spending", "990181000") == 110_000
    assert exact("general_spending_growth") == Fraction(15, 100)


def test_the_other_budgets_stand_apart(halves):
    assert exact("fund_spending") == 25_000
    assert exact("fund_spending_growth") == Fraction(-1, 2)
    assert exact("capital_spending") == 3_000


def test_livelihood_names_its_scope(halves):
    value = figures.value("payments.livelihood", ON, "990181")
    assert value.exact == 75_000
    assert "205、207、208、210、211、213、221" in value.reading.note
    assert exact("livelihood_share") == Fraction(75, 115)
    assert exact("livelihood_wide") == 115_000
    assert exact("eight") == 115_000


def test_flags_are_counted_by_block_and_together(halves):
    assert exact("guarantee.1") == 10_000
    assert exact("guarantee.2") == 60_000
    assert exact("guarantee.3") == 5_000
    assert exact("guarantee") == 75_000
    assert exact("direct") == 35_000


def test_each_class_has_its_figure_and_they_add_up(halves):
    classes = [one.code for one in figures.figures() if one.code.startswith("payments.class.")]
    assert exact("class.206") == 40_000
    assert sum(exact(code.removeprefix("payments.")) for code in classes) == 115_000


@pytest.mark.parametrize("code", ["general_spending", "livelihood", "guarantee.2", "direct"])
def test_what_a_figure_is_made_of_adds_up_to_it(halves, code):
    value = figures.value(f"payments.{code}", ON, "990181")
    assert sum(one.amount for one in value.sources()) == value.exact


def test_last_year_is_read_under_this_years_subjects(halves):
    moved = registry.MappingRow(2023, "11", "20502", "20601", "划转")
    registry.load_mappings(rows=(moved,), by="王预算", at=NOW)
    evaluator = figures.Evaluator(ON, "990181")
    assert evaluator.value("payments.class.206", years_back=1).exact == 100_000
    assert evaluator.value("payments.class.205", years_back=1).exact == 0
    (general, _) = documents.spending(ON, "990181")
    by_code = {one.cells[0]: one.cells for one in general.rows}
    assert by_code["206"][6] == 100_000


def test_the_spending_table_folds_to_classes_and_sections(halves):
    general, fund = documents.spending(ON, "990181")
    rows = {one.cells[0]: one.cells for one in general.rows}
    _, name, budget, month, year, progress, before, more, growth, safe, people = rows["205"]
    assert (name, budget, month, year, before) == ("教育支出", None, 5_000, 65_000, 80_000)
    assert (progress, more, growth) == (None, -15_000, Fraction(-15, 80))
    assert (safe, people) == (65_000, 65_000)
    assert rows[""][4] == 115_000
    assert rows["20601"][3:5] == (40_000, 40_000)
    assert "230" not in rows
    assert "231" not in rows
    assert fund.rows[0].cells[4] == 25_000
    assert "205、207" in general.notes[1]


def test_the_livelihood_tables_print_both_scopes(halves):
    narrow, wide = documents.livelihood(ON, "990181")
    assert narrow.rows[0].cells[2:] == (75_000, 80_000, -5_000, Fraction(-5, 80), Fraction(75, 115))
    assert wide.rows[0].cells[2] == 115_000
    assert [one.cells[0] for one in narrow.rows[1:-1]] == [
        *("205", "207", "208", "210", "211", "213", "221")
    ]


def test_a_renamed_unit_is_compared_with_what_it_was(halves):
    (table,) = documents.units(ON, "990181")
    rows = {one.cells[0]: one.cells for one in table.rows}
    assert rows["205009"][1:6] == ("青岚市实验中学", 0, 60_000, 80_000, -20_000)
    assert "205002" not in rows
    assert any("205002 并入 205009" in note for note in table.notes)
    assert sum(cells[3] for code, cells in rows.items() if code) == rows[""][3] == 150_000


def test_a_finer_count_than_the_month_is_read_from_the_lines(halves):
    assert figures.value("payments.general_spending", date(2023, 6, 1), "990181").exact == 65_000
