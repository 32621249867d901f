"""What is expected to come and go, purse by purse, and what happens when less of it comes."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from duzhi.money.treasury.rules.plan.terms import Purse, Slot

OWN, TRANSFER, BOND, ROUTINE = "本级收入", "上级资金", "再融资债券", "日常支出"
KINDS = (OWN, TRANSFER, BOND, ROUTINE)
"""Kinds of flow that a question may touch: own revenue, transfers, refinancing bonds, the rest."""
LENT = "资金来源间暂付"
"""Lending between purses: known, not expected."""


class Flow(NamedTuple):
    """Expected on a day in a purse, fen; `low_fen` is the cautious end. Negative: goes out."""

    on: date
    purse: str
    kind: str
    name: str
    amount_fen: int
    low_fen: int


class Scenario(NamedTuple):
    """What if: own revenue less by a share, transfers later by days, bonds not rolled over."""

    cut: Fraction = Fraction(0)
    delay_days: int = 0
    unrolled: bool = False


def changed(flows: Iterable[Flow], scenario: Scenario) -> list[Flow]:
    """The flows of a scenario."""
    found = []
    for one in flows:
        if one.kind == OWN and scenario.cut:
            keep = 1 - scenario.cut
            one = one._replace(  # noqa: PLW2901 a flow of the scenario in the place of the expected
                amount_fen=int(one.amount_fen * keep), low_fen=int(one.low_fen * keep)
            )
        if one.kind == TRANSFER:
            one = one._replace(on=one.on + timedelta(scenario.delay_days))  # noqa: PLW2901
        if one.kind != BOND or not scenario.unrolled:
            found.append(one)
    return found


def purses(
    slots: tuple[Slot, ...],
    opening: Mapping[str, int],
    flows: Iterable[Flow],
    lines: Mapping[str, Iterable[int]] | None = None,
) -> list[Purse]:
    """Balances at the end of every slot if nothing of the plan is paid.

    `lines` says what the 警戒线 keeps in a purse at the end of every slot, fen.
    """
    expected = {code: [fen] * len(slots) for code, fen in opening.items()}
    cautious = {code: [fen] * len(slots) for code, fen in opening.items()}
    for one in flows:
        for number, slot in enumerate(slots):
            if one.on < slot.end and one.purse in expected:
                expected[one.purse][number] += one.amount_fen
                cautious[one.purse][number] += one.low_fen
    kept = {code: list(line) for code, line in (lines or {}).items()}
    return [
        Purse(
            code,
            tuple(balances),
            tuple(fen - held for fen, held in zip(cautious[code], kept[code], strict=True))
            if code in kept
            else None,
        )
        for code, balances in expected.items()
    ]
