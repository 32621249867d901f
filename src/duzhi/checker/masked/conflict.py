"""Which printed claims contradict each other: proven first, then thinned until each one counts."""

from collections.abc import Sequence

from duzhi.checker.masked.exact import contradicts, satisfies
from duzhi.checker.masked.program import Program
from duzhi.checker.masked.system import Row, clusters

FEW = 40
"""Claims up to which a set is thinned one by one: nobody checks more by hand."""
_TRIES = 12
"""How many amounts are held at 1 in turn before a system counts as undecided, that is as fine."""


def contradiction(program: Program) -> tuple[Row, ...]:
    """Rows that no positive amounts can keep, proven in fractions; empty where nothing is proven.

    Held at 1 is one amount of each group in turn: the others could otherwise shrink until what is
    wrong among them is smaller than the solver sees.
    """
    for one in clusters(program.rows)[:_TRIES]:
        found = program.widest(one)
        if found is None:
            continue
        if found.room < 0:
            proven = contradicts(program.rows, found)
            if proven:
                return proven
        elif satisfies(program.rows, found.point):
            return ()
    return ()


def irreducible(rows: Sequence[Row], proven: Sequence[Row]) -> tuple[str, ...]:
    """The claims of a contradiction, thinned: take any one away and the rest agree.

    `rows` is the whole component: its sums stand whatever claims are left. The proof is a vertex of
    the solver, so that its rows are already irreducible; only the other ends of their intervals
    can make a claim needless. More than `FEW` claims are left as the proof has them.
    """
    kept = claims_of(proven)
    for claim in kept if len(kept) <= FEW else ():
        if claim in kept:
            trial = without(rows, keep=[one for one in kept if one != claim])
            kept = claims_of(contradiction(Program(trial))) or kept if trial else kept
    return kept


def claims_of(rows: Sequence[Row]) -> tuple[str, ...]:
    """The claims behind the rows, in order."""
    return tuple(dict.fromkeys(claim for row in rows for claim in row.claims))


def without(rows: Sequence[Row], *, keep: Sequence[str]) -> list[Row]:
    """The rows that need no other claims than those kept."""
    left = set(keep)
    return [row for row in rows if left.issuperset(row.claims)]
