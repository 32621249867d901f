"""A unit's requests: the list, one request with its story, and the form with its 预检."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast

from django.http import Http404
from django.http.response import HttpResponseBase

from duzhi.kernel.finding import ERROR, Finding, refuse
from duzhi.kernel.money import show
from duzhi.money.budget import api as budget
from duzhi.money.budget.api import QuotaView
from duzhi.money.payments import flow
from duzhi.money.payments.actions import requests as actions
from duzhi.money.payments.forms import RequestForm
from duzhi.money.payments.queries import asking, funds, registers
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules import requests as words
from duzhi.money.payments.rules import returns
from duzhi.money.payments.rules.requests import Draft, Payee
from duzhi.money.payments.views import deeds
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web import api as web

_SHOWN = 100
"""Lines of a payroll batch on the page; the rest is in its file."""
_ITEM = 2
_SOON = timedelta(days=7)
Row = Any
LIST = web.List(
    columns=(
        web.Column(
            "number", "申请号", web.CODE, show=queries.number,
            lead=lambda row: ("payments.request", row.pk),
        ),
        web.Column("agency_name", "单位", wide=True),
        web.Column("payee", "收款人"),
        web.Column("purpose", "用途", wide=True),
        web.Column("quota_number", "指标", web.CODE, wide=True),
        web.Column("due", "要求支付", web.DAY, wide=True),
        web.Column("state", "状态", web.STATE, show=queries.shown_state),
        web.Column("amount", "金额", web.MONEY, total=True),
    ),
    filters=(
        web.Choice("state", "状态", [(one, one) for one in flow.STATES]),
        web.Search("q", "收款人或用途", ("payee", "purpose")),
        web.Days("due", "要求支付"),
        web.Amounts("amount", "金额"),
    ),
    noun="笔",
    empty="没有支付申请；请先“新建申请”，或放宽筛选条件",
)  # fmt: skip


def listed(screen: web.Screen) -> HttpResponseBase:
    """Requests in the reader's scope, newest first."""
    rows = queries.requests(screen.scope()).filter(region__startswith=screen.region[:6])
    counts = queries.counts(screen.scope())
    back = counts.get(flow.RETURNED, (0, 0))[0]
    live = sum(count for state, (count, _) in counts.items() if state in flow.IN_FLIGHT)
    return web.list_page(screen, LIST, rows, "payments/requests.html", back=back, live=live)


def one(screen: web.Screen, pk: int) -> HttpResponseBase:
    """A request: where it lies, why it came back, whom to call, what may be done."""
    row = found(screen, pk)
    return web.render(screen, "payments/request.html", **_shown(screen, row))


def new(screen: web.Screen) -> HttpResponseBase:
    """Write a request; the 预检 beside it answers while it is typed."""
    return _write(screen, None)


def edit(screen: web.Screen, pk: int) -> HttpResponseBase:
    """Change a draft or what was sent back."""
    row = found(screen, pk)
    if row.state not in flow.EDITABLE or row.lines_count > 1:
        text = f"处于“{row.state}”或为多人批次，不能在此修改；批次请重新导入名册"
        raise refuse("payments.edit", text)
    return _write(screen, row)


def found(screen: web.Screen, pk: int) -> Row:
    """A request that the reader may see, else 404."""
    row = queries.request(pk, screen.scope())
    if row is None:
        raise Http404
    return row


def follow(screen: web.Screen, number: str) -> HttpResponseBase:
    """From a to-do or a trail (区划/年度/编号) to the request."""
    pk = number.rpartition("/")[2]
    if not pk.isdigit():
        raise Http404
    return web.done(screen, screen.link("payments.request", pk))


def _write(screen: web.Screen, row: Row | None) -> HttpResponseBase:
    quotas = _quotas(screen)
    papers = funds.unpaid(screen.scope("payments.request"), screen.on)
    choices = [(str(one.pk), f"{one.number} {one.purpose[:20]}") for one in papers]
    form = RequestForm(
        [(str(one.id), _quota_words(one)) for one in quotas],
        choices,
        _items(screen.on.year),
        screen.request.POST or None,
        initial=_written(screen, row),
    )
    if screen.request.GET.get("part") == "check":
        return _checked(screen, form, quotas, row)

    def act(given: Mapping[str, Any]) -> HttpResponseBase:
        draft, view = _draft(given, quotas, screen.on)
        screen.require("payments.request", region=view.region, agency=view.agency)
        who: dict[str, Any] = {"by": screen.by, "at": screen.now}
        if row is None:
            made = actions.draft_request(draft=draft, quota=view.id, **who)
        else:
            made = actions.redraft_request(request=row.pk, draft=draft, quota=view.id, **who)
        told = f"{queries.number(made)} 已存为草稿"
        if screen.request.POST.get("act") == "submit":
            actions.submit_request(request=made.pk, on=screen.on, **who)
            told = f"{queries.number(made)} 已提交，待单位审核"
        return web.done(screen, screen.link("payments.request", made.pk), told)

    shown: dict[str, Any] = {"row": row, "upto": screen.last_day, "empty": not quotas}
    return web.submit(screen, form, act, "payments/request_form.html", **shown)


