"""今日库款一页纸: what there is, what of it is bound, what is paid today, what comes next."""

from django.http.response import HttpResponseBase

from duzhi.money.treasury.queries import band as bands
from duzhi.money.treasury.queries import position, shown
from duzhi.money.treasury.rules.plan.terms import HARD
from duzhi.money.treasury.views import cash, plan
from duzhi.web import api as web


def page(screen: web.Screen) -> HttpResponseBase:
    """One sheet for a leader's desk; it prints on one page."""
    found = position.position(screen.region, screen.on)
    _, board = plan.planned(screen)
    rows = shown.lines(board) if board else []
    return web.render(
        screen,
        "treasury/brief.html",
        headline=cash.headline(found, screen),
        found=found,
        band=bands.band(found) if found else None,
        colour=bands.COLOURS.get(found.level, "grey") if found else "",
        k=bands.k_text(found.k) if found else "",
        k_net=bands.k_text(found.k_net) if found else "",
        board=board,
        kinds=shown.kinds(board) if board else [],
        today=[one for one in rows if one.state == shown.TODAY],
        hard=[one for one in rows if one.item.request.tier == HARD],
        later=[one for one in rows if one.state == shown.LATER],
    )
