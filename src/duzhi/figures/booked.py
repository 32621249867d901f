"""Readers of base figures that stand in the ledger, with the lines behind them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from duzhi.figures import shared
from duzhi.figures.catalogue import Context, Lines, Reader, Reading, Source
from duzhi.kernel.codes import budget_of
from duzhi.kernel.period import Span, day, month, year_to_date
from duzhi.ledger import api as ledger
from duzhi.registry import api as registry

_Act = tuple[str, str, str, int]
_DONE = ("累计", "执行数", "决算数")
"""Measures of printed tables that say what was done, not what was planned."""


def year_so_far(selection: ledger.Selection, *, facts: Sequence[Sequence[str]] = ()) -> Reader:
    """累计 of a selection; last year's is read on this year's classification (口径调整).

    Where the ledger holds nothing of these accounts in the year, published tables answer, and the
    reading says so: `facts` are alternatives, each the subjects that add up to the number. Where
    they hold nothing either the figure is missing, never zero.
    """

    def read(context: Context) -> Reading | None:
        chosen = _restated(replace(selection, regions=context.regions), context)
        span = year_to_date(context.on)
        amount = shared.turnover(context, chosen, span)
        if not amount and not shared.holds(context, chosen, span):
            return _printed(budget_of(selection.fund), facts, context)
        return _booked(amount, Lines(chosen, span))

    return read


def month_so_far(selection: ledger.Selection) -> Reader:
    """当月: the first of the month up to and including the day."""

    def read(context: Context) -> Reading | None:
        chosen = replace(selection, regions=context.regions)
        span = Span(month(context.on).start, day(context.on).end)
        if not shared.holds(context, chosen, year_to_date(context.on)):
            return None
        return _booked(shared.turnover(context, chosen, span), Lines(chosen, span))

    return read


def standing(selection: ledger.Selection) -> Reader:
    """余额 at the end of the day on accounts that run through the years."""

    def read(context: Context) -> Reading | None:
        chosen = replace(selection, regions=context.regions)
        span = year_to_date(context.on)
        before = span.start.replace(year=span.start.year - 1, month=12, day=31)
        opening = shared.balance(context, chosen, before)
        if not shared.holds(context, chosen, Span(date.min, span.end)):
            return None
        lines = Lines(chosen, span, adjustment=False, opening_fen=opening)
        return _booked(shared.balance(context, chosen, context.on), lines, before=True)

    return read


def _booked(amount: int, lines: Lines, *, before: bool = False) -> Reading:
    def sources() -> Iterator[Source]:
        if before:
            yield Source("上年末余额", lines.span.start, lines.opening_fen)
        yield from _lines(ledger.postings(lines.selection, lines.span, adjustment=lines.adjustment))

    return Reading(amount, sources, lines=lines)


def _restated(selection: ledger.Selection, context: Context) -> ledger.Selection:
    if not context.restated or not selection.subjects:
        return selection
    budget = budget_of(selection.fund)
    place = ("moves", budget, context.restated)
    return restated(
        selection, context.once(place, lambda: registry.moves(budget, context.restated))
    )


def restated(selection: ledger.Selection, moves: Mapping[str, str]) -> ledger.Selection:
    """A selection for the year before, under this year's subjects; all subjects stay all."""
    if not selection.subjects:
        return selection
    extra, out = registry.earlier_by(selection.subjects, moves)
    return replace(
        selection,
        subjects=(*selection.subjects, *extra),
        excluding=(*selection.excluding, *out),
    )


def _printed(
    budget: str, alternatives: Sequence[Sequence[str]], context: Context
) -> Reading | None:
    on, amounts = context.on, dict[str, int]()
    for table in (f"累计{budget}", f"收支平衡{budget}"):
        for fact in ledger.facts(context.region, on.year, table=table, month=on.month):
            if fact.measure in _DONE and fact.amount_fen is not None:
                amounts.setdefault(fact.subject, fact.amount_fen)
    for subjects in alternatives:
        if all(subject in amounts for subject in subjects):
            return _facts([amounts[subject] for subject in subjects], on)
    return None


def _facts(amounts: Sequence[int], on: date) -> Reading:
    text = f"报表事实：{on.year}年{on.month}月公布数（无明细）"
    return Reading(
        sum(amounts),
        lambda: (Source(text, on, amount) for amount in amounts),
        note=text,
        published=True,
    )


def _lines(postings: Iterator[ledger.Posting]) -> Iterator[Source]:
    found = _standing(list(postings))
    keys = ledger.keys({one.key_id for one in found})
    for one in found:
        yield Source(
            text=f"{ledger.account(one.account).name} {one.event}",
            on=one.on,
            amount=one.amount_fen,
            ref=one.source,
            entry=one.entry,
            event=one.event,
            key=keys[one.key_id],
        )


def _standing(found: list[ledger.Posting]) -> list[ledger.Posting]:
    """Without lines that were reversed on the same account and key, and without their reversals."""
    undone = {_act(one) for one in found if one.event.startswith(ledger.REVERSAL)}
    if not undone:
        return found
    sums = Counter[_Act]()
    for one in found:
        sums[_act(one)] += one.amount_fen
    return [one for one in found if _act(one) not in undone or sums[_act(one)]]


def _act(one: ledger.Posting) -> _Act:
    return one.source, one.event.removeprefix(ledger.REVERSAL), one.account, one.key_id
