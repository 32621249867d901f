"""Last year's parts and the budget's parts, as the growth and completion rates imply them.

税收 80 (−20 %) and 非税 30 (−40 %) had, last year, to make up 110 (−26.7 %).
Source: domain.md §1.4 decomposition identity.
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from duzhi.checker.claim import AMOUNT, GROWTH, LEVEL, PERCENT, Claim
from duzhi.checker.interval import Interval, exactly, of, total
from duzhi.checker.judging import printed
from duzhi.checker.records import Against, Group, Reading, Record
from duzhi.checker.report import HARD, ROUNDING, SOFT, VIOLATED, Identity
from duzhi.checker.tokens import SCALE
from duzhi.kernel.money import decimal

Pair = tuple[Claim, Claim]
_PAIR = 2


def find(reading: Reading) -> Iterator[Identity]:
    """For every list that adds up: whether what its rates imply adds up, too."""
    for group in reading.groups:
        parts = _parts(group) if group.wholes else []
        if len(parts) > 1:
            yield from _one(reading, group, parts, "implied_prior_sum", _growth)
            for words in dict.fromkeys(_budget(one) for one in group.whole.against):
                rate = partial(_completion, words=words)
                yield from _one(reading, group, parts, "implied_budget_sum", rate)


def _parts(group: Group) -> list[Record]:
    """The parts of a list that adds up to its whole; else none."""
    for end in (*group.ends, len(group.parts)):
        chosen = [one for one in group.parts[:end] if LEVEL in one.fields]
        whole = group.whole.fields.get(LEVEL)
        if len(chosen) < _PAIR or whole is None or whole.masked or whole.kind != AMOUNT:
            continue
        levels = [one.fields[LEVEL] for one in chosen]
        if any(one.masked or one.kind != AMOUNT for one in levels):
            continue
        if total([of(one) for one in levels]).meets(of(whole)):
            return chosen
    return []


def _growth(record: Record) -> Claim | None:
    found = record.get(GROWTH)
    return None if found is None or found.kind != PERCENT or record.adjusted else found


def _completion(record: Record, words: str) -> Claim | None:
    return next((one.percent for one in record.against if _budget(one) == words), None)


def _budget(one: Against) -> str:
    """Which budget a completion divides by: 年初 or 调整."""
    found = re.search(r"年初|调整|人大|全年|目标|任务|变动", one.words)
    return found[0] if found and found[0] in ("调整", "变动") else "年初"


def _one(
    reading: Reading,
    group: Group,
    parts: list[Record],
    kind: str,
    rate: Callable[[Record], Claim | None],
) -> Iterator[Identity]:
    rows = [(one.fields[LEVEL], rate(one)) for one in (*parts, group.whole)]
    if any(found is None for _, found in rows):
        return
    pairs: list[Pair] = [(level, found) for level, found in rows if found is not None]
    bases = [_base(level, found, kind) for level, found in pairs]
    if any(one is None for one in bases):
        return
    known = [one for one in bases if one is not None]
    yield _identity(reading, group, kind, pairs, known)


def _base(level: Claim, rate: Claim, kind: str) -> Interval | None:
    """The prior or budget amount that a level and its rate imply."""
    ratio = of(rate) * Fraction(1, 100)
    if kind == "implied_prior_sum":
        ratio = exactly(1) + ratio
    return of(level) / ratio if ratio.low > 0 else None


def _identity(
    reading: Reading, group: Group, kind: str, pairs: list[Pair], bases: list[Interval]
) -> Identity:
    expected, stated = total(bases[:-1]), bases[-1]
    scale = Fraction(SCALE[pairs[-1][0].unit])
    good = expected.meets(stated)
    claims = [claim for pair in pairs for claim in pair]
    return Identity(
        kind,
        tuple(one.id for one in claims),
        reading.sentence(group.whole.sentence),
        tuple(_number(one) for one in claims),
        decimal(stated.nominal / scale, 1),
        expected.nominal / scale,
        expected.low / scale,
        expected.high / scale,
        ROUNDING if good else VIOLATED,
        "" if good else (HARD if _surely(group, expected, stated) else SOFT),
        "" if good else _message(kind, expected, stated, pairs[-1][0]),
        _working(kind, pairs, expected),
    )


def _surely(group: Group, expected: Interval, stated: Interval) -> bool:
    """Far beyond what other bases of comparison could explain."""
    return group.complete and expected.gap(stated) * 20 > abs(stated.nominal)


def _number(claim: Claim) -> str:
    minus = claim.known < 0 and not claim.number.startswith("-")
    return f"-{claim.number}" if minus else claim.number


def _working(kind: str, pairs: list[Pair], expected: Interval) -> str:
    lead = "1" if kind == "implied_prior_sum" else ""
    words = []
    for level, rate in pairs[:-1]:
        sign = ("＋" if rate.known >= 0 else "－") if lead else ""
        rated = f"（{lead}{sign}{rate.number.lstrip('-')}％）" if lead else f"{rate.number}％"
        words.append(f"{level.number}{level.unit}÷{rated}")
    return "＋".join(words) + "＝" + printed(expected.nominal, pairs[-1][0])


def _message(kind: str, expected: Interval, stated: Interval, like: Claim) -> str:
    what = "上年同期" if kind == "implied_prior_sum" else "预算"
    by = "增幅" if kind == "implied_prior_sum" else "完成率"
    return (
        f"由各部分的{by}倒推的{what}合计{printed(expected.nominal, like)}，"
        f"由总数倒推是{printed(stated.nominal, like)}；请核对各项{by}，或说明口径不同"
    )
