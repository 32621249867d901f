"""Parts add up to their whole: level, budget, last year's figure and change alike."""

from collections.abc import Iterator, Sequence

from duzhi.checker import repair
from duzhi.checker.claim import AMOUNT, BUDGET, COUNT, DELTA, LEVEL, PRIOR, Claim
from duzhi.checker.complete import adds_up_by_terms
from duzhi.checker.interval import of, total
from duzhi.checker.judging import Relation, holds, judge
from duzhi.checker.records import BRACKETS, PAIR, Group, Reading, Record
from duzhi.checker.report import SOFT, Identity

MAIN = "main"
_ROLES = (MAIN, DELTA, PRIOR, BUDGET)
_NAMES = {MAIN: "合计", DELTA: "增减额合计", PRIOR: "上年数合计", BUDGET: "预算数合计"}


def find(reading: Reading) -> Iterator[Identity]:
    """Every sum of every group that holds, and those that do not where the words are clear."""
    groups = [one for one in reading.groups if one.wholes]
    told: set[str] = set()
    for group in sorted(groups, key=lambda one: one.loose):
        for role in _ROLES:
            for identity in _one(reading, group, role, told):
                told.add(identity.claims[-1])
                yield identity


def _one(reading: Reading, group: Group, role: str, told: set[str]) -> Iterator[Identity]:
    held = False
    for whole in group.wholes:
        stated = _field(whole, role)
        if stated is None or stated.masked or (role == MAIN and stated.kind not in (AMOUNT, COUNT)):
            continue
        if role == MAIN and not _alike(whole, group):
            continue
        for parts in _lists(group, role, stated):
            relation = _relation(parts, stated, role)
            if holds(relation):
                yield judge(reading, relation, whole)
                if len(parts) >= len(group.parts) or not group.cuts:
                    return
                held = True
    stated = _field(group.whole, role)
    if not held and not (group.loose and stated is not None and stated.id in told):
        yield from _accused(reading, group, role)


def _field(record: Record, role: str) -> Claim | None:
    return record.main if role == MAIN else record.get(role)


def _alike(whole: Record, group: Group) -> bool:
    """A level is not made up of changes alone."""
    return LEVEL not in whole.fields or any(LEVEL in one.fields for one in group.parts)


def _lists(group: Group, role: str, stated: Claim) -> Iterator[list[Claim]]:
    """The lists of parts that may be meant: by the ends the words offer, then shorter ones."""
    every = _claims(group.parts, role, stated)
    seen = set()
    for end in (*group.ends, len(group.parts)):
        chosen = _claims(group.parts[:end], role, stated)
        if len(chosen) > 1 and len(chosen) not in seen:
            seen.add(len(chosen))
            yield chosen
    for cut in group.cuts:
        for half in (group.parts[:cut], group.parts[cut:]):
            chosen = _claims(half, role, stated)
            if len(chosen) > 1 and sum(one.known for one in chosen) == stated.known:
                yield chosen
    for length in range(len(every) - 1, 1, -1):
        if length not in seen and sum(one.known for one in every[:length]) == stated.known:
            yield every[:length]


def _claims(parts: Sequence[Record], role: str, stated: Claim) -> list[Claim]:
    found = [_field(one, role) for one in parts]
    same = [
        one
        for one in found
        if one is not None
        and not one.masked
        and one.nominal
        and one is not stated
        and one.kind == stated.kind
        and (one.kind == AMOUNT or one.unit == stated.unit)
    ]
    return list(dict.fromkeys(same))


def _relation(parts: list[Claim], stated: Claim, role: str) -> Relation:
    signed = any(one.known < 0 for one in (*parts, stated))
    formula = "{}" + "".join("－{}" if one.known < 0 else "＋{}" for one in parts[1:])
    if parts[0].known < 0:
        formula = "－" + formula
    return Relation(
        "sum",
        tuple(parts),
        stated,
        total([of(one) for one in parts]),
        formula,
        _NAMES[role],
        signed=signed,
    )


def _accused(reading: Reading, group: Group, role: str) -> Iterator[Identity]:
    """A sum that fails is named only where nothing can have been left out."""
    stated = _field(group.whole, role)
    if stated is None or stated.masked or len(group.parts) < 2:
        return
    if role == MAIN and not _alike(group.whole, group):
        return
    chosen = next(_lists(group, role, stated), [])
    first = group.parts[: group.ends[0] if group.ends else None]
    parts = [one for one in first if one.main is not None and one.main.nominal != 0]
    if len(chosen) < 2 or len(chosen) < len(parts):
        return
    if severity := _guilt(group, chosen, stated):
        relation = _relation(chosen, stated, role)
        yield judge(reading, relation, group.whole, SOFT if severity == SOFT else "")
        return
    for cut in group.cuts:
        half = _claims(group.parts[:cut], role, stated)
        if len(half) > 1 and repair.chance(half, stated) <= repair.RARE / 4:
            yield judge(reading, _relation(half, stated, role), group.whole)
            return


def _nearly(chosen: list[Claim], stated: Claim) -> bool:
    """Within a tenth: two terms that always make up the third, one of them told wrong."""
    gap = abs(sum(one.known for one in chosen) - stated.known)
    return gap * 10 <= abs(stated.known)


def _guilt(group: Group, chosen: list[Claim], stated: Claim) -> str:
    """Whether the list is surely the whole of it: by its words, its terms, or one slip."""
    if stated.kind == COUNT and stated.known < 100:
        return ""
    if group.loose:
        chance = repair.chance(chosen, stated) * len(group.wholes)
        return "clear" if chance <= repair.RARE / 10 else ""
    alone = len(group.wholes) == 1
    if group.complete or (
        group.kind != PAIR and (alone or group.kind == BRACKETS) and adds_up_by_terms(group)
    ):
        return "clear"
    if repair.close(chosen, stated) or (group.kind == PAIR and _nearly(chosen, stated)):
        return "clear"
    chance = repair.chance(chosen, stated) * len(group.wholes)
    return "clear" if chance <= repair.RARE else SOFT if chance <= repair.UNLIKELY else ""
