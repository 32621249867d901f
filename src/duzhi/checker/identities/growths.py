"""增幅: from last year's figure, or from the change itself."""

from collections.abc import Iterator

from duzhi.checker.claim import AMOUNT, COUNT, DELTA, GROWTH, LEVEL, PRIOR, Claim
from duzhi.checker.interval import Interval, exactly, of
from duzhi.checker.judging import Relation, first, holds, judge, unknown
from duzhi.checker.nearby import Nearby
from duzhi.checker.records import Reading, Record
from duzhi.checker.report import Identity


def find(reading: Reading) -> Iterator[Identity]:
    """Every growth rate that can be computed."""
    nearby = Nearby(reading)
    for record in reading.records:
        growth = record.fields.get(GROWTH)
        if growth is None or growth.masked:
            continue
        level = record.get(LEVEL)
        if level is None and PRIOR in record.fields:
            yield from _searched(reading, nearby, record, growth)
        if level is None and DELTA in record.fields and (found := nearby.level(record)) is not None:
            yield from _from_delta(reading, record, found, growth, sure=False)
        if level is None or level.kind not in (AMOUNT, COUNT):
            continue
        yield from _from_prior(reading, record, level, growth)
        yield from _from_delta(reading, record, level, growth)
        for other in record.other_growths:
            yield from _from_delta(reading, record, level, other, sure=False)


def _searched(
    reading: Reading, nearby: Nearby, record: Record, growth: Claim
) -> Iterator[Identity]:
    """2022年收入比上年的8亿元增长5%: this year's amount was told before, by its own name."""
    prior = record.fields[PRIOR]
    if prior.masked or prior.low <= 0 or prior.kind != AMOUNT:
        return
    for one in nearby.before(record):
        level = one.fields[LEVEL]
        if level.masked or level.kind != AMOUNT or one.subject[-2:] != record.subject[-2:]:
            continue
        expected = (of(level) / of(prior) - exactly(1)) * _times(growth)
        relation = _relation("growth_from_prior", (level, prior), growth, expected, "{}÷{}－1")
        if holds(relation):
            yield judge(reading, relation, record)
            return


def _from_prior(
    reading: Reading, record: Record, level: Claim, growth: Claim
) -> Iterator[Identity]:
    prior = record.get(PRIOR)
    if prior is None or prior.kind != level.kind:
        return
    if level.masked or prior.masked:
        yield unknown(reading, "growth_from_prior", (level, prior), growth, record)
    elif prior.low > 0:
        expected = (of(level) / of(prior) - exactly(1)) * _times(growth)
        relation = _relation("growth_from_prior", (level, prior), growth, expected, "{}÷{}－1")
        yield from first(reading, [(relation, not (record.adjusted or record.revised))], record)


def _from_delta(
    reading: Reading, record: Record, level: Claim, growth: Claim, *, sure: bool = True
) -> Iterator[Identity]:
    delta = record.fields.get(DELTA)
    if delta is None or delta.kind != level.kind:
        return
    if level.masked or delta.masked:
        yield unknown(reading, "growth_from_delta", (level, delta), growth, record)
        return
    if (of(level) - of(delta)).low <= 0:
        return
    sign = "－" if delta.known >= 0 else "＋"
    formula = ("{1}" if delta.known >= 0 else "－{1}") + "÷（{0}" + sign + "{1}）"
    expected = grown(of(level), of(delta)) * _times(growth)
    relation = _relation("growth_from_delta", (level, delta), growth, expected, formula)
    yield from first(
        reading, [(relation, sure and not (record.adjusted or record.revised))], record
    )


def grown(level: Interval, delta: Interval) -> Interval:
    """Change ÷ (level − change), each figure taken once."""
    corners = [
        change / (amount - change)
        for amount in (level.low, level.high)
        for change in (delta.low, delta.high)
    ]
    nominal = delta.nominal / (level.nominal - delta.nominal)
    return Interval(min(corners), nominal, max(corners))


def _times(growth: Claim) -> int:
    """Percent, or 倍 as printed."""
    return 1 if growth.unit == "倍" else 100


def _relation(
    kind: str, inputs: tuple[Claim, ...], growth: Claim, expected: Interval, formula: str
) -> Relation:
    return Relation(kind, inputs, growth, expected, formula, "增幅", signed=True)
