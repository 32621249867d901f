"""收款人黑名单: who must not be paid, since when, why and by which document."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from duzhi.money.payments.actions import registers as actions
from duzhi.money.payments.forms import BarForm, WhyForm
from duzhi.money.payments.queries import registers as queries
from duzhi.money.payments.rules.registers import HANDLINGS, STOPS, WARNS, BarredRow
from duzhi.office import api as office
from duzhi.web import api as web

Row = Any


def _list(screen: web.Screen) -> web.List:
    able = screen.may("payee.change")

    def lead(row: Row) -> tuple[str, int] | None:
        return ("payments.lift", row.pk) if able and row.end is None else None

    return web.List(
        columns=(
            web.Column("name", "收款人", lead=lead),
            web.Column("account_masked", "账号", web.CODE, wide=True),
            web.Column("start", "列入", web.DAY, sort=True),
            web.Column("end", "解除", web.DAY),
            web.Column("stops", "处理", web.STATE, show=lambda row: STOPS if row.stops else WARNS),
            web.Column("reason", "原因", wide=True),
            web.Column("source", "依据", wide=True),
        ),
        filters=(
            web.Search("q", "收款人、原因或依据", ("name", "reason", "source")),
            web.Days("start", "列入"),
        ),
        noun="个收款人",
        empty="黑名单是空的；点“列入”登记，或导入收款人黑名单（PAY-03）",
    )


def listed(screen: web.Screen) -> HttpResponseBase:
    """Everybody who ever stood there, the latest first."""
    rows = queries.blacklist(screen.region)
    count = queries.barred(screen.region, screen.on).count()
    return web.list_page(screen, _list(screen), rows, "payments/barred.html", count=count)


def new(screen: web.Screen) -> HttpResponseBase:
    """Put a payee there."""
    back = screen.link("payments.barred")

    def act(given: Mapping[str, Any]) -> HttpResponseBase:
        entry = BarredRow(
            "", 0, f"{screen.region[:6]}000", given["name"], given["account"], given["start"],
            given["reason"], given["source"], HANDLINGS[given["stops"]],
        )  # fmt: skip
        screen.require("payee.change", region=entry.region)
        made = actions.bar_payee(entry=entry, by=screen.by, at=screen.now)
        return web.done(screen, back, f"{made.name} 已列入黑名单")

    form = BarForm(screen.request.POST or None, initial={"start": screen.on})
    return web.submit(screen, form, act, "payments/bar.html", back=back)


def lift(screen: web.Screen, pk: int) -> HttpResponseBase:
    """It may be paid again from today."""
    row = queries.blacklist(screen.region).filter(pk=pk).first()
    if row is None:
        raise Http404
    back = screen.link("payments.barred")

    def act(given: Mapping[str, Any]) -> HttpResponseBase:
        screen.require("payee.change", region=row.region)
        who: dict[str, Any] = {"on": screen.on, "by": screen.by, "at": screen.now}
        actions.lift_payee(payee=pk, reason=given["reason"], **who)
        return web.done(screen, back, f"{row.name} 已解除，自 {screen.on} 起可以付款")

    form = WhyForm(screen.request.POST or None)
    people = office.User.objects.filter(username=row.by)
    told: dict[str, Any] = {
        "ref": queries.barred_ref(row),
        "who": next((one.name for one in people), row.by),
    }
    return web.submit(screen, form, act, "payments/lift.html", row=row, back=back, **told)


def follow(screen: web.Screen, number: str) -> HttpResponseBase:
    """From a trail (区划/编号) to the list."""
    pk = number.rpartition("/")[2]
    row = queries.blacklist(screen.region).filter(pk=pk).first() if pk.isdigit() else None
    if row is None:
        raise Http404
    return web.done(screen, f"{screen.link('payments.barred')}&q={row.name}")
