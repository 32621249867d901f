"""Identities between figures: declared once, checked on exact values, printed with both sides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from duzhi.figures.formula import Number
from duzhi.figures.value import Evaluator, Value
from duzhi.kernel.wording import trimmed
from duzhi.ledger import api as ledger

HOLDS, BROKEN, UNKNOWN = "相符", "不符", "无法计算"


@dataclass(frozen=True, slots=True)
class Identity:
    """Σ left (=|≤) Σ right over figure codes; `tolerance` is in the figures' exact values."""

    code: str
    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    relation: str = "="
    tolerance: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an identity came out; sides are printed in the unit of their figures."""

    identity: Identity
    left: str
    right: str
    difference: str
    verdict: str
    text: str


_DECLARED: dict[str, Identity] = {}


def register_identities(declared: Iterable[Identity]) -> None:
    """Publish identities at start-up.

    Raises:
        ValueError: a code stands for two identities.
    """
    for one in declared:
        if _DECLARED.setdefault(one.code, one) != one:
            raise ValueError(f"恒等式{one.code}声明了两次")


def identities() -> tuple[Identity, ...]:
    """Every published identity by code."""
    return tuple(_DECLARED[code] for code in sorted(_DECLARED))


def check(identities: Iterable[Identity], evaluator: Evaluator) -> list[Verdict]:
    """Every identity with its verdict; never stops at the first."""
    return [_check(one, evaluator) for one in identities]


def broken(on: date, region: str) -> Iterator[ledger.Gap]:
    """Identities that do not hold on a day, as the list of 差异 shows them."""
    evaluator = Evaluator(on, region)
    for one in identities():
        verdict = _check(one, evaluator)
        if verdict.verdict != BROKEN:
            continue
        sides = [evaluator.values(codes) for codes in (one.left, one.right)]
        money = sides[0][0].figure.is_money
        left, right = (int(_sum(side)) if money else None for side in sides)
        yield ledger.Gap(
            sort="恒等式不符",
            name=f"{one.code} {one.name}",
            on=on,
            office=sides[0][0].figure.office,
            left_fen=left,
            right_fen=right,
            gap_fen=None if left is None or right is None else left - right,
            text=f"{verdict.text}；请逐项打开指标核对来源",
            figure=one.left[0],
        )


def _check(one: Identity, evaluator: Evaluator) -> Verdict:
    left, right = evaluator.values(one.left), evaluator.values(one.right)
    words = f"{_names(left)} {one.relation} {_names(right)}"
    missing = [value.name for value in (*left, *right) if value.exact is None]
    if missing:
        text = f"{words}：缺{'、'.join(missing)}"
        return Verdict(one, "", "", "", UNKNOWN, text)
    gap = Fraction(_sum(left) - _sum(right))
    holds = abs(gap) <= one.tolerance if one.relation == "=" else gap <= one.tolerance
    sides = _shown(left), _shown(right), _show(gap, left[0])
    sign = one.relation if holds else "≠" if one.relation == "=" else ">"
    text = f"{words}：{sides[0]} {sign} {sides[1]}"
    return Verdict(one, *sides, HOLDS if holds else BROKEN, text)


def _sum(values: list[Value]) -> Number:
    return sum(value.exact for value in values if value.exact is not None)


def _names(values: list[Value]) -> str:
    return "＋".join(value.name for value in values)


def _shown(values: list[Value]) -> str:
    return _show(_sum(values), values[0])


def _show(exact: Number, like: Value) -> str:
    unit = like.figure.unit
    probe = Value(like.figure, like.on, like.region, exact, None)
    return f"{trimmed(probe.in_unit or Fraction(0))}{unit}"
