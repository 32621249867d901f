"""Pages of treasury."""

from duzhi.money.treasury.rules.decisions import LENDING, SPECIAL
from duzhi.money.treasury.views import books, brief, cash, decisions, lendings, plan, registers
from duzhi.web import api as web

_DISPATCH = "treasury.dispatch"
_OUT_OF_TURN = "特批拨付"
PAGES = (
    web.Page("treasury.plan", "treasury/plan/", plan.today, "今日付什么", web.TREASURY),
    web.Page("treasury.what_if", "treasury/plan/what-if/", plan.what_if, "试算", web.TREASURY),
    web.Page("treasury.cash", "treasury/cash/", cash.today, "今日库款", web.TREASURY),
    web.Page("treasury.brief", "treasury/brief/", brief.page, "今日库款一页纸", web.TREASURY),
    web.Page("treasury.purses", "treasury/purses/", lendings.purses_page, "资金来源", web.TREASURY),
    web.Page("treasury.lend", "treasury/lend/", lendings.ask, "申请暂付", verb=_DISPATCH),
    web.Page(
        "treasury.lending_sign",
        "treasury/lend/<int:number>/sign/",
        lendings.sign,
        "签批暂付",
        verb="documents.finalise",
    ),
    web.Page(
        "treasury.lending_end",
        "treasury/lend/<int:number>/end/",
        lendings.end,
        "归还或作废暂付",
        verb=_DISPATCH,
    ),
    web.Page("treasury.arrears", "treasury/arrears/", registers.arrears, "欠账台账", web.TREASURY),
    web.Page(
        "treasury.advances", "treasury/advances/", registers.advances, "暂付款消化", web.TREASURY
    ),
    web.Page(
        "treasury.specials", "treasury/specials/", decisions.specials, _OUT_OF_TURN, web.TREASURY
    ),
    web.Page(
        "treasury.special",
        "treasury/plan/special/<str:number>/",
        decisions.special,
        _OUT_OF_TURN,
        verb=_DISPATCH,
    ),
    web.Page(
        "treasury.special_sign",
        "treasury/specials/<int:number>/sign/",
        decisions.sign,
        "签批特批拨付",
        verb="documents.finalise",
    ),
    web.Page(
        "treasury.special_void",
        "treasury/specials/<int:number>/void/",
        decisions.void,
        "作废特批拨付",
        verb=_DISPATCH,
    ),
    web.Page(
        "treasury.reconciliation",
        "treasury/reconciliation/",
        books.reconciled,
        "总会计核对",
        web.TREASURY,
    ),
)
SCREENS = {LENDING: "treasury.lending_sign", SPECIAL: "treasury.special_sign"}
