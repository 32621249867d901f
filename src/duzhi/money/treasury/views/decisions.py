"""特批拨付: the first of two people says why a request is paid out of turn, the second signs."""

from django import forms
from django.http import Http404
from django.http.response import HttpResponseBase

from duzhi.kernel.codes import home
from duzhi.money.treasury import actions
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.views import plan
from duzhi.web import api as web


class Asked(forms.Form):
    """Why a request goes before all others."""

    reason = web.ReasonField(label="特批理由")


class Voided(forms.Form):
    """Why a request goes back into its turn."""

    reason = web.ReasonField(label="作废原因")


class Signed(forms.Form):
    """The second signature needs no words."""


def special(screen: web.Screen, number: str) -> HttpResponseBase:
    """Ask that a request be paid out of turn; who asked is shown beside it afterwards."""
    _, board = plan.planned(screen)
    item = board.items.get(number) if board else None
    if board is None or item is None:
        raise Http404(f"付款次序里没有 {number}")
    start, fen = board.start, item.request.amount_fen

    def act(data: dict[str, str]) -> str:
        screen.require("treasury.dispatch")
        actions.ask_special(
            region=board.region,
            request=number,
            amount_fen=fen,
            on=start,
            reason=data["reason"],
            by=screen.by,
            at=screen.now,
        )
        return screen.link("treasury.specials")

    form = Asked(screen.request.POST or None)
    return web.submit(screen, form, act, "treasury/special.html", item=item)


def specials(screen: web.Screen) -> HttpResponseBase:
    """Every payment out of turn, with both signatures."""
    rows = registers.specials(home(screen.region))
    waiting = sum(1 for one in rows if not one.second_by)
    headline = f"特批拨付 {len(rows)} 笔，待第二人签批 {waiting} 笔" if rows else "没有特批拨付"
    return web.render(screen, "treasury/specials.html", headline=headline, rows=rows)


def sign(screen: web.Screen, number: int) -> HttpResponseBase:
    """The second of two people signs."""
    row = registers.special(home(screen.region), number)
    if row is None:
        raise Http404("没有这笔特批拨付")

    def act(_: dict[str, str]) -> str:
        screen.require("documents.finalise")
        actions.approve_special(number=number, by=screen.by, at=screen.now)
        return screen.link("treasury.specials")

    form = Signed(screen.request.POST or None)
    return web.submit(screen, form, act, "treasury/sign.html", row=row)


def void(screen: web.Screen, number: int) -> HttpResponseBase:
    """Take a request back into its turn; the record stays in the trail."""
    row = registers.special(home(screen.region), number)
    if row is None:
        raise Http404("没有这笔特批拨付")

    def act(data: dict[str, str]) -> str:
        screen.require("treasury.dispatch")
        actions.void_special(number=number, reason=data["reason"], by=screen.by, at=screen.now)
        return screen.link("treasury.specials")

    form = Voided(screen.request.POST or None)
    back = screen.link("treasury.specials")
    return web.submit(screen, form, act, "treasury/special_void.html", row=row, back=back)
