"""用款计划: what a unit may pay up to this month, what it used of it, and what is left."""

from django.http.response import HttpResponseBase

from duzhi.money.payments.queries import registers as queries
from duzhi.money.payments.rules.registers import EVERYTHING, NO_PLAN, NOT_WAGES
from duzhi.registry import api as registry
from duzhi.web import api as web

_MODES = {
    NO_PLAN: "没有启用：超计划不拦支付（参数“用款计划控制”为 off）",
    EVERYTHING: "已启用：累计支付不得超过累计计划",
    NOT_WAGES: "已启用：工资以外，累计支付不得超过累计计划",
}
LIST = web.List(
    columns=(
        web.Column("agency", "单位代码", web.CODE, sort=True, wide=True),
        web.Column("agency_name", "单位"),
        web.Column("fund_name", "资金性质", sort=True),
        web.Column("quota_fen", "指标", web.MONEY, sort=True, total=True, wide=True),
        web.Column("year_fen", "全年计划", web.MONEY, sort=True, total=True, wide=True),
        web.Column("planned_fen", "累计计划", web.MONEY, sort=True, total=True, wide=True),
        web.Column("used_fen", "已用（含在途）", web.MONEY, sort=True, total=True, wide=True),
        web.Column("left_fen", "还可用", web.MONEY, sort=True, total=True),
    ),
    filters=(web.Search("q", "单位名称或代码", ("agency_name", "agency")),),
    noun="行",
    empty="没有用款计划；请国库股导入用款计划（IN-08）",
)


def listed(screen: web.Screen) -> HttpResponseBase:
    """Plans of the year up to this month, by unit and 资金性质."""
    rows = queries.plans(screen.scope(), screen.region, screen.on)
    told = {
        "mode": _MODES[registry.choice("plan_control", screen.on)],
        "over": sum(one.left_fen < 0 for one in rows),
        "month": screen.on.month,
        "planned": sum(one.planned_fen for one in rows),
        "used": sum(one.used_fen for one in rows),
    }
    return web.list_page(screen, LIST, rows, "payments/plans.html", **told)
