"""收入执行表: the statement of revenue with rows that open in place."""

from django.http.response import HttpResponseBase

from duzhi.web import api as web


def statement(screen: web.Screen) -> HttpResponseBase:
    """The page of the statement, which every other statement shares."""
    return web.statement_page(screen, "revenue")
