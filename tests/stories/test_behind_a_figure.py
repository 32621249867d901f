"""Behind every figure of the sample county: months, parts, checks and source rows add up."""

from itertools import islice

import pytest

from duzhi.figures import api as figures
from duzhi.ledger import api as ledger
from tests.stories.conftest import ON

REGION = "990181"
HEADLINES = (
    "receipts.tax_share",
    "receipts.nontax",
    "receipts.general_completion",
    "receipts.fund_growth",
    "payments.livelihood_share",
    "payments.general_spending",
    "payments.guarantee.1",
    "treasury.cash",
    "treasury.coverage",
    "budget.tax",
    "receipts.differences",
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.mark.parametrize("code", HEADLINES)
def test_months_read_together_are_the_months_read_alone(code):
    both = figures.both(code, ON, REGION)
    assert [one.month for one in both.now] == list(range(1, 7))
    assert [one.month for one in both.before] == list(range(1, 13))
    alone = [figures.Evaluator(one.on, REGION).value(code).exact for one in both.now]
    assert [one.exact for one in both.now] == alone
    assert both.before[5].exact == figures.Evaluator(ON, REGION).value(code, 1).exact


def test_every_computed_figure_is_what_its_parts_by_any_classification_add_up_to():
    evaluator = figures.Evaluator(ON, REGION)
    taken_apart = 0
    for one in figures.figures():
        value = evaluator.value(one.code)
        for by in figures.ways(value):
            found = figures.breakdown(value, by, evaluator)
            assert sum(part.fen for part in found.parts) == found.top.exact, (one.code, by)
            if found.top.exact:
                assert sum(part.share for part in found.parts) == 1, (one.code, by)
            taken_apart += 1
    assert taken_apart > 100


def test_a_completion_shows_each_tax_beside_its_own_budget():
    evaluator = figures.Evaluator(ON, REGION)
    found = figures.breakdown(evaluator.value("receipts.tax_completion"), "subject", evaluator)
    vat = found.parts[0]
    assert (vat.name, vat.fen, found.covers) == ("增值税", 17_260_000_000, True)
    assert sum(part.base_fen for part in found.parts) == evaluator.value("budget.tax").exact


@pytest.mark.parametrize("code", [*HEADLINES[:8], "receipts.vat_refunds", "budget.tax"])
def test_source_rows_by_subject_and_line_by_line_add_up_to_the_figure(code):
    value = figures.value(code, ON, REGION)
    top = value
    while figures.counted(value) and top.figure.formula and top.figure.formula.kind != "difference":
        top = top.parts[0]
    groups = figures.source_groups(value)
    assert sum(one.amount for one in groups) == top.exact
    opening = sum(one.amount for one in groups if one.code == figures.OPENING)
    steps = list(islice(figures.source_rows(value), 100_000))
    assert opening + sum(one.source.amount for one in steps) == top.exact
    one = next(group for group in groups if group.code != figures.OPENING)
    own = figures.source_rows(value, subject=one.code)
    assert sum(step.source.amount for step in own) == one.amount


def test_the_rows_of_a_page_name_file_sheet_and_row():
    page = figures.source_page(figures.value("receipts.tax_share", ON, REGION), size=20)
    assert (len(page.steps), bool(page.next)) == (20, True)
    rows = [row for step in page.steps for row in step.rows]
    assert rows
    assert all(row.file.endswith(".xlsx") and row.row > 1 for row in rows)


def test_checks_of_a_share_hold_and_name_what_they_compare():
    evaluator = figures.Evaluator(ON, REGION)
    found = figures.proofs(evaluator.value("receipts.tax_share"), evaluator)
    assert {one.verdict for one in found} <= {figures.HOLDS, figures.CLOSE}
    assert {one.code for one in found} >= {"parts", "lines", "complement", "growth", "X6.2"}


def test_numbers_of_the_report_lead_to_figures():
    assert figures.code_of("f13") == "receipts.tax_share"
    assert figures.numbers_of("receipts.general_completion") == ("F03", "F28")
    assert "receipts.tax_share" in {one.code for one in figures.used_in("receipts.tax")}


def test_a_county_whose_books_tie_has_no_differences():
    assert not ledger.differences(ON, REGION)
