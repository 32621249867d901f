"""个百分点: completion against time progress (6 months = 50 %), share against last year's."""

from collections.abc import Iterator
from fractions import Fraction

from duzhi.checker.claim import GROWTH, LEVEL, Claim
from duzhi.checker.interval import Interval, exactly, of
from duzhi.checker.judging import Relation, first
from duzhi.checker.nearby import Nearby
from duzhi.checker.records import Reading, Record
from duzhi.checker.report import Identity

_DAYS = (31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)


def find(reading: Reading) -> Iterator[Identity]:
    """Every 超进度 beside its completion, and every change of a share that can be computed."""
    nearby = Nearby(reading)
    for record in reading.records:
        for stated in record.ahead:
            if record.against and record.months:
                yield from _ahead(reading, record, stated)
        for stated in record.changes:
            yield from _changed(reading, nearby, record, stated)


def _ahead(reading: Reading, record: Record, stated: Claim) -> Iterator[Identity]:
    """By months, as 公文 count; by days where a text does."""
    percent = record.against[0].percent
    if percent.masked:
        return
    offered = [
        (
            Relation(
                "percentage_points",
                (percent,),
                stated,
                of(percent) - exactly(Fraction(part, whole) * 100),
                "{}－" + words,
                "超欠进度",
                signed=True,
            ),
            sure,
        )
        for part, whole, words, sure in (
            (record.months, 12, f"{record.months}÷12", not record.monthly),
            (1, 12, "1÷12", False),
            (_DAYS[record.months - 1], 365, f"{_DAYS[record.months - 1]}÷365", False),
        )
    ]
    yield from first(reading, offered, record)


def _changed(reading: Reading, nearby: Nearby, record: Record, stated: Claim) -> Iterator[Identity]:
    """占比同比提高x个百分点, from both levels and both growth rates."""
    part = nearby.level(record)
    growth = record.get(GROWTH)
    if part is None or part.masked or growth is None or not record.shares_of:
        return
    for whole, _ in nearby.wholes(record, record.shares_of):
        base, rate = whole.fields.get(LEVEL), whole.get(GROWTH)
        if base is None or rate is None or base.masked or base.low <= 0:
            continue
        now = of(part) / of(base)
        factor = _one_plus(rate) / _one_plus(growth)
        then = Interval(now.low * factor.low, now.nominal * factor.nominal, now.high * factor.high)
        relation = Relation(
            "percentage_points",
            (part, base, growth, rate),
            stated,
            (now - then) * 100,
            "{0}÷{1}，与上年的占比相比",
            "占比变化",
            signed=True,
        )
        yield from first(reading, [(relation, False)], record)
        return


def _one_plus(rate: Claim) -> Interval:
    return exactly(1) + of(rate) * Fraction(1, 100)
