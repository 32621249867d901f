"""What differs between two texts, two versions, two sets of numbers. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from typing import TYPE_CHECKING

from duzhi.documents.content import Content, Fact
from duzhi.figures import api as figures
from duzhi.kernel.money import UNIT_FEN
from duzhi.kernel.wording import trimmed

if TYPE_CHECKING:
    from duzhi.documents.paragraphs import Paragraph

SAME, GONE, NEW = "same", "gone", "new"
EDITED, INSERTED, DELETED, MOVED = "改写", "新增", "删除", "移动"
_WORD = re.compile(r"\{[^{}]*\}|[A-Za-z]+|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_RATIOS = (figures.PERCENT, figures.POINTS)
_SPECK = 1
"""A single character left between two changes is read as part of them."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words: `same`, `gone` (only before) or `new` (only after)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A paragraph that differs: 改写, 新增, 删除 or 移动; a moved one may be edited as well."""

    id: str
    kind: str
    before: str
    after: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class NumberChanged:
    """A number that differs, as it was and is printed with its unit; 待报 while missing."""

    id: str
    code: str
    name: str
    before: str
    after: str


def words(before: str, after: str) -> Iterator[Span]:
    """The difference word by word: a token, a number or a Chinese character is a word.

    >>> [(one.kind, one.text) for one in words("超进度8.7", "欠进度8.9")]
    [('gone', '超'), ('new', '欠'), ('same', '进度'), ('gone', '8.7'), ('new', '8.9')]
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    gone: list[str] = []
    came: list[str] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (step, first, last, start, end) in enumerate(steps):
        between = 0 < number < len(steps) - 1
        if step == "equal" and not (between and _is_speck(old[first:last])):
            yield from _flushed(gone, came)
            gone, came = [], []
            yield Span(SAME, "".join(old[first:last]))
        else:
            gone += old[first:last]
            came += new[start:end]
    yield from _flushed(gone, came)


def paragraphs(before: "Sequence[Paragraph]", after: "Sequence[Paragraph]") -> list[Changed]:
    """Every paragraph that differs, in the order of the text after, deleted ones at their place."""
    old = {one.id: one.text for one in before}
    new = {one.id: one.text for one in after}
    moved = _moved([one.id for one in before], [one.id for one in after])
    found = []
    for name in _order([one.id for one in before], [one.id for one in after]):
        kind = _kind(name, old, new, moved)
        if kind:
            was, now = old.get(name, ""), new.get(name, "")
            found.append(Changed(name, kind, was, now, tuple(words(was, now))))
    return found


def numbers(before: Content, after: Content) -> list[NumberChanged]:
    """Every number whose exact value is not what it was."""
    was = {one.id: one for one in before.facts}
    return [
        NumberChanged(one.id, one.code, one.name, shown(was.get(one.id)), shown(one))
        for one in after.facts
        if one.id not in was or was[one.id].exact != one.exact
    ]


def shown(fact: Fact | None) -> str:
    """A number as a list of changes prints it: 117402万元, -19.38％, 待报."""
    if fact is None or not fact.source:
        return "待报"
    return f"{fact.display}{fact.unit}"


def shown_exact(exact: str, fact: Fact) -> str:
    """An exact value as text, printed as its fact would be: 待报 when empty."""
    if not exact:
        return "待报"
    scale = UNIT_FEN.get(fact.unit, 1)
    times = 100 if fact.unit in _RATIOS else 1
    return f"{trimmed(Fraction(exact) * times / scale)}{fact.unit}"


def _is_speck(equal: Sequence[str]) -> bool:
    return len(equal) == _SPECK and len(equal[0]) == 1


def _flushed(gone: Sequence[str], came: Sequence[str]) -> Iterator[Span]:
    if gone:
        yield Span(GONE, "".join(gone))
    if came:
        yield Span(NEW, "".join(came))


def _kind(name: str, old: dict[str, str], new: dict[str, str], moved: set[str]) -> str:
    if name not in new:
        return DELETED
    if name not in old:
        return INSERTED
    if name in moved:
        return MOVED
    return EDITED if old[name] != new[name] else ""


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Names that stand in another order; the fewest that explain it."""
    kept = set(after)
    old = [name for name in before if name in kept]
    known = set(before)
    new = [name for name in after if name in known]
    still: set[str] = set()
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        still.update(old[block.a : block.a + block.size])
    return set(old) - still


def _order(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The names after, and each deleted one behind the neighbour it had before."""
    order, known = list(after), set(after)
    for spot, name in enumerate(before):
        if name not in known:
            last = next((one for one in reversed(before[:spot]) if one in order), None)
            order.insert(order.index(last) + 1 if last else 0, name)
    return order
