"""资金来源: what each holds, and lending between two of them: one asks, another signs."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import Http404
from django.http.response import HttpResponseBase

from duzhi.kernel.codes import home
from duzhi.money.treasury import actions
from duzhi.money.treasury.queries import held as holding
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.queries.held import Held, Named
from duzhi.money.treasury.rules import decisions, purses
from duzhi.money.treasury.rules.plan.words import wan
from duzhi.web import api as web


class Asked(forms.Form):
    """From which purse to which, how much, from when until when, and why."""

    lender = web.ChoiceField(label="借出资金来源")
    borrower = web.ChoiceField(label="借入资金来源")
    amount = web.MoneyField(label="金额", unit="万元")
    on = web.DayField(label="暂付日期")
    return_on = web.DayField(label="归还日期")
    reason = web.ReasonField(label="事由")

    def __init__(self, held: list[Held], *given: object, **more: object) -> None:
        super().__init__(*given, **more)  # type: ignore[arg-type]
        choices = [("", "请选择")]
        choices += [(one.place, f"{one.name}　{wan(one.amount)} 万元") for one in held]
        for name in ("lender", "borrower"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class Signed(forms.Form):
    """The second signature needs no words."""


class Returned(forms.Form):
    """The day the money goes back."""

    on = web.DayField(label="实际归还日")


class Voided(forms.Form):
    """Why it is taken back unsigned."""

    reason = web.ReasonField(label="作废原因")


def purses_page(screen: web.Screen) -> HttpResponseBase:
    """Every purse with its report and what was lent since, and every lending."""
    region = home(screen.region)
    as_of, start, held = _held(screen)
    rows = holding.lendings(region)
    open_fen = holding.open_fen(rows, start)
    usable = [one for one in held if one.kind != purses.CUSTODY]
    return web.render(
        screen,
        "treasury/purses.html",
        headline=_headline(usable, open_fen),
        as_of=as_of,
        start=start,
        held=held,
        amount_fen=sum(one.amount for one in usable),
        lendings=rows,
    )


def ask(screen: web.Screen) -> HttpResponseBase:
    """Ask that one purse lend to another; nothing moves before another person signs."""
    _, start, held = _held(screen)
    usable = [one for one in held if one.kind != purses.CUSTODY]

    def act(data: dict[str, object]) -> str:
        screen.require("treasury.dispatch")
        actions.ask_lending(
            region=home(screen.region),
            between=(str(data["lender"]), str(data["borrower"])),
            amount_fen=int(str(data["amount"])),
            reason=str(data["reason"]),
            on=data["on"],  # type: ignore[arg-type]
            return_on=data["return_on"],  # type: ignore[arg-type]
            by=screen.by,
            at=screen.now,
        )
        return screen.link("treasury.purses")

    form = Asked(usable, screen.request.POST or None, initial={"on": start})
    return web.submit(screen, form, act, "treasury/lend.html")


def sign(screen: web.Screen, number: int) -> HttpResponseBase:
    """The second of two people signs, and the money moves."""
    one = holding.lending(home(screen.region), number)
    if one is None:
        raise Http404("没有这笔暂付")

    def act(_: dict[str, object]) -> str:
        screen.require("documents.finalise")
        actions.sign_lending(number=number, by=screen.by, at=screen.now)
        return screen.link("treasury.purses")

    form = Signed(screen.request.POST or None)
    return _page(screen, form, act, one, "签批", decisions.ASKED)


def end(screen: web.Screen, number: int) -> HttpResponseBase:
    """Signed: the money goes back. Not signed yet: the ask is taken back."""
    one = holding.lending(home(screen.region), number)
    if one is None:
        raise Http404("没有这笔暂付")
    row = one.row
    back = row.state != decisions.ASKED

    def act(data: dict[str, object]) -> str:
        screen.require("treasury.dispatch")
        who = {"number": number, "by": screen.by, "at": screen.now}
        if back:
            actions.return_lending(on=data["on"], **who)  # type: ignore[arg-type]
        else:
            actions.void_lending(reason=str(data["reason"]), **who)  # type: ignore[arg-type]
        return screen.link("treasury.purses")

    given = screen.request.POST or None
    form = Returned(given, initial={"on": row.return_on}) if back else Voided(given)
    verb = "归还" if back else "作废"
    return _page(screen, form, act, one, verb, decisions.ASKED, decisions.SIGNED)


def _page(
    screen: web.Screen,
    form: forms.Form,
    act: Callable[[dict[str, Any]], str],
    one: Named,
    verb: str,
    *states: str,
) -> HttpResponseBase:
    """A step of a lending; no button unless it is in one of the states."""
    row, lender, borrower = one
    waits = row.state in states
    return web.submit(
        screen,
        form,
        act,
        "treasury/lending.html",
        row=row,
        lender=lender,
        borrower=borrower,
        verb=verb,
        waits=waits,
    )


def _held(screen: web.Screen) -> tuple[date | None, date | None, list[Held]]:
    """Day of the last report, first day that is open, and every purse."""
    region = home(screen.region)
    as_of = registers.last_purse_day(region, screen.on)
    if as_of is None:
        return None, None, []
    start = holding.first_day(screen.on, as_of)
    return as_of, start, holding.held(region, as_of, start)


def _headline(usable: list[Held], open_fen: int) -> str:
    if not usable:
        return "还没有资金来源日报；请先导入 TRE-01"
    text = f"{len(usable)} 个资金来源可动用 {wan(sum(one.amount for one in usable))} 万元"
    return f"{text}，互借未还 {wan(open_fen)} 万元" if open_fen else f"{text}，没有互借"
