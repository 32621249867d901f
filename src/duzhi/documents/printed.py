"""How a number of a paper is printed: bare, with its word, missing, or masked. Pure.

Words follow numbers: 增长/下降/持平, 超进度/欠进度, 过半/未过半 (domain.md §16.6).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from duzhi.documents.content import Fact
from duzhi.kernel.wording import ahead, trend

MASK = "*"
RANK = "名"
"""The unit of a place in a ranking, printed in Chinese numerals: 第二名."""
FILED_MARK = "〔填报〕"
_HALF = Fraction(1, 2)
_TEN = 10
_DIGITS = "零一二三四五六七八九"
_FLAT_WORDS = {"持平", "与序时进度持平"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paper is printed: amounts as *, and without 填报 marks."""

    mask: bool = False
    plain: bool = False


def hidden(fact: Fact, manner: Manner) -> bool:
    """Whether the number prints as *: under --mask what is not public, and what is missing."""
    return manner.mask and (not fact.public or not fact.source)


def number(fact: Fact, manner: Manner, *, after_word: bool = False) -> str:
    """The number alone; without its sign, or nothing at all for 持平, after its word."""
    if hidden(fact, manner):
        return MASK
    if not fact.source:
        return f"【待报：{fact.office}】"
    if fact.unit == RANK:
        return ordinal(int(fact.display))
    if not after_word:
        return fact.display
    return "" if _flat(fact) else fact.display.lstrip("-")


def word(fact: Fact, part: str, manner: Manner) -> str:
    """One of the words that belong to a number; `part` is one of PARTS."""
    return PARTS[part](fact, manner)


def ordinal(number: int) -> str:
    """A place in Chinese numerals, up to 99.

    >>> ordinal(2), ordinal(10), ordinal(12), ordinal(30)
    ('二', '十', '十二', '三十')
    """
    tens, ones = divmod(number, _TEN)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


def _trend(fact: Fact, manner: Manner) -> str:
    value = fact.value
    return "" if value is None or hidden(fact, manner) else trend(Fraction(value))


def _ahead(fact: Fact, manner: Manner) -> str:
    value = fact.value
    if value is None or hidden(fact, manner):
        return ""
    return ahead(Fraction(0)) if fact.display == "0" else ahead(Fraction(value))


def _half(fact: Fact, manner: Manner) -> str:
    value = fact.value
    if value is None or hidden(fact, manner):
        return number(fact, manner)
    return "过半" if value >= _HALF else "未过半"


def _sign(fact: Fact, manner: Manner) -> str:
    """The unit behind a number that has a word; gone with the number at 持平 or 待报."""
    return "" if not fact.source or (_flat(fact) and not hidden(fact, manner)) else fact.unit


def _mark(fact: Fact, manner: Manner) -> str:
    shown = fact.source == "reported" and not manner.plain and not manner.mask
    return FILED_MARK if shown else ""


def _base(fact: Fact, manner: Manner) -> str:  # noqa: ARG001 one signature for all parts
    return fact.base or "全年预算"


def _flat(fact: Fact) -> bool:
    value = Fraction(fact.value or 0)
    return fact.display == "0" if fact.unit == "个百分点" else trend(value) in _FLAT_WORDS


PARTS: dict[str, Callable[[Fact, Manner], str]] = {
    "word": _trend,
    "ahead": _ahead,
    "half": _half,
    "sign": _sign,
    "mark": _mark,
    "base": _base,
}
"""Every part of a number's tag: `F04.word`."""
LEADS = frozenset({"word", "ahead"})
"""Parts after which the number goes without its sign."""
