"""欠账台账 and 暂付款消化: what is owed, what was paid on it, and how it is to end."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.http.response import HttpResponseBase

from duzhi.kernel.codes import home
from duzhi.kernel.money import rate
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.rules.plan.words import tier_name, wan
from duzhi.web import api as web


def arrears(screen: web.Screen) -> HttpResponseBase:
    """Every obligation by group: amount, paid this year and in all, what is open, when."""
    region = home(screen.region)
    found = registers.owed(region, screen.on)
    start = date(screen.on.year, 1, 1)
    this_year: dict[str, int] = {}
    for one in registers.arrear_payments(region, start, screen.on):
        this_year[one.obligation] = this_year.get(one.obligation, 0) + one.amount
    ordered = sorted(found, key=lambda one: (one.row.tier, one.row.group, one.row.number))
    groups = [
        (group, [(one, this_year.get(one.row.number, 0)) for one in own])
        for group, rows in groupby(ordered, key=lambda one: one.row.group)
        for own in [list(rows)]
    ]
    open_fen, paid = sum(one.open_fen for one in found), sum(this_year.values())
    return web.render(
        screen,
        "treasury/arrears.html",
        headline=_owed_words(found, paid),
        groups=[(name, rows, sum(one.open_fen for one, _ in rows)) for name, rows in groups],
        tiers={one.row.tier: tier_name(one.row.tier) for one in found},
        open_fen=open_fen,
        paid_fen=paid,
        amount_fen=sum(one.row.amount for one in found),
        ever_fen=sum(one.paid_fen for one in found),
        unplanned=sum(1 for one in found if one.open_fen and one.row.plan_on is None),
    )


def advances(screen: web.Screen) -> HttpResponseBase:
    """Every 暂付款 with its plan, and whether the list is what the ledger holds."""
    region = home(screen.region)
    rows = list(registers.advances(region))
    left = sum(one.amount - one.returned for one in rows)
    late = [
        one
        for one in rows
        if one.plan_on and one.plan_on <= screen.on and one.returned < one.amount
    ]
    booked = registers.booked(region, "advances", screen.on)
    return web.render(
        screen,
        "treasury/advances.html",
        headline=_advance_words(len(rows), left),
        rows=[(one, one.amount - one.returned, rate(one.returned, one.amount)) for one in rows],
        left_fen=left,
        returned_fen=sum(one.returned for one in rows),
        amount_fen=sum(one.amount for one in rows),
        booked_fen=booked,
        share=screen.value("treasury.advances_share"),
        late=late,
        lendings=registers.lendings(region),
    )


def _owed_words(found: Sequence[registers.Owed], paid_fen: int) -> str:
    if not found:
        return "还没有欠账台账；请先导入 IN-37"
    left = [one.open_fen for one in found if one.open_fen]
    return f"欠账 {len(left)} 笔，余额 {wan(sum(left))} 万元；今年已拨付 {wan(paid_fen)} 万元"


def _advance_words(number: int, left_fen: int) -> str:
    if not number:
        return "还没有暂付款明细；请先导入 IN-34"
    return f"暂付款 {number} 笔，未消化 {wan(left_fen)} 万元"
