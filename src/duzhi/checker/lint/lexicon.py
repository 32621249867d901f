"""The field's terms, indexed so that a near miss is found without comparing with each of them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent / "data"
EDGE = 5
"""Characters a term needs before a wrong last one may be told from another word."""

Index = dict[str, list[tuple[str, int]]]
"""Two characters → the terms they stand in, and where."""


class Lexicon(NamedTuple):
    """Terms by the two characters around a place, before an end, and side by side in reverse."""

    around: Index
    ending: Index
    turned: Index
    pairs: frozenset[str]
    """Pairs of characters that are seen side by side in good Chinese."""


@cache
def lexicon() -> Lexicon:
    """Terms and pairs as the package brings them; built once, about a tenth of a second."""
    around: Index = {}
    ending: Index = {}
    turned: Index = {}
    for term in terms():
        for place in range(1, len(term) - 1):
            around.setdefault(term[place - 1] + term[place + 1], []).append((term, place))
        for place in range(len(term) - 1):
            turned.setdefault(term[place + 1] + term[place], []).append((term, place))
        if len(term) >= EDGE:
            ending.setdefault(term[-3:-1], []).append((term, len(term) - 1))
    return Lexicon(around, ending, turned, frozenset(_pairs()))


@cache
def terms() -> tuple[str, ...]:
    """The terms, the longest first."""
    return tuple(sorted(set(_lines("terms.txt")), key=lambda one: (-len(one), one)))


def _pairs() -> Iterator[str]:
    """`政:府策治` is 政府 政策 政治; the terms' own pairs are known too."""
    for line in _lines("pairs.txt"):
        head, _, tails = line.partition(":")
        yield from (head + tail for tail in tails)
    for term in terms():
        yield from (term[at : at + 2] for at in range(len(term) - 1))


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
