"""Batches out of the house: for the provincial system (mirror) or for the bank, and their files."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from duzhi.money.payments import flow
from duzhi.money.payments.actions import bank, mirror
from duzhi.money.payments.documents import sending
from duzhi.money.payments.forms import NumbersForm, PlainForm
from duzhi.money.payments.queries import banking
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules.requests import MIRROR, OWN, yuan
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web import api as web

_MOST = 500
Row = Any
LIST = web.List(
    columns=(
        web.Column("number", "申请号", web.CODE, show=queries.number,
                   lead=lambda row: ("payments.request", row.pk)),
        web.Column("agency_name", "单位"),
        web.Column("payee", "收款人", wide=True),
        web.Column("due", "要求支付", web.DAY, wide=True),
        web.Column("lines_count", "笔数", web.COUNT, wide=True),
        web.Column("amount", "金额", web.MONEY, total=True),
    ),
    filters=(web.Search("q", "单位、收款人", ("agency_name", "payee")),),
    batch=(web.Batch("组成批次", "payments.batch_new", "payments.pay"),),
    noun="笔",
    empty="没有待组批的申请；复核通过的申请出现在这里",
)  # fmt: skip


def _mode(screen: web.Screen) -> str:
    return registry.choice("payment_mode", screen.on)


def listed(screen: web.Screen) -> HttpResponseBase:
    """Requests that wait to be sent, and the batches made before."""
    mode = _mode(screen)
    rows = queries.to_send(screen.scope("payments.pay"), mode)
    made = banking.batches(registry.subtree(screen.region), mode)[:20]
    returned = banking.returned(registry.subtree(screen.region))[:10] if mode == OWN else []
    shown = {"mirror": mode == MIRROR, "made": made, "returned": returned}
    return web.list_page(screen, LIST, rows, "payments/batches.html", **shown)


def new(screen: web.Screen) -> HttpResponseBase:
    """Put what was chosen into a batch."""
    back = screen.link("payments.batches")
    asked = [int(one) for one in screen.request.POST.getlist("id")[:_MOST] if one.isdigit()]
    mine = queries.requests(screen.scope("payments.pay")).filter(pk__in=asked)
    ids = list(mine.values_list("pk", flat=True))
    if screen.request.method != "POST" or not ids:
        return web.done(screen, back)

    def act(_: Mapping[str, Any]) -> HttpResponseBase:
        screen.require("payments.pay")
        given: dict[str, Any] = {"on": screen.on, "by": screen.by, "at": screen.now}
        if _mode(screen) == MIRROR:
            row = mirror.send_mirror(requests=ids, **given)
        else:
            row = bank.sign_batch(vouchers=ids, **given)
        told = f"批次 {row} 共 {row.count} 笔 {yuan(row.amount)} 元"
        return web.done(screen, screen.link("payments.batch", row.pk), told)

    form = PlainForm(screen.request.POST)
    return web.submit(screen, form, act, "payments/passed.html", back=back, count=len(ids))


def one(screen: web.Screen, pk: int) -> HttpResponseBase:
    """A batch: its file, and in the mirror the numbers that the provincial system gave."""
    row = _found(screen, pk)
    rows = list(row.requests.order_by("pk"))
    waits = [one for one in rows if one.state in flow.OPEN_MIRROR]
    labels = [
        (one.pk, f"{queries.number(one)} {one.payee} {yuan(one.amount)} 元", one.application)
        for one in waits
    ]
    form = NumbersForm(labels, screen.request.POST or None)

    def act(given: Mapping[str, Any]) -> HttpResponseBase:
        screen.require("payments.pay")
        numbers = {one.pk: given[f"n{one.pk}"] for one in waits if given[f"n{one.pk}"]}
        mirror.record_applications(numbers=numbers, by=screen.by, at=screen.now)
        told = f"已补录 {len(numbers)} 笔支付申请编号"
        return web.done(screen, screen.link("payments.batch", pk), told)

    shown = {"batch": row, "rows": rows, "waits": waits, "mirror": row.kind == MIRROR}
    return web.submit(screen, form, act, "payments/batch.html", **shown)


def file(screen: web.Screen, pk: int) -> HttpResponseBase:
    """The workbook of a batch with accounts in clear; who took it is in the trail."""
    row = _found(screen, pk)
    screen.require("payments.pay")
    write, name = (
        (sending.write_mirror, "一体化录入批次")
        if row.kind == MIRROR
        else (sending.write_bank, "银行支付文件")
    )
    office.log(
        f"payments.batch:{row.pk}#1", "下载支付批次文件", by=screen.by, at=screen.now, note=str(row)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "batch.xlsx", list(banking.lines_of(row)))
        return web.download(path, f"{name}{row}.xlsx")


def _found(screen: web.Screen, pk: int) -> Row:
    row = banking.batch(pk, registry.subtree(screen.region))
    if row is None:
        raise Http404
    return row
