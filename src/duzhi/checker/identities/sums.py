"""Parts add up to their whole: level, budget, last year's figure and change alike."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from duzhi.checker import repair
from duzhi.checker.claim import AMOUNT, BUDGET, COUNT, DELTA, LEVEL, PRIOR, Claim
from duzhi.checker.complete import adds_up_by_terms
from duzhi.checker.interval import of, total
from duzhi.checker.judging import Relation, holds, judge
from duzhi.checker.records import BRACKETS, PAIR, Group, Reading, Record
from duzhi.checker.report import SOFT, Identity

_MAIN = "main"
_ROLES = (_MAIN, DELTA, PRIOR, BUDGET)
_NAMES = {_MAIN: "合计", DELTA: "增减额合计", PRIOR: "上年数合计", BUDGET: "预算数合计"}
_PAIR = 2
_FEW = 100
"""Counts below are told in too many ways to be held against each other."""
_SURE = "sure"


def find(reading: Reading) -> Iterator[Identity]:
    """Every sum of every list that holds; then those that do not where the words are clear."""
    groups = [one for one in reading.groups if one.wholes]
    told: set[str] = set()
    open_: list[tuple[Group, str]] = []
    for group in groups:
        for role in _ROLES:
            found, whole = _held(reading, group, role)
            yield from found
            told.update(one.claims[-1] for one in found)
            if not whole:
                open_.append((group, role))
    for group, role in open_:
        stated = _field(group.whole, role)
        if stated is not None and not stated.masked and not (group.loose and stated.id in told):
            yield from _accused(reading, group, role, stated)


def _held(reading: Reading, group: Group, role: str) -> tuple[list[Identity], bool]:
    """The sums of a list that hold, and whether nothing of it is left to hold against it."""
    found: list[Identity] = []
    for whole in group.wholes:
        stated = _field(whole, role)
        if stated is None or stated.masked or stated.kind not in (AMOUNT, COUNT):
            continue
        if role == _MAIN and not _alike(whole, group):
            continue
        for parts in _lists(group, role, stated):
            relation = _relation(parts, stated, role)
            if holds(relation):
                found.append(judge(reading, relation, whole))
                if len(parts) >= len(group.parts) or not group.cuts:
                    return found, True
    return found, bool(found)


def _field(record: Record, role: str) -> Claim | None:
    return record.main if role == _MAIN else record.get(role)


def _alike(whole: Record, group: Group) -> bool:
    """A level is not made up of changes alone."""
    return LEVEL not in whole.fields or any(LEVEL in one.fields for one in group.parts)


def _lists(group: Group, role: str, stated: Claim) -> Iterator[list[Claim]]:
    """The lists of parts that may be meant.

    By the ends the words offer; then any beginning of the list, or either side of a semicolon, that
    adds up to the last digit.
    """
    seen = set()
    for end in (*group.ends, len(group.parts)):
        chosen = _claims(group.parts[:end], role, stated)
        if len(chosen) >= _PAIR and len(chosen) not in seen:
            seen.add(len(chosen))
            yield chosen
    for cut in group.cuts:
        for half in (group.parts[:cut], group.parts[cut:]):
            chosen = _claims(half, role, stated)
            if len(chosen) >= _PAIR and sum(one.known for one in chosen) == stated.known:
                yield chosen
    every = _claims(group.parts, role, stated)
    for length, known in enumerate(accumulate(one.known for one in every), 1):
        if length >= _PAIR and length not in seen and known == stated.known:
            yield every[:length]


def _claims(parts: Sequence[Record], role: str, stated: Claim) -> list[Claim]:
    found = [_field(one, role) for one in parts]
    same = [one for one in found if one is not None and _fits(one, stated)]
    return list(dict.fromkeys(same))


def _fits(one: Claim, stated: Claim) -> bool:
    """A figure other than zero that can be added to make up another."""
    same = one.kind == stated.kind and (one.kind == AMOUNT or one.unit == stated.unit)
    return same and not one.masked and bool(one.nominal) and one is not stated


def _relation(parts: Sequence[Claim], stated: Claim, role: str) -> Relation:
    signed = any(one.known < 0 for one in (*parts, stated))
    formula = "{}" + "".join("－{}" if one.known < 0 else "＋{}" for one in parts[1:])
    if parts[0].known < 0:
        formula = "－" + formula
    expected = total([of(one) for one in parts])
    return Relation("sum", tuple(parts), stated, expected, formula, _NAMES[role], signed=signed)


def _accused(reading: Reading, group: Group, role: str, stated: Claim) -> Iterator[Identity]:
    """A sum that fails is named only where nothing can have been left out."""
    if role == _MAIN and not _alike(group.whole, group):
        return
    chosen = next(_lists(group, role, stated), [])
    first = group.parts[: group.ends[0] if group.ends else None]
    parts = [one for one in first if one.main is not None and one.main.nominal != 0]
    if len(chosen) < max(_PAIR, len(parts)):
        return
    if guilt := _guilt(group, chosen, stated):
        relation = _relation(chosen, stated, role)
        yield judge(reading, relation, group.whole, SOFT if guilt == SOFT else "")
        return
    for cut in group.cuts:
        half = _claims(group.parts[:cut], role, stated)
        if len(half) >= _PAIR and repair.chance(half, stated) <= repair.RARE / 4:
            yield judge(reading, _relation(half, stated, role), group.whole)
            return


def _guilt(group: Group, chosen: list[Claim], stated: Claim) -> str:
    """Whether the list is surely the whole of it: by its words, its terms, or one slip."""
    if stated.kind == COUNT and stated.known < _FEW:
        return ""
    chance = repair.chance(chosen, stated) * len(group.wholes)
    if group.loose:
        return _SURE if chance <= repair.RARE / 10 else ""
    if _complete(group) or repair.close(chosen, stated):
        return _SURE
    if group.kind == PAIR and _nearly(chosen, stated):
        return _SURE
    if chance <= repair.RARE:
        return _SURE
    return SOFT if chance <= repair.UNLIKELY else ""


def _complete(group: Group) -> bool:
    """The words or the terms of the field leave nothing out."""
    named = len(group.wholes) == 1 or group.kind == BRACKETS
    return group.complete or (group.kind != PAIR and named and adds_up_by_terms(group))


def _nearly(chosen: list[Claim], stated: Claim) -> bool:
    """Within a tenth: two terms that always make up the third, one of them told wrong."""
    gap = abs(sum(one.known for one in chosen) - stated.known)
    return gap * 10 <= abs(stated.known)
