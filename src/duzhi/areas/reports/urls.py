"""PAGES of the reports: the morning page, the basis of its warnings, 材料报送."""

from collections.abc import Callable

from django.http.response import HttpResponseBase

from duzhi.areas.reports.views import filing, filling, morning
from duzhi.web import api as web

_TITLE = "材料报送"


def _act(
    name: str, path: str, view: Callable[..., HttpResponseBase], title: str, verb: str
) -> web.Page:
    where = f"reports/filing/one/<str:code>/{path}"
    return web.Page(f"reports.{name}", where, view, title, "", verb, web.UNIT)


PAGES = (
    web.Page("reports.morning", "morning/", morning.morning, "晨览", web.TOP),
    web.Page("reports.alerts", "morning/alerts/", morning.basis, "结构性预警"),
    web.Page("reports.filing", "reports/filing/", filing.mine, _TITLE, web.REPORTS, reach=web.UNIT),
    web.Page(
        "reports.filing_overview", "reports/filing/all/", filing.overview, "报送总览", web.REPORTS
    ),
    web.Page(
        "reports.filing_call",
        "reports/filing/call/",
        filing.call,
        "下达报送任务",
        verb="documents.draft",
    ),
    web.Page(
        "reports.filing_remind",
        "reports/filing/remind/",
        filing.remind,
        "催报",
        verb="documents.draft",
    ),
    web.Page(
        *(
            "reports.filing_accept_many",
            "reports/filing/accept/",
            filling.accept_many,
            "审核填报数",
        ),
        verb="figures.review",
        reach=web.UNIT,
    ),
    _act("filing_one", "", filling.one, _TITLE, "read"),
    _act("filing_accept", "accept/", filling.accept, "审核填报数", "figures.review"),
    _act("filing_return", "return/", filling.send_back, "退回填报数", "figures.review"),
    _act("filing_withdraw", "withdraw/", filling.withdraw, "撤回填报数", "figures.report"),
    _act("filing_discard", "discard/", filling.discard, "放弃草稿", "figures.report"),
    web.Page(
        *("reports.paper", "reports/papers/<int:number>/", filling.paper, "附件"),
        reach=web.FREE,
        dated=False,
    ),
    web.Page(
        *("reports.follow", "reports/filing/of/<path:number>/", filing.follow, _TITLE),
        reach=web.FREE,
        dated=False,
    ),
)
SCREENS = dict.fromkeys(("figures.reported", "figures.duty", "figures.call"), "reports.follow")
