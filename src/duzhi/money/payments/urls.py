"""Pages of payments."""

from collections.abc import Callable

from django.http.response import HttpResponseBase

from duzhi.money.payments.rules import KIND
from duzhi.money.payments.rules.registers import BARRED, CONTRACT
from duzhi.money.payments.rules.requests import FUND_REQUEST, REQUEST
from duzhi.money.payments.views import (
    barred,
    batches,
    contracts,
    deeds,
    finding,
    funds,
    plans,
    reconcile,
    requests,
    units,
    vouchers,
)
from duzhi.web import api as web


def _page(
    name: str,
    path: str,
    view: Callable[..., HttpResponseBase],
    title: str,
    verb: str = "read",
    group: str = "",
) -> web.Page:
    return web.Page(f"payments.{name}", path, view, title, group, verb, web.UNIT)


PAGES = (
    _page("list", "payments/", vouchers.listed, "支付明细", group=web.SPENDING),
    _page("units", "payments/units/", units.ranking, "单位执行", group=web.SPENDING),
    _page("requests", "requests/", requests.listed, "支付申请", group=web.SPENDING),
    _page("queue", "requests/queue/", deeds.queue, "待办支付", group=web.SPENDING),
    _page("new", "requests/new/", requests.new, "新建支付申请", "payments.request"),
    _page("pass_many", "requests/pass/", deeds.pass_many, "通过支付申请"),
    _page("batches", "requests/batches/", batches.listed, "支付批次", "payments.pay", web.SPENDING),
    _page("batch_new", "requests/batches/new/", batches.new, "组成批次", "payments.pay"),
    _page("batch", "requests/batches/<int:pk>/", batches.one, "支付批次", "payments.pay"),
    _page(
        "batch_file", "requests/batches/<int:pk>/file/", batches.file, "批次文件", "payments.pay"
    ),
    _page("request", "requests/<int:pk>/", requests.one, "支付申请"),
    _page("edit", "requests/<int:pk>/edit/", requests.edit, "修改支付申请", "payments.request"),
    _page("act", "requests/<int:pk>/<slug:code>/", deeds.act, "办理支付申请"),
    _page("follow", "requests/of/<path:number>/", requests.follow, "支付申请"),
    _page("funds", "funds/", funds.unpaid, "已批未付", group=web.SPENDING),
    _page("fund_new", "funds/new/", funds.new, "登记资金请示", "payments.register"),
    _page("fund", "funds/<int:pk>/", funds.one, "资金请示"),
    _page(
        "fund_return", "funds/<int:pk>/return/", funds.send_back, "退回请示", "payments.register"
    ),
    _page("follow_fund", "funds/of/<path:number>/", funds.follow, "资金请示"),
    _page("contracts", "contracts/", contracts.listed, "采购合同", group=web.SPENDING),
    _page("contract_new", "contracts/new/", contracts.new, "登记采购合同", "contract.register"),
    _page("contract", "contracts/<int:pk>/", contracts.one, "采购合同"),
    _page("follow_contract", "contracts/of/<path:number>/", contracts.follow, "采购合同"),
    _page("plans", "plans/", plans.listed, "用款计划", group=web.SPENDING),
    web.Page("payments.barred", "barred/", barred.listed, "收款人黑名单", web.SPENDING),
    web.Page("payments.bar", "barred/new/", barred.new, "列入收款人黑名单", verb="payee.change"),
    web.Page(
        "payments.lift", "barred/<int:pk>/", barred.lift, "解除收款人黑名单", verb="payee.change"
    ),
    web.Page("payments.follow_barred", "barred/of/<path:number>/", barred.follow, "收款人黑名单"),
    web.Page(
        "payments.reconcile", "reconcile/payments/", reconcile.reconcile, "三方对账", web.TREASURY
    ),
    _page("detail", "payments/<path:document>/", vouchers.detail, "支付凭证"),
)
SCREENS = {
    KIND: "payments.detail",
    REQUEST: "payments.follow",
    FUND_REQUEST: "payments.follow_fund",
    CONTRACT: "payments.follow_contract",
    BARRED: "payments.follow_barred",
}
FINDERS = finding.FINDERS
