"""One ratio against another that says the same: 完成预算100％ and 决算数大于预算数20万元."""

from collections.abc import Iterator
from dataclasses import replace

from duzhi.checker.claim import AMOUNT, BUDGET, LEVEL
from duzhi.checker.interval import Interval, of
from duzhi.checker.judging import Relation, first
from duzhi.checker.records import Reading, Record
from duzhi.checker.report import Identity


def find(reading: Reading) -> Iterator[Identity]:
    """Every amount by which a budget was passed, beside the budget or beside the completion."""
    for record in reading.records:
        yield from _beside_budget(reading, record)
    for record in reading.records:
        level, over = record.fields.get(LEVEL), record.over_budget
        if level is None or over is None or not record.against or level.masked or over.masked:
            continue
        percent = record.against[0].percent
        budget = of(level) - of(over)
        if level.kind != AMOUNT or budget.low <= 0 or percent.masked:
            continue
        done = Interval(
            level.low / budget.high, level.known / budget.nominal, level.high / budget.low
        )
        relation = Relation(
            "completion_conflict",
            (over, level),
            percent,
            done * 100,
            "{1}÷（{1}－{0}）" if over.known >= 0 else "{1}÷（{1}＋{0}）",
            "完成率",
        )
        for one in first(reading, [(relation, record.over_sure)], record):
            yield replace(one, numbers=(percent.number, over.number), stated="")


def _beside_budget(reading: Reading, record: Record) -> Iterator[Identity]:
    """短收1200万 ＝ 预算9800万元 − 收入8600万元."""
    level, budget, over = record.fields.get(LEVEL), record.fields.get(BUDGET), record.over_budget
    if level is None or budget is None or over is None or level.kind != AMOUNT:
        return
    if level.masked or budget.masked or over.masked or budget.kind != AMOUNT:
        return
    more, less = (level, budget) if level.known >= budget.known else (budget, level)
    relation = Relation("difference", (more, less), over, of(more) - of(less), "{}－{}", "差额")
    yield from first(reading, [(relation, record.over_sure)], record)
