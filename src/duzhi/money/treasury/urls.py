"""Pages of treasury."""

from duzhi.money.treasury.views import books, cash
from duzhi.web import api as web

PAGES = (
    web.Page("treasury.cash", "treasury/cash/", cash.today, "今日库款", web.TREASURY),
    web.Page(
        "treasury.reconciliation",
        "treasury/reconciliation/",
        books.reconciled,
        "总会计核对",
        web.TREASURY,
    ),
)
