"""One component as a linear program for HiGHS, scaled so that every amount is about 1.

Two questions are asked of it. `widest`: how far can all rows be kept with room to spare, one
amount held at 1? A negative room is a contradiction. `least` and `most`: how small and how large
is a ratio, its denominator held at 1 (Charnes and Cooper)? Its answers are proven in `exact`.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import highspy
import numpy as np

from duzhi.checker.masked.system import Row

_OPTIONS: dict[str, str | int | float] = {
    "presolve": "off",  # a few dozen rows; and the duals are wanted as they are
    "solver": "simplex",
    "threads": 1,
    "primal_feasibility_tolerance": 1e-10,
    "dual_feasibility_tolerance": 1e-10,
    "small_matrix_value": 1e-12,
}
_LEAST = 1e-6
"""An amount is at least this share of what its ratios suggest, while room is looked for."""
_MOST = 1e6
"""And at most this: without an end HiGHS now and then takes a long way for an endless one."""
_BASIC = highspy.HighsBasisStatus.kBasic
_FAR = 1e60
"""Scales stay within this, whatever a text claims."""


class Vertex(NamedTuple):
    """Where the solver stopped, and by which rows it was held there."""

    room: float
    """How far all rows are kept, negative where they cannot be."""
    point: dict[str, float]
    weights: list[float]
    """Of the rows: nought where a row does not matter."""
    cancelled: list[str]
    """Amounts that the weights cancel."""


class _Quiet(highspy.Highs):
    """HiGHS without its banner, which its set-up of callbacks prints whatever the options say."""

    def enableCallbacks(self) -> None:  # noqa: N802 HiGHS's name
        """None are used."""
        self.silent()


class Program:
    """The rows of a component, loaded once and asked several times."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.scale = _scales(rows)
        self.index = {name: i for i, name in enumerate(self.scale)}
        self.sizes = [
            max(abs(_float(value)) * self.scale[name] for name, value in row.terms.items())
            for row in rows
        ]
        self.highs = _Quiet()  # type: ignore[no-untyped-call]
        for option, value in _OPTIONS.items():
            self.highs.setOptionValue(option, value)
        self._load()

    def widest(self, one: str) -> Vertex | None:
        """The most room all rows can have at once while `one` is 1; None if HiGHS gives up."""
        self._bound(one, least=_LEAST, most=_MOST, room=(-highspy.kHighsInf, 1.0))
        return self._run(len(self.index), -1.0)

    def least(self, numerator: str, denominator: str) -> Vertex | None:
        """Where numerator ÷ denominator is least; None where HiGHS gives up."""
        self._bound(denominator, least=0.0, most=highspy.kHighsInf, room=(0.0, 0.0))
        return self._run(self.index[numerator], 1.0)

    def most(self, numerator: str, denominator: str) -> Vertex | None:
        """Where it is largest; None where nothing bounds it."""
        self._bound(denominator, least=0.0, most=highspy.kHighsInf, room=(0.0, 0.0))
        return self._run(self.index[numerator], -1.0)

    def _load(self) -> None:
        """Columns are the amounts in their scale, then the room; rows have a largest term of 1."""
        starts, columns, values = [0], [], []
        for row, size in zip(self.rows, self.sizes, strict=True):
            for name, value in row.terms.items():
                columns.append(self.index[name])
                values.append(_float(value) * self.scale[name] / size)
            if not row.tight:
                columns.append(len(self.index))
                values.append(-1.0)
            starts.append(len(columns))
        count, many = len(self.index) + 1, len(self.rows)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = count, many
        lp.col_cost_ = lp.col_lower_ = np.zeros(count)
        lp.col_upper_ = np.full(count, highspy.kHighsInf)
        lp.row_lower_ = np.zeros(many)
        lp.row_upper_ = np.array([0.0 if row.tight else highspy.kHighsInf for row in self.rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(columns, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(values)
        self.highs.passModel(lp)

    def _bound(self, one: str, *, least: float, most: float, room: tuple[float, float]) -> None:
        """Hold one amount at 1, the others between `least` and `most`."""
        count = len(self.index) + 1
        lower, upper = np.full(count, least), np.full(count, most)
        lower[self.index[one]] = upper[self.index[one]] = 1.0
        lower[-1], upper[-1] = room
        self.highs.changeColsBounds(count, np.arange(count, dtype=np.int32), lower, upper)

    def _run(self, column: int, cost: float) -> Vertex | None:
        """Minimise one column times its cost."""
        count = len(self.index) + 1
        costs = np.zeros(count)
        costs[column] = cost
        self.highs.changeColsCost(count, np.arange(count, dtype=np.int32), costs)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution, basis = self.highs.getSolution(), self.highs.getBasis()
        values, columns = list(solution.col_value), list(basis.col_status)  # copied at each access
        rows = zip(solution.row_dual, self.sizes, basis.row_status, strict=True)
        return Vertex(
            values[-1],
            {name: values[i] * self.scale[name] for name, i in self.index.items()},
            [0.0 if status == _BASIC else dual / size for dual, size, status in rows],
            [name for name, i in self.index.items() if columns[i] == _BASIC],
        )


def _scales(rows: Sequence[Row]) -> dict[str, float]:
    """How large each amount is beside the first one, by the rows that lead to it."""
    near: dict[str, list[Row]] = {}
    for row in rows:
        for name in row.terms:
            near.setdefault(name, []).append(row)
    scale: dict[str, float] = {}
    for start in near:
        if start not in scale:
            scale[start] = 1.0
            _spread(start, near, scale)
    return scale


def _spread(start: str, near: Mapping[str, Sequence[Row]], scale: dict[str, float]) -> None:
    """Give every amount that rows lead to from `start` its scale."""
    waiting, done = [start], set()
    for name in waiting:
        for row in near[name]:
            if id(row) in done:
                continue
            done.add(id(row))
            for other in row.terms:
                if other not in scale:
                    scale[other] = _beside(row, name, other, scale[name])
                    waiting.append(other)


def _beside(row: Row, name: str, other: str, size: float) -> float:
    """What makes the terms of two amounts in a row equally large; parts share a whole evenly."""
    ratio = abs(_float(row.terms[name])) / abs(_float(row.terms[other]))
    even = len(row.terms) - 1 if row.tight else 1
    guess = size * ratio
    first = next(iter(row.terms))
    if name == first:
        guess /= even
    elif other == first:
        guess *= even
    return min(max(guess, 1 / _FAR), _FAR)


def _float(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError:
        return _FAR if value > 0 else -_FAR
