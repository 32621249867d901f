"""Walking a number back: figure → parts → ledger lines → file, sheet and row.

The amounts of a base figure's lines add up to its value, and the rows of a line to the line.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from duzhi.figures.catalogue import Source
from duzhi.figures.value import Value
from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a base figure with the file rows it came from."""

    source: Source
    rows: tuple[intake.Origin, ...]


def steps(value: Value) -> Iterator[Step]:
    """Lines and rows behind a base figure; empty for derived and filed ones."""
    sources = list(value.sources())
    asked = [(Ref.parse(one.ref), one.key) for one in sources if one.ref and one.key is not None]
    found = intake.origins(asked)
    for one in sources:
        rows = found.get((Ref.parse(one.ref), one.key), ()) if one.ref and one.key else ()
        yield Step(one, tuple(rows))
