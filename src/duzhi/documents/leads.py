"""Where a cell of a statement leads: the entries that add up to it, a figure, its documents.

A lead says it in the terms of the books; only a page turns it into an address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from duzhi.figures.api import restated
from duzhi.kernel.entry import Ref
from duzhi.kernel.period import Span, day, month, same_day_last_year, year_to_date
from duzhi.ledger import api as ledger


@dataclass(frozen=True, slots=True)
class Entries:
    """Lines of the ledger that moved in a span; their amounts add up to the cell."""

    selection: ledger.Selection
    span: Span

    @property
    def fen(self) -> int:
        """What the lines add up to."""
        return ledger.turnover(self.selection, self.span)


@dataclass(frozen=True, slots=True)
class Standing:
    """The balance of accounts that run through the years at the end of a day, and its lines."""

    selection: ledger.Selection
    on: date

    @property
    def fen(self) -> int:
        """What stands."""
        return ledger.balance(self.selection, self.on)


@dataclass(frozen=True, slots=True)
class FigureLead:
    """A published figure, perhaps as it stood the same day a year before."""

    code: str
    years_back: int = 0


@dataclass(frozen=True, slots=True)
class RefLead:
    """Single documents: budget lines, say."""

    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class DocumentsLead:
    """Documents of one kind in a span; `fields` narrow them, e.g. (("subject", "10101"),)."""

    kind: str
    regions: tuple[str, ...]
    span: Span
    fields: tuple[tuple[str, str], ...] = ()


Lead = Entries | Standing | FigureLead | RefLead | DocumentsLead


def compared(
    selection: ledger.Selection, on: date, moves: Mapping[str, str]
) -> tuple[Entries, Entries, Entries]:
    """当月, 累计 and 上年同期 of a selection; last year under this year's subjects by `moves`."""
    last = year_to_date(same_day_last_year(on))
    month_so_far = Span(month(on).start, day(on).end)
    return (
        Entries(selection, month_so_far),
        Entries(selection, year_to_date(on)),
        Entries(restated(selection, moves), last),
    )
