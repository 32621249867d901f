"""Pages of revenue."""

from duzhi.money.receipts.views import execution, reconcile, series, taxpayers, townships
from duzhi.web import api as web

PAGES = (
    web.Page(
        "receipts.execution", "receipts/execution/", execution.statement, "收入执行表", web.REVENUE
    ),
    web.Page(
        "receipts.townships", "receipts/townships/", townships.ranking, "乡镇收入进度", web.REVENUE
    ),
    web.Page("receipts.township", "receipts/townships/<str:code>/", townships.township, "乡镇收入"),
    web.Page("receipts.months", "receipts/months/", series.by_month, "分月收入", web.REVENUE),
    web.Page("receipts.levels", "receipts/levels/", series.levels, "收入分级次", web.REVENUE),
    web.Page("receipts.taxpayers", "receipts/taxpayers/", taxpayers.ranked, "纳税人", web.REVENUE),
    web.Page(
        "receipts.reconcile", "receipts/reconcile/", reconcile.reconciled, "收入对账", web.REVENUE
    ),
)
SCREENS: dict[str, str] = {}
