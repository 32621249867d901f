"""How a rule points at a place of the text, and how it walks through sentences and clauses."""

import re
from collections.abc import Iterator
from itertools import takewhile

from duzhi.checker.records import Reading
from duzhi.checker.report import Remark

NUMBER = r"\d[\d,]*(?:\.\d+)?"
"""Digits as printed: 36,980 · 58.7."""
SENTENCE = re.compile(r"[^。!?\n]{1,2000}")
"""A sentence ends at its stop or its line; two thousand characters without one are cut."""


def remark(
    reading: Reading,
    rule: str,
    span: tuple[int, int],
    severity: str,
    message: str,
    *,
    instead: str = "",
    numbers: tuple[str, ...] = (),
) -> Remark:
    """A remark on a span of the plain text, told in offsets of the text handed in."""
    start, end = reading.plain.at(span[0]), reading.plain.end(span[1])
    text = reading.text[start:end]
    return Remark(rule, text, start, end, severity, message, instead, numbers)


def sentences(text: str) -> Iterator[re.Match[str]]:
    """The sentences of a plain text, with their offsets."""
    return SENTENCE.finditer(text)


def before(text: str, place: int, *, stops: str = "。;,!?\n", most: int = 40) -> str:
    """What stands before a place in its own clause, at most so many characters."""
    piece = text[max(0, place - most) : place]
    return "".join(takewhile(lambda one: one not in stops, reversed(piece)))[::-1]


def title(text: str, lines: int = 3) -> str:
    """The first printed lines of a plain text, where title and preamble stand."""
    return "\n".join([line for line in text[:1000].split("\n") if line.strip()][:lines])
