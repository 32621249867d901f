"""Which characters of a checked text bear which colour: marks that never overlap.

One pass over the sorted ends of all stretches. Where findings overlap, the worst one gives the
colour and the mark knows all of them, the worst first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from duzhi.web.checker.judging import HINT, HOLDS, OPEN, WRONG, Found, Judged

_WEIGHTS = {(OPEN, 0): 0, (HOLDS, 1): 1, (HOLDS, 0): 1, (HINT, 1): 2, (WRONG, 1): 3}
_WEIGHTS |= {(HINT, 0): 4, (WRONG, 0): 5}
"""How a stretch weighs by level, and whether it is only a part of the sum (1) or what is blamed."""
_MOST = 60
"""Findings that one mark remembers: words that run over a whole page touch any number."""
LIGHT = 2
"""From here on a mark belongs to an error or a hint."""
SERIOUS = (3, 5)
"""Marks of errors."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one colour. `found` are positions in `Judged.found`, the worst first."""

    start: int
    end: int
    weight: int
    found: tuple[int, ...]
    badges: tuple[int, ...] = ()
    """Numbers of the findings that end here."""

    numbers: str = ""
    """Numbers of all findings over it, for the page to light them together."""

    @property
    def look(self) -> str:
        """Its class on the page: a level, `part` behind it where it only is part of a sum."""
        return ("open", "holds", "hint part", "wrong part", "hint", "wrong")[self.weight]


class _Span(NamedTuple):
    start: int
    end: int
    weight: int
    found: int


def marks(judged: Judged) -> list[Mark]:
    """Every mark of a text in its order."""
    length = len(judged.report.text)
    spans = sorted(
        span
        for at, one in enumerate(judged.found)
        for span in _spans(at, one)
        if span.end <= length
    )
    joined: list[Mark] = []
    for mark in _cut(spans):
        last = joined[-1] if joined else None
        if last and last.end == mark.start and _belongs(last, mark):
            worse, other = sorted((last, mark), key=lambda one: -one.weight)
            both = tuple(dict.fromkeys((*worse.found, *other.found)))[:_MOST]
            joined[-1] = Mark(last.start, mark.end, worse.weight, both)
        else:
            joined.append(mark)
    return list(_numbered(joined, judged.found))


def _spans(at: int, one: Found) -> Iterator[_Span]:
    yield from (_Span(*place, _WEIGHTS[one.level, 0], at) for place in one.places)
    yield from (_Span(*place, _WEIGHTS[one.level, 1], at) for place in one.parts)


def _cut(spans: Sequence[_Span]) -> Iterator[Mark]:
    """Stretches between neighbouring ends, each with everything that lies over it."""
    ends = sorted({end for span in spans for end in (span.start, span.end)})
    over: list[_Span] = []
    following = 0
    for start, end in pairwise(ends):
        over = [span for span in over if span.end > start]
        while following < len(spans) and spans[following].start == start:
            over.append(spans[following])
            following += 1
        if over:
            worst = sorted(over, key=lambda span: (-span.weight, span.found))
            found = tuple(dict.fromkeys(span.found for span in worst))
            yield Mark(start, end, worst[0].weight, found)


def _belongs(one: Mark, other: Mark) -> bool:
    """One colour for the same finding; the rest of a figure that is half covered goes along."""
    if one.weight == other.weight:
        return one.found[0] == other.found[0]
    lighter, heavier = sorted((one, other), key=lambda mark: mark.weight)
    return lighter.weight == 0 and lighter.found[0] in heavier.found


def _numbered(joined: Sequence[Mark], found: Sequence[Found]) -> Iterator[Mark]:
    """Each number stands at the end of each place of its finding."""
    ends = sorted((place.end, one.number) for one in found if one.number for place in one.places)
    at = 0
    for mark in joined:
        here: dict[int, None] = {}
        while at < len(ends) and ends[at][0] <= mark.end:
            here[ends[at][1]] = None
            at += 1
        all_over = " ".join(str(found[one].number) for one in mark.found if found[one].number)
        yield replace(mark, badges=tuple(sorted(here)), numbers=all_over) if all_over else mark
