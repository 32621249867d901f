"""What may be done to a request by whoever looks: passing it on, sending it back, giving it up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from duzhi.money.payments import flow
from duzhi.money.payments.actions import back, requests, review
from duzhi.money.payments.forms import PlainForm, WhyForm
from duzhi.money.payments.queries import requests as queries
from duzhi.web import api as web

Row = Any
Do = Callable[[web.Screen, Sequence[int], str], object]
_MOST, _HELD = 200, 20


@dataclass(frozen=True, slots=True)
class Deed:
    """An act: its name in the address, its button, whose right it is, in which states."""

    code: str
    title: str
    verb: str
    states: tuple[str, ...]
    do: Do
    why: bool = False
    """Whether it asks for a reason."""


def _who(screen: web.Screen) -> dict[str, Any]:
    return {"by": screen.by, "at": screen.now}


_BEFORE_BANK = tuple(one for one in flow.IN_FLIGHT if one != flow.SIGNED)
_CENTRE = (flow.FIRST, flow.SECOND, flow.TO_RECORD, flow.RECORDED, flow.VOUCHER)
PASSES = (
    Deed(
        "submit", "提交", "payments.request", flow.EDITABLE,
        lambda screen, ids, _: [
            requests.submit_request(request=pk, on=screen.on, **_who(screen)) for pk in ids
        ],
    ),
    Deed(
        "endorse", "审核通过", "payments.endorse", (flow.UNIT,),
        lambda screen, ids, _: review.endorse_requests(requests=ids, **_who(screen)),
    ),
    Deed(
        "consent", "会签通过", "payments.consent", (flow.OFFICE,),
        lambda screen, ids, _: review.consent_requests(requests=ids, **_who(screen)),
    ),
    Deed(
        "review", "初审通过", "payments.review", (flow.FIRST,),
        lambda screen, ids, _: review.review_requests(requests=ids, **_who(screen)),
    ),
    Deed(
        "approve", "复核通过", "payments.review", (flow.SECOND,),
        lambda screen, ids, _: review.approve_requests(
            requests=ids, on=screen.on, **_who(screen)
        ),
    ),
)  # fmt: skip
"""Acts that pass a request on, one by one or as a batch."""


def _back(screen: web.Screen, ids: Sequence[int], reason: str) -> object:
    return review.return_requests(requests=ids, reason=reason, on=screen.on, **_who(screen))


OTHERS = (
    Deed("return-unit", "退回", "payments.endorse", (flow.UNIT,), _back, why=True),
    Deed("return-office", "退回", "payments.consent", (flow.OFFICE,), _back, why=True),
    Deed("return-centre", "退回", "payments.review", _CENTRE, _back, why=True),
    Deed(
        "cancel", "作废", "payments.request",
        (*flow.EDITABLE, flow.UNIT, flow.OFFICE, flow.FIRST),
        lambda screen, ids, reason: requests.cancel_request(
            request=ids[0], reason=reason, on=screen.on, **_who(screen)
        ), why=True,
    ),
    Deed(
        "hold", "挂起", "payments.review", _BEFORE_BANK,
        lambda screen, ids, reason: review.hold_request(
            request=ids[0], reason=reason, **_who(screen)
        ), why=True,
    ),
    Deed(
        "resume", "解挂", "payments.review", _BEFORE_BANK,
        lambda screen, ids, reason: review.resume_request(
            request=ids[0], note=reason, **_who(screen)
        ), why=True,
    ),
    Deed(
        "resend", "重新提交", "payments.request", (flow.BOUNCED, *flow.DONE),
        lambda screen, ids, _: back.resend_request(request=ids[0], **_who(screen)),
    ),
)  # fmt: skip
DEEDS = {one.code: one for one in (*PASSES, *OTHERS)}


def able(screen: web.Screen, row: Row) -> list[Deed]:
    """What the reader may do to a request now; the action has the last word."""
    return [
        deed
        for deed in DEEDS.values()
        if row.state in deed.states
        and (deed.code == "resume") == bool(row.held)
        and (deed.code != "resend" or queries.to_resend(row))
        and not (deed in PASSES[1:] and screen.by in queries.people(row))
        and screen.may(deed.verb, region=row.region, agency=row.agency)
    ]


def act(screen: web.Screen, pk: int, code: str) -> HttpResponseBase:
    """Do it: at once with a button, or after a word why."""
    row = queries.request(pk, screen.scope())
    if row is None or code not in DEEDS:
        raise Http404
    deed = DEEDS[code]
    back = screen.link("payments.request", pk)
    screen.require(deed.verb, region=row.region, agency=row.agency)
    if not deed.why and screen.request.method != "POST":
        return web.done(screen, back)
    form = (WhyForm if deed.why else PlainForm)(screen.request.POST or None)

    def do(given: Mapping[str, Any]) -> HttpResponseBase:
        made = deed.do(screen, [pk], given.get("reason", ""))
        number = queries.number(row)
        if deed.code == "resend":
            target = screen.link("payments.edit", getattr(made, "pk", pk))
            return web.done(
                screen, target, f"{number} 退回的款项已生成新的草稿，请修改收款账号后提交"
            )
        return web.done(screen, back, f"{number} 已{deed.title}")

    shown: dict[str, Any] = {"row": row, "number": queries.number(row), "deed": deed, "back": back}
    return web.submit(screen, form, do, "payments/deed.html", **shown)


QUEUE = web.List(
    columns=(
        web.Column("number", "申请号", web.CODE, show=queries.number,
                   lead=lambda row: ("payments.request", row.pk)),
        web.Column("agency_name", "单位"),
        web.Column("payee", "收款人", wide=True),
        web.Column("purpose", "用途", wide=True),
        web.Column("due", "要求支付", web.DAY, wide=True),
        web.Column("state", "状态", web.STATE,
                   show=queries.shown_state),
        web.Column("amount", "金额", web.MONEY, total=True),
    ),
    filters=(
        web.Choice("state", "状态", [(one, one) for one in flow.IN_FLIGHT]),
        web.Search("q", "单位、收款人或用途", ("agency_name", "payee", "purpose")),
        web.Amounts("amount", "金额"),
    ),
    batch=(web.Batch("通过所选", "payments.pass_many", "read"),),
    noun="笔",
    empty="没有等您办理的支付申请",
)  # fmt: skip


def queue(screen: web.Screen) -> HttpResponseBase:
    """What waits for the reader's own desk, the earliest due first."""
    rows = queries.mine(screen.scopes, screen.by)
    held = [(row.pk, queries.number(row)) for row in queries.paused(screen.scopes)[:_HELD]]
    return web.list_page(screen, QUEUE, rows, "payments/queue.html", held=held)


def pass_many(screen: web.Screen) -> HttpResponseBase:
    """Pass on what was chosen, all or none, each by the step it waits for."""
    back = screen.link("payments.queue")
    ids = [int(one) for one in screen.request.POST.getlist("id")[:_MOST] if one.isdigit()]
    if screen.request.method != "POST" or not ids:
        return web.done(screen, back)

    def do(_: Mapping[str, Any]) -> HttpResponseBase:
        rows = list(queries.requests(screen.scope()).filter(pk__in=ids))
        for deed in PASSES[1:]:
            own = [row for row in rows if row.state in deed.states]
            for row in own:
                screen.require(deed.verb, region=row.region, agency=row.agency)
            if own:
                deed.do(screen, [row.pk for row in own], "")
        return web.done(screen, back, f"已通过 {len(rows)} 笔")

    form = PlainForm(screen.request.POST)
    return web.submit(screen, form, do, "payments/passed.html", back=back, count=len(ids))
