"""占比: a part divided by the whole that the words name, or by that of its list."""

from collections.abc import Iterator

from duzhi.checker.claim import AMOUNT, COUNT, LEVEL, Claim
from duzhi.checker.interval import of
from duzhi.checker.judging import Relation, first, unknown
from duzhi.checker.nearby import Nearby
from duzhi.checker.records import Portion, Reading, Record
from duzhi.checker.report import SOFT, Identity


def find(reading: Reading) -> Iterator[Identity]:
    """Every share whose part and whole are printed."""
    nearby = Nearby(reading)
    for record in reading.records:
        for portion in record.shares:
            yield from _one(reading, nearby, record, portion)


def _one(reading: Reading, nearby: Nearby, record: Record, portion: Portion) -> Iterator[Identity]:
    part = nearby.level(record)
    lent = part is None
    part = part or nearby.borrowed(record)
    if part is None or part.kind not in (AMOUNT, COUNT):
        return
    wholes = (
        [(portion.of_claim, True)] if portion.of_claim else list(_wholes(nearby, record, portion))
    )
    known = [(one, sure) for one, sure in wholes if one is not None and _same(one, part)]
    if part.masked or any(one.masked for one, _ in known[:1]):
        if known:
            yield unknown(reading, "share", (part, known[0][0]), portion.percent, record)
        return
    offered = [
        (_relation(part, one, portion.percent), sure and not lent)
        for one, sure in known
        if not one.masked and one.low > 0
    ]
    yield from first(reading, offered, record, SOFT if portion.soft else "")


def _wholes(
    nearby: Nearby, record: Record, portion: Portion
) -> Iterator[tuple[Claim | None, bool]]:
    """What it may be a share of, the likeliest first, with whether the words are clear."""
    for one, sure in nearby.wholes(record, portion.of):
        if one is not record:
            yield one.fields.get(LEVEL), sure


def _same(one: Claim, other: Claim) -> bool:
    return (
        one is not other
        and one.kind == other.kind
        and (one.kind == AMOUNT or one.unit == other.unit)
    )


def _relation(part: Claim, whole: Claim, stated: Claim) -> Relation:
    return Relation("share", (part, whole), stated, of(part) / of(whole) * 100, "{}÷{}", "占比")
