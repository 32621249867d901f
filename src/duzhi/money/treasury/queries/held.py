"""What every purse holds on a day: the last report, and what was lent after it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from duzhi.money.treasury.models import Lending
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.rules import decisions, purses
from duzhi.money.treasury.rules.lending import Lent, Move, moves
from duzhi.registry import api as registry


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


class Named(NamedTuple):
    """A lending with what people call the purses that lend and borrow."""

    row: Lending
    lender: str
    borrower: str


def first_day(on: date, as_of: date) -> date:
    """The day itself while its balances are open, else the next working day."""
    start = on if on > as_of else as_of + timedelta(1)
    return registry.workdays(start, date(start.year + 1, 1, 1)).on_or_after(start)


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


def lending(region: str, number: int) -> Named | None:
    """One lending of a region."""
    row = Lending.objects.filter(region=region, pk=number).first()
    return _named([row], region)[0] if row else None


def lendings(region: str) -> list[Named]:
    """Every lending, the newest first."""
    return _named(registers.lendings(region), region)


def open_fen(rows: Iterable[Named], start: date | None) -> int:
    """Fen that are lent on a day and not yet back on it."""
    return sum(
        one.amount
        for one, _, _ in rows
        if start and one.signed_by and one.on <= start
        if one.returned_on is None or one.returned_on > start
    )


def called(region: str, place: str) -> str:
    """What people call a purse: its name in the newest report."""
    return _names(region).get(place, place)


def _named(rows: Iterable[Lending], region: str) -> list[Named]:
    names = _names(region)
    return [
        Named(one, names.get(one.lender, one.lender), names.get(one.borrower, one.borrower))
        for one in rows
    ]


def _names(region: str) -> dict[str, str]:
    as_of = registers.last_purse_day(region, date.max)
    rows = registers.purses_of_day(region, as_of) if as_of else []
    return {purses.place(one.kind, one.code): one.name for one in rows}


def _moves(region: str, start: date) -> Iterator[Move]:
    signed = Lending.objects.filter(
        region=region, state__in=(decisions.SIGNED, decisions.RETURNED)
    ).order_by("on", "pk")
    rows = (
        Lent(one.lender, one.borrower, one.amount, one.on, one.return_on, one.returned_on)
        for one in signed
    )
    return moves(rows, start)
