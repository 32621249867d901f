"""With the amounts masked: the whole's completion and growth, from the share and the parts' own.

g = 1 ÷ (s ÷ (1＋g₁) ＋ (1−s) ÷ (1＋g₂)) − 1 and c = 1 ÷ (s ÷ c₁ ＋ (1−s) ÷ c₂), s the share of
the first part today. They are only verified: what contradicts them is the masked system's to say.
Source: domain.md §1.4, §16.3 I2, I3.
"""

from collections.abc import Iterator
from fractions import Fraction

from duzhi.checker.claim import GROWTH, LEVEL, PERCENT, Claim
from duzhi.checker.complete import adds_up_by_terms
from duzhi.checker.interval import Interval, exactly, of
from duzhi.checker.judging import Relation, holds, judge
from duzhi.checker.records import Group, Reading, Record
from duzhi.checker.report import Identity

_PAIR = 2


def find(reading: Reading) -> Iterator[Identity]:
    """Every list of two masked parts with the share of one of them."""
    for group in reading.groups:
        if not group.wholes or len(group.parts) != _PAIR or not adds_up_by_terms(group):
            continue
        level = group.whole.fields.get(LEVEL)
        if level is None or not level.masked:
            continue
        for part, other in (group.parts, group.parts[::-1]):
            share = _share(part)
            if share is not None:
                yield from _completion(reading, group, share, part, other)
                yield from _growth(reading, group, share, part, other)


def _share(part: Record) -> Claim | None:
    found = [one.percent for one in part.shares if not one.delta and not one.soft]
    return found[0] if found and not found[0].masked else None


def _completion(
    reading: Reading, group: Group, share: Claim, part: Record, other: Record
) -> Iterator[Identity]:
    rows = [one.against[0].percent if one.against else None for one in (part, other, group.whole)]
    yield from _mixed(reading, group, share, rows, base=0)


def _growth(
    reading: Reading, group: Group, share: Claim, part: Record, other: Record
) -> Iterator[Identity]:
    rows = [one.fields.get(GROWTH) for one in (part, other, group.whole)]
    yield from _mixed(reading, group, share, rows, base=100)


def _mixed(
    reading: Reading, group: Group, share: Claim, rows: list[Claim | None], *, base: int
) -> Iterator[Identity]:
    """`base`: what a growth is added to, in percent; 0 for a completion."""
    known = [one for one in rows if one is not None and one.kind == PERCENT and not one.masked]
    if len(known) < len(rows):
        return
    first, second, stated = known
    bases = [exactly(base) + of(one) for one in (first, second)]
    if any(one.low <= 0 for one in bases):
        return
    expected = _mean(of(share) * Fraction(1, 100), *bases) - exactly(base)
    kind, name = ("growth_mix", "增幅") if base else ("completion_mix", "完成率")
    signs = (1, *(-1 if one.known < 0 else 1 for one in (first, second)))
    relation = Relation(
        kind,
        (share, first, second),
        stated,
        expected,
        _formula(signs, grown=bool(base)),
        name,
        signs,
        signed=bool(base),
    )
    if holds(relation):
        yield judge(reading, relation, group.whole)


def _mean(share: Interval, one: Interval, other: Interval) -> Interval:
    """The harmonic mean of two rates, weighted by today's shares."""
    corners = [
        1 / (part / a + (1 - part) / b)
        for part in (share.low, share.high)
        for a in (one.low, one.high)
        for b in (other.low, other.high)
    ]
    nominal = 1 / (share.nominal / one.nominal + (1 - share.nominal) / other.nominal)
    return Interval(min(corners), nominal, max(corners))


def _formula(signs: tuple[int, ...], *, grown: bool) -> str:
    """The working, with the signs of the two growths."""
    if not grown:
        return "1÷（{0}÷{1}＋（1－{0}）÷{2}）"
    one, other = ("－" if sign < 0 else "＋" for sign in signs[1:])
    return f"1÷（{{0}}÷（1{one}{{1}}）＋（1－{{0}}）÷（1{other}{{2}}））－1"
