"""What the search of the top bar finds of payments: requests, 资金请示, contracts, vouchers."""

from collections.abc import Iterator

from duzhi.kernel.money import show
from duzhi.money.payments.queries import funds, registers
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.views import vouchers
from duzhi.web import api as web

_MOST = 8
_NUMBER = 4


def find_requests(screen: web.Screen, text: str) -> Iterator[web.Found]:
    """Requests by our number (SQ2023-000017) or the 支付申请编号 of the provincial system."""
    if len(text) < _NUMBER or not text.isascii() or "read" not in screen.scopes:
        return
    for row in queries.called(text.strip().upper(), screen.scope())[:_MOST]:
        told = f"{row.agency_name}　{row.payee}　{show(row.amount, thousands=True)} 元　{row.state}"
        yield web.Found(queries.number(row), told, screen.link("payments.request", row.pk))


def find_papers(screen: web.Screen, text: str) -> Iterator[web.Found]:
    """资金请示 by their 文号."""
    document = web.document_number(text)
    if not document or "read" not in screen.scopes:
        return
    for row in funds.called(document, screen.scope())[:_MOST]:
        told = f"{row.agency_name}　{row.purpose}　{show(row.amount, thousands=True)} 元"
        yield web.Found(row.number, told, screen.link("payments.fund", row.pk))


def find_contracts(screen: web.Screen, text: str) -> Iterator[web.Found]:
    """Contracts by the beginning of their number."""
    numbered = len(text) >= _NUMBER and any(one.isdigit() for one in text)
    if not numbered or "read" not in screen.scopes:
        return
    for row in registers.called(text, screen.scope())[:_MOST]:
        told = f"{row.agency_name}　{row.title}"
        yield web.Found(row.number, told, screen.link("payments.contract", row.pk))


FINDERS = (
    web.Finder("支付凭证", vouchers.find),
    web.Finder("支付申请", find_requests),
    web.Finder("资金请示", find_papers),
    web.Finder("采购合同", find_contracts),
)
