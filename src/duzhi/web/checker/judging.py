"""What there is to say about a checked text, one thing after the other, numbered as people read it.

Pure: a report in, findings out. Errors come first, then hints; both are numbered through, and the
same number stands in the text and in the list. What holds and what cannot be checked follows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from duzhi.checker.api import (
    EXACT,
    HARD,
    NOT_COMPUTABLE,
    ROUNDING,
    VIOLATED,
    Claim,
    Identity,
    Masked,
    Remark,
    Report,
)

WRONG, HINT, HOLDS, OPEN = "wrong", "hint", "holds", "open"
"""错误, 提示, 相符, 无从核对."""


class Place(NamedTuple):
    """A stretch of the text, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found, and where it shows."""

    level: str
    about: Identity | Remark | Masked | Claim
    places: tuple[Place, ...]
    """Where its colour and its number stand: the stated figure, the words."""
    parts: tuple[Place, ...] = ()
    """The other figures it is worked out from."""
    number: int = 0
    """Of an error or a hint, counted through; 0 for the others."""

    @property
    def start(self) -> int:
        """Where it shows first."""
        return self.places[0].start


@dataclass(frozen=True, slots=True)
class Judged:
    """Everything found in one text, in the order of the list."""

    report: Report
    claims: Mapping[str, Claim]
    found: tuple[Found, ...]
    reasons: Mapping[str, str]
    """Why a figure could not be checked, by its id, where the checker says."""
    held: int
    """How many figures of the text are borne by an identity."""

    def of(self, level: str) -> tuple[Found, ...]:
        """The findings of one level."""
        return tuple(one for one in self.found if one.level == level)

    @property
    def wrong(self) -> bool:
        """Whether anything is certainly wrong."""
        return bool(self.of(WRONG))

    @property
    def bad(self) -> bool:
        """Whether there is anything to look at."""
        return any(one.number for one in self.found)

    @property
    def headline(self) -> str:
        """The answer in one sentence."""
        wrong, hints, rest = (len(self.of(level)) for level in (WRONG, HINT, OPEN))
        if not self.report.claims and not wrong and not hints:
            return "这份稿子里没有读到可以核对的数字"
        said = "、".join([f"{wrong} 条错误"] * bool(wrong) + [f"{hints} 条提示"] * bool(hints))
        first = f"这份稿子有 {said}" if said else "这份稿子没有发现错误"
        return f"{first}；{self.held} 处数字相符，{rest} 处无从核对"


def judge(report: Report) -> Judged:
    """Everything there is to say; linear in what the report holds."""
    claims = {one.id: one for one in report.claims if 0 <= one.start < one.end}
    bad = [
        *_identities(report.violated, claims),
        *_remarks(report.linter),
        *_conflict(report, claims),
    ]
    wrong = sorted((one for one in bad if one.level == WRONG), key=_start)
    hints = sorted((one for one in bad if one.level == HINT), key=_start)
    numbered = [replace(one, number=at) for at, one in enumerate((*wrong, *hints), 1)]
    good = [one for one in report.identities if one.verdict in (EXACT, ROUNDING)]
    touched = {name for one in (*report.violated, *good) for name in one.claims}
    touched |= set(report.masked.conflict)
    unsure = [Found(OPEN, one, (_place(one),)) for one in claims.values() if one.id not in touched]
    blamed = {name for one in report.violated for name in one.claims} | set(report.masked.conflict)
    held = {name for one in good for name in one.claims if name in claims} - blamed
    return Judged(
        report,
        claims,
        (*numbered, *sorted(_identities(good, claims), key=_start), *unsure),
        _reasons(report.identities),
        len(held),
    )


def blamed(one: Identity, claims: Mapping[str, Claim]) -> Claim | None:
    """The figure that states the result, None where the text states none: it comes last."""
    last = claims.get(one.claims[-1]) if one.claims else None
    states = last and last.number.replace(",", "") == one.stated.replace(",", "").lstrip("+-－")
    return last if states else None


def _identities(found: Iterable[Identity], claims: Mapping[str, Claim]) -> Iterator[Found]:
    """One finding for the same sum, wherever it is told; without a result all are equals."""
    alike: dict[tuple[object, ...], tuple[Identity, set[Place], set[Place]]] = {}
    for one in found:
        places = [_place(claims[name]) for name in one.claims if name in claims]
        if not places:
            continue
        shown = places[-1:] if blamed(one, claims) else places
        key = (one.kind, one.numbers, one.stated, one.verdict, one.severity, one.message)
        _, whole, parts = alike.setdefault((*key, one.working), (one, set(), set()))
        whole.update(shown)
        parts.update(places)
    for one, whole, parts in alike.values():
        level = HOLDS if one.verdict != VIOLATED else WRONG if one.severity == HARD else HINT
        yield Found(level, one, tuple(sorted(whole)), tuple(sorted(parts - whole)))


def _remarks(remarks: Sequence[Remark]) -> Iterator[Found]:
    """The same remark on the same words is one finding in several places."""
    alike: dict[tuple[str, ...], list[Remark]] = {}
    for one in remarks:
        if 0 <= one.start < one.end:
            key = (one.rule, one.text, one.instead, one.severity, one.message)
            alike.setdefault(key, []).append(one)
    for same in alike.values():
        places = tuple(sorted(Place(one.start, one.end) for one in same))
        yield Found(WRONG if same[0].severity == HARD else HINT, same[0], places)


def _conflict(report: Report, claims: Mapping[str, Claim]) -> Iterator[Found]:
    """Percentages that no amounts can satisfy together."""
    places = [_place(claims[name]) for name in report.masked.conflict if name in claims]
    if places:
        yield Found(WRONG, report.masked, tuple(sorted(places)))


def _reasons(identities: Iterable[Identity]) -> dict[str, str]:
    """The first reason given for each figure."""
    told: dict[str, str] = {}
    for one in identities:
        if one.verdict == NOT_COMPUTABLE and one.message:
            for name in one.claims:
                told.setdefault(name, one.message)
    return told


def _place(claim: Claim) -> Place:
    return Place(claim.start, claim.end)


def _start(one: Found) -> int:
    return one.start
