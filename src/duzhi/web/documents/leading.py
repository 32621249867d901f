"""From the lead of a cell to an address: entries, a figure page, the screens of documents."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from duzhi.documents import api as documents
from duzhi.kernel.entry import Ref
from duzhi.kernel.period import Span, day
from duzhi.ledger import api as ledger
from duzhi.web.pages import has_page
from duzhi.web.refs import target
from duzhi.web.screen import Screen

_LISTS = {
    "treasury.day": "treasury.cash",
    "treasury.balance": "treasury.reconciliation",
    "receipts.day": "receipts.levels",
    "receipts.tax_receipt": "receipts.reconcile",
    "receipts.refund": "receipts.reconcile",
    "receipts.slip": "receipts.reconcile",
    "budget.line": "budget.tables",
}
"""Kind of a document → the page that lists several of it."""
_BEFORE_ALL = date(2000, 1, 1)


def address(screen: Screen, lead: documents.Lead | None, key: str = "") -> str:
    """Where a cell leads; empty where nothing is installed that shows it."""
    return "" if lead is None else _ADDRESSES[type(lead)](screen, lead, key)


def _entries(screen: Screen, lead: documents.Entries, _: str) -> str:
    return lines(screen, lead.selection, lead.span)


def _standing(screen: Screen, lead: documents.Standing, _: str) -> str:
    return lines(screen, lead.selection, Span(_BEFORE_ALL, day(lead.on).end))


def lines(screen: Screen, selection: ledger.Selection, span: Span) -> str:
    """The list of the lines of a selection; the page's region is carried along."""
    if not has_page("ledger.entries"):
        return ""
    query: dict[str, Any] = {
        "account": ",".join(selection.accounts),
        "subject": ",".join(selection.subjects),
        "without": ",".join(selection.excluding),
        "fund": selection.fund,
        "level": ",".join(selection.levels),
        "start": span.start,
        "end": span.end,
        **dict(selection.also),
    }
    if len(selection.regions) == 1 and selection.regions[0] != screen.region:
        query["place"] = selection.regions[0]
    said = {key: value for key, value in query.items() if value not in ("", None)}
    return f"{screen.kept_link('ledger.entries')}&{urlencode(said)}"


def _figure(screen: Screen, lead: documents.FigureLead, _: str) -> str:
    if not has_page("figures.page"):
        return ""
    back = {"back": lead.years_back} if lead.years_back else {}
    return screen.link("figures.page", lead.code, **back)


def _refs(screen: Screen, lead: documents.RefLead, key: str) -> str:
    if len(lead.refs) == 1 and (one := target(screen, lead.refs[0])):
        return one
    return _list(screen, lead.refs[0], {"subject": key})


def _list(screen: Screen, ref: Ref, query: dict[str, Any]) -> str:
    name = _LISTS.get(ref.kind, "")
    return screen.link(name, **query) if name and has_page(name) else ""


def _documents(screen: Screen, lead: documents.DocumentsLead, _: str) -> str:
    query = {"start": lead.span.start, "end": lead.span.end, **dict(lead.fields)}
    return _list(screen, Ref(lead.kind, ""), query)


_ADDRESSES: dict[type, Callable[[Screen, Any, str], str]] = {
    documents.Entries: _entries,
    documents.Standing: _standing,
    documents.FigureLead: _figure,
    documents.RefLead: _refs,
    documents.DocumentsLead: _documents,
}
