"""基础资料: budget units through time, subjects of a year's list, regions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from django.http.response import HttpResponseBase

from duzhi.kernel.codes import FUND, GENERAL, LEVEL_NAMES
from duzhi.kernel.period import year_to_date
from duzhi.ledger import api as ledger
from duzhi.registry import api as registry
from duzhi.web import api as web

_DEPTHS = {1: "类", 2: "款", 3: "项", 4: "目", 5: "目以下"}
_SPENDING = (
    ("一般公共预算支出", "spending.general", GENERAL),
    ("政府性基金支出", "spending.fund", FUND),
)
_YEARS = range(2018, 2031)
_WORDS = 60
_MARKS = {"uncertain": "yellow"}
"""Evidence that needs a look before the code is used."""


class Spent(NamedTuple):
    """What a unit has spent so far this year: title, account, fen."""

    title: str
    account: str
    fen: int


class Line(NamedTuple):
    """A subject on the page."""

    subject: registry.Subject
    depth: str
    mark: str
    evidence: str
    below: bool


class Place(NamedTuple):
    """A region on the page."""

    place: registry.Place
    level: str


def units(screen: web.Screen) -> HttpResponseBase:
    """Units by department on the page's day; each reader sees the ones within reach."""
    words = _words(screen)
    reach = screen.scope()
    found = []
    for one in registry.departments(screen.on, screen.region, words):
        mine = tuple(
            unit for unit in one.units if reach.covers(unit.region, unit.office, unit.code)
        )
        if mine:
            found.append(one._replace(units=mine))
    rows = [unit for one in found for unit in one.units]
    return web.render(
        screen,
        "registry/units.html",
        departments=found,
        total=len(rows),
        natures=Counter(unit.nature for unit in rows if unit.nature).most_common(),
        words=words,
    )


def unit(screen: web.Screen, code: str) -> HttpResponseBase:
    """One unit: what it is called on the day, what it was and became, what it has spent."""
    story = registry.story(code, screen.on)
    row = story.on(screen.on)
    screen.require("read", region=row.region, office_name=row.office, agency=row.code)
    siblings = registry.departments(screen.on, row.region, row.dept_code)
    return web.render(
        screen,
        "registry/unit.html",
        unit=row,
        story=story,
        region=registry.region_name(row.region),
        spent=[] if row.end and row.end <= screen.on else _spent(screen, row),
        siblings=[
            other
            for one in siblings
            if one.code == row.dept_code
            for other in one.units
            if other.code != row.code
        ],
        year_start=year_to_date(screen.on).start,
        year_end=year_to_date(screen.on).end,
        ended=row.end is not None and row.end <= screen.on,
    )


def subjects(screen: web.Screen) -> HttpResponseBase:
    """A list of a year with the evidence of every code; 类 and 款 until something is searched."""
    asked = screen.request.GET
    name = asked.get("list", "")
    name = name if name in registry.LIST_NAMES else registry.LIST_NAMES[0]
    year = _year(asked.get("year", ""), screen.on.year)
    words, whole = _words(screen), "whole" in asked
    known = registry.find_subjects(name, year, words)
    parents = {one.parent for one in known}
    shown = known if words or whole else [one for one in known if one.level <= 2]  # noqa: PLR2004 类 and 款
    return web.render(
        screen,
        "registry/subjects.html",
        lines=[_line(one, parents) for one in shown],
        lists=list(registry.LIST_TITLES.items()),
        chosen=name,
        title=registry.LIST_TITLES[name],
        years=list(_YEARS),
        year=year,
        words=words,
        whole=whole,
        found=len(known),
        unsure=sum(one.evidence == "uncertain" for one in known),
        official=bool(known) and all(one.evidence == "official" for one in known),
    )


def regions(screen: web.Screen) -> HttpResponseBase:
    """Regions under their parent, each with its treasury and its units."""
    reach = screen.scope()
    found = [
        Place(one, LEVEL_NAMES.get(one.region.level, one.region.level))
        for one in registry.places(screen.on)
        if any(reach.covers(one.region.code, each.office, each.agency) for each in reach.reaches)
    ]
    return web.render(
        screen,
        "registry/regions.html",
        places=found,
        towns=sum(one.place.depth > 0 for one in found),
        units=sum(one.place.units for one in found),
    )


def _spent(screen: web.Screen, row: registry.Agency) -> list[Spent]:
    span = year_to_date(screen.on)
    found = []
    for title, account, fund in _SPENDING:
        chosen = ledger.Selection((account,), regions=(row.region,), fund=fund)
        chosen = replace(chosen, also=(("agency", row.code),))
        if fen := ledger.turnover(chosen, span):
            found.append(Spent(title, account, fen))
    return found


def _line(one: registry.Subject, parents: Sequence[str] | set[str]) -> Line:
    return Line(
        one,
        _DEPTHS.get(one.level, ""),
        _MARKS.get(one.evidence, ""),
        registry.EVIDENCE.get(one.evidence, one.evidence),
        one.code in parents,
    )


def _words(screen: web.Screen) -> str:
    return screen.request.GET.get("q", "").replace("\x00", "").strip()[:_WORDS]


def _year(text: str, default: int) -> int:
    asked = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else default  # noqa: PLR2004 a year
    return min(max(asked, _YEARS[0]), _YEARS[-1])
