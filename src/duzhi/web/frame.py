"""What stands around every page: rail, top bar, footer; only what the reader may open."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from duzhi.documents import api as documents
from duzhi.intake import api as intake
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web.pages import GROUPS, TOP, Page, has_page, pages
from duzhi.web.screen import UNITS, Screen
from duzhi.web.stamp import kept


class Item(NamedTuple):
    """An entry of the rail."""

    title: str
    url: str
    current: bool


class Group(NamedTuple):
    """A group of the rail; its pages show when it is the current one."""

    title: str
    url: str
    current: bool
    items: list[Item]


class Option(NamedTuple):
    """An entry of a picker."""

    text: str
    url: str
    current: bool


@dataclass
class Frame:
    """The frame of one page."""

    screen: Screen

    @cached_property
    def top(self) -> list[Item]:
        """Pages above the groups."""
        return [self._item(page) for page in self._open() if page.group == TOP]

    @cached_property
    def groups(self) -> list[Group]:
        """The rail as the bureau is; empty groups are left out."""
        found, group = [], group_of(self.screen.page)
        for title in GROUPS:
            items = [self._item(page) for page in self._open() if page.group == title]
            if items:
                current = title == group
                found.append(Group(title, items[0].url, current, items))
        return found

    @property
    def regions(self) -> list[Option]:
        """Regions the reader may choose."""
        rows = kept("regions", self.screen.stamp, _regions)
        held = self.screen.scopes.get(self.screen.page.verb or "read")
        return [
            Option(name, self.screen.here(region=code), code == self.screen.region)
            for code, name in rows
            if held
            and (held.covers(code) or any(_inside(code, one.region) for one in held.reaches))
        ]

    @property
    def years(self) -> list[Option]:
        """Years up to that of the last data, on the same day of the year."""
        last = self.screen.last_day or self.screen.today
        on = self.screen.on
        return [
            Option(f"{year} 年度", self.screen.here(on=_on(on, year)), year == on.year)
            for year in range(last.year, last.year - 6, -1)
        ]

    @property
    def units(self) -> list[Option]:
        """元, 万元, 亿元."""
        return [Option(one, self.screen.here(unit=one), one == self.screen.unit) for one in UNITS]

    @cached_property
    def todos(self) -> int:
        """How much the reader has to do."""
        return office.waiting(self.screen.user, self.screen.today).total

    @property
    def notice(self) -> str:
        """虚构数据 where the county is invented."""
        return "虚构数据" if documents.notice(self.screen.region) else ""

    @property
    def fresh(self) -> str:
        """数据截至: the last business day, and when it came in."""
        last, at = self.screen.last_day, kept("last_import", self.screen.stamp, _last_import)
        if last is None:
            return "尚无数据；请先导入"
        upto = min(last, self.screen.on)
        came = f"（{timezone.localtime(at):%-m月%-d日 %H:%M} 导入）" if at else ""
        return f"数据截至 {upto}{came}"

    @property
    def late(self) -> str:
        """Said when the page's day lies after the last data."""
        last = self.screen.last_day
        if last is None or self.screen.on <= last or not self.screen.page.dated:
            return ""
        return f"{self.screen.on} 还没有数据，账内最后一天是 {last}"

    @property
    def late_url(self) -> str:
        """The same page on the last day with data."""
        return self.screen.here(on=self.screen.last_day)

    @property
    def roles(self) -> str:
        """What the reader is, beside the name."""
        return self.screen.user.office

    @property
    def has_search(self) -> bool:
        """Whether the search is installed."""
        return has_page("office.search")

    def _open(self) -> list[Page]:
        return [page for page in pages() if page.group and page.fixed and self.screen.opens(page)]

    def _item(self, page: Page) -> Item:
        return Item(page.title, self.screen.link(page.name), page.name == self.screen.page.name)


def group_of(page: Page) -> str:
    """The group a page belongs to: its own, else that of the page whose address it continues."""
    above = [one for one in pages() if one.group and one.path and page.path.startswith(one.path)]
    longest = max(above, key=lambda one: len(one.path), default=None)
    return page.group or (longest.group if longest else "")


def _regions() -> list[tuple[str, str]]:
    found = []
    for code, name in registry.regions().values_list("code", "name"):
        if code.endswith("000"):
            found.append((code[:6], registry.region_name(code[:6])))
        found.append((code, name))
    return found


def _last_import() -> datetime | None:
    return intake.files().values_list("at", flat=True).first()


def _inside(code: str, granted: str) -> bool:
    return granted == "" or code.startswith(granted)


def _on(on: date, year: int) -> str:
    day = str(on)[5:]
    return f"{year}-{'02-28' if day == '02-29' else day}"
