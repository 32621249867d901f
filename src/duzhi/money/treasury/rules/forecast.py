"""Revenue of the months ahead: last year's month times how this year runs, with an interval.

The back-test forecasts months whose end is known and puts the plain seasonal-naive answer (the
same month of last year) beside it; whichever was nearer is used. Amounts are fen; a month is
`year * 12 + month - 1`.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

YEAR, WINDOW, AHEAD, TESTED = 12, 3, 3, 12
_DAMP = Fraction(3, 4)
"""How much of the last months' change is carried on: change fades."""
_COVER = Fraction(4, 5)
"""Share of the back-test's errors that the interval holds."""
_UNTESTED = Fraction(1, 5)
"""The interval where no month can be tried."""

History = Mapping[int, int]


class Tested(NamedTuple):
    """The back-test: how many forecasts, and the mean error of each way in fen."""

    number: int
    model_fen: int
    naive_fen: int
    width: Fraction
    """Half the interval as a share of the forecast."""

    @property
    def model(self) -> bool:
        """Whether the model was nearer than the same month of last year."""
        return self.number > 0 and self.model_fen < self.naive_fen


class Forecast(NamedTuple):
    """A month's revenue, fen: expected, and the ends of the interval."""

    month: int
    amount_fen: int
    low_fen: int
    high_fen: int


def naive(history: History, month: int) -> int | None:
    """The same month of the last year that is known."""
    back = month - YEAR
    while back not in history:
        back -= YEAR
        if back < min(history, default=month):
            return None
    return history[back]


def modelled(history: History, end: int, month: int) -> int | None:
    """Last year's month, moved by how the last months up to `end` ran against their year before."""
    last = naive(history, month)
    now = [history.get(end - back) for back in range(WINDOW)]
    before = [history.get(end - YEAR - back) for back in range(WINDOW)]
    known = [(one, two) for one, two in zip(now, before, strict=True) if one and two]
    if last is None or len(known) < WINDOW:
        return last
    change = Fraction(sum(one for one, _ in known), sum(two for _, two in known)) - 1
    return int(last * (1 + _DAMP * change))


def backtest(history: History) -> Tested:
    """Forecasts one to three months ahead from every end of the last year that is known."""
    found = list(_tries(history))
    if not found:
        return Tested(0, 0, 0, _UNTESTED)
    number = len(found)
    model = sum(abs(true - said) for true, said, _ in found) // number
    plain = sum(abs(true - said) for true, _, said in found) // number
    nearer = 1 if model < plain else 2
    errors = sorted(
        abs(Fraction(one[0] - one[nearer], one[nearer])) for one in found if one[nearer]
    )
    if not errors:
        return Tested(number, model, plain, _UNTESTED)
    place = min(len(errors) - 1, int(len(errors) * _COVER))
    return Tested(number, model, plain, errors[place].limit_denominator(10_000))


def ahead(history: History, months: int) -> list[Forecast]:
    """The months after the last known one, by the way that tested better."""
    if not history:
        return []
    tested, end = backtest(history), max(history)
    found = []
    for month in range(end + 1, end + 1 + months):
        said = modelled(history, end, month) if tested.model else naive(history, month)
        if said is not None:
            off = int(said * tested.width)
            found.append(Forecast(month, said, max(0, said - off), said + off))
    return found


def _tries(history: History) -> Iterator[tuple[int, int, int]]:
    """What came, what the model said, what last year's month said."""
    last = max(history, default=0)
    for end in range(last - TESTED - AHEAD + 1, last):
        known = {month: fen for month, fen in history.items() if month <= end}
        for month in range(end + 1, min(end + AHEAD, last) + 1):
            said, plain = modelled(known, end, month) if known else None, naive(known, month)
            if said is not None and plain is not None and month in history:
                yield history[month], said, plain
