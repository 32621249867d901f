"""What lending between purses moves on which day: out when it is signed for, back when due."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple


class Lent(NamedTuple):
    """A signed lending: fen from the lender to the borrower on a day, and the way back."""

    lender: str
    borrower: str
    amount_fen: int
    on: date
    return_on: date
    returned_on: date | None = None


class Move(NamedTuple):
    """What a purse gains on a day, fen; negative: it gives."""

    on: date
    purse: str
    fen: int


def moves(rows: Iterable[Lent], start: date) -> Iterator[Move]:
    """Both ways of every lending; what is not back on `start` is expected after it.

    >>> own = Lent("a", "b", 5, date(2023, 7, 3), date(2023, 7, 20))
    >>> [(one.on.day, one.purse, one.fen) for one in moves([own], date(2023, 7, 31))]
    [(3, 'a', -5), (3, 'b', 5), (1, 'b', -5), (1, 'a', 5)]
    """
    for one in rows:
        back = one.returned_on or max(one.return_on, start + timedelta(1))
        yield Move(one.on, one.lender, -one.amount_fen)
        yield Move(one.on, one.borrower, one.amount_fen)
        yield Move(back, one.borrower, -one.amount_fen)
        yield Move(back, one.lender, one.amount_fen)
