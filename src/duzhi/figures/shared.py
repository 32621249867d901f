"""Reading the ledger once for many figures: one roll-up per account and span, one per year.

The answers are those of `ledger.turnover`, `ledger.balance` and `ledger.holds`, to the fen.
"""

from collections import Counter
from datetime import date

from duzhi.figures.catalogue import Context
from duzhi.kernel.period import ADJUSTMENT, MONTHS, Fiscal, Span, month, year
from duzhi.ledger import api as ledger

_ALONE = 2
"""So many selections of an account are asked one by one; a third is worth the whole roll-up."""
Rolled = list[tuple[str, str, str, int]]
"""资金性质, subject, level and the fen that moved."""


def turnover(context: Context, selection: ledger.Selection, span: Span) -> int:
    """Fen that moved in the days of a span."""
    if context.monthly and _is_months(span):
        return _of_months(context, selection, span)
    if selection.also:
        return ledger.turnover(selection, span)
    place = (selection.accounts, selection.regions, span)
    asked = context.once(("asked", *place), Counter[None])
    asked[None] += 1
    if asked[None] <= _ALONE:
        return ledger.turnover(selection, span)
    rolled = context.once(("rolled", *place), lambda: _rolled(selection, span))
    return sum(fen for *where, fen in rolled if selection.counts(*where))


def balance(context: Context, selection: ledger.Selection, on: date) -> int:
    """Fen that stand at the end of a day."""
    if context.monthly and on == month(on).last:
        moved = context.once(("standing", selection), lambda: ledger.periods(selection))
        through = Fiscal.of(on).code
        return sum(fen for period, fen in moved.items() if period <= through)
    return context.once(("balance", selection, on), lambda: ledger.balance(selection, on))


def holds(context: Context, selection: ledger.Selection, span: Span) -> bool:
    """Whether anything is booked on these accounts in the periods."""
    place = ("holds", selection.accounts, selection.regions, selection.fund, span)
    return context.once(place, lambda: ledger.holds(selection, span))


def _is_months(span: Span) -> bool:
    whole = span.start == month(span.start).start and span.last == month(span.last).last
    return whole and span.start.year == span.last.year


def _of_months(context: Context, selection: ledger.Selection, span: Span) -> int:
    moved = context.once(
        ("months", selection, span.start.year), lambda: _months(selection, span.start)
    )
    last = ADJUSTMENT if span.last.month == MONTHS else span.last.month
    return sum(fen for no, fen in moved.items() if span.start.month <= no <= last)


def _months(selection: ledger.Selection, on: date) -> dict[int, int]:
    moved = ledger.grouped(selection, year(on), by=("period",))
    return {int(period) % 100: fen for (period,), fen in moved.items()}


def _rolled(selection: ledger.Selection, span: Span) -> Rolled:
    wide = ledger.Selection(selection.accounts, regions=selection.regions)
    moved = ledger.grouped(wide, span, by=("fund_type", "subject", "level"))
    return [(fund, subject, level, fen) for (fund, subject, level), fen in moved.items()]
