"""The card of a mark: every finding over it in full, the worst first; plain data for a template."""

from collections.abc import Sequence
from dataclasses import dataclass

from duzhi.checker.api import Identity
from duzhi.web.checker.judging import HOLDS, OPEN, Found, Judged
from duzhi.web.checker.marking import Mark
from duzhi.web.checker.summing import Row, bounds, rows
from duzhi.web.checker.wording import COLOURS, advice, note, title, verdict

MOST = 6
"""Findings that one card explains; more are counted."""


@dataclass(frozen=True, slots=True)
class Card:
    """One finding in full."""

    number: int
    level: str
    colour: str
    verdict: str
    title: str
    message: str
    rows: Sequence[Row] = ()
    working: str = ""
    bounds: str = ""


def card(one: Found, judged: Judged) -> Card:
    """Everything there is to say about a finding."""
    about = one.about
    plain = Card(
        number=one.number,
        level=one.level,
        colour=COLOURS[one.level],
        verdict=verdict(one),
        title=title(one, judged),
        message=note(one, judged),
    )
    if not isinstance(about, Identity):
        return plain
    told = advice(about) if about.working else about.message
    message = "" if one.level == HOLDS else told
    return Card(
        *(plain.number, plain.level, plain.colour, plain.verdict, plain.title, message),
        rows=rows(about, judged),
        working=about.working,
        bounds=bounds(about),
    )


def cards(mark: Mark, judged: Judged) -> tuple[list[Card], int]:
    """The cards of a mark, and how many findings there are besides.

    That a figure cannot be checked is said only where there is nothing else to say about it.
    """
    told = [one for at in mark.found if (one := judged.found[at]).level != OPEN]
    told = told or [judged.found[at] for at in mark.found]
    return [card(one, judged) for one in told[:MOST]], max(len(told) - MOST, 0)
