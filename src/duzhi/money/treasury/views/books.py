"""总会计核对: every comparable account of a month in both books (IN-31)."""

from datetime import date

from django.http.response import HttpResponseBase

from duzhi.kernel.codes import home
from duzhi.kernel.period import month
from duzhi.money.treasury import queries
from duzhi.money.treasury.rules import books
from duzhi.web import api as web


def reconciled(screen: web.Screen) -> HttpResponseBase:
    """The last month whose 科目余额表 stands, or the one asked for, as the books are now."""
    own = home(screen.region)
    known = queries.periods(own, screen.on.year * 100 + screen.on.month)
    asked = screen.request.GET.get("period", "")
    chosen = int(asked) if asked.isdigit() and int(asked) in known else (known or [0])[-1]
    found = queries.compared(own, chosen) if chosen else []
    wrong = [one for one in found if one.difference_fen]
    year, number = divmod(chosen, 100)
    balances = {row.code: row for row in queries.trial_balance(own, chosen)}
    chart = queries.chart(year) if chosen else []
    left = books.unmapped(list(balances.values()), chart) if chosen else []
    return web.render(
        screen,
        "treasury/books.html",
        headline=_headline(chosen, len(found), len(wrong)),
        found=found,
        left=[(row, queries.why_not_kept(row.code, year)) for row in left],
        periods=[(code, f"{code // 100}年{code % 100}月") for code in known[::-1]],
        chosen=chosen,
        start=date(year, 1, 1) if chosen else None,
        end=month(date(year, number, 1)).end if chosen else None,
        region=own,
    )


def _headline(period: int, count: int, wrong: int) -> str:
    if not period:
        return "还没有总会计科目余额表；请先导入 IN-31"
    when = f"{period // 100}年{period % 100}月"
    if wrong:
        return f"{when}核对 {count} 个账户，{wrong} 个与总会计不符，请先查明差额"
    return f"{when}核对 {count} 个账户，与总会计全部相符，差异 0"
