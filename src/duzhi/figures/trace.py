"""Walking a number back: figure → parts → ledger lines → file, sheet and row.

The amounts of a base figure's lines add up to its value, and the rows of a line to the line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from duzhi.figures.catalogue import Source
from duzhi.figures.value import Value
from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.ledger import api as ledger


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a base figure with the file rows it came from."""

    source: Source
    rows: tuple[intake.Origin, ...]


def steps(value: Value) -> Iterator[Step]:
    """Lines and rows behind a base figure; empty for derived and filed ones."""
    return trace(value.sources())


def trace(lines: Iterable[Source]) -> Iterator[Step]:
    """Lines with the rows behind them: some of a long figure's, to show a page of them."""
    sources = [(one, behind(one)) for one in lines]
    found = intake.origins([place for _, place in sources if place])
    for one, place in sources:
        yield Step(one, tuple(found.get(place, ())) if place else ())


def behind(source: Source) -> intake.Behind | None:
    """What to ask rows for; a reversal has none of its own."""
    reversal = source.event.startswith(ledger.REVERSAL)
    if not source.ref or source.key is None or reversal:
        return None
    return Ref.parse(source.ref), source.key
