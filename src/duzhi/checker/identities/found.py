"""Sums that nobody announced: figures told side by side that add up to another to the last digit.

They are only ever verified; a sum that the words do not state cannot be wrong.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, islice

from duzhi.checker.claim import AMOUNT, DELTA, LEVEL, Claim
from duzhi.checker.interval import of, total
from duzhi.checker.judging import Relation, judge
from duzhi.checker.records import Reading, Record
from duzhi.checker.report import Identity

Rows = Sequence[tuple[Record, Claim]]
_EXACT = 10_000
"""Parts of a yuan that a printed amount may have."""
_LONGEST = 8
_MOST = 3
"""Runs to name for one figure."""
_BACK = 20
"""Figures to look at around a sum."""
_TELLING = 1000
"""Units of the last digit from which a sum is no chance."""


def find(reading: Reading) -> Iterator[Identity]:
    """Every run of figures that makes up another one near it, beyond what lists say."""
    rows = [
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
    taken = _taken(reading)
    sums = list(accumulate((int(one.known * _EXACT) for _, one in rows), initial=0))
    for at, (record, whole) in enumerate(rows):
        if not _telling(whole):
            continue
        scattered = whole.id not in taken and _long(whole)
        pair = _pair(rows, at) if scattered else []
        for parts in [pair] if pair else islice(_runs(rows, sums, at), _MOST):
            yield judge(reading, _relation(parts, whole), record)
    yield from _same_name(reading, taken)


def _taken(reading: Reading) -> set[str]:
    """Wholes of lists that hold: their sum is known."""
    found = set()
    for group in reading.groups:
        whole = group.whole.main if group.wholes else None
        parts = [one.main for one in group.parts if one.main is not None and not one.main.masked]
        if whole is not None and not whole.masked and len(parts) > 1:
            if total([of(one) for one in parts]).meets(of(whole)):
                found.add(whole.id)
    return found


def _telling(whole: Claim) -> bool:
    unit = whole.half * 2
    return bool(unit) and whole.known / unit >= _TELLING and whole.number.rstrip("0")[2:] != ""


def _long(whole: Claim) -> bool:
    """So many digits that even two scattered figures do not add up to it by chance."""
    return whole.known / (whole.half * 2) >= _TELLING * 100


def _runs(rows: Rows, sums: Sequence[int], at: int) -> Iterator[list[Claim]]:
    """Neighbouring figures just before or behind a figure that add up to it."""
    low, high = max(at - _BACK, 0), min(at + _BACK, len(rows))
    wanted = sums[at + 1] - sums[at]
    for start in range(low, high):
        for end in range(start + 2, min(start + _LONGEST, high) + 1):
            if sums[end] - sums[start] == wanted and not start <= at < end:
                yield [claim for _, claim in rows[start:end]]


def _pair(rows: Rows, at: int) -> list[Claim]:
    """Two scattered figures before a long one that add up to it."""
    before = [claim for _, claim in rows[max(at - _LONGEST, 0) : at]]
    for one, other in combinations(before, 2):
        if one.known + other.known == rows[at][1].known:
            return [one, other]
    return []


def _relation(parts: list[Claim], whole: Claim) -> Relation:
    formula = "＋".join(["{}"] * len(parts))
    return Relation("sum", tuple(parts), whole, total([of(one) for one in parts]), formula, "合计")


def _same_name(reading: Reading, taken: set[str]) -> Iterator[Identity]:
    """上级补助收入 of one budget and of the other make up the transfers of both."""
    named: dict[tuple[str, str], list[tuple[Record, Claim]]] = defaultdict(list)
    values: dict[object, list[tuple[Record, Claim]]] = defaultdict(list)
    for record in reading.records:
        for role in (LEVEL, DELTA):
            claim = record.fields.get(role)
            if claim is None or claim.kind != AMOUNT or claim.masked or record.table:
                continue
            values[claim.known].append((record, claim))
            if len(record.key) > 3:
                named[record.key, role].append((record, claim))
    for rows in named.values():
        for (_, one), (_, other) in zip(rows, rows[1:], strict=False):
            for record, whole in values.get(one.known + other.known, ())[:1]:
                if whole.id not in taken and _telling(whole) and whole not in (one, other):
                    yield judge(reading, _relation([one, other], whole), record)
