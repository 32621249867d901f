"""Everything a paper prints, as plain data: it can be kept when the paper is finalised."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from duzhi.documents.paper import Paper
from duzhi.figures import api as figures
from duzhi.kernel.money import UNIT_FEN

MISSING_KIND = {"computed": "计算", "reported": "填报", "": "待报"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of a paper. `exact` is fen, a count or "p/q" as text, empty when missing."""

    id: str
    code: str
    name: str
    unit: str
    office: str
    public: bool
    exact: str
    display: str
    """Signed, in the unit: 58.7, -19.38, 117402."""
    source: str
    """`computed`, `reported`, or empty: missing."""
    formula: str = ""
    definition: str = ""
    basis: str = ""
    base: str = ""
    """What the denominator is called: 年初预算."""
    denominator: str = ""
    """The denominator with its amount."""
    evidence: str = ""
    published: bool = False
    """Whether it or a part of it is known from a published table only."""
    filler: str = ""
    reviewer: str = ""
    """Who filed a 填报数 and who reviewed it; it may have been derived from such numbers."""

    @property
    def kind(self) -> str:
        """计算, 填报 or 待报."""
        return MISSING_KIND[self.source]

    @property
    def value(self) -> figures.Number | None:
        """The exact value, None when missing."""
        if not self.exact:
            return None
        exact = Fraction(self.exact)
        return exact.numerator if exact.denominator == 1 else exact


@dataclass(frozen=True, slots=True)
class Check:
    """How an identity came out; `codes` are the figures on both sides."""

    code: str
    name: str
    codes: tuple[str, ...]
    unit: str
    left: str
    """The sum of this side in `unit`, empty when it cannot be computed."""
    right: str
    difference: str
    verdict: str
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """The numbers and verdicts of a paper on a day for a region."""

    on: date
    region: str
    place: str
    """What people call the region."""
    facts: tuple[Fact, ...]
    checks: tuple[Check, ...]
    sayings: Mapping[str, str]

    def fact(self, name: str) -> Fact | None:
        """The number with this id."""
        return next((one for one in self.facts if one.id == name), None)

    def missing(self) -> list[Fact]:
        """Numbers that are neither computed nor reported."""
        return [one for one in self.facts if not one.source]

    def broken(self) -> list[Check]:
        """Identities that do not hold."""
        return [one for one in self.checks if one.verdict == figures.BROKEN]

    def checks_of(self, code: str) -> list[Check]:
        """Identities a figure is part of."""
        return [one for one in self.checks if code in one.codes]

    def to_json(self) -> dict[str, Any]:
        """Plain data for the database."""
        return asdict(self) | {"on": self.on.isoformat()}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Content":
        """Back from plain data."""
        return cls(
            date.fromisoformat(kept["on"]),
            kept["region"],
            kept["place"],
            tuple(Fact(**one) for one in kept["facts"]),
            tuple(Check(**one | {"codes": tuple(one["codes"])}) for one in kept["checks"]),
            kept["sayings"],
        )


def gather(
    paper: Paper, evaluator: figures.Evaluator, *, on: date, region: str, place: str
) -> Content:
    """Ask for every number of a paper and check its identities."""
    values = [(item, evaluator.value(item.code)) for item in paper.items]
    known = {item.id: value.exact for item, value in values}
    verdicts = figures.check(paper.identities, evaluator)
    return Content(
        on,
        region,
        place,
        tuple(_fact(item.id, item.office, value, public=item.public) for item, value in values),
        tuple(map(_check, verdicts)),
        {name: say(known) for name, say in paper.sayings.items()},
    )


def values(paper: Paper, evaluator: figures.Evaluator) -> list[figures.Value]:
    """The values of a paper's numbers, for a snapshot."""
    return [evaluator.value(item.code) for item in paper.items]


_ALWAYS_PUBLIC = (figures.PERCENT, figures.POINTS, figures.TIMES)


def _fact(name: str, office: str, value: figures.Value, *, public: bool) -> Fact:
    one, filed = value.figure, value.filed
    evidence = f"{filed.evidence}；{filed.scope}" if filed else ""
    return Fact(
        id=name,
        code=one.code,
        name=one.name,
        unit=one.unit,
        office=office,
        public=public or one.unit in _ALWAYS_PUBLIC,
        exact="" if value.exact is None else str(value.exact),
        display=value.display or "",
        source=value.source or "",
        formula=value.formula if one.formula else "",
        definition=one.definition,
        basis=one.basis,
        base=one.denominator,
        denominator=value.denominator,
        evidence=evidence.rstrip("；"),
        published=value.published,
        filler=filed.filler if filed else "",
        reviewer=filed.reviewer if filed else "",
    )


def _check(verdict: figures.Verdict) -> Check:
    one = verdict.identity
    unit = figures.figure(one.left[0]).unit
    left, right, difference = (
        _side(text, unit) for text in (verdict.left, verdict.right, verdict.difference)
    )
    return Check(
        code=one.code,
        name=one.name,
        codes=(*one.left, *one.right),
        unit=unit,
        left=left,
        right=right,
        difference=difference,
        verdict=verdict.verdict,
        text=verdict.text,
    )


def _side(text: str, unit: str) -> str:
    """A side of an identity as a bare number in the unit of its left side: 2.87亿元 → 2.87."""
    found = _NUMBER.match(text)
    if found is None:
        return ""
    own = text[found.end() :]
    if own == unit or own not in UNIT_FEN or unit not in UNIT_FEN:
        return found[0]
    return str(Fraction(found[0]) * UNIT_FEN[own] / UNIT_FEN[unit])


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
