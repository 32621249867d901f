"""占比: a part divided by the whole that the words name, or by that of its list."""

import re
from collections.abc import Iterator

from duzhi.checker.claim import AMOUNT, COUNT, DELTA, LEVEL, Claim
from duzhi.checker.interval import of
from duzhi.checker.judging import Relation, first, holds, judge, unknown
from duzhi.checker.nearby import Nearby
from duzhi.checker.records import Portion, Reading, Record
from duzhi.checker.report import EXACT, ROUNDING, SOFT, Identity

_INCREASE = re.compile(r"(?:增收额|增量|增加额|增长额|减收额)$")
_SHORT = 2
_SHARP = 200
"""A percentage printed so sharply that a share of another amount would hardly look like it."""


def find(reading: Reading) -> Iterator[Identity]:
    """Every share whose part and whole are printed."""
    nearby = Nearby(reading)
    claims = {one.id: one for one in reading.claims}
    meant: dict[str, Claim] = {}
    """What words turned out to mean: 支出总量 was this amount a line ago."""
    for record in reading.records:
        for portion in record.shares:
            found = list(_one(reading, nearby, record, portion))
            found = found or list(_as_before(reading, nearby, record, portion, meant))
            found = found or list(_searched(reading, nearby, record, portion))
            yield from found
            if found and found[0].verdict in (EXACT, ROUNDING):
                meant[_words(record, portion)] = claims[found[0].claims[1]]


def _one(reading: Reading, nearby: Nearby, record: Record, portion: Portion) -> Iterator[Identity]:
    part = record.fields.get(DELTA) if portion.delta else portion.part or nearby.level(record)
    lent = part is None
    part = part if portion.delta else part or nearby.borrowed(record)
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


def _as_before(
    reading: Reading, nearby: Nearby, record: Record, portion: Portion, meant: dict[str, Claim]
) -> Iterator[Identity]:
    """Words that meant an amount before mean it again."""
    whole, part = meant.get(_words(record, portion)), nearby.level(record)
    if whole is None or part is None or part.masked or portion.delta or not _same(whole, part):
        return
    yield from first(reading, [(_relation(part, whole, portion.percent), True)], record)


def _words(record: Record, portion: Portion) -> str:
    """What shares of the same whole have in common: the words, or the line they are listed in."""
    return portion.of or f"line {record.line}"


def _searched(
    reading: Reading, nearby: Nearby, record: Record, portion: Portion
) -> Iterator[Identity]:
    """An amount shortly before of which this is the share to the last digit, whatever its name."""
    part = nearby.level(record)
    if part is None or part.masked or portion.delta or portion.soft or not portion.percent.nominal:
        return
    if portion.percent.half * _SHARP > portion.percent.known:
        return
    for one in nearby.before(record):
        whole = one.fields[LEVEL]
        if _same(whole, part) and not whole.masked and whole.known > part.known:
            relation = _relation(part, whole, portion.percent)
            if holds(relation):
                yield judge(reading, relation, record)
                return


def _wholes(
    nearby: Nearby, record: Record, portion: Portion
) -> Iterator[tuple[Claim | None, bool]]:
    """What it may be a share of, the likeliest first, with whether the words are clear."""
    words = _INCREASE.sub("", portion.of) if portion.delta else portion.of
    for one, sure in nearby.wholes(record, words if len(words) > _SHORT else ""):
        if one is not record:
            yield one.fields.get(DELTA if portion.delta else LEVEL), sure


def _same(one: Claim, other: Claim) -> bool:
    return (
        one is not other
        and one.kind == other.kind
        and (one.kind == AMOUNT or one.unit == other.unit)
    )


def _relation(part: Claim, whole: Claim, stated: Claim) -> Relation:
    return Relation("share", (part, whole), stated, of(part) / of(whole) * 100, "{}÷{}", "占比")
