"""Which figure of the catalogue a number of a text names: by its subject and its role. Pure.

Precision first: a subject must be the figure's own, word for word. A number is said to differ only
when no figure of that subject has its value, because a role that was read wrongly is no fault of
the text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from duzhi.checker.api import (
    AHEAD,
    AMOUNT,
    BUDGET,
    COMPLETION,
    GROWTH,
    LEVEL,
    PERCENT,
    POINTS,
    SHARE,
    Claim,
)

_ENDINGS = {
    "％": (
        (re.compile(r"(.+?)同比(?:增幅)?"), GROWTH),
        (re.compile(r"(.+?)(?:完成预算比例|占预算)"), COMPLETION),
        (re.compile(r"(.+?)占.+"), SHARE),
    ),
    "个百分点": ((re.compile(r"(.+?)超序时进度"), AHEAD),),
}
_AMOUNTS = (
    (re.compile(r"(.+?)(?:变动)?预算"), BUDGET),
    (re.compile(r"(.+?)(?:累计)?"), LEVEL),
)
_KINDS = {"％": PERCENT, "个百分点": POINTS, "元": AMOUNT, "万元": AMOUNT, "亿元": AMOUNT}
_UNUSUAL = re.compile(r"（|当月|目标|宽口径|上年")
"""Names of figures that texts say otherwise, or of another measure than they say."""
_WHOLE = re.compile(r"(?:全|我)[市县区旗州]|")
_OWN = re.compile(r"[市县区]?本级")
_YEAR_END = 12
_LATE = {BUDGET, COMPLETION, SHARE, AHEAD}
"""Roles whose sentence may name the whole year: 占全年预算的."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a figure is called in texts: subject, kind and role of the claims that mean it."""

    code: str
    subject: str
    kind: str
    role: str


Names = Mapping[tuple[str, str], tuple[Name, ...]]


def names(figures: Iterable[tuple[str, str, str]]) -> Names:
    """The names of figures by subject and kind; each is (code, name, unit)."""
    found: dict[tuple[str, str], tuple[Name, ...]] = {}
    for code, name, unit in figures:
        if one := _name(code, name, unit):
            place = (one.subject, one.kind)
            found[place] = (*found.get(place, ()), one)
    return found


def meant(claim: Claim, known: Names) -> tuple[Name, ...]:
    """The figures a claim may mean, those of its own role first; none unless one has its role."""
    subject = _plain(claim.subject.removeprefix(claim.scope))
    found = known.get((subject, claim.kind), ())
    own = tuple(one for one in found if one.role == claim.role)
    return (*own, *(one for one in found if one.role != claim.role)) if own else ()


def reach(claim: Claim, region: str) -> str:
    """The region a claim speaks of: the whole, its own level, or empty for anywhere else."""
    if _WHOLE.fullmatch(claim.scope):
        return region
    return f"{region[:6]}000" if _OWN.fullmatch(claim.scope) else ""


def is_of(claim: Claim, on: date) -> bool:
    """Whether a claim speaks of the year up to that day; one without a period does."""
    year, _, month = claim.period.partition("-")
    months = {on.month, _YEAR_END} if claim.role in _LATE else {on.month}
    return year in {"", "????", str(on.year)} and (not month or int(month) in months)


def agrees(claim: Claim, value: Fraction) -> bool:
    """Whether a value, in the claim's measure, prints like the claim."""
    return claim.low <= value <= claim.high


def _name(code: str, name: str, unit: str) -> Name | None:
    if unit not in _KINDS or _UNUSUAL.search(name):
        return None
    for pattern, role in _ENDINGS.get(unit, _AMOUNTS):
        if found := pattern.fullmatch(name):
            return Name(code, _plain(found[1]), _KINDS[unit], role)
    return None


def _plain(subject: str) -> str:
    """政府性基金预算支出 and 政府性基金累计支出 are 政府性基金支出."""
    return re.sub(r"累计|完成|实现|\s", "", re.sub(r"(基金|经营)预算(?=[收支])", r"\1", subject))
