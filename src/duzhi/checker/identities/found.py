"""Sums that nobody announced: figures told side by side that add up to another to the last digit.

They are only ever verified; a sum that the words do not state cannot be wrong.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, islice, pairwise

from duzhi.checker.claim import AMOUNT, BUDGET, DELTA, LEVEL, PRIOR, Claim
from duzhi.checker.interval import of, total
from duzhi.checker.judging import Relation, judge
from duzhi.checker.records import BRACKETS, Reading, Record
from duzhi.checker.report import Identity

Rows = Sequence[tuple[Record, Claim]]
_EXACT = 10_000
"""Parts of a yuan that a printed amount may have."""
_LONGEST = 8
_PAIR, _SHORT = 2, 3
_FAR = 80
"""Records between a list and a whole that only its value names."""
_COLUMN = 12
ROLES = (LEVEL, DELTA, PRIOR, BUDGET)
_MOST = 3
"""Runs to name for one figure."""
_BACK = 20
"""Figures to look at around a sum."""
_TELLING = 1000
"""Units of the last digit from which a sum is no chance."""


def find(reading: Reading) -> Iterator[Identity]:
    """Every run of figures that makes up another one near it, beyond what lists say."""
    taken = _taken(reading)
    for told in (_amounts(reading), _changes(reading)):
        yield from _neighbours(reading, told, taken)
    yield from _lists(reading)
    yield from _same_name(reading, taken)


def _changes(reading: Reading) -> Rows:
    """Every change told."""
    return [(record, claim) for record, role, claim in _told(reading) if role == DELTA]


def _amounts(reading: Reading) -> Rows:
    """Every amount, and changes of which no amount is told."""
    return [
        (record, claim)
        for record in reading.records
        if not record.table
        for role in (LEVEL, DELTA)
        if (claim := record.fields.get(role)) is not None
        and claim.kind == AMOUNT
        and not claim.masked
        and claim.nominal
        and not (role == DELTA and LEVEL in record.fields)
    ]


def _neighbours(reading: Reading, rows: Rows, taken: set[str]) -> Iterator[Identity]:
    """Figures told side by side that make up another one near them."""
    sums = list(accumulate((int(one.known * _EXACT) for _, one in rows), initial=0))
    for at, (record, whole) in enumerate(rows):
        if not _telling(whole):
            continue
        scattered = whole.id not in taken and _long(whole)
        pair = _pair(rows, at) if scattered else []
        for parts in [pair] if pair else islice(_runs(rows, sums, at), _MOST):
            yield judge(reading, _relation(parts, whole), record)


def _taken(reading: Reading) -> set[str]:
    """Wholes of lists that hold: their sum is known."""
    found = set()
    for group in reading.groups:
        whole = group.whole.main if group.wholes else None
        parts = _mains(group.parts)
        if whole is None or whole.masked or len(parts) < _PAIR:
            continue
        if total([of(one) for one in parts]).meets(of(whole)):
            found.add(whole.id)
    return found


def _mains(parts: Sequence[Record]) -> list[Claim]:
    return [one.main for one in parts if one.main is not None and not one.main.masked]


def _lists(reading: Reading) -> Iterator[Identity]:
    """Lists whose whole was not found by its words, but stands nearby to the last digit."""
    by_value: dict[object, list[tuple[Record, Claim]]] = defaultdict(list)
    for record in reading.records:
        for role in ROLES:
            claim = record.fields.get(role)
            if claim is not None and claim.kind == AMOUNT and not claim.masked:
                by_value[claim.known].append((record, claim))
    for role, parts in _candidates(reading):
        claims = [one for one in (_role(record, role) for record in parts) if one is not None]
        claims = [one for one in claims if one.nominal and one.kind == AMOUNT]
        if len(claims) < _PAIR or len({one.id for one in claims}) < len(claims):
            continue
        for record, whole in by_value.get(sum(one.known for one in claims), ()):
            if whole not in claims and _near(record, parts) and _telling(whole):
                yield judge(reading, _relation(claims, whole), record)
                break


def _candidates(reading: Reading) -> Iterator[tuple[str, list[Record]]]:
    """Every list, level and change alike; brackets of neighbouring lines by subject."""
    for group in reading.groups:
        for end in dict.fromkeys([*group.ends, len(group.parts)]):
            yield from ((role, group.parts[:end]) for role in ("main", DELTA, PRIOR, BUDGET))
    yield from (("main", siblings) for siblings in reading.siblings)
    split: dict[str, list[Record]] = defaultdict(list)
    for group in reading.groups:
        for one in group.parts if group.kind == BRACKETS else ():
            split[one.subject].append(one)
    for column in split.values():
        for start in range(min(len(column), 3)):
            yield "main", column[start : start + _COLUMN]


def _role(record: Record, role: str) -> Claim | None:
    return record.main if role == "main" else record.fields.get(role)


def _near(record: Record, parts: Sequence[Record]) -> bool:
    return abs(record.order - parts[0].order) <= _FAR


def _telling(whole: Claim) -> bool:
    unit = whole.half * 2
    return bool(unit) and abs(whole.known) / unit >= _TELLING and whole.number.rstrip("0")[2:] != ""


def _long(whole: Claim) -> bool:
    """So many digits that even two scattered figures do not add up to it by chance."""
    return abs(whole.known) / (whole.half * 2) >= _TELLING * 100


def _runs(rows: Rows, sums: Sequence[int], at: int) -> Iterator[list[Claim]]:
    """Neighbouring figures just before or behind a figure that add up to it."""
    low, high = max(at - _BACK, 0), min(at + _BACK, len(rows))
    wanted = sums[at + 1] - sums[at]
    for start in range(low, high):
        for end in range(start + 2, min(start + _LONGEST, high) + 1):
            if sums[end] - sums[start] == wanted and not start <= at < end:
                yield [claim for _, claim in rows[start:end]]


def _pair(rows: Rows, at: int) -> list[Claim]:
    """Two scattered figures around a long one that add up to it, those before it first."""
    before = [claim for _, claim in rows[max(at - _LONGEST, 0) : at]]
    before += [claim for _, claim in rows[at + 1 : at + 1 + _BACK]]
    for one, other in combinations(before, 2):
        if one.known + other.known == rows[at][1].known:
            return [one, other]
    return []


def _relation(parts: list[Claim], whole: Claim) -> Relation:
    formula = "＋".join(["{}"] * len(parts))
    expected = total([of(one) for one in parts])
    signed = whole.known < 0 or any(one.known < 0 for one in parts)
    return Relation("sum", tuple(parts), whole, expected, formula, "合计", signed=signed)


def _same_name(reading: Reading, taken: set[str]) -> Iterator[Identity]:
    """上级补助收入 of one budget and of the other make up the transfers of both."""
    named: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    values: dict[object, tuple[Record, Claim]] = {}
    for record, role, claim in _told(reading):
        values.setdefault(claim.known, (record, claim))
        if len(record.key) > _SHORT:
            named[record.key, role].append(claim)
    for claims in named.values():
        for pair in pairwise(claims):
            found = values.get(sum(one.known for one in pair))
            if found is None or found[1] in pair or found[1].id in taken:
                continue
            if _telling(found[1]):
                yield judge(reading, _relation(list(pair), found[1]), found[0])


def _told(reading: Reading) -> Iterator[tuple[Record, str, Claim]]:
    """Every amount and change of prose."""
    for record in reading.records:
        for role in (LEVEL, DELTA):
            claim = record.fields.get(role)
            if claim is not None and claim.kind == AMOUNT and not (claim.masked or record.table):
                yield record, role, claim
