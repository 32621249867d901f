"""Pages of the budget."""

from duzhi.money.budget import views
from duzhi.web import api as web

PAGES = (
    web.Page("budget.tables", "budget/", views.tables, "预算表", web.BUDGET),
    web.Page("budget.versions", "budget/versions/", views.side_by_side, "版本对照", web.BUDGET),
    web.Page("budget.balance", "budget/balance/", views.balance, "收支平衡", web.BUDGET),
    web.Page(
        "budget.adjustments", "budget/adjustments/", views.adjustments, "预算调整", web.BUDGET
    ),
    web.Page(
        "budget.record",
        "budget/adjustments/record/",
        views.record,
        "登记预算调整",
        verb="budget.import",
    ),
)
