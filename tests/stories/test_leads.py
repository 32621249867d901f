"""Every money cell of every statement leads to entries or documents that add up to it."""

from datetime import date

import pytest

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.kernel.finding import Refused
from duzhi.money.budget.models import BudgetLine
from duzhi.money.treasury.models import AccountBalance, CashDay
from tests.stories.conftest import ON

pytestmark = pytest.mark.django_db
PLACES = [("990181", ON), ("990181001", ON), ("990181000", ON), ("990181", date(2023, 5, 17)),
          ("990181", date(2022, 12, 31))]  # fmt: skip
ENTRIES = (documents.Entries, documents.Standing)
BOOKED = {
    "revenue": {"当月", "累计", "上年同期"},
    "levels": {"县", "乡"},
    "townships": {"当月", "累计", "上年同期", "税收收入"},
    "spending": {"当月", "累计", "上年同期", "其中：三保"},
    "livelihood": {"累计", "上年同期"},
    "units": {"当月", "累计", "上年同期"},
}
"""Columns that must lead to entries; the cells of the other statements are documents."""


def cells(tables):
    for table in tables:
        for row in table.rows:
            for cell, column, lead in zip(row.cells, table.columns, row.leads, strict=False):
                yield row, column, cell, lead


def statements(region, on):
    for one in documents.statements():
        try:
            yield one.code, one.build(on, region)
        except Refused:
            continue


@pytest.mark.parametrize(("region", "on"), PLACES)
def test_the_entries_behind_a_cell_add_up_to_it(county, region, on):
    counted = 0
    for code, tables in statements(region, on):
        for row, column, cell, lead in cells(tables):
            if isinstance(lead, ENTRIES):
                counted += 1
                place = (code, row.cells[:2], column.title)
                assert (*place, lead.fen) == (*place, cell or 0)
    assert counted > 200


@pytest.mark.parametrize(("region", "on"), PLACES[:1])
def test_every_booked_column_leads_to_entries_or_to_what_is_published(county, region, on):
    for code, tables in statements(region, on):
        for row, column, cell, lead in cells(tables):
            if column.title in BOOKED.get(code, ()) and cell:
                assert isinstance(lead, (*ENTRIES, documents.FigureLead)), (code, row.cells[:2])


@pytest.mark.parametrize(("region", "on"), PLACES)
def test_a_figure_behind_a_cell_has_its_value(county, region, on):
    ask = figures.Evaluator(on, region)
    for code, tables in statements(region, on):
        for row, column, cell, lead in cells(tables):
            if isinstance(lead, documents.FigureLead):
                exact = ask.value(lead.code, lead.years_back).exact
                assert (code, row.cells[0], column.title, exact or None) == (
                    code, row.cells[0], column.title, cell or None
                )  # fmt: skip


@pytest.mark.parametrize("code", ["balance", "spending"])
def test_budget_lines_behind_a_cell_add_up_to_it(county, code):
    amounts = {str(line.pk): line.amount for line in BudgetLine.objects.all()}
    found = list(cells(documents.statement(code).build(ON, "990181")))
    led = [(cell, lead) for _, _, cell, lead in found if isinstance(lead, documents.RefLead)]
    assert len(led) > 50
    for cell, lead in led:
        assert sum(amounts[ref.number] for ref in lead.refs) == cell


def test_days_and_account_rows_behind_a_cell_add_up_to_it(county):
    days = list(CashDay.objects.filter(current=True))
    accounts = list(AccountBalance.objects.filter(current=True))
    for code in ("cash", "cashflow", "reconciliation"):
        for row, column, cell, lead in cells(documents.statement(code).build(ON, "990181")):
            if isinstance(lead, documents.DocumentsLead):
                field = dict(lead.fields)
                if lead.kind == "treasury.day":
                    own = [
                        one for one in days if one.on in lead.span and one.region in lead.regions
                    ]
                    total = sum(getattr(one, field["field"]) or 0 for one in own)
                else:
                    codes = field["code"].split(",")
                    period = lead.span.start.year * 100 + lead.span.start.month
                    own = [one for one in accounts if one.period == period and one.code in codes]
                    assert {one.code for one in own} == set(codes)
                    continue
                assert (code, row.cells[0], column.title, total) == (
                    code, row.cells[0], column.title, cell or 0
                )  # fmt: skip
