"""A linear program of the plan, solved by HiGHS: columns with costs, rows with ends."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs  # the public class greets on standard output when it is made

_NODES = 200
"""Nodes of a choice of whole columns: a number, not a time, so that the answer is the same
everywhere."""


class Column(NamedTuple):
    """What one unit costs, and how much of it counts in which rows."""

    cost: float
    rows: Sequence[int]
    values: Sequence[float]


def solved(
    columns: Sequence[Column],
    lower: Sequence[float],
    upper: Sequence[float],
    *,
    whole: bool = False,
) -> _Highs:
    """The cheapest amounts of every column, none negative, that keep every row between its ends.

    Raises:
        ArithmeticError: no amounts do, which the programs of the plan never say.
    """
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(columns), len(upper)
    model.col_cost_ = np.array([one.cost for one in columns])
    model.col_lower_ = np.zeros(len(columns))
    model.col_upper_ = np.full(len(columns), highspy.kHighsInf)
    model.row_lower_, model.row_upper_ = np.array(lower), np.array(upper)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kColwise
    matrix.start_ = np.array([0, *accumulate(len(one.rows) for one in columns)])
    matrix.index_ = np.array([row for one in columns for row in one.rows])
    matrix.value_ = np.array([value for one in columns for value in one.values])
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    solver = _Highs()
    solver.setOptionValue("output_flag", False)  # noqa: FBT003 the solver takes it by place
    solver.setOptionValue("mip_max_nodes", _NODES)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.passModel(model)
    solver.run()
    status = solver.getModelStatus()
    if status != highspy.HighsModelStatus.kOptimal and not whole:
        raise ArithmeticError(f"HiGHS: {status}")
    return solver
