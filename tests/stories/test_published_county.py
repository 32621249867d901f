"""A county nobody here made: its published tables answer for what has no detail, and say so."""

from datetime import date
from pathlib import Path

import pytest

from duzhi.figures import api as figures

pytestmark = pytest.mark.django_db
TABLES = Path(__file__).parents[1] / "data" / "tables"
ON = date(2020, 12, 31)
GIVEN = ("--region", "500243", "--year", "2020", "--unit", "万元")


@pytest.fixture
def pengshui(duzhi):
    names = ("pengshui_2020_general_balance.csv", "pengshui_2020_fund_balance.csv")
    code, out = duzhi("import", *(str(TABLES / name) for name in names), *GIVEN)
    assert code == 0, out


def test_both_sides_of_the_printed_balance_add_up(pengshui, duzhi):
    code, out = duzhi("report", "balance", "--region", "500243", "--on", str(ON))
    assert code == 0
    totals = [line.split() for line in out.splitlines() if line.startswith("总计")]
    assert totals == [["总计", "795,243"] * 2, ["总计", "318,082"] * 2]


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("receipts.general_revenue", "141461"),
        ("receipts.tax", "94148"),
        ("receipts.fund_revenue", "126723"),
        ("payments.general_spending", "729850"),
        ("payments.fund_spending", "218716"),
    ],
)
def test_a_figure_without_detail_is_the_published_one_and_says_so(pengshui, code, printed):
    value = figures.value(code, ON, "500243")
    assert (value.display, value.published) == (printed, True)
    assert sum(one.amount for one in value.sources()) == value.exact


def test_what_was_never_published_is_missing_not_zero(pengshui):
    for code in ("receipts.capital_revenue", "payments.livelihood", "treasury.cash"):
        assert figures.value(code, ON, "500243").status == "missing"


def test_a_year_without_any_table_is_missing_not_zero(pengshui):
    assert figures.value("receipts.tax", date(2019, 12, 31), "500243").status == "missing"
