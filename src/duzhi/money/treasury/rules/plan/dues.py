"""Where a payment goes that falls due on a day on which the treasury is closed."""

from datetime import date
from typing import NamedTuple

from duzhi.kernel.workdays import Workdays
from duzhi.money.treasury.rules.plan.terms import HARD, PAYROLL, Request

BEFORE, AFTER = "before", "after"


class Ways(NamedTuple):
    """Forward or back, by what falls due (`closed_day_…` of the law): `before` or `after`."""

    wages: str
    hard: str
    other: str


def payable_on(one: Request, ways: Ways, workdays: Workdays) -> date:
    """The day itself where it is worked, else the worked day before or after it.

    >>> sunday = date(2023, 7, 9)
    >>> wages = Request("1", HARD, (), sunday, 5, block=PAYROLL)
    >>> ways = Ways(BEFORE, BEFORE, AFTER)
    >>> [str(payable_on(wages._replace(tier=tier, block=block), ways, Workdays()))
    ...  for tier, block in ((HARD, PAYROLL), (3, ""))]
    ['2023-07-07', '2023-07-10']
    """
    way = ways.hard if one.tier == HARD else ways.other
    if one.block == PAYROLL:
        way = ways.wages
    return workdays.on_or_before(one.due) if way == BEFORE else workdays.on_or_after(one.due)
