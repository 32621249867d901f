"""Pages of payments."""

from duzhi.money.payments.rules import KIND
from duzhi.money.payments.views import units, vouchers
from duzhi.web import api as web

PAGES = (
    web.Page(
        "payments.list", "payments/", vouchers.listed, "支付明细", web.SPENDING, reach=web.UNIT
    ),
    web.Page(
        "payments.units", "payments/units/", units.ranking, "单位执行", web.SPENDING, reach=web.UNIT
    ),
    web.Page(
        "payments.detail", "payments/<path:document>/", vouchers.detail, "支付凭证", reach=web.UNIT
    ),
)
SCREENS = {KIND: "payments.detail"}
FINDERS = (web.Finder("支付凭证", vouchers.find),)
