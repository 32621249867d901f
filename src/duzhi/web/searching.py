"""The search of the top bar: what may be found, by words, code or pinyin, in the reader's scope.

A finder answers a text with what it found. The house has finders for figures, units, regions,
statements, pages and entries; an area adds its own (`FINDERS` in its `urls`): voucher numbers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from duzhi.web.screen import Screen

MOST = 8
"""Of one kind in the answer."""


_BRACKETS = str.maketrans("[【（(]】）)", "〔〔〔〔〕〕〕〕")
_DIGITS = 3
"""A 文号 has at least as many: a year, and a number."""


def document_number(text: str) -> str:
    """A text that may be a 文号 or a part of one, with its brackets as they are printed.

    Empty for what is none, so that words ask no table of documents.

    >>> document_number("省财教[2023] 27号"), document_number("财教"), document_number("教育")
    ('省财教〔2023〕27号', '财教', '')
    """
    found = "".join(text.split()).translate(_BRACKETS)
    long = sum(one.isdigit() for one in found) >= _DIGITS and not found.isascii()
    return found if long or "〔" in found or "财" in found else ""


class Found(NamedTuple):
    """One thing: what it is called, its code or place beside it, and where it is."""

    text: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds one kind of thing; `find(screen, text)` asks the reader's scope itself."""

    kind: str
    find: "Callable[[Screen, str], Iterable[Found]]"


class Sounds(NamedTuple):
    """A name as it is typed on a Latin keyboard: first letters, and whole syllables."""

    first: str
    whole: str


class Entry(NamedTuple):
    """Something with a code and a name, ready to be matched."""

    code: str
    name: str
    sounds: Sounds


_FINDERS: dict[str, Finder] = {}


def register_finders(offered: Iterable[Finder]) -> None:
    """Make finders known at start-up; kinds are shown in the order of registration.

    Raises:
        ValueError: two finders of one kind.
    """
    for finder in offered:
        if _FINDERS.setdefault(finder.kind, finder) != finder:
            raise ValueError(f"搜索“{finder.kind}”登记了两次")


def finders() -> tuple[Finder, ...]:
    """Every finder."""
    return tuple(_FINDERS.values())


@lru_cache(maxsize=20_000)
def entry(code: str, name: str) -> Entry:
    """A code and a name with its sounds.

    >>> entry("F01", "一般公共预算收入").sounds.first
    'ybggyssr'
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 its dictionary takes a third of a second

    syllables = lazy_pinyin(name, style=Style.NORMAL)
    first = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return Entry(code, name, Sounds("".join(first).lower(), "".join(syllables).lower()))


def matching(entries: Sequence[Entry], text: str, most: int = MOST) -> list[Entry]:
    """Entries that answer a text, the closest first; shorter names before longer ones."""
    ranked = sorted(_ranked(entries, text), key=lambda pair: (pair[0], len(pair[1].name)))
    return [one for _, one in ranked[:most]]


def _ranked(entries: Sequence[Entry], text: str) -> Iterator[tuple[int, Entry]]:
    words = text.strip()
    typed = words.lower().replace(" ", "").replace("'", "")
    if not typed:
        return
    for one in entries:
        rank = _rank(one, words, typed)
        if rank is not None:
            yield rank, one


def _rank(one: Entry, words: str, typed: str) -> int | None:
    """How close, 0 the closest; None for no answer."""
    code = one.code.lower()
    tests = (
        typed == code or words == one.name,
        code.startswith(typed),
        one.name.startswith(words),
        words in one.name,
        one.sounds.first.startswith(typed),
        one.sounds.whole.startswith(typed),
        len(typed) > 1 and typed in one.sounds.first,
        len(typed) > 2 and typed in one.sounds.whole,  # noqa: PLR2004 two letters are in everything
        len(typed) > 2 and typed in code,  # noqa: PLR2004 as above
    )
    return next((rank for rank, holds in enumerate(tests) if holds), None)
