"""Is a character of one of the field's terms missing, wrong, or in the wrong place?

Chinese has no spaces, and terms that differ in one character are everywhere: 税收收入 and
非税收入, 省财政 and 市财政. So a near miss counts only where the pairs of characters at the
fault are seen nowhere in good Chinese and not twice in the text itself.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from duzhi.checker.lint.lexicon import DATA, Lexicon, lexicon
from duzhi.checker.lint.remarks import remark
from duzhi.checker.records import Reading
from duzhi.checker.report import HARD, SOFT, Remark

RULE = "misspelt"

HAN = re.compile(r"[\u4e00-\u9fff]{3,}")
OFTEN = 3
"""A pair seen so often in the text itself is a name or a local word."""
OPTIONAL = frozenset("和与及的等性化之或以省市县区级全总本各个")
"""Characters that a term can do without: 困难和问题, 困难问题."""
SHORT = 5
"""Up to so many characters a term has neighbours among ordinary words, and more is asked of it."""
EASY = OPTIONAL | frozenset("新不年度数额费款金类项时上下内外中大小再后前收支")
"""Characters that a short term can do without: 年初预算, 年初预算数."""
LONG = 7
"""From so many characters on a term has no neighbour but its own misspelling."""
BOTH = 2
SIDE = 2
"""Characters of a short term that must stand on either side of a missing one."""


class Listed(NamedTuple):
    """A form that is never right, but where it belongs to other words."""

    wrong: str
    right: str
    not_after: str
    not_before: str
    why: str


class Miss(NamedTuple):
    """A place where a term is meant: its span, the term, what happened to it."""

    start: int
    end: int
    term: str
    what: str


@cache
def listed() -> dict[str, Listed]:
    """The list of forms that are never right."""
    with (DATA / "misspelt.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row and not row[0].startswith("#")]
    return {row[0]: Listed(*row) for row in rows[1:]}


@cache
def _any_listed() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, listed()), key=len, reverse=True)))


def find(reading: Reading) -> Iterator[Remark]:
    """Forms that are never right, then near misses of the terms."""
    text = reading.plain.text
    taken: set[int] = set()
    for found, row in _certain(text):
        taken.update(range(*found.span()))
        words = f"“{found[0]}”应为“{row.right}”：{row.why}，请改正"
        yield remark(reading, RULE, found.span(), HARD, words, instead=row.right)
    for miss in near_misses(text, lexicon()):
        span = range(miss.start, miss.end)
        if taken.isdisjoint(span):
            taken.update(span)
            yield _near(reading, miss)


def _certain(text: str) -> Iterator[tuple[re.Match[str], Listed]]:
    for found in _any_listed().finditer(text):
        row = listed()[found[0]]
        ahead, behind = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        excepted = (ahead and ahead in row.not_after) or (behind and behind in row.not_before)
        if not excepted:
            yield found, row


def _near(reading: Reading, miss: Miss) -> Remark:
    printed = reading.plain.text[miss.start : miss.end]
    words = f"“{printed}”疑为“{miss.term}”（{miss.what}），请核实"
    return remark(reading, RULE, (miss.start, miss.end), SOFT, words, instead=miss.term)


def near_misses(text: str, known: Lexicon) -> Iterator[Miss]:
    """One step away from a term, at pairs that are strange; in the order of the text."""
    often = _often(text, known)
    for run in HAN.finditer(text):
        start, end = run.span()
        place = start
        while place < end - 1:
            miss = None
            pair = text[place : place + 2]
            if pair not in known.pairs and pair not in often:
                miss = _at(text, place, (start, end), known)
            if miss is not None:
                yield miss
            place = max(place + 1, miss.end if miss else 0)


def _often(text: str, known: Lexicon) -> frozenset[str]:
    """The strange pairs that the text itself uses again and again."""
    seen: Counter[str] = Counter()
    for run in HAN.finditer(text):
        words = run[0]
        seen.update(pair for pair in map("".join, pairwise(words)) if pair not in known.pairs)
    return frozenset(pair for pair, times in seen.items() if times >= OFTEN)


def _at(text: str, place: int, run: tuple[int, int], known: Lexicon) -> Miss | None:
    """The term meant around the strange pair at `place` and the next character, if any."""
    found = [
        *_missing(text, place, known),
        *_wrong(text, place, run, known),
        *_wrong(text, place + 1, run, known),
        *_wrong_end(text, place + 1, run, known),
        *_turned(text, place, known),
    ]
    return max(found, key=lambda one: len(one.term), default=None)


def _missing(text: str, place: int, known: Lexicon) -> Iterator[Miss]:
    """电子化政采购: the character between 政 and 采 is missing."""
    for term, at in known.around.get(text[place : place + 2], ()):
        start = place + 1 - at
        if start < 0 or _can_do_without(term, at):
            continue
        fits = text.startswith(term[:at], start) and text.startswith(term[at + 1 :], place + 1)
        if fits and _stands(text, (start, start + len(term) - 1), at, len(term), known):
            yield Miss(start, start + len(term) - 1, term, f"漏“{term[at]}”字")


def _wrong(text: str, place: int, run: tuple[int, int], known: Lexicon) -> Iterator[Miss]:
    """政府彩购: the pairs on both sides of the wrong character are strange, in a long term one."""
    if not run[0] < place < run[1] - 1:
        return
    strange = {text[place - 1 : place + 1], text[place : place + 2]} - known.pairs
    for term, at in known.around.get(text[place - 1] + text[place + 1], ()):
        start = place - at
        if len(term) < (LONG if len(strange) < BOTH else SHORT):
            continue
        span = (start, start + len(term))
        if (
            start >= 0
            and _fits(text, start, term, at)
            and _stands(text, span, at, len(term), known)
        ):
            yield Miss(*span, term, f"“{text[place]}”疑为“{term[at]}”")


def _wrong_end(text: str, place: int, run: tuple[int, int], known: Lexicon) -> Iterator[Miss]:
    """固定资产投姿: the last character, where the clause ends behind it."""
    if place + 1 < run[1] or text[place + 1 : place + 2].isalnum():
        return
    for term, at in known.ending.get(text[place - 2 : place], ()):
        start = place - at
        if start >= 0 and text.startswith(term[:-1], start):
            yield Miss(start, place + 1, term, f"“{text[place]}”疑为“{term[-1]}”")


def _turned(text: str, place: int, known: Lexicon) -> Iterator[Miss]:
    """政性府基金: two characters changed places; 镇乡 is a word, though."""
    for term, at in known.turned.get(text[place : place + 2], ()):
        start, end = place - at, place - at + len(term)
        if start < 0 or text[start:place] != term[:at] or text[place + 2 : end] != term[at + 2 :]:
            continue
        around = {text[max(start, one) : min(end, one + 2)] for one in range(place - 1, place + 2)}
        if len(term) > SHORT or not known.pairs & around:
            yield Miss(start, end, term, "两字颠倒")


def _can_do_without(term: str, at: int) -> bool:
    """The term without this character is as good, or too much like another word."""
    if len(term) > SHORT:
        return term[at] in OPTIONAL
    return term[at] in EASY or min(at, len(term) - at - 1) < SIDE


def _fits(text: str, start: int, term: str, at: int) -> bool:
    return text.startswith(term[:at], start) and text.startswith(term[at + 1 :], start + at + 1)


def _stands(text: str, span: tuple[int, int], at: int, length: int, known: Lexicon) -> bool:
    """A single character beside the fault must not belong to another word: 补贴等金|融."""
    start, end = span
    left = text[max(0, start - 1) : start + 1] if at == 1 else ""
    right = text[end - 1 : end + 1] if at == length - 2 else ""
    return left not in known.pairs and right not in known.pairs
