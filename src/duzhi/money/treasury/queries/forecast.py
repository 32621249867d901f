"""What is expected to come in by source, from the history of the daily cash reports."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from duzhi.kernel.period import MONTHS, month
from duzhi.money.treasury.models import CashDay
from duzhi.money.treasury.queries import served
from duzhi.money.treasury.rules import forecast, purses
from duzhi.money.treasury.rules.forecast import Forecast, Tested
from duzhi.money.treasury.rules.plan.flows import OWN, Flow
from duzhi.registry import api as registry


class Stream(NamedTuple):
    """A source of revenue: its column of IN-11 and the purse it fills."""

    field: str
    name: str
    purse: str


STREAMS = (
    Stream("general_revenue", "一般公共预算收入", purses.MAIN),
    Stream("fund_revenue", "政府性基金收入", purses.place(purses.FUND, "10301")),
)


class Outlook(NamedTuple):
    """A source's months ahead and how well the same way foretold the past."""

    stream: Stream
    tested: Tested
    months: tuple[Forecast, ...]


def outlooks(region: str, on: date) -> list[Outlook]:
    """Every source from the month after the last whole one to the end of the year."""
    history = _history(region, on)
    found = []
    for stream in STREAMS:
        own = {number: flows.get(stream.field, 0) for number, flows in history.items()}
        count = on.year * MONTHS + MONTHS - 1 - max(own, default=0)
        months = forecast.ahead(own, max(0, count))
        found.append(Outlook(stream, forecast.backtest(own), tuple(months)))
    return found


def flows(region: str, on: date, start: date) -> Iterator[Flow]:
    """The months ahead spread evenly over their working days, from `start` on."""
    for outlook in outlooks(region, on):
        for one in outlook.months:
            yield from _spread(outlook.stream, one, start)


def _spread(stream: Stream, one: Forecast, start: date) -> Iterator[Flow]:
    span = month(date(one.month // MONTHS, one.month % MONTHS + 1, 1))
    days = [span.start + timedelta(step) for step in range((span.end - span.start).days)]
    workdays = registry.workdays(span.start, span.last)
    working = [day for day in days if workdays.opens(day)]
    for place, day in enumerate(working):
        last = place == len(working) - 1
        rest = len(working) - 1 if last else 0
        amounts = [
            whole - whole // len(working) * rest if last else whole // len(working)
            for whole in (one.amount_fen, one.low_fen)
        ]
        if day >= start:
            yield Flow(day, stream.purse, OWN, stream.name, *amounts)


def _history(region: str, on: date) -> Mapping[int, dict[str, int]]:
    """Fen per whole month and column, as the daily reports of the treasury give them."""
    fields = [stream.field for stream in STREAMS]
    found: dict[int, dict[str, int]] = {}
    last: dict[int, date] = {}
    rows = CashDay.objects.filter(current=True, region__in=served(region), on__lte=on)
    for day, *amounts in rows.order_by("on").values_list("on", *fields):
        number = day.year * MONTHS + day.month - 1
        own = found.setdefault(number, dict.fromkeys(fields, 0))
        for field, fen in zip(fields, amounts, strict=True):
            own[field] += fen
        last[number] = day
    return {
        number: own for number, own in found.items() if last[number] == month(last[number]).last
    }
