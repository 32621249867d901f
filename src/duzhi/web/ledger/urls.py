"""Pages of the ledger engine."""

from duzhi.web import api as web
from duzhi.web.ledger import views

PAGES = (
    web.Page("ledger.entries", "ledger/", views.entries, "分录", web.TREASURY),
    web.Page("ledger.balances", "ledger/balances/", views.balances, "账户余额", web.TREASURY),
    web.Page("ledger.turnover", "ledger/turnover/", views.turnover, "发生额", web.TREASURY),
    web.Page("ledger.differences", "ledger/differences/", views.differences, "差异", web.OVERSIGHT),
    web.Page(
        "ledger.difference",
        "ledger/differences/<int:number>/",
        views.difference,
        "说明差异",
        verb=views.EXPLAIN,
    ),
    web.Page("ledger.entry", "ledger/entries/<int:number>/", views.entry, "分录详情"),
)
