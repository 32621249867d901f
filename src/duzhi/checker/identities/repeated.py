"""The same quantity told twice: 58.7％ here and there; the same ratio printed with two values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from duzhi.checker import subjects
from duzhi.checker.claim import AMOUNT, GROWTH, LEVEL, Claim
from duzhi.checker.interval import of
from duzhi.checker.judging import Relation, judge, printed
from duzhi.checker.records import Reading, Record
from duzhi.checker.report import EXACT, LAST_DIGIT, ROUNDING, SOFT, VIOLATED, Identity

_SHORT = 4
"""A name of fewer characters is told of too many things."""
_ENDING = 2
_LIKENESS = 0.4
_NEAR = 50
"""One part in so many: nearer than this two values are one quantity."""


def find(reading: Reading) -> Iterator[Identity]:
    """Every amount, growth and completion that is told again of the same thing."""
    told: dict[tuple[str, str, str, int, int], tuple[Record, Claim]] = {}
    bare: list[tuple[Record, Claim]] = []
    for record in reading.records:
        if record.table:
            continue
        for role, claim in _claims(record):
            if claim.masked:
                continue
            if len(record.key) < _SHORT:
                bare.append((record, claim))
                if role == LEVEL:
                    yield from _twin(reading, record, claim)
                continue
            name = (role, record.key, _place(record), record.year, record.months)
            if name in told:
                yield from _again(reading, told[name], record, claim)
            else:
                told[name] = (record, claim)
    yield from _unnamed(reading, told, bare)
    yield from _long(reading)


def _long(reading: Reading) -> Iterator[Identity]:
    """A long amount told again of much the same thing, under another name or on the other side."""
    before: dict[object, Record] = {}
    for record in reading.levels():
        level = record.fields[LEVEL]
        if record.table or level.kind != AMOUNT or level.masked or not _telling(level):
            continue
        first = before.setdefault(level.known, record)
        again = first.sentence != record.sentence and first.key != record.key
        if again and (_much_the_same(first, record) or _sides(first, record)):
            claim = first.fields[LEVEL]
            relation = Relation("stated_twice", (claim,), level, of(claim), "前文{}", "前后")
            yield judge(reading, relation, record)


def _much_the_same(one: Record, other: Record) -> bool:
    alike = subjects.likeness(one.subject, other.subject) >= _LIKENESS
    return alike or subjects.tail(one.subject, other.subject) >= _ENDING


def _sides(one: Record, other: Record) -> bool:
    """总收入 and 总支出 of one budget."""
    return {one.subject[-2:], other.subject[-2:]} == {"收入", "支出"}


def _telling(level: Claim) -> bool:
    digits = level.number.replace(",", "").replace(".", "").strip("0")
    return len(digits) >= _SHORT


def _claims(record: Record) -> Iterator[tuple[str, Claim]]:
    level, growth = record.fields.get(LEVEL), record.fields.get(GROWTH)
    if level is not None and level.kind == AMOUNT:
        yield LEVEL, level
    if growth is not None:
        yield ("adjusted" if record.adjusted else GROWTH), growth
    if len(record.against) == 1:
        one = record.against[0]
        yield f"completion {one.budget.number if one.budget else ''}", one.percent


def _place(record: Record) -> str:
    return record.scope if record.scope[:1] != "全" else ""


def _again(
    reading: Reading, told: tuple[Record, Claim], record: Record, claim: Claim
) -> Iterator[Identity]:
    before, first = told
    if before.line == record.line or first.kind != claim.kind:
        return
    relation = Relation(
        "stated_twice", (first,), claim, of(first), "前文{}", "与前文不一致，此处", signed=True
    )
    identity = judge(reading, relation, record)
    gap = abs(first.known - claim.known)
    if identity.verdict != VIOLATED:
        yield identity
    elif gap * _NEAR <= abs(first.known):
        yield replace(identity, severity=SOFT)


def _twin(reading: Reading, record: Record, claim: Claim) -> Iterator[Identity]:
    """A short name told again with the same amount in another line."""
    for one in record.twins:
        if one.order < record.order and one.line != record.line:
            first = one.fields[LEVEL]
            relation = Relation("stated_twice", (first,), claim, of(first), "前文{}", "前后")
            yield judge(reading, relation, record)
            return


def _unnamed(
    reading: Reading,
    told: dict[tuple[str, str, str, int, int], tuple[Record, Claim]],
    bare: list[tuple[Record, Claim]],
) -> Iterator[Identity]:
    """上半年累计完成全年预算的58.7％, without a subject: the one ratio of this value."""
    by_value: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for (role, *_), (_, claim) in told.items():
        by_value[role.split(" ")[0], claim.number].append(claim)
    for record, claim in bare:
        if claim.kind == AMOUNT or LEVEL in record.fields:
            continue
        role = "completion" if any(one.percent is claim for one in record.against) else GROWTH
        same = by_value.get((role, claim.number), [])
        if len(same) == 1 and same[0].start < claim.start:
            relation = Relation("stated_twice", (same[0],), claim, of(same[0]), "前文{}", "前后")
            yield judge(reading, relation, record)


def reconciled(identities: Iterable[Identity]) -> list[Identity]:
    """One ratio of the same two figures cannot have two values: the farther one is wrong."""
    rows = list(identities)
    same: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    for at, one in enumerate(rows):
        if one.verdict in (EXACT, ROUNDING) and one.stated and one.kind in _RATIOS:
            same[one.kind, one.numbers].append(at)
    for places in same.values():
        values = {rows[at].stated for at in places}
        digits = {len(value.partition(".")[2]) for value in values}
        if len(values) > 1 and len(digits) == 1:
            right = next((rows[at].stated for at in places if rows[at].verdict == EXACT), "")
            for at in places:
                if right and rows[at].stated != right:
                    rows[at] = _wrong(rows[at], right)
    return rows


_RATIOS = ("completion", "share", "growth_from_prior", "growth_from_delta")


def _wrong(one: Identity, right: str) -> Identity:
    return replace(
        one,
        verdict=VIOLATED,
        severity=LAST_DIGIT,
        message=f"同样两个数算出的比率，别处写{right}％，此处写{one.stated}％；"
        f"按{one.working}，请统一",
    )


__all__ = ["find", "printed", "reconciled"]
