"""What a report of the checker says to a person, point by point: where, what, what to do. Pure.

The opinion, the annotated text, the command line and the gate all say it in these words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from duzhi.checker.api import (
    EXACT,
    FEASIBLE,
    HARD,
    LAST_DIGIT,
    NOT_COMPUTABLE,
    ROUNDING,
    SOFT,
    Identity,
    Masked,
    Range,
    Report,
    counted,
)
from duzhi.documents import outline

LABELS = {HARD: "错误", LAST_DIGIT: "末位不符", SOFT: "请核实"}
"""Severities as people read them, the worst first."""
_ENDS = "。；！？\n"
_AROUND = 28
"""Characters shown on each side of what is meant."""
_LONGEST_TITLE = 60
_CUT_HEAD = re.compile(r"^[^，：]*[，：](?=.{8})|^[\d.,％%]+")
_CUT_TAIL = re.compile(r"[\d.,]+$")
"""What is left of a clause or a number where the words around are cut."""
_NUMBER = re.compile(r"[一二三四五六七八九十]+|（[一二三四五六七八九十]+）")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at; `before` and `after` are the words around the `quote`."""

    severity: str
    start: int
    end: int
    place: str
    """二（一）第3段."""
    before: str
    quote: str
    after: str
    problem: str
    working: str = ""
    advice: str = ""
    instead: str = ""
    """What should stand in place of the quote, empty where a person has to find the words."""

    @property
    def label(self) -> str:
        """错误, 末位不符 or 请核实."""
        return LABELS[self.severity]

    @property
    def said(self) -> str:
        """The problem with its arithmetic, which may stand in it already."""
        shown = not self.working or self.working in self.problem
        return self.problem if shown else f"{self.problem}（{self.working}）"

    @property
    def words(self) -> str:
        """The words in which it stands."""
        return f"{self.before}{self.quote}{self.after}"


class Places:
    """Says where in a text an offset lies: under which headings, in which paragraph."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._names: list[str] = []
        first = second = ""
        count = offset = 0
        titled = False
        for line in text.split("\n"):
            kind = outline.kind_of(line.strip())
            if kind == outline.FIRST:
                first, second, count = _mark(line), "", 0
            elif kind == outline.SECOND:
                second, count = _mark(line), 0
            elif line.strip():
                count += titled or not is_title(line)
            titled = titled or bool(line.strip())
            self._starts.append(offset)
            self._names.append(first + second + (f"第{count}段" if count else "标题"))
            offset += len(line) + 1

    def at(self, offset: int) -> str:
        """二（一）第3段."""
        return self._names[bisect_right(self._starts, offset) - 1]


def is_title(line: str) -> bool:
    """Whether the first line of a text reads like its title."""
    return len(line.strip()) <= _LONGEST_TITLE and not line.rstrip().endswith(("。", "；", "："))


def points(report: Report) -> list[Point]:
    """Everything that is wrong or should be looked at, the worst first, then as in the text."""
    places = Places(report.text)
    order = list(LABELS)
    found = [*_violated(report, places), *_remarked(report, places), *_masked(report, places)]
    return sorted(found, key=lambda one: (order.index(one.severity), one.start, one.end))


def summary_sentence(report: Report, found: Sequence[Point]) -> str:
    """错误2处、末位不符1处、请核实3处；相符11处；无从核对36处."""
    wrong = "、".join(
        f"{label}{sum(one.severity == severity for one in found)}处"
        for severity, label in LABELS.items()
    )
    verdicts = counted(report)
    fits = verdicts[EXACT] + verdicts[ROUNDING]
    return f"{wrong}；相符{fits}处；无从核对{verdicts[NOT_COMPUTABLE]}处"


def fitting(report: Report) -> list[Identity]:
    """The identities that hold, as in the text."""
    return [one for one in report.identities if one.verdict in {EXACT, ROUNDING}]


def between(one: Range) -> str:
    """37.91％—38.00％: rounded outwards, so that what is possible lies inside."""
    low, high = _hundredths(one.low, up=False), _hundredths(one.high, up=True)
    return f"{low}％—{high}％"


def masked_sentence(found: Masked) -> str:
    """What the ratios say about amounts that are masked, in one sentence."""
    if found.status != FEASIBLE:
        return found.message or "所印比率互相矛盾，没有一组金额能同时满足。"
    ranges = "；".join(f"{one.name}为{between(one)}" for one in found.ranges)
    said = found.message.rstrip("。") or "所印比率互相相容，可以由同一组金额得出"
    return f"{said}。" + (f"由比率可推出：{ranges}。" if ranges else "")


def _mark(line: str) -> str:
    found = _NUMBER.match(line.strip())
    return found[0] if found else ""


def _violated(report: Report, places: Places) -> Iterator[Point]:
    spans = {one.id: (one.start, one.end) for one in report.claims}
    for one in report.violated:
        where = [spans[name] for name in one.claims if name in spans]
        start, end = where[-1] if where else _found(report.text, one.sentence)
        yield _point(
            report.text, places, one.severity or SOFT, start, end, one.message, one.working
        )


def _remarked(report: Report, places: Places) -> Iterator[Point]:
    for one in report.linter:
        made = _point(report.text, places, one.severity, one.start, one.end, one.message, "")
        if one.instead:
            made = replace(made, instead=one.instead, advice=f"改为“{one.instead}”")
        yield made


def _masked(report: Report, places: Places) -> Iterator[Point]:
    inside = [one for one in report.claims if one.id in report.masked.conflict]
    if not inside:
        return
    first, shown = inside[0], "、".join(one.text for one in inside)
    message = report.masked.message or "没有一组金额能同时满足这些比率；请逐一核对"
    yield _point(report.text, places, HARD, first.start, first.end, message, shown)


def _point(
    text: str,
    places: Places,
    severity: str,
    start: int,
    end: int,
    message: str,
    working: str,
) -> Point:
    problem, _, todo = message.rstrip("。").rpartition("；")
    if not problem:
        problem, todo = todo, ""
    before, after = _around(text, start, end)
    return Point(
        severity,
        start,
        end,
        places.at(start),
        before,
        text[start:end],
        after,
        problem,
        working,
        todo,
    )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence on both sides, cut where it is long; looks no further than that."""
    left, right = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    first = max(left.rfind(mark) for mark in _ENDS) + 1
    last = min((spot for mark in _ENDS if (spot := right.find(mark)) >= 0), default=len(right))
    before, after = left[first:].lstrip(), right[:last].rstrip()
    if not first and start > _AROUND:
        before = "…" + _CUT_HEAD.sub("", before)
    whole = last < len(right) or end + _AROUND >= len(text)
    return before, after if whole else _CUT_TAIL.sub("", after) + "…"


def _found(text: str, sentence: str) -> tuple[int, int]:
    start = max(text.find(sentence), 0)
    return start, min(start + len(sentence), len(text))


def _hundredths(value: Fraction, *, up: bool) -> str:
    scaled = value * 100
    whole = (
        -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    )
    return f"{whole // 100}.{whole % 100:02d}"
