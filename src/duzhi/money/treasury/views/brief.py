"""今日库款一页纸: what there is, what of it is bound, what is paid today, what comes next."""

from collections.abc import Sequence

from django.http.response import HttpResponseBase

from duzhi.money.treasury.queries import band as bands
from duzhi.money.treasury.queries import position, shown
from duzhi.money.treasury.rules.plan.terms import HARD
from duzhi.money.treasury.views import cash, plan
from duzhi.web import api as web

_MOST = 5
"""Rows of a part, so that the sheet stays one page of A4."""


def page(screen: web.Screen) -> HttpResponseBase:
    """One sheet for a leader's desk; it prints on one page."""
    found = position.position(screen.region, screen.on)
    _, board = plan.planned(screen)
    rows = shown.lines(board) if board else []
    parts = {
        "hard": [one for one in rows if one.item.request.tier == HARD],
        "today": [one for one in rows if one.state == shown.TODAY],
        "later": [one for one in rows if one.state == shown.LATER],
    }
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
        hard=parts["hard"][:_MOST],
        today=parts["today"][:_MOST],
        later=parts["later"][:_MOST],
        rest={name: _rest(own[_MOST:]) for name, own in parts.items()},
    )


def _rest(rows: Sequence[shown.Line]) -> tuple[int, int] | None:
    """How many more there are, and fen: the sheet has room for so many."""
    if not rows:
        return None
    return len(rows), sum(one.item.request.amount_fen for one in rows)
