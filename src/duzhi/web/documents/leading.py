"""From the lead of a cell to an address: entries, a figure page, the screens of documents."""

from collections.abc import Callable
from typing import Any

from duzhi.documents import api as documents
from duzhi.kernel.entry import Ref
from duzhi.kernel.period import Span
from duzhi.ledger import api as ledger
from duzhi.registry import api as registry
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
_DISTRICT = 6


def address(screen: Screen, lead: documents.Lead | None, key: str = "") -> str:
    """Where a cell leads; empty where nothing is installed that shows it."""
    return "" if lead is None else _ADDRESSES[type(lead)](screen, lead, key)


def _entries(screen: Screen, lead: documents.Entries, _: str) -> str:
    return lines(screen, lead.selections, lead.span)


def _standing(screen: Screen, lead: documents.Standing, _: str) -> str:
    span = Span(lead.on.replace(month=1, day=1), lead.on)
    return lines(screen, (lead.selection,), span)


def lines(screen: Screen, selections: tuple[ledger.Selection, ...], span: Span) -> str:
    """The list of the lines of selections that differ in one field at most."""
    if not has_page("ledger.entries"):
        return ""
    first = selections[0]
    query: dict[str, Any] = {
        "account": ",".join(first.accounts),
        "subject": ",".join(first.subjects),
        "without": ",".join(first.excluding),
        "fund": first.fund,
        "level": ",".join(first.levels),
        "start": span.start,
        "end": span.end,
        **_region(screen, first.regions),
    }
    for field, _ in first.also:
        prefixes = (prefix for one in selections for name, prefix in one.also if name == field)
        query[field] = ",".join(prefixes)
    return screen.link("ledger.entries", **query)


def _region(screen: Screen, regions: tuple[str, ...]) -> dict[str, str]:
    """One 区划, or the district that means all of them; the page's own is carried anyway."""
    if len(regions) == 1:
        return {"region": regions[0]}
    district = regions[0][:_DISTRICT] if regions else screen.region
    return {"region": district} if set(regions) == set(registry.subtree(district)) else {}


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
