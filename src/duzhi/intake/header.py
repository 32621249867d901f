"""Finding the header row of a layout under titles and captions, also when it has two rows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from duzhi.intake.cells import RawRow, squeezed, text_of
from duzhi.intake.columns import Column
from duzhi.intake.layout import Layout

SEARCHED_ROWS = 30
_ENOUGH = (6, 10)
"""At least 60 % of the expected titles must be there (domain.md, Appendix A)."""
_UNIT_SUFFIX = re.compile(
    r"[(\[](?:金额)?(?:单位)?[::]?(?:人民币)?(亿元|百万元|万元|千元|元)[)\]]$"
)


class Title(NamedTuple):
    """A title as compared, without white space and unit; `group` is the merged cell above."""

    group: str
    name: str
    unit: str = ""


class Candidate(NamedTuple):
    """One or two rows that may be the header."""

    first: int
    last: int
    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """How well a candidate fits a layout, and where each field stands."""

    first: int
    last: int
    titles: tuple[Title, ...]
    positions: Mapping[str, int]
    """Field → 0-based column."""
    expected: int
    missing: tuple[str, ...]
    """Titles of required columns that are not there."""
    doubled: tuple[str, ...]
    """Titles that stand there more than once and cannot be told apart."""

    @property
    def share(self) -> tuple[int, float]:
        """Sorts headers: number of titles found, then their share of the expected ones."""
        return len(self.positions), len(self.positions) / self.expected

    @property
    def enough(self) -> bool:
        """At least 60 % of the expected titles are there."""
        return len(self.positions) * _ENOUGH[1] >= self.expected * _ENOUGH[0]

    @property
    def fits(self) -> bool:
        """Enough titles, and every required one."""
        return self.enough and not self.missing and not self.doubled


def candidates(head: Sequence[RawRow]) -> list[Candidate]:
    """Every single row and then every pair of rows that may be a header, the simplest first."""
    rows = [(row.number, [squeezed(text_of(cell)) for cell in row.cells]) for row in head]
    rows = rows[: SEARCHED_ROWS + 1]
    singles = [
        Candidate(number, number, tuple(_title("", text) for text in texts))
        for number, texts in rows[:SEARCHED_ROWS]
    ]
    pairs = [
        Candidate(number, below, _grouped(texts, names))
        for (number, texts), (below, names) in pairwise(rows)
        if any(texts)
    ]
    return singles + pairs


def best(layout: Layout, found: Iterable[Candidate]) -> Header | None:
    """The candidate with most of the layout's titles, the simplest among equals."""
    headers = [_match(layout, candidate) for candidate in found]
    return max(headers, key=lambda header: header.share, default=None)


def _title(group: str, text: str) -> Title:
    bare = text.strip("*")
    unit = _UNIT_SUFFIX.search(bare)
    if unit:
        return Title(group, bare[: unit.start()].strip("*"), unit[1])
    return Title(group, bare)


def _grouped(groups: list[str], names: list[str]) -> tuple[Title, ...]:
    """Group names are filled to the right; a cell merged over both rows has no group."""
    width = max(len(groups), len(names))
    groups = groups + [""] * (width - len(groups))
    names = names + [""] * (width - len(names))
    titles, current = [], ""
    for group, name in zip(groups, names, strict=True):
        current = group or current
        above = _title("", current)
        title = _title(above.name, name) if name else _title("", group)
        titles.append(title if title.unit else title._replace(unit=above.unit if name else ""))
    return tuple(titles)


def _match(layout: Layout, candidate: Candidate) -> Header:
    places = _places(candidate.titles)
    positions: dict[str, int] = {}
    missing, doubled = [], []
    for column in layout.columns:
        spots = [spot for spot in _spots(column, places) if spot not in positions.values()]
        if len(spots) == 1:
            positions[column.field] = spots[0]
        elif spots:
            doubled.append(column.title)
        elif column.required:
            missing.append(column.title)
    return Header(
        candidate.first,
        candidate.last,
        candidate.titles,
        positions,
        len(layout.columns),
        tuple(missing),
        tuple(doubled),
    )


def _places(titles: Sequence[Title]) -> dict[str, list[int]]:
    """Columns by `group/name`, by plain name, and by `/name` where the title has no group."""
    places: dict[str, list[int]] = {}
    for index, title in enumerate(titles):
        if not title.name:
            continue
        ways = {title.name, f"{title.group}/{title.name}"}
        for way in ways:
            places.setdefault(way, []).append(index)
    return places


def _spots(column: Column, places: Mapping[str, list[int]]) -> list[int]:
    """Columns with one of the accepted titles; its own place decides among several."""
    for written in (column.title, *column.aliases):
        group, slash, name = squeezed(written).rpartition("/")
        full = f"{_title('', group).name}/{_title('', name).name}" if slash else ""
        plain = _title("", name).name
        if full:
            spots = places.get(full) or places.get("/" + full) or places.get("/" + plain, [])
        else:
            spots = places.get(plain, [])
            ungrouped = places.get("/" + plain, [])
            spots = ungrouped if len(spots) > 1 and len(ungrouped) == 1 else spots
        if spots:
            return spots
    return []
