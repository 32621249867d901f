"""完成率: what was done divided by the budget, task or target printed beside it."""

from collections.abc import Iterator

from duzhi.checker.claim import AMOUNT, BUDGET, COUNT, LEVEL, Claim
from duzhi.checker.interval import of
from duzhi.checker.judging import Relation, first, unknown
from duzhi.checker.nearby import Nearby
from duzhi.checker.records import Reading
from duzhi.checker.report import Identity


def find(reading: Reading) -> Iterator[Identity]:
    """Every completion whose two amounts are printed."""
    nearby = Nearby(reading)
    for record in reading.records:
        done = record.get(LEVEL)
        if done is None or done.kind not in (AMOUNT, COUNT):
            continue
        for number, one in enumerate(record.against):
            budget = one.budget or (record.fields.get(BUDGET) if number == 0 else None)
            sure = budget is not None
            budget = budget or nearby.budget(record)
            if budget is None or budget.kind != done.kind:
                continue
            if done.masked or budget.masked:
                yield unknown(reading, "completion", (done, budget), one.percent, record)
            elif budget.low > 0:
                yield from first(reading, [(_relation(done, budget, one.percent), sure)], record)


def _relation(done: Claim, budget: Claim, stated: Claim) -> Relation:
    return Relation(
        "completion", (done, budget), stated, of(done) / of(budget) * 100, "{}÷{}", "完成率"
    )
