"""Words that follow numbers: 增长/下降/持平, full-width ％, 1－6月份 (domain.md §16.6)."""

from datetime import date
from fractions import Fraction

from duzhi.kernel.money import decimal

FLAT = Fraction(5, 10_000)
"""Below 0.05 ％ a change reads 持平."""


def trend(change: Fraction) -> str:
    """增长, 下降 or 持平.

    >>> trend(Fraction(-1938, 10_000))
    '下降'
    """
    if abs(change) < FLAT:
        return "持平"
    return "增长" if change > 0 else "下降"


def ahead(points: Fraction) -> str:
    """超进度 or 欠进度, for percentage points as a fraction of one; 与序时进度持平 at zero."""
    if not points:
        return "与序时进度持平"
    return "超进度" if points > 0 else "欠进度"


def trimmed(value: Fraction, places: int = 2) -> str:
    """Half-up to `places`, trailing zeros dropped: 58.70 reads 58.7.

    >>> trimmed(Fraction(5870, 100)), trimmed(Fraction(-1, 1000))
    ('58.7', '0')
    """
    text = decimal(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(ratio: Fraction, places: int = 2) -> str:
    """A ratio as 公文 print it.

    >>> percent(Fraction(587, 1000))
    '58.7％'
    """
    return trimmed(ratio * 100, places) + "％"


def change(ratio: Fraction, places: int = 2) -> str:
    """下降19.38％, never 增长-19.38％; 持平 stands alone."""
    word = trend(ratio)
    return word if word == "持平" else word + percent(abs(ratio), places)


def months(on: date) -> str:
    """The cumulative period of a date.

    >>> months(date(2023, 6, 30)), months(date(2023, 1, 31))
    ('1－6月份', '1月份')
    """
    return f"1－{on.month}月份" if on.month > 1 else "1月份"
