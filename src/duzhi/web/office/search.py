"""The answer of the search: everything of the house that a text means, and its drop-down."""

from collections.abc import Iterator
from typing import NamedTuple

from django.http.response import HttpResponseBase
from django.shortcuts import render as render_template

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.ledger import api as ledger
from duzhi.registry import api as registry
from duzhi.web.answers import render
from duzhi.web.pages import REGION, has_page, page, pages
from duzhi.web.screen import Screen
from duzhi.web.searching import MOST, Entry, Finder, Found, entry, finders, matching
from duzhi.web.stamp import kept

_LENGTH = 60
_IN_MENU = 4
_BIGGEST = 2**63 - 1


class Group(NamedTuple):
    """What was found of one kind."""

    kind: str
    found: list[Found]


def search(screen: Screen) -> HttpResponseBase:
    """Results as a page, or as the menu under the field."""
    text = screen.request.GET.get("q", "").strip()[:_LENGTH].replace("\x00", "")
    menu = screen.request.GET.get("part") == "menu"
    groups = _answer(screen, text, _IN_MENU if menu else MOST) if text else []
    context = {"screen": screen, "text": text, "groups": groups}
    if menu:
        return render_template(screen.request, "office/search_menu.html", context)
    count = sum(len(group.found) for group in groups)
    return render(screen, "office/search.html", text=text, groups=groups, count=count)


def _answer(screen: Screen, text: str, most: int) -> list[Group]:
    groups = [Group(finder.kind, list(finder.find(screen, text))[:most]) for finder in finders()]
    return [group for group in groups if group.found]


def _pages(screen: Screen, text: str) -> Iterator[Found]:
    """Pages that the reader may open."""
    shown = [one for one in pages() if one.group and one.fixed and screen.opens(one)]
    known = {one.name: one for one in shown}
    entries = [entry(one.name, one.title) for one in shown]
    for name, title, _ in matching(entries, text):
        yield Found(title, known[name].group, screen.link(name))


def _figures(screen: Screen, text: str) -> Iterator[Found]:
    """Figures, by name, code, or number in a paper; their values are of a whole region."""
    if not _opens(screen, "figures.page"):
        return
    entries = kept("figure_entries", (0, 0), _figure_entries)
    for code, name, _ in matching(entries, figures.code_of(text)):
        number = next(iter(figures.numbers_of(code)), code)
        yield Found(name, number, screen.link("figures.page", number))


def _figure_entries() -> list[Entry]:
    """Those that papers print come before their equals."""
    found = sorted(figures.figures(), key=lambda one: not figures.numbers_of(one.code))
    return [entry(one.code, one.name) for one in found]


def _units(screen: Screen, text: str) -> Iterator[Found]:
    """Units within the reader's scope: a unit clerk finds no other unit."""
    if "read" not in screen.scopes or not has_page("registry.unit"):
        return
    reach = screen.scope("read")
    rows = kept(("unit_entries", screen.today), screen.stamp, lambda: _unit_entries(screen))
    inside = [one for one, region in rows if reach.covers(region, "", one.code)]
    for code, name, _ in matching(inside, text):
        yield Found(name, code, screen.link("registry.unit", code))


def _unit_entries(screen: Screen) -> list[tuple[Entry, str]]:
    rows = registry.agencies(screen.today).values_list("code", "name", "region")
    return [(entry(code, name), region) for code, name, region in rows]


def _regions(screen: Screen, text: str) -> Iterator[Found]:
    """Townships that the reader may see as a whole."""
    if "read" not in screen.scopes or not has_page("receipts.township"):
        return
    reach = screen.scope("read")
    entries = kept("region_entries", screen.stamp, _region_entries)
    inside = [one for one in entries if reach.covers(one.code)]
    for code, name, _ in matching(inside, text):
        yield Found(name, code, screen.link("receipts.township", code))


def _region_entries() -> list[Entry]:
    rows = registry.regions().values_list("code", "name")
    return [entry(code, name) for code, name in rows if not code.endswith("000")]


def _statements(screen: Screen, text: str) -> Iterator[Found]:
    """Statements, by name."""
    if not _opens(screen, "documents.statement"):
        return
    entries = [entry(one.code, one.name) for one in documents.statements()]
    for code, name, _ in matching(entries, text):
        yield Found(name, "报表", screen.link("documents.statement", code))


def _entries(screen: Screen, text: str) -> Iterator[Found]:
    """An entry by its number, when the reader may see the regions of all its lines."""
    if not (text.isascii() and text.isdigit() and _opens(screen, "ledger.entry")):
        return
    number = int(text)
    try:
        found = ledger.entry(min(number, _BIGGEST))
    except LookupError:
        return
    reach = screen.scope("read")
    if all(reach.covers(one.key.region) for one in found.lines):
        told = f"{found.on}　{found.event}"
        yield Found(f"分录 {number}", told, screen.link("ledger.entry", number))


def _opens(screen: Screen, name: str) -> bool:
    """Whether the reader may open a page with the region of this one."""
    if not has_page(name):
        return False
    held = screen.scopes.get(page(name).verb or "read")
    whole = held is not None and (page(name).reach != REGION or held.covers(screen.region))
    return whole and screen.opens(page(name))


FINDERS = (
    Finder("指标", _figures),
    Finder("单位", _units),
    Finder("乡镇", _regions),
    Finder("报表", _statements),
    Finder("分录", _entries),
    Finder("页面", _pages),
)
