"""Treasury cash of a day: balance, what is bound, what is free, how long it lasts; twelve months.

Source: domain.md §3.9 and Appendix J1: money that is bound is printed beside the balance.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from duzhi.kernel.money import rate, round_half_up
from duzhi.kernel.period import month
from duzhi.money.treasury.models import CashDay
from duzhi.money.treasury.queries import base_months, days, latest, outflows
from duzhi.money.treasury.rules.cash import RESTRICTED, level
from duzhi.registry import api as registry

_MONTHS = 12


class Held(NamedTuple):
    """A purse inside the balance that may not be spent on anything else; fen."""

    field: str
    title: str
    amount_fen: int | None

    @property
    def code(self) -> str:
        """Its figure."""
        return f"treasury.{self.field}"


class Position(NamedTuple):
    """Cash at the end of the last reported day, fen; `k` and `k_net` are months of outflow."""

    on: date
    closing_fen: int
    inflow_fen: int
    outflow_fen: int
    held: tuple[Held, ...]
    average_fen: Fraction | None
    """Mean monthly outflow of the base; None while a month of it is not reported."""
    base_months: int
    bands: tuple[Fraction, ...]

    @property
    def held_fen(self) -> int | None:
        """All that is bound; None where the report does not say."""
        amounts = [one.amount_fen for one in self.held]
        return None if None in amounts else sum(fen for fen in amounts if fen is not None)

    @property
    def free_fen(self) -> int | None:
        """可调度库款."""
        return None if self.held_fen is None else self.closing_fen - self.held_fen

    @property
    def net_fen(self) -> int | None:
        """The balance without unspent special-bond money."""
        bonds = next((one.amount_fen for one in self.held if one.field == "restricted_bonds"), None)
        return None if bonds is None else self.closing_fen - bonds

    @property
    def monthly_fen(self) -> int | None:
        """The mean to the fen, for the screen."""
        return None if self.average_fen is None else round_half_up(self.average_fen, 0)

    @property
    def k(self) -> Fraction | None:
        """库款保障水平."""
        return self.closing_fen / self.average_fen if self.average_fen else None

    @property
    def k_net(self) -> Fraction | None:
        """The same of the net balance."""
        return (
            None
            if self.net_fen is None or not self.average_fen
            else (self.net_fen / self.average_fen)
        )

    @property
    def level(self) -> str:
        """预警, 偏低, 正常 or 闲置; empty where k is not known."""
        return level(self.k, self.bands) if self.k is not None else ""


class Point(NamedTuple):
    """Cash at the end of a day, fen."""

    on: date
    closing_fen: int


class Month(NamedTuple):
    """A month's cash: how it began, moved, ended, and its lowest day; fen."""

    year: int
    no: int
    opening_fen: int
    inflow_fen: int
    outflow_fen: int
    closing_fen: int
    lowest_fen: int
    lowest_on: date
    last_on: date
    """Its last reported day."""


def position(region: str, on: date) -> Position | None:
    """What is known of the day; None where no day of the month is reported."""
    regions = registry.subtree(region)
    last = latest(regions, on)
    if not last:
        return None
    base = base_months(on)
    spent = outflows(regions, base)
    average = None if spent is None else rate(sum(one.outflow for one in spent), len(base))
    return Position(
        on=last[0].on,
        closing_fen=sum(one.closing for one in last),
        inflow_fen=sum(one.inflow for one in last),
        outflow_fen=sum(one.outflow for one in last),
        held=tuple(Held(field, title, _held(last, field)) for field, title in RESTRICTED.items()),
        average_fen=average,
        base_months=len(base),
        bands=registry.ratios("treasury_bands", on),
    )


def curve(region: str, on: date) -> list[Point]:
    """Closing balances of the twelve months up to a day, one point a reported day."""
    found: dict[date, int] = {}
    for one in days(registry.subtree(region), _start(on), on):
        found[one.on] = found.get(one.on, 0) + one.closing
    return [Point(day, fen) for day, fen in sorted(found.items())]


def weekly(points: Sequence[Point]) -> list[Point]:
    """The last day of every week, and the lowest day of all: enough for a picture of a year."""
    weeks = {one.on.isocalendar()[:2]: one for one in points}
    low = min(points, key=lambda one: (one.closing_fen, one.on), default=None)
    return sorted({*weeks.values(), *([low] if low else [])})


def months(region: str, on: date) -> list[Month]:
    """The twelve months up to a day, oldest first; months without a report are left out."""
    found: dict[tuple[int, int], list[CashDay]] = {}
    for one in days(registry.subtree(region), _start(on), on):
        found.setdefault((one.on.year, one.on.month), []).append(one)
    return [_month(year, no, own) for (year, no), own in found.items()]


def _month(year: int, no: int, own: list[CashDay]) -> Month:
    closing: dict[date, int] = {}
    for one in own:
        closing[one.on] = closing.get(one.on, 0) + one.closing
    lowest = min(closing, key=lambda day: (closing[day], day))
    return Month(
        year,
        no,
        sum(one.opening for one in own if one.on == own[0].on),
        sum(one.inflow for one in own),
        sum(one.outflow for one in own),
        closing[own[-1].on],
        closing[lowest],
        lowest,
        own[-1].on,
    )


def _start(on: date) -> date:
    """The first day of the month eleven months before."""
    back = on.year * _MONTHS + on.month - _MONTHS
    return month(date(back // _MONTHS, back % _MONTHS + 1, 1)).start


def _held(last: list[CashDay], field: str) -> int | None:
    amounts = [getattr(one, field) for one in last]
    return None if None in amounts else sum(amounts)