def _checked(
    screen: web.Screen, form: RequestForm, quotas: Sequence[QuotaView], row: Row | None
) -> HttpResponseBase:
    """The 预检 alone, for what is typed so far."""
    answer: dict[str, Any] = {"upto": screen.last_day, "at": screen.now}
    if form.is_valid():
        draft, view = _draft(form.cleaned_data, quotas, screen.on)
        free = cast("int | None", screen.value("treasury.free").exact)
        pk = row.pk if row is not None else None
        said = asking.precheck(draft, view, screen.on, free, pk)
        answer |= {"said": said, "blocked": _blocked(said), "view": view, "draft": draft}
    return web.render(screen, "payments/precheck.html", form=form, **answer)


def _blocked(said: Sequence[Finding]) -> int:
    return sum(one.severity == ERROR for one in said)


def _quotas(screen: web.Screen) -> Sequence[QuotaView]:
    scope = screen.scope("payments.request")
    rows = budget.quotas_of(scope, screen.on.year)
    return [one for one in rows if one.executable and one.available_fen > 0]


def _items(year: int) -> list[tuple[str, str]]:
    """款 of the 部门经济分类 of a year."""
    found = registry.subjects("dep_economic", year)
    return [(one.code, f"{one.code} {one.name}") for one in found if one.level == _ITEM]


def _quota_words(one: QuotaView) -> str:
    document = f"，{one.upper_doc}" if one.upper_doc else ""
    left = show(one.available_fen, thousands=True)
    return f"{one.number} {one.title[:24]}{document}，可用 {left} 元"


def _draft(
    given: Mapping[str, Any], quotas: Sequence[QuotaView], on: date
) -> tuple[Draft, QuotaView]:
    view = next(one for one in quotas if str(one.id) == given["quota"])
    unit = registry.agency(view.agency, on)
    payee = Payee(given["payee"], given["account"], given["bank"], given["amount"])
    draft = Draft(
        region=view.region,
        agency=view.agency,
        agency_name=unit.name if unit else view.agency,
        purpose=given["purpose"],
        payees=(payee,),
        due=given["due"],
        method=given["method"],
        creditor=given["creditor"],
        contract=given["contract"],
        dep_econ=given["dep_econ"],
        fund=int(given["fund"]) if given["fund"] else None,
    )
    return draft, view


def _written(screen: web.Screen, row: Row | None) -> dict[str, Any]:
    if row is None:
        return {"due": screen.on + _SOON, "creditor": words.PRIVATE}
    line = queries.lines(row).get()
    return {
        "quota": str(row.quota), "fund": str(row.fund_id or ""), "payee": row.payee,
        "bank": line.bank, "amount": row.amount, "purpose": row.purpose, "due": row.due,
        "method": row.method, "creditor": row.creditor, "contract": row.contract,
        "dep_econ": row.dep_econ,
    }  # fmt: skip


def _shown(screen: web.Screen, row: Row) -> dict[str, Any]:
    lines = queries.lines(row)
    bounced = lines.filter(state=returns.BOUNCED)[:_SHOWN]
    able = deeds.able(screen, row)
    return {
        "row": row,
        "number": queries.number(row),
        "state": queries.shown_state(row),
        "desk": flow.NEXT_DESK.get(row.state, ""),
        "ref": queries.ref(row),
        "steps": _steps(row, _names(row)),
        "lines": lines[:_SHOWN],
        "bounced": [
            (line, returns.reason(line.code), returns.told(
                line.code, line.remark, line.payee,
                row.bounced if row.lines_count == 1 else line.amount,
            ))
            for line in bounced
        ],
        "refunds": queries.refunds(row),
        "quota": budget.quota_of(row.quota),
        "item": registry.subject("dep_economic", row.dep_econ, row.year),
        "agreed": registers.contract_of(row, screen.scope()),
        "able": able,
        "again": any(deed.code == "resend" for deed in able),
        "resent": _resent(row),
    }  # fmt: skip


def _resent(row: Row) -> list[tuple[int, str]]:
    """What pays once more what came back, with its number; asked only when something did."""
    if not (row.bounced or row.refunded):
        return []
    return [(one.pk, queries.number(one)) for one in queries.resent(row)]


def _names(row: Row) -> dict[str, str]:
    """Names of the people of this request by login."""
    people = (row.maker, row.endorser, row.consenter, row.reviewer, row.approver)
    rows = office.User.objects.filter(username__in=people)
    return dict(rows.values_list("username", "name"))


def _steps(row: Row, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The road of this request, with who stood for each step."""
    bound = words.needs_office(row.source_doc, row.direct, row.bond)
    last = (
        (("补录", flow.TO_RECORD), ("支付", flow.RECORDED))
        if row.mode == words.MIRROR
        else (("签章", flow.VOUCHER), ("付款", flow.SIGNED), ("清算对账", flow.BANK_PAID))
    )
    road = [
        ("申请", flow.DRAFT, row.maker),
        ("单位审核", flow.UNIT, row.endorser),
        *([("业务股", flow.OFFICE, row.consenter)] if bound else []),
        ("初审", flow.FIRST, row.reviewer),
        ("复核", flow.SECOND, row.approver),
        *((title, state, "") for title, state in last),
    ]
    if row.state == flow.RETURNED:
        return [("申请", "退回，待修改", "fault"), *((title, "", "") for title, _, _ in road[1:])]
    states = [state for _, state, _ in road]
    now = states.index(row.state) if row.state in states else len(road)
    if row.state == flow.CLEARED:
        now = len(road) - 1
    return [
        (title, names.get(who, who), "done" if at < now else "now" if at == now else "")
        for at, (title, _, who) in enumerate(road)
    ]
