"""Readers of base figures that stand in the ledger, with the lines behind them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from duzhi.figures.catalogue import Context, Reader, Reading, Source
from duzhi.kernel.codes import budget_of
from duzhi.kernel.period import year_to_date
from duzhi.ledger import api as ledger
from duzhi.registry import api as registry

_Act = tuple[str, str, str, int]


def year_so_far(selection: ledger.Selection, *, fact: str = "") -> Reader:
    """累计 of a selection; last year's is read on this year's classification (口径调整).

    `fact` names the subject under which published monthly tables carry the same number; they
    are read only where the ledger has nothing, and the reading says so.
    """

    def read(context: Context) -> Reading | None:
        chosen = _restated(replace(selection, regions=context.regions), context)
        span = year_to_date(context.on)
        amount = ledger.turnover(chosen, span)
        if not amount and fact and (printed := _printed(selection, fact, context)):
            return printed
        return Reading(amount, lambda: _lines(ledger.postings(chosen, span)))

    return read


def standing(selection: ledger.Selection) -> Reader:
    """余额 at the end of the day on accounts that run through the years."""

    def read(context: Context) -> Reading | None:
        chosen = replace(selection, regions=context.regions)
        span = year_to_date(context.on)
        opening = ledger.balance(
            chosen, span.start.replace(year=span.start.year - 1, month=12, day=31)
        )
        amount = ledger.balance(chosen, context.on)

        def sources() -> Iterator[Source]:
            yield Source("上年末余额", span.start, opening)
            yield from _lines(ledger.postings(chosen, span, adjustment=False))

        return Reading(amount, sources)

    return read


def _restated(selection: ledger.Selection, context: Context) -> ledger.Selection:
    if not context.restated or not selection.subjects:
        return selection
    extra, out = registry.earlier(selection.subjects, budget_of(selection.fund), context.restated)
    return replace(
        selection,
        subjects=(*selection.subjects, *extra),
        excluding=(*selection.excluding, *out),
    )


def _printed(selection: ledger.Selection, subject: str, context: Context) -> Reading | None:
    table = f"累计{budget_of(selection.fund)}"
    found = ledger.facts(
        context.region, context.on.year, table=table, month=context.on.month, subject=subject
    )
    amounts = [fact.amount_fen for fact in found if fact.amount_fen is not None]
    if not amounts:
        return None
    text = f"报表事实：{context.on.year}年{context.on.month}月累计表（无明细）"

    def sources() -> Iterator[Source]:
        for amount in amounts:
            yield Source(text, context.on, amount)

    return Reading(sum(amounts), sources, note=text)


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
