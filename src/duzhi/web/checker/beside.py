"""The list beside a checked text: its groups, its bar, what the ratios give away."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from duzhi.checker.api import FEASIBLE, Claim, Identity, Range
from duzhi.kernel.money import decimal
from duzhi.web.checker.judging import HINT, HOLDS, OPEN, WRONG, Found, Judged, blamed
from duzhi.web.checker.paging import Sheet
from duzhi.web.checker.saying import unit
from duzhi.web.checker.summing import expected
from duzhi.web.checker.wording import LEVELS, note, open_reason, title

MOST = 200
"""Rows that are sent at once."""
MOST_HELD = 6
"""Of those that hold; the others are asked for."""
_PLACES = 2


class Entry(NamedTuple):
    """A row of the list. `aside` is what was worked out, for one that holds."""

    number: int
    level: str
    title: str
    note: str
    place: str
    start: int
    aside: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Figures that could not be checked for the same reason; the first begins at `start`."""

    text: str
    count: int
    start: int


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one level; `count` are all of them, `rest` those that are not sent."""

    level: str
    name: str
    count: int
    entries: list[Entry]
    rest: int


class Share(NamedTuple):
    """A stretch of the bar over the list, in thousandths of it."""

    level: str
    start: int
    width: int


class Given(NamedTuple):
    """What the ratios give away about masked amounts, in percent."""

    name: str
    low: str
    high: str


def groups(judged: Judged, sheet: Sheet, *, only_wrong: bool = False) -> list[Group]:
    """By severity: errors, hints, what holds."""
    levels = (WRONG,) if only_wrong else (WRONG, HINT, HOLDS)
    found = [(level, judged.of(level)) for level in levels]
    most = {WRONG: MOST, HINT: MOST, HOLDS: MOST_HELD}
    return [
        Group(level, LEVELS[level], len(all_of), entries(all_of[: most[level]], judged, sheet),
              max(len(all_of) - most[level], 0))
        for level, all_of in found if all_of
    ]  # fmt: skip


def in_order(judged: Judged, *, only_wrong: bool = False) -> list[Found]:
    """Everything but what could not be checked, as it stands in the text."""
    levels = (WRONG,) if only_wrong else (WRONG, HINT, HOLDS)
    return sorted((one for one in judged.found if one.level in levels), key=lambda one: one.start)


def entries(found: Iterable[Found], judged: Judged, sheet: Sheet) -> list[Entry]:
    """Rows of the list."""
    return [
        Entry(
            one.number,
            one.level,
            title(one, judged),
            note(one, judged),
            _place(one, sheet),
            _mark(one, sheet),
            _aside(one, judged),
        )
        for one in found
    ]


def reasons(judged: Judged) -> list[Reason]:
    """Why figures could not be checked, the commonest first."""
    opened = [one.about for one in judged.of(OPEN)]
    claims = [one for one in opened if isinstance(one, Claim)]
    told = [open_reason(one) for one in claims]
    first: dict[str, int] = {}
    for one, text in zip(claims, told, strict=True):
        first.setdefault(text, one.start)
    return [Reason(text, count, first[text]) for text, count in Counter(told).most_common()]


def bar(judged: Judged) -> list[Share]:
    """Errors, hints, figures that hold, figures that cannot be checked; each seen, however few."""
    counts = {level: len(judged.of(level)) for level in (WRONG, HINT, OPEN)} | {HOLDS: judged.held}
    there = [(level, counts[level]) for level in (WRONG, HINT, HOLDS, OPEN) if counts[level]]
    total = sum(count for _, count in there)
    widths = [max(count * 1000 // total, 8) for _, count in there]
    found, at = [], 0
    for (level, _), width in zip(there, widths, strict=True):
        found.append(Share(level, at, width))
        at += width
    return found


def given(judged: Judged) -> Sequence[Given]:
    """The ranges of a masked text that is free of contradiction, the narrowest first."""
    masked = judged.report.masked
    if masked.status != FEASIBLE:
        return ()
    ranges = sorted(masked.ranges, key=_width)
    return [Given(one.name, _down(one.low), _up(one.high)) for one in ranges]


def _width(one: Range) -> Fraction:
    return one.high - one.low


def _down(value: Fraction) -> str:
    """Rounded outwards: what is possible lies inside."""
    return decimal(Fraction(floor(value * 10**_PLACES), 10**_PLACES), _PLACES)


def _up(value: Fraction) -> str:
    return decimal(Fraction(ceil(value * 10**_PLACES), 10**_PLACES), _PLACES)


def _place(one: Found, sheet: Sheet) -> str:
    label = sheet.label(one.start)
    return f"{label}，{len(one.places)} 处" if len(one.places) > 1 else label


def _mark(one: Found, sheet: Sheet) -> int:
    mark = sheet.mark_at(one.start)
    return mark.start if mark else -1


def _aside(one: Found, judged: Judged) -> str:
    about = one.about
    if one.level != HOLDS or not isinstance(about, Identity) or about.expected is None:
        return ""
    stated = blamed(about, judged.claims)
    if stated is None:
        return ""
    return f"推得 {expected(about, stated)}{'％' if unit(stated) == '％' else ''}"
