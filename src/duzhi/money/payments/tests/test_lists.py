"""Vouchers on screens: what is listed and to whom, in which words one differs from its revision."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duzhi.money.payments.queries import units, vouchers
from duzhi.money.payments.tests.conftest import COUNTY, TOWN, row
from duzhi.office import api as office

ON = date(2023, 6, 30)
EVERYWHERE = office.Scope((office.Reach(),))


def scope(**reach):
    return office.Scope((office.Reach(**reach),))


@pytest.fixture
def paid(load):
    load(
        [
            row(),
            row("ZF2", agency="205009", on="2023-06-05", yuan="40.00"),
            row("ZF3", region=TOWN, agency="215001", on="2023-06-09", yuan="9.00"),
            row("ZF4", kind="退款支付", original="ZF1", yuan="30.00"),
        ],
        region="990181",
    )


def numbers(rows):
    return [one.number for one in rows.order_by("-on", "-pk")]


def test_the_year_up_to_the_day_is_listed_whichever_index_finds_it(paid):
    for by_day in (True, False):
        rows = vouchers.listed("990181", ON, EVERYWHERE, by_day=by_day)
        assert numbers(rows) == ["ZF3", "ZF2", "ZF4", "ZF1"]
        early = vouchers.listed("990181", date(2023, 6, 5), EVERYWHERE, by_day=by_day)
        assert numbers(early) == ["ZF2", "ZF4", "ZF1"]
        assert not vouchers.listed("990181", date(2022, 12, 31), EVERYWHERE, by_day=by_day)
    assert numbers(vouchers.listed(TOWN, ON, EVERYWHERE)) == ["ZF3"]


@pytest.mark.parametrize(
    ("reach", "seen"),
    [
        ({"agency": "205001"}, ["ZF4", "ZF1"]),
        ({"agency": "205"}, ["ZF2", "ZF4", "ZF1"]),
        ({"region": TOWN}, ["ZF3"]),
        ({"region": COUNTY, "agency": "205001"}, ["ZF4", "ZF1"]),
        ({"region": TOWN, "agency": "205001"}, []),
        ({"office": "社保股"}, []),
    ],
)
def test_a_reader_sees_what_lies_in_the_scope_and_nothing_else(paid, reach, seen):
    assert numbers(vouchers.listed("990181", ON, scope(**reach))) == seen
    document = f"{COUNTY}/2023/ZF1"
    found = vouchers.voucher(document, scope(**reach))
    assert (found is not None) == ("ZF1" in seen)


def test_two_grants_reach_what_either_does(paid):
    both = office.Scope((office.Reach(agency="205009"), office.Reach(region=TOWN)))
    assert numbers(vouchers.listed("990181", ON, both)) == ["ZF3", "ZF2"]


def test_prefixes_are_ranges_of_codes():
    assert dict(vouchers.starting("agency", "209").children) == {
        "agency__gte": "209",
        "agency__lt": "21",
    }
    assert dict(vouchers.starting("agency", "A1").children) == {"agency__startswith": "A1"}
    assert dict(vouchers.starting("agency", "99").children) == {"agency__gte": "99"}


def test_revisions_say_what_changed_and_the_rest_stays_unsaid(paid, load):
    load([row(purpose="印刷费", yuan="110.00")], region=COUNTY)
    found = vouchers.revisions(f"{COUNTY}/2023/ZF1")
    assert [one.payment.revision for one in found] == [2, 1]
    assert [(one.title, one.before, one.after) for one in found[0].changes] == [
        ("用途", "办公费", "印刷费"),
        ("支付金额（分）", 10_000, 11_000),
    ]
    assert found[1].changes == []


def test_a_withdrawn_voucher_is_still_shown(paid, load):
    load([row()], region=COUNTY)
    gone = vouchers.voucher(f"{COUNTY}/2023/ZF2", EVERYWHERE)
    assert gone is not None
    assert not gone.current


def test_a_refund_and_what_it_pays_back_know_each_other(paid):
    first = vouchers.voucher(f"{COUNTY}/2023/ZF1", EVERYWHERE)
    back = vouchers.voucher(f"{COUNTY}/2023/ZF4", EVERYWHERE)
    assert [one.number for one in vouchers.related(first)] == ["ZF4"]
    assert [one.number for one in vouchers.related(back)] == ["ZF1"]


def test_units_are_ranked_by_what_they_spent(paid):
    found = units.units("990181", ON)
    assert [(one.no, one.code, one.year_fen) for one in found] == [
        (1, "205001", 7_000),
        (2, "205009", 4_000),
        (3, "215001", 900),
    ]
    assert sum(one.share for one in found) == Fraction(1)
    assert found[0].growth is None
    assert not units.units("990181", ON, "12")


def test_a_renamed_units_old_code_counts_with_it(load):
    load([row(agency="205002", on="2022-06-02", year=2022, yuan="50.00")], region="990181")
    load([row("ZF9", agency="205009", on="2023-06-02", yuan="60.00")], region="990181")
    only = units.units("990181", ON)
    assert [(one.code, one.year_fen, one.last_fen) for one in only] == [("205009", 6_000, 5_000)]
    budgets = units.budgets("990181", ON, "205009")
    assert [(one.code, one.year_fen, one.last_fen) for one in budgets] == [("11", 6_000, 5_000)]


def test_a_page_by_amount_is_found_by_the_index_of_amounts(paid):
    if connection.vendor != "sqlite":
        pytest.skip("the planner of PostgreSQL decides by its statistics")
    rows = vouchers.listed("990181", ON, EVERYWHERE, by_day=False).order_by("-amount", "-pk")[:51]
    with CaptureQueriesContext(connection) as seen:
        list(rows)
    assert len(seen) == 1
    assert "payments_by_amount" in rows.explain()
