"""材料报送 of the report: who is asked for what, and how far every office is."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from duzhi.areas.reports import actions, queries
from duzhi.areas.reports.rules.items import BY_ID, DERIVED, ITEMS, PARTS
from duzhi.areas.reports.tests.conftest import AT, JUNE, REGION
from duzhi.figures import api as figures
from duzhi.kernel.finding import Refused
from duzhi.office import api as office
from duzhi.registry import api as registry

DUE = date(2023, 7, 5)


@pytest.fixture
def called(county):
    return actions.call_for_materials(on=JUNE, region=REGION, due=DUE, by="孙璐", at=AT)


def test_every_office_of_the_list_exists_and_some_role_of_that_name_files_and_reviews():
    known = {one.name for one in registry.offices()}
    named = {role.name: role for role in office.ROLES.values()}
    for item in (*ITEMS, *PARTS):
        assert item.office in known, f"{item.id}: {item.office} is not in offices.csv"
        role = named.get(item.office)
        assert role, f"{item.id}: no role is called {item.office}"
        assert {"figures.report", "figures.review"} <= role.does, item.office


def test_what_an_area_or_a_formula_computes_is_not_asked_for(county):
    ids = {item.id for item in queries.asked()}
    assert not ids & DERIVED
    assert {"F26", "F42S", "F70"} <= ids
    assert not {"F01", "F03", "F20", "F32"} & ids


def test_the_call_asks_once_and_is_due_with_the_monthly_reports(called):
    assert called == len(queries.asked())
    assert queries.default_due(JUNE) == DUE
    again = actions.call_for_materials(on=JUNE, region=REGION, due=DUE, by="孙璐", at=AT)
    assert again == 0
    offices = {item.office for item in queries.asked()}
    assert {todo.office for todo in office.open_todos()} == offices


def test_the_list_is_in_order_of_office_and_number(called):
    rows = queries.materials(JUNE, REGION)
    keys = [(row.owed.duty.office, row.id) for row in rows]
    assert keys == sorted(keys)
    mine = queries.materials(JUNE, REGION, "债务股")
    assert {BY_ID[row.id].office for row in mine} == {"债务股"}


def test_the_overview_counts_what_each_office_has_done(called, report_figures):
    report_figures({"F26": "8"})
    states = {one.name: one for one in queries.by_office(queries.materials(JUNE, REGION), DUE)}
    revenue = states["收入股"]
    assert (revenue.total, revenue.accepted, revenue.owed, revenue.late) == (2, 1, 1, 0)
    late = queries.by_office(queries.materials(JUNE, REGION), DUE + timedelta(days=1))
    assert {one.name: one.late for one in late}["收入股"] == 1


def test_reminding_says_how_many_and_stops_when_there_is_nobody(called):
    remind = {"on": JUNE, "region": REGION, "by": "孙璐", "at": AT}
    assert actions.remind_offices(**remind, owner="收入股") == 2
    with pytest.raises(Refused, match="收入股没有可催报"):
        actions.remind_offices(**remind, owner="收入股")
    assert actions.remind_offices(**remind) == called - 2
    states = queries.by_office(queries.materials(JUNE, REGION), DUE)
    assert {one.reminders for one in states} == {1}


def test_the_computed_value_stands_beside_what_was_filed(called, report_figures):
    report_figures({"F26": "8"})
    (row,) = [one for one in queries.materials(JUNE, REGION) if one.id == "F26"]
    assert (row.filed, row.computed, row.gap) == (8, None, None)
    read = lambda _: figures.Reading(9, lambda: iter(()))  # noqa: E731 one line says it
    one = figures.figure(row.owed.duty.code)
    taken = figures.Figure(one.code, one.name, one.unit, "台账", one.basis, one.office, read=read)
    figures.register([taken])
    (row,) = [one for one in queries.materials(JUNE, REGION) if one.id == "F26"]
    assert (row.filed, row.computed, row.gap) == (8, 9, 1)
    assert isinstance(row.filed, int | Fraction)
