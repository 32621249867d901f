"""From printed inputs and a stated result to a verdict: 相符, 四舍五入之内, 不符."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from duzhi.checker.claim import AMOUNT, Claim
from duzhi.checker.interval import Interval, of
from duzhi.checker.records import Reading, Record
from duzhi.checker.report import (
    EXACT,
    HARD,
    LAST_DIGIT,
    NOT_COMPUTABLE,
    ROUNDING,
    SOFT,
    VIOLATED,
    Identity,
)
from duzhi.checker.tokens import SCALE
from duzhi.kernel.money import decimal

_NEAR = Fraction(3, 2)
"""Units of the last printed digit up to which a difference is a slip of rounding."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One computed result beside the stated one; both in the claims' own measure."""

    kind: str
    inputs: tuple[Claim, ...]
    stated: Claim
    expected: Interval
    formula: str
    """The working with {} for each printed input: {} ÷ {}."""
    name: str
    """What is computed, for the message: 完成率."""
    signs: tuple[int, ...] = ()
    signed: bool = False
    """The sign of the stated figure counts; else it is compared without."""


def holds(relation: Relation) -> bool:
    """Whether the printed digits bear it."""
    return relation.expected.meets(_stated(relation))


def first(
    reading: Reading,
    offered: Iterable[tuple[Relation, bool]],
    record: Record,
    severity: str = "",
) -> Iterator[Identity]:
    """The first relation that holds; if none does, the first that the words leave no doubt of.

    `offered` are relations with whether the words are clear enough to accuse.
    """
    clear: Relation | None = None
    for relation, certain in offered:
        if holds(relation):
            yield judge(reading, relation, record)
            return
        if certain and clear is None:
            clear = relation
    if clear is not None:
        yield judge(reading, clear, record, severity)


def judge(reading: Reading, relation: Relation, record: Record, severity: str = "") -> Identity:
    """The identity with its verdict; `severity` overrules the one the distance gives."""
    stated = _stated(relation)
    scale = _scale(relation.stated)
    expected = relation.expected
    if expected.meets(stated):
        near = abs(expected.nominal - stated.nominal) <= relation.stated.half
        verdict, grade = (EXACT if near else ROUNDING), ""
    else:
        verdict, grade = VIOLATED, severity or _grade(expected.gap(stated), relation.stated)
    return Identity(
        relation.kind,
        tuple(one.id for one in (*relation.inputs, relation.stated)),
        reading.sentence(record.sentence),
        _numbers(relation),
        _shown(relation),
        expected.nominal / scale,
        expected.low / scale,
        expected.high / scale,
        verdict,
        grade,
        _message(relation, stated, grade) if verdict == VIOLATED else "",
        _working(relation),
    )


def unknown(
    reading: Reading, kind: str, inputs: Sequence[Claim], stated: Claim, record: Record
) -> Identity:
    """An identity that masked amounts keep from being computed."""
    return Identity(
        kind,
        tuple(one.id for one in (*inputs, stated)),
        reading.sentence(record.sentence),
        tuple(one.number for one in inputs),
        stated.number,
        None,
        None,
        None,
        NOT_COMPUTABLE,
        message="金额被遮住，无从核对",
    )


def _stated(relation: Relation) -> Interval:
    one = of(relation.stated)
    return one if relation.signed else abs(one)


def _grade(gap: Fraction, stated: Claim) -> str:
    unit = stated.half * 2
    return LAST_DIGIT if unit and gap <= unit * _NEAR else HARD


def _scale(claim: Claim) -> Fraction:
    return Fraction(SCALE.get(claim.unit, 1)) if claim.kind == AMOUNT else Fraction(1)


def _numbers(relation: Relation) -> tuple[str, ...]:
    signs = relation.signs or (1,) * len(relation.inputs)
    return tuple(
        ("-" if sign < 0 and not one.number.startswith("-") else "") + one.number
        for one, sign in zip(relation.inputs, signs, strict=True)
    )


def _shown(relation: Relation) -> str:
    minus = relation.kind == "sum" and relation.stated.known < 0
    number = relation.stated.number
    return f"-{number}" if minus and not number.startswith("-") else number


def printed(value: Fraction, like: Claim) -> str:
    """A value as the text would print it: in the unit and with the digits of a claim."""
    places = len(like.number.partition(".")[2])
    return decimal(value / _scale(like), places) + _unit(like)


def _unit(claim: Claim) -> str:
    return "％" if claim.unit == "%" else claim.unit


def _working(relation: Relation) -> str:
    words = [one.number + _unit(one) for one in relation.inputs]
    return f"{relation.formula.format(*words)}＝{_exactly(relation)}"


def _exactly(relation: Relation) -> str:
    places = len(relation.stated.number.partition(".")[2]) + (0 if _whole(relation) else 2)
    text = decimal(relation.expected.nominal / _scale(relation.stated), places)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text + _unit(relation.stated)


def _whole(relation: Relation) -> bool:
    return relation.stated.kind == AMOUNT


def _message(relation: Relation, stated: Interval, grade: str) -> str:
    said = printed(stated.nominal, relation.stated)
    gap = printed(abs(relation.expected.nominal - stated.nominal), relation.stated)
    asked = {
        HARD: "请核对这几个数，有一处写错",
        LAST_DIGIT: "末位对不上，请按原始数据重新取舍",
        SOFT: "请核实口径，或补写没有列出的部分",
    }[grade]
    return f"{relation.name}写的是{said}，按{_working(relation)}，相差{gap}；{asked}"
