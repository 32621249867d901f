"""Numbers in attributes, and how lists count: 一 二, 1 2, a b, i ii, ① ②, as Word names it."""

from string import ascii_lowercase

_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"}
_CHINESE |= {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseCountingThousand"}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_LAST_CIRCLED = 20
_DIGITS = "零一二三四五六七八九"
_ROMAN = {"x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1}
_TEN, _HUNDRED = 10, 100
_LAST_ROMAN = 100
_LONGEST = 9


def counted(number: int, kind: str) -> str:
    """A number of a list as its kind prints it; kinds that are rare come in digits.

    >>> [counted(12, kind) for kind in ("chineseCounting", "decimalEnclosedCircle", "upperRoman")]
    ['十二', '⑫', 'XII']
    """
    if kind in _CHINESE:
        return _chinese(number)
    if kind in _CIRCLED and 0 < number <= _LAST_CIRCLED:
        return chr(ord("①") + number - 1)
    if kind.endswith("Letter") and 0 < number <= len(ascii_lowercase):
        letter = ascii_lowercase[number - 1]
        return letter.upper() if kind.startswith("upper") else letter
    if kind.endswith("Roman") and 0 < number < _LAST_ROMAN:
        return _roman(number).upper() if kind.startswith("upper") else _roman(number)
    return str(number)


def whole(text: str, otherwise: int = 0) -> int:
    """A small whole number that an attribute holds; `otherwise` if it holds none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else otherwise


def _chinese(number: int) -> str:
    if not 0 < number < _HUNDRED:
        return str(number)
    tens, ones = divmod(number, _TEN)
    lead = "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return lead + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    made = ""
    for sign, worth in _ROMAN.items():
        times, number = divmod(number, worth)
        made += sign * times
    return made
