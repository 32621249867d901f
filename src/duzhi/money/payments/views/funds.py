"""已批未付: papers approved and not paid, by age; one paper with its requests; 上会材料."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from duzhi.documents import api as documents
from duzhi.money.payments.actions import funds as actions
from duzhi.money.payments.documents import meeting
from duzhi.money.payments.forms import FundForm, WhyForm
from duzhi.money.payments.queries import funds as queries
from duzhi.money.payments.rules.funds import Paper
from duzhi.money.payments.rules.requests import FUND_STATES, age
from duzhi.registry import api as registry
from duzhi.web import api as web

Row = Any


def _list(screen: web.Screen) -> web.List:
    return web.List(
        columns=(
            web.Column("number", "来文", lead=lambda row: ("payments.fund", row.pk)),
            web.Column("agency_name", "单位"),
            web.Column("purpose", "事由", wide=True),
            web.Column("approver", "批示人", wide=True),
            web.Column("approved_on", "批示日", web.DAY, sort=True, wide=True),
            web.Column(
                "age", "已等", web.STATE, show=lambda row: f"{(screen.on - row.approved_on).days}天"
            ),
            web.Column("creditor", "收款对象", web.STATE, wide=True),
            web.Column("state", "状态", web.STATE, wide=True),
            web.Column("amount", "批准", web.MONEY, total=True, wide=True),
            web.Column("owed", "未付", web.MONEY, sort=True, total=True),
        ),
        filters=(
            web.Choice("state", "状态", [(one, one) for one in FUND_STATES[:3]]),
            web.Search("q", "单位或事由", ("agency_name", "purpose", "number")),
            web.Days("approved_on", "批示日"),
            web.Amounts("owed", "未付"),
        ),
        order="approved_on",
        noun="件",
        empty="没有已批未付的请示；登记请示，或导入批示台账（IN-38）",
    )


def unpaid(screen: web.Screen) -> HttpResponseBase:
    """Everything approved and not paid, the oldest first."""
    rows = queries.unpaid(screen.scope(), screen.on).filter(region__startswith=screen.region[:6])
    asked = screen.request.GET.get("format", "")
    if asked in _FORMS:
        return _FORMS[asked](screen, list(rows))
    bands = queries.bands(rows, screen.on)
    return web.list_page(
        screen,
        _list(screen),
        rows,
        "payments/funds.html",
        bands=bands,
        count=sum(one.papers for one in bands),
        owed=sum(one.fen for one in bands),
        old=sum(one.fen for one in bands[2:]),
    )


def one(screen: web.Screen, pk: int) -> HttpResponseBase:
    """A paper with its 批示 in full and every request under it."""
    row = _found(screen, pk)
    return web.render(
        screen,
        "payments/fund.html",
        row=row,
        owed=row.amount - row.paid,
        left=row.amount - row.listed,
        waited=max((screen.on - row.approved_on).days, 0),
        band=age(row.approved_on, screen.on),
        ref=queries.ref(row),
        requests=queries.under(row),
    )


def new(screen: web.Screen) -> HttpResponseBase:
    """Register a paper."""
    form = FundForm(screen.request.POST or None, initial={"approved_on": screen.on})
    units = registry.agencies(screen.on).filter(region__startswith=screen.region[:6])
    known = {one.code: one for one in units}
    form.fields["agency"].choices = [  # type: ignore[attr-defined]
        ("", "请选择"),
        *((code, f"{code} {one.name}") for code, one in sorted(known.items())),
    ]

    def act(given: Mapping[str, Any]) -> HttpResponseBase:
        unit = known[given["agency"]]
        screen.require("payments.register", region=unit.region)
        paper = Paper(
            "", 0, unit.region, given["number"], unit.code, unit.name, given["purpose"],
            given["amount"], given["approver"], given["approved_on"], given["opinion"],
            given["minutes"], given["source"], given["creditor"], given["due"],
        )  # fmt: skip
        row = actions.register_fund(paper=paper, by=screen.by, at=screen.now)
        return web.done(screen, screen.link("payments.fund", row.pk), f"{row.number} 已登记")

    back = screen.link("payments.funds")
    return web.submit(screen, form, act, "payments/fund_form.html", back=back)


def send_back(screen: web.Screen, pk: int) -> HttpResponseBase:
    """A paper that will not be paid."""
    row = _found(screen, pk)
    back = screen.link("payments.fund", pk)

    def act(given: Mapping[str, Any]) -> HttpResponseBase:
        screen.require("payments.register", region=row.region)
        actions.return_fund(fund=pk, reason=given["reason"], by=screen.by, at=screen.now)
        return web.done(screen, back, f"{row.number} 已退回")

    form = WhyForm(screen.request.POST or None)
    return web.submit(screen, form, act, "payments/fund_return.html", row=row, back=back)


def follow(screen: web.Screen, number: str) -> HttpResponseBase:
    """From a trail (区划/文号) to the paper."""
    region, _, name = number.partition("/")
    row = queries.numbered_one(region, name, screen.scope())
    if row is None:
        raise Http404
    return web.done(screen, screen.link("payments.fund", row.pk))


def _found(screen: web.Screen, pk: int) -> Row:
    row = queries.fund(pk, screen.scope())
    if row is None:
        raise Http404
    return row


def _docx(screen: web.Screen, rows: Sequence[Row]) -> HttpResponseBase:
    """The paper for the meeting."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        notice = documents.notice(screen.region)
        meeting.write_paper(path, rows, screen.on, screen.region_name, notice)
        return web.download(path, f"已批未付情况（上会材料）{screen.on:%Y%m%d}.docx")


def _xlsx(screen: web.Screen, rows: Sequence[Row]) -> HttpResponseBase:
    """Its table with numbers as numbers."""
    with tempfile.TemporaryDirectory() as folder:
        path = documents.write_workbook(
            Path(folder) / "paper.xlsx",
            [meeting.table(rows, screen.on)],
            prepared=screen.today,
            compiler=f"{screen.region_name}财政局",
            mark=documents.notice(screen.region),
        )
        return web.download(path, f"已批未付情况表{screen.on:%Y%m%d}.xlsx")


_FORMS = {"docx": _docx, "xlsx": _xlsx}
