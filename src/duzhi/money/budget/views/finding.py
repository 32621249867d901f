"""What the search of the top bar finds of the budget: quotas by number, money by 文号."""

from collections.abc import Iterator

from duzhi.kernel.money import show
from duzhi.money.budget.queries import finding
from duzhi.web import api as web

_MOST = 8
_NUMBER = 4


def find_quotas(screen: web.Screen, text: str) -> Iterator[web.Found]:
    """Quotas of the year by the beginning of their number, or by their 上级文号."""
    numbered = len(text) >= _NUMBER and text.isascii() and text.isalnum() and not text.isalpha()
    document = web.document_number(text)
    if "read" not in screen.scopes or not (numbered or document):
        return
    where = screen.scope().where(region="region", agency="agency")
    rows = finding.quotas(screen.on.year, where, text.upper() if numbered else "", document)
    for row in rows[:_MOST]:
        told = f"{row.title}　{row.upper_doc}　{show(row.current, thousands=True)} 元"
        yield web.Found(row.number, told, screen.link("budget.quota", row.document))


def find_grants(screen: web.Screen, text: str) -> Iterator[web.Found]:
    """Documents of the upper level, where the reader may open them."""
    document = web.document_number(text)
    if not document or not screen.opens(web.page("budget.grant")):
        return
    for region, year, number, name, fen in finding.grants(screen.region, document)[:_MOST]:
        place = f"{region}/{year}/{number}"
        told = f"{name}　{show(fen, thousands=True)} 元"
        yield web.Found(number, told, screen.link("budget.grant", place))


FINDERS = (web.Finder("预算指标", find_quotas), web.Finder("上级文件", find_grants))
