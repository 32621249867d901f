"""Before 定稿: does a paper, as it would be printed, contradict itself? The checker reads it.

What it is sure of keeps the paper from being final until somebody signs a reason; the rest is
shown beside the paragraph.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from duzhi.checker import api as checker
from duzhi.checker.api import HARD
from duzhi.documents import reading
from duzhi.documents.checked.points import Point, points
from duzhi.documents.content import Content
from duzhi.documents.live import MARK, Living
from duzhi.documents.models import Document
from duzhi.documents.paragraphs import Paragraph
from duzhi.documents.proofread import Remark
from duzhi.kernel.finding import ERROR, WARNING, Finding, Place

CHECK_FAILED = "documents.check_failed"
_BASIS = "定稿规则：文中数字自洽"
_FEW = 8
"""Texts that stay read: a studio is looked at again and again while its text stands."""


def remarks(row: Document, said: tuple[Paragraph, ...], content: Content) -> list[Remark]:
    """What the checker says about a text with its numbers, each point beside its paragraph."""
    text = reading.living_with(row, said, content)
    starts = [0, *accumulate(len(_words(one)) + 1 for one in text)]
    return [
        _remark(text[bisect_right(starts, one.start) - 1], one) for one in _points(_printed(text))
    ]


def failed(row: Document, content: Content) -> list[Finding]:
    """The points that keep a paper from being final, with their places."""
    text = reading.living_with(row, reading.text_of(row, content), content)
    found = (one for one in _points(_printed(text)) if one.severity == HARD)
    return [Finding(CHECK_FAILED, _said(one), _BASIS, ERROR, Place(one.place)) for one in found]


def _printed(text: Sequence[Living]) -> str:
    return "\n".join(map(_words, text))


def _words(one: Living) -> str:
    """A paragraph without the marks 〔填报〕, which are not part of its sentences."""
    return "".join(run.text for run in one.runs if run.kind != MARK)


@lru_cache(_FEW)
def _points(text: str) -> tuple[Point, ...]:
    return tuple(points(checker.check(text)))


def _remark(paragraph: Living, one: Point) -> Remark:
    severity = ERROR if one.severity == HARD else WARNING
    finding = Finding(CHECK_FAILED, _said(one), _BASIS, severity)
    once = one.instead and paragraph.source.count(one.quote) == 1
    suggestion = paragraph.source.replace(one.quote, one.instead) if once else ""
    return Remark(paragraph.id, one.quote, finding, suggestion, one.instead)


def _said(one: Point) -> str:
    """The point in one sentence that ends with the next step; a hint needs no reason."""
    steps = [one.advice or ("" if "请" in one.said else "请核对")]
    steps += ["确需定稿的写明理由"] if one.severity == HARD else []
    todo = "，".join(filter(None, steps))
    return f"“{one.quote}”：{one.said}" + (f"；{todo}" if todo else "")
