"""Proofs in fractions: a solver's floats are taken at their word only when they can be proven.

`satisfies` proves that amounts exist, `contradicts` that none do (Farkas: a sum of the rows
that no positive amounts can satisfy), `least` how small a ratio can be (its dual). Of the solver's
vertex only this is used: which rows have a weight, and which amounts the weights cancel. That
determines the weights, and they are solved for exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from duzhi.checker.masked.program import Vertex
from duzhi.checker.masked.system import Row

Terms = dict[str, Fraction]
_NIL = Fraction(0)


def satisfies(rows: Sequence[Row], point: Mapping[str, float]) -> bool:
    """Whether the point, with its sums put right, is positive and keeps every row exactly."""
    amounts = {name: Fraction(value) for name, value in point.items()}
    for pivot, terms in reduced(row.terms for row in rows if row.tight).items():
        amounts[pivot] = -sum((c * amounts[name] for name, c in terms.items()), _NIL)
    return min(amounts.values()) > 0 and all(_holds(row, amounts) for row in rows)


def _holds(row: Row, amounts: Mapping[str, Fraction]) -> bool:
    total = sum((c * amounts[name] for name, c in row.terms.items()), _NIL)
    return total == 0 if row.tight else total >= 0


def contradicts(rows: Sequence[Row], found: Vertex) -> tuple[Row, ...]:
    """The rows that contradict each other, proven; empty where the vertex proves nothing."""
    support = _support(rows, found)
    exact = _weights({i: row.terms for i, row in support.items()}, found.cancelled)
    largest = max(exact, key=lambda i: abs(found.weights[int(i)]), default="")
    if not exact or not exact[largest]:
        return ()
    sign = 1 if exact[largest] * Fraction(found.weights[int(largest)]) > 0 else -1
    used = {i: sign * weight for i, weight in exact.items() if weight}
    total = _total(support, used)
    proven = _kept(support, used) and all(value <= 0 for value in total.values()) and total
    return tuple(support[i] for i in used) if proven else ()


def least(rows: Sequence[Row], found: Vertex, terms: Terms, denominator: str) -> Fraction | None:
    """The least that the terms can be while the denominator is 1; None if that is not proven."""
    support = _support(rows, found)
    every = {i: row.terms for i, row in support.items()} | {_ASKED: terms}
    exact = _weights(every, [name for name in found.cancelled if name != denominator])
    if not exact or not exact[_ASKED]:
        return None
    used = {i: -weight / exact[_ASKED] for i, weight in exact.items() if i != _ASKED and weight}
    rest = dict(terms)
    _add(rest, _total(support, used), Fraction(-1))
    bound = rest.pop(denominator, _NIL)
    proven = _kept(support, used) and all(value >= 0 for value in rest.values())
    return bound if proven else None


_ASKED = "asked"


def _support(rows: Sequence[Row], found: Vertex) -> dict[str, Row]:
    return {str(i): row for i, row in enumerate(rows) if found.weights[i]}


def _total(rows: Mapping[str, Row], weights: Mapping[str, Fraction]) -> Terms:
    """The rows times their weights, added up."""
    total: Terms = {}
    for i, weight in weights.items():
        _add(total, rows[i].terms, weight)
    return total


def _kept(rows: Mapping[str, Row], weights: Mapping[str, Fraction]) -> bool:
    """Only equations may be turned round."""
    return all(weight >= 0 or rows[i].tight for i, weight in weights.items())


def _weights(rows: Mapping[str, Mapping[str, Fraction]], names: Iterable[str]) -> Terms:
    """Weights of the rows that cancel the names, if there is exactly one such set up to scale."""
    pivots = reduced(
        {i: terms[name] for i, terms in rows.items() if name in terms} for name in names
    )
    free = [i for i in rows if i not in pivots]
    if len(free) != 1:
        return {}
    return {i: -pivots[i].get(free[0], _NIL) if i in pivots else Fraction(1) for i in rows}


def reduced(equations: Iterable[Mapping[str, Fraction]]) -> dict[str, Terms]:
    """Each equation (terms = 0) solved for one amount: pivot → the terms beside it (Gauss)."""
    solved: dict[str, Terms] = {}
    for equation in equations:
        rest = _without(dict(equation), solved)
        if not rest:
            continue
        pivot = next(iter(rest))
        scale = rest.pop(pivot)
        terms = {name: value / scale for name, value in rest.items()}
        for other in solved.values():
            if pivot in other:
                _add(other, terms, -other.pop(pivot))
        solved[pivot] = terms
    return solved


def _without(terms: Terms, solved: Mapping[str, Terms]) -> Terms:
    """The terms with every pivot replaced by what it was solved for."""
    for name in [name for name in terms if name in solved]:
        _add(terms, solved[name], -terms.pop(name))
    return terms


def _add(terms: Terms, others: Mapping[str, Fraction], times: Fraction) -> None:
    for name, value in others.items():
        total = terms.get(name, _NIL) + times * value
        if total:
            terms[name] = total
        else:
            terms.pop(name, None)
