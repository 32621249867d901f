"""三方对账: payment system, bank and treasury by day, and one day voucher by voucher (X3)."""

from datetime import date, timedelta

from django.http.response import HttpResponseBase

from duzhi.money.payments.queries import banking
from duzhi.money.payments.rules.statements import Day
from duzhi.registry import api as registry
from duzhi.web import api as web

_MOST = 200


def reconcile(screen: web.Screen) -> HttpResponseBase:
    """The month of the page's day, and the vouchers of a day that was asked for."""
    regions = registry.subtree(screen.region)
    start = screen.on.replace(day=1)
    found = banking.compared(regions, start, screen.on + timedelta(days=1))
    asked = _day(screen.request.GET.get("day", ""), found)
    return web.render(
        screen,
        "payments/reconcile.html",
        days=found,
        off=[one for one in found if one.state == "有差异"],
        same=[one for one in found if one.agrees],
        open=[one for one in found if one.state == "待对账"],
        day=asked,
        apart=_apart(regions, asked) if asked else [],
    )


def _apart(regions: list[str] | tuple[str, ...], on: date) -> list[tuple[str, list[object], int]]:
    return [
        (side, list(rows[:_MOST]), len(rows)) for side, rows in banking.apart(regions, on).items()
    ]


def _day(text: str, found: list[Day]) -> date | None:
    return next((one.on for one in found if one.on.isoformat() == text), None)
