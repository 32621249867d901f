"""What every purse holds on a day: the last report, and what was lent after it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from duzhi.money.treasury.models import Lending
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.rules import decisions, purses
from duzhi.money.treasury.rules.lending import Lent, Move, moves

_SATURDAY = 5


class Held(NamedTuple):
    """A purse: what its report says, and what lending moved since; fen, less where it lent."""

    kind: str
    code: str
    name: str
    reported_fen: int
    lent_fen: int

    @property
    def place(self) -> str:
        """How requests name it."""
        return purses.place(self.kind, self.code)

    @property
    def amount(self) -> int:
        """What it holds; fen."""
        return self.reported_fen + self.lent_fen


def first_day(on: date, as_of: date) -> date:
    """The day itself while its balances are open, else the next working day."""
    start = on if on > as_of else as_of + timedelta(1)
    while start.weekday() >= _SATURDAY:
        start += timedelta(1)
    return start


def held(region: str, as_of: date, start: date) -> list[Held]:
    """Every purse of the report of `as_of` with what moved between purses up to `start`."""
    moved: dict[str, int] = {}
    for one in _moves(region, start):
        if as_of < one.on <= start:
            moved[one.purse] = moved.get(one.purse, 0) + one.fen
    return [
        Held(row.kind, row.code, row.name, row.amount, moved.get(place, 0))
        for row in registers.purses_of_day(region, as_of)
        for place in [purses.place(row.kind, row.code)]
    ]


def expected(region: str, start: date) -> list[Move]:
    """What lending moves after the first day of a plan."""
    return [one for one in _moves(region, start) if one.on > start]


def lending(region: str, number: int) -> Lending | None:
    """One lending of a region."""
    return Lending.objects.filter(region=region, pk=number).first()


def _moves(region: str, start: date) -> Iterator[Move]:
    signed = Lending.objects.filter(
        region=region, state__in=(decisions.SIGNED, decisions.RETURNED)
    ).order_by("on", "pk")
    rows = (
        Lent(one.lender, one.borrower, one.amount, one.on, one.return_on, one.returned_on)
        for one in signed
    )
    return moves(rows, start)
