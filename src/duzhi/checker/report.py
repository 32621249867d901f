"""What the checker answers: claims, identities, remarks on words, the masked system; as JSON."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from duzhi.checker.claim import PERCENT, Claim
from duzhi.kernel.money import decimal

EXACT, ROUNDING, VIOLATED, NOT_COMPUTABLE = "exact", "rounding", "violated", "not_computable"
"""Verdicts: 相符, 四舍五入之内, 不符, 无从核对."""
HARD, LAST_DIGIT, SOFT = "hard", "last_digit", "soft"
"""Severities: 错误, 末位不符, 请核实."""
FEASIBLE, INFEASIBLE = "feasible", "infeasible"


@dataclass(frozen=True, slots=True)
class Identity:
    """A relation between figures of the text, and whether the printed digits bear it."""

    kind: str
    claims: tuple[str, ...]
    """Ids of the claims it joins, the stated one last where one is stated."""
    sentence: str
    numbers: tuple[str, ...]
    """What goes in, as printed."""
    stated: str
    """What the text says comes out, as printed; empty where nothing is stated."""
    expected: Fraction | None
    """What should come out, in the unit of `stated`; `low` and `high` bound it by rounding."""
    low: Fraction | None
    high: Fraction | None
    verdict: str
    severity: str = ""
    """hard | last_digit | soft for a violated one, else empty."""
    message: str = ""
    """One Chinese sentence: what does not fit, by how much, what to do."""
    working: str = ""
    """The arithmetic as a person would write it: 5,000 − 4,600 ＝ 400."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the words; `start` and `end` are offsets into the text handed in."""

    rule: str
    text: str
    start: int
    end: int
    severity: str
    message: str
    instead: str = ""
    """What should stand in place of `text`, empty where a person has to find the words."""
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """What the ratios give away about masked amounts: numerator ÷ denominator, in percent."""

    name: str
    """上年税收收入占上年一般公共预算收入."""
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Masked:
    """Whether one set of positive amounts can satisfy every printed ratio.

    `status` is empty where the text masks nothing. `conflict` are the ids of claims that
    contradict each other: take any one away and the rest agree.
    """

    status: str = ""
    ranges: tuple[Range, ...] = ()
    conflict: tuple[str, ...] = ()
    message: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was read in one text and found about it."""

    text: str
    claims: tuple[Claim, ...]
    identities: tuple[Identity, ...]
    linter: tuple[Remark, ...]
    masked: Masked = Masked()

    @property
    def violated(self) -> tuple[Identity, ...]:
        """The identities that do not hold."""
        return tuple(one for one in self.identities if one.verdict == VIOLATED)

    @property
    def clean(self) -> bool:
        """Nothing to say about it."""
        return not (self.violated or self.linter or self.masked.conflict)

    @property
    def hard(self) -> bool:
        """Something is certainly wrong."""
        identities = any(one.severity == HARD for one in self.violated)
        words = any(one.severity == HARD for one in self.linter)
        return identities or words or bool(self.masked.conflict)

    def to_json(self) -> dict[str, object]:
        """The stable shape of `duzhi check --json` (docs/guide/命令行.md)."""
        return {
            "claims": [_claim(one) for one in self.claims],
            "identities": [_identity(one) for one in self.identities],
            "linter": [_remark(one) for one in self.linter],
            "masked": {
                "status": self.masked.status or None,
                "ranges": [
                    {"name": one.name, "low": _number(one.low), "high": _number(one.high)}
                    for one in self.masked.ranges
                ],
                "conflict": list(self.masked.conflict),
                "message": self.masked.message,
            },
        }


def _claim(one: Claim) -> dict[str, object]:
    return {
        "id": one.id,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "kind": one.kind,
        "value": _value(one),
        "unit": one.unit,
        "role": one.role,
        "subject": one.subject,
        "period": one.period,
        "scope": one.scope,
    }


def _value(one: Claim) -> str | None:
    """The signed decimal in its own unit, None if masked."""
    if one.nominal is None:
        return None
    sign = "-" if one.nominal < 0 else ""
    plain = one.number.replace(",", "").lstrip("+-") if one.digits else decimal(abs(one.nominal), 0)
    return sign + plain


def _identity(one: Identity) -> dict[str, object]:
    return {
        "kind": one.kind,
        "claims": list(one.claims),
        "sentence": one.sentence,
        "numbers": list(one.numbers),
        "stated": one.stated or None,
        "expected": _number(one.expected),
        "low": _number(one.low),
        "high": _number(one.high),
        "verdict": one.verdict,
        "severity": one.severity or None,
        "message": one.message,
        "working": one.working,
    }


def _remark(one: Remark) -> dict[str, object]:
    return {
        "rule": one.rule,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "numbers": list(one.numbers),
        "severity": one.severity,
        "message": one.message,
        "instead": one.instead,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(decimal(value, 6))


def counted(report: Report) -> dict[str, int]:
    """How many of each verdict: the line on top of every output."""
    verdicts = [one.verdict for one in report.identities]
    return {name: verdicts.count(name) for name in (EXACT, ROUNDING, VIOLATED, NOT_COMPUTABLE)}


def percentages(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that print a percentage."""
    return [one for one in claims if one.kind == PERCENT]
