"""Numbers as the screens print them: thousands, two decimals of a percentage, a minus sign."""

from fractions import Fraction

from duzhi.kernel.money import decimal, show

NOTHING = "—"


def grouped(text: str) -> str:
    """Separators in the whole part.

    >>> grouped("-1234567.80"), grouped("12")
    ('-1,234,567.80', '12')
    """
    sign = "-" if text.startswith("-") else ""
    whole, dot, rest = text.removeprefix("-").partition(".")
    return f"{sign}{int(whole):,}{dot}{rest}" if whole.isdigit() else text


def money(fen: int | None, unit: str, places: int = 2) -> str:
    """Fen in a unit, with separators; — for nothing."""
    return NOTHING if fen is None else show(fen, unit, places, thousands=True)


def percent(ratio: Fraction | int | None) -> str:
    """A ratio in per cent with two decimals, without the sign ％.

    >>> percent(Fraction(587, 1000))
    '58.70'
    """
    return NOTHING if ratio is None else grouped(decimal(Fraction(ratio) * 100, 2))


def points(ratio: Fraction | int | None) -> str:
    """Percentage points with their sign.

    >>> points(Fraction(87, 1000)), points(Fraction(0))
    ('+8.70', '0.00')
    """
    if ratio is None:
        return NOTHING
    text = percent(ratio)
    return f"+{text}" if ratio > 0 and text.strip("0.") else text
