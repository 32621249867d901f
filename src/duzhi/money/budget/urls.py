"""Pages of the budget."""

from duzhi.money.budget.rules.proposals import PROPOSAL
from duzhi.money.budget.rules.quotas import ACT, GRANT, QUOTA, READING
from duzhi.money.budget.views import finding, funds, guarantee, proposals, quotas
from duzhi.money.budget.views import tables as views
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
    web.Page("budget.quotas", "budget/quotas/", quotas.overview, "指标执行", web.BUDGET),
    web.Page("budget.own", "budget/own/", quotas.own, "我的指标", web.BUDGET, reach=web.UNIT),
    web.Page("budget.guarantee", "budget/guarantee/", guarantee.overview, "三保", web.BUDGET),
    web.Page("budget.grants", "budget/grants/", funds.documents, "上级专款", web.BUDGET),
    web.Page("budget.idle", "budget/idle/", funds.old_money, "存量资金", web.BUDGET),
    web.Page("budget.frugal", "budget/frugal/", funds.thrift, "过紧日子", web.BUDGET),
    web.Page("budget.staff", "budget/staff/", guarantee.staff, "供养人员"),
    web.Page("budget.enter", "budget/enter/", quotas.enter, "录入指标", verb="quota.create"),
    web.Page(
        "budget.propose", "budget/propose/<path:number>/", quotas.propose, "办理指标业务",
        verb="quota.create",
    ),
    web.Page(
        "budget.decide", "budget/decide/<path:number>/", quotas.decide, "审核下达指标",
        verb="quota.review",
    ),
    web.Page(
        "budget.idle_decide", "budget/idle/<path:number>/", funds.decide_old, "处理存量资金",
        verb="quota.create",
    ),
    web.Page(
        "budget.proposals", "budget/proposals/", proposals.listed, "部门预算申报", web.BUDGET,
        reach=web.UNIT,
    ),
    web.Page(
        "budget.begin", "budget/proposals/new/", proposals.begin, "申报部门预算",
        verb="budget.ask", reach=web.UNIT,
    ),
    web.Page(
        "budget.proposal", "budget/proposals/<path:number>/", proposals.one, "预算申报",
        reach=web.UNIT,
    ),
    web.Page("budget.grant", "budget/grants/<path:number>/", funds.document, "上级文件"),
    web.Page(
        "budget.act", "budget/acts/<path:number>/", quotas.act_page, "指标业务单", reach=web.UNIT
    ),
    web.Page(
        "budget.quota", "budget/quotas/<path:number>/", quotas.detail, "指标", reach=web.UNIT
    ),
)  # fmt: skip
FINDERS = finding.FINDERS
SCREENS = {
    QUOTA: "budget.quota",
    READING: "budget.quota",
    ACT: "budget.act",
    GRANT: "budget.grant",
    PROPOSAL: "budget.proposal",
}
