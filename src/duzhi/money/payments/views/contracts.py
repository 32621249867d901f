"""采购合同: what was agreed, what was paid of it, what is on its way and what is left."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from duzhi.money.payments.actions import registers as actions
from duzhi.money.payments.forms import ContractForm
from duzhi.money.payments.queries import registers as queries
from duzhi.money.payments.queries import requests
from duzhi.money.payments.rules.registers import ContractRow
from duzhi.registry import api as registry
from duzhi.web import api as web

LIST = web.List(
    columns=(
        web.Column("number", "合同", web.CODE, lead=lambda row: ("payments.contract", row.pk)),
        web.Column("agency_name", "采购单位", wide=True),
        web.Column("title", "项目", wide=True),
        web.Column("supplier", "供应商"),
        web.Column("signed_on", "签订", web.DAY, sort=True, wide=True),
        web.Column("total_fen", "合同金额", web.MONEY, sort=True, total=True, wide=True),
        web.Column("paid_fen", "已付", web.MONEY, sort=True, total=True, wide=True),
        web.Column("held_fen", "在途", web.MONEY, sort=True, total=True, wide=True),
        web.Column("left_fen", "还可付", web.MONEY, sort=True, total=True),
    ),
    filters=(
        web.Search("q", "合同、项目、供应商或单位", ("number", "title", "supplier", "agency_name")),
        web.Days("signed_on", "签订"),
        web.Amounts("left_fen", "还可付"),
    ),
    noun="份",
    empty="没有登记的采购合同；请采购办登记，或导入采购合同（PAY-04）",
)


def listed(screen: web.Screen) -> HttpResponseBase:
    """Contracts in the reader's scope, the latest first."""
    rows = queries.contracts(screen.scope()).filter(region__startswith=screen.region[:6])
    told = {"left": queries.left_of(rows), "count": rows.count()}
    return web.list_page(screen, LIST, rows, "payments/contracts.html", **told)


def one(screen: web.Screen, pk: int) -> HttpResponseBase:
    """A contract with every request that names it."""
    row = queries.contract(pk, screen.scope())
    if row is None:
        raise Http404
    asked = [(requests.number(one), one) for one in queries.under_contract(row)]
    ref = queries.contract_ref(row)
    return web.render(screen, "payments/contract.html", row=row, requests=asked, ref=ref)


def new(screen: web.Screen) -> HttpResponseBase:
    """Register a contract."""
    form = ContractForm(screen.request.POST or None, initial={"signed_on": screen.on})
    units = registry.agencies(screen.on).filter(region__startswith=screen.region[:6])
    known = {unit.code: unit for unit in units}
    form.fields["agency"].choices = [  # type: ignore[attr-defined]
        ("", "请选择"),
        *((code, f"{code} {unit.name}") for code, unit in sorted(known.items())),
    ]

    def act(given: Mapping[str, Any]) -> HttpResponseBase:
        unit = known[given["agency"]]
        screen.require("contract.register", region=unit.region)
        entry = ContractRow(
            "", 0, unit.region, given["number"].strip(), unit.code, unit.name, given["title"],
            given["supplier"], given["amount"], given["signed_on"], given["supplement"],
            given["paid_before"],
        )  # fmt: skip
        row = actions.register_contract(entry=entry, by=screen.by, at=screen.now)
        return web.done(screen, screen.link("payments.contract", row.pk), f"{row.number} 已登记")

    back = screen.link("payments.contracts")
    return web.submit(screen, form, act, "payments/contract_form.html", back=back)


def follow(screen: web.Screen, number: str) -> HttpResponseBase:
    """From a trail (区划/编号) to the contract."""
    region, _, name = number.partition("/")
    row = queries.contracts(screen.scope()).filter(region=region, number=name).first()
    if row is None:
        raise Http404
    return web.done(screen, screen.link("payments.contract", row.pk))
