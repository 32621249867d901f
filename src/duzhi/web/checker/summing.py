"""The arithmetic of an identity as a person does it on paper: what goes in, what comes out."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from duzhi.checker.api import VIOLATED, Claim, Identity
from duzhi.documents.api import thousands
from duzhi.kernel.money import decimal
from duzhi.kernel.wording import trimmed
from duzhi.web.checker.judging import Judged, blamed
from duzhi.web.checker.saying import named, unit

_FINER = 2
"""Decimals shown beyond the printed ones where a number does not fit."""
_MOST = 12
"""Figures that a sum shows; more are counted."""


class Row(NamedTuple):
    """One line of the sum: words and number; `kind` is in, made, stated, gap or more."""

    words: str
    number: str
    kind: str = "in"


def rows(about: Identity, judged: Judged) -> list[Row]:
    """The sum from top to bottom."""
    stated = blamed(about, judged.claims)
    found = list(_inputs(about, judged, stated))
    if not about.stated:
        return found
    made, said = ("应为", "文中") if stated else ("一头算得", "另一头算得")
    if about.expected is not None:
        found.append(Row(made, f"{expected(about, stated)}{unit(stated)}", "made"))
    found.append(Row(said, f"{digits(about.stated)}{unit(stated)}", "stated"))
    gap = _gap(about, stated) if about.verdict == VIOLATED else None
    if gap is not None:
        apart = " 个百分点" if unit(stated) == "％" else unit(stated)
        found.append(Row("差", f"{_finely(gap, about)}{apart}", "gap"))
    return found


def expected(about: Identity, stated: Claim | None) -> str:
    """What should come out: finer than the text where that tells more, a minus where it turns."""
    value = about.expected
    assert value is not None, "asked for where there is one"
    falls = stated is not None and stated.nominal is not None and stated.nominal < 0
    turned = "-" if value < 0 and not falls else ""
    if about.verdict == VIOLATED:
        return turned + _finely(abs(value), about)
    places = max(_places(about.stated), 2 if unit(stated) == "％" else 0)
    exact = abs(value) == _plain(about.stated)
    return turned + (digits(about.stated) if exact else thousands(decimal(abs(value), places)))


def digits(text: str) -> str:
    """Printed digits with separators: a sum is read as a table is."""
    return text if "," in text or _plain(text) is None else thousands(text.lstrip("+"))


def bounds(about: Identity) -> str:
    """Between which values the printed digits leave room."""
    if about.low is None or about.high is None or about.low == about.high:
        return ""
    both = (about.low, about.high)
    low, high = sorted(map(abs, both)) if about.high <= 0 else both
    finest = max(len(_finely(one, about).partition(".")[2]) for one in (low, high))
    return "－".join(thousands(decimal(one, finest)) for one in (low, high))


def _inputs(about: Identity, judged: Judged, stated: Claim | None) -> Iterator[Row]:
    claims = [judged.claims[name] for name in about.claims if name in judged.claims]
    parts: list[Claim | None] = [*(claims[:-1] if stated else claims)]
    if len(parts) != len(about.numbers):
        parts = [None] * len(about.numbers)
    for one, text in zip(parts[:_MOST], about.numbers, strict=False):
        yield Row(named(one), f"{digits(text)}{unit(one)}")
    if len(about.numbers) > _MOST:
        yield Row(f"另有 {len(about.numbers) - _MOST} 个数", "", "more")


def _gap(about: Identity, stated: Claim | None) -> Fraction | None:
    """By how much, in the unit of the stated figure; None where it is no plain number."""
    value = _plain(about.stated)
    if value is None or about.expected is None:
        return None
    falls = stated is not None and stated.nominal is not None and stated.nominal < 0
    told = -value if falls and value > 0 > about.expected else value
    return abs(told - about.expected)


def _plain(text: str) -> Fraction | None:
    try:
        return Fraction(text.replace(",", ""))
    except ValueError:
        return None


def _finely(value: Fraction, about: Identity) -> str:
    """With the decimals of the text, or more where those would round something away."""
    places = _places(about.stated)
    if (value * 10**places).denominator == 1:
        return thousands(decimal(value, places))
    return thousands(trimmed(value, places + _FINER))


def _places(text: str) -> int:
    return len(text.partition(".")[2]) if _plain(text) is not None else 0
