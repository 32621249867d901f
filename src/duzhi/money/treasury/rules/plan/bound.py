"""No plan of a part is worth more than this: what it would be worth if requests were divisible."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil

import highspy
import numpy as np
from highspy._core import _Highs  # the public class greets on standard output when it is made

from duzhi.money.treasury.rules.plan.part import Part
from duzhi.money.treasury.rules.plan.terms import Request

Demand = tuple[list[int], dict[str, list[int]]]
"""Asked for up to every slot, in all and of each purse; fen."""
_SCALE = 1_000_000
"""The solver counts in 万元: fen would leave it too few digits."""
_SLACK = 1e-9
_CLOSE = 2_000
"""The promise: within 0.05 % of the bound."""


def demand(part: Part, requests: Sequence[Request]) -> Demand:
    """What could be paid up to every slot if cash were no matter."""
    whole = [0] * part.slots
    own = {code: [0] * part.slots for code in part.caps}
    for one in requests:
        releases = part.releases[one.id]
        if releases:
            whole[min(releases.values())] += one.amount_fen
        for code, slot in releases.items():
            own[code][slot] += one.amount_fen
    return [*accumulate(whole)], {code: [*accumulate(row)] for code, row in own.items()}


def pooled(part: Part, asked: Demand, caps: Mapping[str, Sequence[int]]) -> int:
    """A bound without a linear program, fen × days; for one purse it is the same.

    Up to every slot at most what is asked for is paid, and at most what the purses can pay.
    """
    whole, own = asked
    paid = [0] * part.slots
    for code, row in own.items():
        for slot, pair in enumerate(zip(row, caps[code], strict=True)):
            paid[slot] += min(pair)
    falls = [now - later for now, later in zip(part.weights, (*part.weights[1:], 0), strict=True)]
    return sum(min(pair) * fall for *pair, fall in zip(paid, whole, falls, strict=True))


def bounded(part: Part, worth: int) -> int:
    """A bound on what a part can be worth, fen × days.

    The cheap one where it already proves that a plan of this worth keeps the promise, else the one
    of the linear program.
    """
    loose = pooled(part, demand(part, part.requests), part.caps)
    if len(part.caps) == 1 or (loose - worth) * _CLOSE <= loose:
        return loose
    return min(loose, linear(part))


def linear(part: Part) -> int:
    """The bound of the linear program (HiGHS), fen × days.

    Requests with the same purses and releases are one variable, so 10,000 requests stay small.

    Raises:
        ArithmeticError: the solver found no best answer, which this program always has.
    """
    solver = _Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 the solver takes it by place
    solver.passModel(_program(part))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"HiGHS: {solver.getModelStatus()}")
    best = -float(solver.getInfo().objective_function_value)
    return ceil(best * (1 + _SLACK) * _SCALE)


def _program(part: Part) -> highspy.HighsLp:
    """Flows (kind, purse, slot) and what every purse keeps after every slot; rows below."""
    kinds = _kinds(part)
    row_of = {code: place * part.slots for place, code in enumerate(part.caps)}
    first = len(row_of) * part.slots
    """Rows: a balance for every purse and slot, then an upper end for every kind."""
    columns: list[tuple[float, list[int], list[float]]] = []
    for number, kind in enumerate(kinds):
        for code, release in kind:
            for slot in range(release, part.slots):
                if not part.closed[code][slot]:
                    entry = ([row_of[code] + slot, first + number], [1.0, 1.0])
                    columns.append((-float(part.weights[slot]), *entry))
    for row in row_of.values():
        for slot in range(part.slots):
            last = slot == part.slots - 1
            entry = ([row + slot], [1.0]) if last else ([row + slot, row + slot + 1], [1.0, -1.0])
            columns.append((0.0, *entry))
    rises = [
        now - before
        for cap in part.caps.values()
        for before, now in zip((0, *cap[:-1]), cap, strict=True)
    ]
    upper = np.array([*rises, *kinds.values()], dtype=float) / _SCALE
    return _assembled(
        columns, lower=np.concatenate((upper[:first], np.zeros(len(kinds)))), upper=upper
    )


def _kinds(part: Part) -> dict[tuple[tuple[str, int], ...], int]:
    found: dict[tuple[tuple[str, int], ...], int] = {}
    for one in part.requests:
        kind = tuple(sorted(part.releases[one.id].items()))
        if kind:
            found[kind] = found.get(kind, 0) + one.amount_fen
    return found


def _assembled(
    columns: list[tuple[float, list[int], list[float]]], lower: np.ndarray, upper: np.ndarray
) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(columns), len(upper)
    model.col_cost_ = np.array([cost for cost, _, _ in columns])
    model.col_lower_ = np.zeros(len(columns))
    model.col_upper_ = np.full(len(columns), highspy.kHighsInf)
    model.row_lower_, model.row_upper_ = lower, upper
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kColwise
    matrix.start_ = np.array([0, *accumulate(len(rows) for _, rows, _ in columns)])
    matrix.index_ = np.array([row for _, rows, _ in columns for row in rows])
    matrix.value_ = np.array([one for _, _, values in columns for one in values])
    return model
