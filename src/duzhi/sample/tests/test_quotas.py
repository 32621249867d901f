"""Quotas of the county: the sums of the budget, and a quota for every payment."""

from collections import Counter

import pytest

from duzhi.kernel.codes import GENERAL, budget_of
from duzhi.sample import budget, facts, grants, guarantee, lines, payments, quotas


@pytest.fixture(scope="module")
def found():
    """Quotas over the payments of a small county."""
    drawn, paid, actual = payments.Payments(2023, 2_000), Counter(), Counter()
    for year, month in facts.months(2021):
        for pay in drawn.month(year, month):
            kind = budget_of(pay.line.fund)
            actual[year, kind, budget.SPENDING, pay.line.func[:5]] += pay.net
            if year == quotas.YEAR:
                paid[quotas.key(pay.line)] += pay.net
    return quotas.rights(2023, paid, actual)


def test_quotas_add_up_to_the_budget_as_it_changed(found):
    sums = {name: fen // facts.fen(1) for name, fen in quotas.totals(found).items()}
    assert sums == {quotas.INITIAL: 536_000, quotas.SHARED: 53_600, quotas.SPECIAL: 30_400}


def test_no_quota_has_less_than_what_was_paid_from_it(found):
    assert [one.number for one in found if one.left < 0 or one.amount < 0] == []
    paid = sum(one.paid for one in found if budget_of(one.line.fund) == GENERAL)
    assert paid == facts.fen(234_360)


def test_only_units_of_classes_whose_money_came_late_are_behind_their_months(found):
    """BUD-04 and BUD-05 as the county's own numbers have them, however few its payments."""
    sums: dict[tuple[str, bool], Counter[str]] = {}
    for one in found:
        if budget_of(one.line.fund) == GENERAL:
            for wages in {False, one.line.basic == lines.WAGES}:
                own = sums.setdefault((one.line.unit.name, wages), Counter())
                own += Counter(given=one.current, paid=one.paid)
    behind = {
        name for (name, wages), own in sums.items() if not wages and own["given"] > 4 * own["paid"]
    }
    assert behind == {
        "青岚市生态环境局",
        "青岚市城关街道办事处",
        "青岚市望川镇人民政府",
    }
    assert not [
        name for (name, wages), own in sums.items() if wages and own["given"] * 8 > 20 * own["paid"]
    ]


def test_what_came_under_a_document_is_what_its_quotas_were_given(found):
    came: dict[object, int] = {}
    for row in grants.rows_of(found):
        came[row[0]] = came.get(row[0], 0) + row[9]
    for number, own in quotas.by_document(found).items():
        assert came[number] == sum(one.current for one in own), number


def test_the_payroll_is_28_460_people():
    rows = guarantee.staff_rows({})
    assert sum(row[2] + row[3] for row in rows) == 28_460
