"""One request to one page: who looks, at which region and day, in which unit, and links onward."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from duzhi.documents.api import Chart
from duzhi.figures import api as figures
from duzhi.kernel.finding import refuse
from duzhi.kernel.money import UNIT_FEN
from duzhi.ledger import api as ledger
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web import stamp
from duzhi.web.pages import FREE, REGION, Page, page

UNITS = ("元", "万元", "亿元")
DEFAULT_UNIT = "万元"
_CARRIED = ("region", "on", "unit")
_DISTRICT = 6


@dataclass
class Screen:
    """What a view is given; everything a page asks is asked through it once."""

    request: HttpRequest
    page: Page
    user: office.User
    region: str
    on: date
    unit: str
    now: datetime
    scopes: Mapping[str, office.Scope] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    charts: list[Chart] = field(default_factory=list)
    """Drawn so far on this page."""

    @property
    def today(self) -> date:
        """The calendar day."""
        return timezone.localdate(self.now)

    @property
    def by(self) -> str:
        """The reader's name in the audit trail."""
        return self.user.username

    @cached_property
    def stamp(self) -> stamp.Stamp:
        """Changes whenever anything in the house does."""
        return stamp.stamp()

    @cached_property
    def evaluator(self) -> figures.Evaluator:
        """Answers for the page's day and region; asks every base figure once."""
        return figures.Evaluator(self.on, self.region)

    def value(self, code: str, years_back: int = 0) -> figures.Value:
        """A figure on the page's day.

        Raises:
            LookupError: no such figure.
        """
        return self.evaluator.value(code, years_back)

    @cached_property
    def last_day(self) -> date | None:
        """数据截至: the latest business day in the books."""
        return stamp.kept("last_day", self.stamp, ledger.last_day)

    @cached_property
    def region_name(self) -> str:
        """What people call the region."""
        return registry.region_name(self.region)

    def scope(self, verb: str = "read") -> office.Scope:
        """Where the reader may do a verb.

        Raises:
            Refused: nowhere.
        """
        if verb not in self.scopes:
            office.require(self.user, verb, on=self.today)
        return self.scopes[verb]

    def may(self, verb: str, *, region: str = "", office: str = "", agency: str = "") -> bool:
        """Whether the reader may do a verb in this region (or the one named)."""
        held = self.scopes.get(verb)
        return held is not None and held.covers(region or self.region, office, agency)

    def require(
        self, verb: str, *, region: str = "", office_name: str = "", agency: str = ""
    ) -> None:
        """Refuse what the reader may not do here, and say whom to ask.

        Raises:
            Refused: no such permission, or out of scope.
        """
        office.require(
            self.user,
            verb,
            on=self.today,
            region=region or self.region,
            office=office_name,
            agency=agency,
        )

    def opens(self, other: Page) -> bool:
        """Whether the reader may open another page with this region."""
        if not other.verb:
            return True
        held = self.scopes.get(other.verb)
        return held is not None and reaches(held, other, self.region)

    def link(self, name: str, *args: object, **query: object) -> str:
        """The address of a page; region, day and unit go along where it has them."""
        carried = self.carried if page(name).dated else {}
        return address(name, *args, **{**carried, **query})

    def kept_link(self, name: str) -> str:
        """The address of a dated page without arguments, made once: tables have a thousand."""
        if name not in self.links:
            self.links[name] = self.link(name)
        return self.links[name]

    def here(self, **changes: object) -> str:
        """This page with some of its query changed; None or empty drops a part."""
        query = self.request.GET.copy()
        for key, value in changes.items():
            query.pop(key, None)
            if value not in (None, ""):
                query[key] = str(value)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    @property
    def carried(self) -> dict[str, object]:
        """What every link takes along."""
        return {"region": self.region, "on": self.on.isoformat(), "unit": self.unit}


def address(name: str, *args: object, **query: object) -> str:
    """The address of a page with a query; empty values are left out."""
    path = reverse(name, args=[str(arg) for arg in args])
    text = urlencode({key: value for key, value in query.items() if value not in (None, "")})
    return f"{path}?{text}" if text else path


def reaches(held: office.Scope, one: Page, region: str) -> bool:
    """Whether a scope opens a page of this region."""
    if one.reach == FREE:
        return True
    if one.reach == REGION:
        return held.covers(region)
    return any(reach.covers(region, reach.office, reach.agency) for reach in held.reaches)


def region_asked(text: str, held: office.Scope | None) -> str:
    """The region in the address, else the one the reader works for.

    Raises:
        Refused: not a 区划 of six or nine digits.
    """
    if text:
        if not (text.isascii() and text.isdigit() and len(text) in (_DISTRICT, 9)):
            raise refuse(
                "web.region_strange", f"区划“{text[:20]}”应为6位或9位数字；请从页面顶部选择"
            )
        return text
    home = settings.HOME_REGION
    own = held.regions if held else ()
    if not own or any(home.startswith(one) or one == home for one in own):
        return home
    return own[0]


def day_asked(text: str, last: date | None, today: date) -> date:
    """The as-of day in the address, else the last day in the books.

    Raises:
        Refused: not a day.
    """
    if not text:
        return min(last, today) if last else today
    try:
        on = date.fromisoformat(text)
    except ValueError:
        on = date.min
    if not date(2000, 1, 1) <= on <= date(2100, 1, 1):
        text = f"“{text[:20]}”不是可用的日期；请写成 2023-06-30，或从页面顶部选择"
        raise refuse("web.day_strange", text)
    return on


def unit_asked(text: str) -> str:
    """元, 万元 or 亿元; anything else reads as 万元."""
    return text if text in UNITS and text in UNIT_FEN else DEFAULT_UNIT


def carried_of(request: HttpRequest) -> dict[str, str]:
    """Region, day and unit as they stand in an address."""
    return {key: request.GET[key] for key in _CARRIED if request.GET.get(key)}
