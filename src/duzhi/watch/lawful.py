"""Legal values as rules need them: every value with the day it came into force, yuan as fen."""

from datetime import date
from fractions import Fraction

from duzhi.registry import api as registry
from duzhi.watch.expression import MONEY, Law

Value = int | str | Fraction | tuple[str, ...]
_YUAN = 100


def values(law: Law) -> tuple[tuple[date, Value], ...]:
    """Every value with its first day, oldest first; money in fen.

    Raises:
        LookupError: there is no such parameter.
    """
    return tuple((one.start, _read(one.value, law)) for one in registry.law(law.key).values)


def value(law: Law, on: date) -> Value:
    """The value in force on a day.

    Raises:
        LookupError: nothing was in force yet.
    """
    return _read(registry.law_at(law.key, on).value, law)


def longest(law: Law) -> int:
    """The most days a parameter ever said."""
    return max(int(str(found)) for _, found in values(law))


def _read(found: object, law: Law) -> Value:
    assert isinstance(found, int | str | Fraction | tuple), f"{law.key} is no {law.kind}"
    return found * _YUAN if law.kind == MONEY and isinstance(found, int) else found
