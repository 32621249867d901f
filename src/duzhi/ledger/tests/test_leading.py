"""What a statement asks when it leads on: several prefixes of a key field, the largest lines."""

from dataclasses import replace
from datetime import date

import pytest

from duzhi.kernel.period import Span
from duzhi.ledger import api as ledger
from duzhi.ledger.tests.conftest import ROAD, WAGES, paid

SPENT = ledger.Selection(("spending.general",))
QUARTER = Span(date(2023, 1, 1), date(2023, 4, 1))


@pytest.fixture
def paid_out(books):
    """Two months of wages and a road."""
    entries = [
        paid("V1", 500, on=date(2023, 2, 10)),
        paid("V2", 700),
        paid("V3", 900, key=ROAD),
        paid("V4", 50, key=replace_agency("205009")),
    ]
    ledger.post_many(entries, fact=True, **books)


def replace_agency(code):
    return WAGES._replace(agency=code, guarantee="3")


def spent(*also):
    return ledger.turnover(replace(SPENT, also=also), QUARTER)


def test_a_key_field_takes_several_prefixes_with_commas(paid_out):
    assert spent(("agency", "205001,214001")) == 2_100
    assert spent(("agency", "205")) == 1_250
    assert spent(("guarantee", "1,2,3")) == 1_250
    assert spent(("guarantee", "1,2,3"), ("agency", "205009")) == 50


def test_sums_by_key_are_those_of_the_roll_up(paid_out):
    by_agency = ledger.grouped(SPENT, QUARTER, by=("agency",))
    assert by_agency == {("205001",): 1_200, ("214001",): 900, ("205009",): 50}
    assert sum(by_agency.values()) == ledger.turnover(SPENT, QUARTER)


def test_the_largest_lines_come_first_and_all_are_counted(paid_out):
    found, count = ledger.largest(SPENT, QUARTER, 2)
    assert [(one.source, one.amount_fen) for one in found] == [
        ("payments.voucher:V3#1", 900),
        ("payments.voucher:V2#1", 700),
    ]
    assert count == 4
    assert ledger.largest(SPENT, Span(date(2022, 1, 1), date(2022, 2, 1)), 2) == ([], 0)
