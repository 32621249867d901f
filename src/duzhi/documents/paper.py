"""What an area declares of a paper: which figures it prints, what must hold, and its text."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from duzhi.documents.table import Statement
from duzhi.figures import api as figures
from duzhi.kernel.finding import Finding


@dataclass(frozen=True, slots=True)
class Item:
    """A number of a paper: its own id (`F03`) for a figure, and which office owes it.

    `public` numbers stay readable under --mask; ratios and points always do.
    """

    id: str
    code: str
    office: str
    public: bool = False


Saying = Callable[[Mapping[str, figures.Number | None]], str]
"""Chooses words by the exact values of the items; None where one is missing."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that the numbers do not bear: the quote, why, and what would be true in its place."""

    quote: str
    finding: Finding
    instead: str = ""


Claims = Callable[[str, Mapping[str, figures.Number | None]], Iterable[Claim]]
"""Reads a paragraph with its tokens against the exact values of the items."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that an area offers. `outline` is the readable text its template is built from."""

    code: str
    name: str
    office: str
    items: tuple[Item, ...]
    identities: tuple[figures.Identity, ...]
    outline: Path
    datasheet: str
    """The title of its table of numbers."""
    sayings: Mapping[str, Saying] = field(default_factory=dict)
    check: Callable[[date], list[Finding]] = lambda _: []
    """Whether the paper can be written for a day."""
    claims: Claims = lambda *_: ()
    """What a paragraph says that the numbers do not bear."""
    short: str = ""
    """What people call it in a headline, where its name is long."""


_STATEMENTS: dict[str, Statement] = {}
_PAPERS: dict[str, Paper] = {}


def register(offered: Iterable[Statement | Paper]) -> None:
    """Make an area's statements and papers known; `config` calls it at start-up.

    Raises:
        ValueError: two areas use the same code.
    """
    for one in offered:
        taken = _STATEMENTS.get(one.code) or _PAPERS.get(one.code)
        if taken is not None and taken != one:
            raise ValueError(f"{one.code}：两处登记了同一代码的报表")
        if isinstance(one, Paper):
            _PAPERS[one.code] = one
        else:
            _STATEMENTS[one.code] = one


def statements() -> tuple[Statement, ...]:
    """Every statement by code."""
    return tuple(_STATEMENTS[code] for code in sorted(_STATEMENTS))


def statement(code: str) -> Statement:
    """One statement.

    Raises:
        LookupError: there is none with this code; says which ones there are.
    """
    if code not in _STATEMENTS:
        raise _unknown(code, "报表", _STATEMENTS)
    return _STATEMENTS[code]


def papers() -> tuple[Paper, ...]:
    """Every paper by code."""
    return tuple(_PAPERS[code] for code in sorted(_PAPERS))


def paper(code: str) -> Paper:
    """One paper.

    Raises:
        LookupError: there is none with this code; says which ones there are.
    """
    if code not in _PAPERS:
        raise _unknown(code, "材料", _PAPERS)
    return _PAPERS[code]


def _unknown(code: str, what: str, known: Iterable[str]) -> LookupError:
    return LookupError(f"没有代码为“{code}”的{what}；可用的有：{'、'.join(sorted(known)) or '无'}")
