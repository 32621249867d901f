"""What hard dates take in the next thirty days, and what of it the free cash does not cover."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from duzhi.figures.api import Context, Figure, Reading, Source, difference
from duzhi.kernel.codes import home
from duzhi.kernel.entry import Key, Ref
from duzhi.money.treasury.figures.arrears import DUE
from duzhi.money.treasury.models import Due
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.rules import purses
from duzhi.money.treasury.rules.arrears import WAITING
from duzhi.money.treasury.rules.plan.terms import DAILY, HARD

_BASIS = "到期与待付事项（TRE-03）；硬日期：发薪、还本付息、每月低保"


def _hard(context: Context) -> list[Due]:
    """Hard dates of the thirty days after a day that the general purse must pay, by due day."""
    end = context.on + timedelta(DAILY)
    found = registers.dues(home(context.region)).filter(
        tier=HARD, state=WAITING, on__gt=context.on, on__lte=end
    )
    own = [one for one in found if purses.named(one.purses)[:1] == (purses.MAIN,)]
    return sorted(own, key=lambda one: (one.on, one.number))


def _due(context: Context) -> Reading | None:
    found = _hard(context)
    if not found:
        return None

    def sources() -> Iterator[Source]:
        for one in found:
            ref = str(Ref(DUE, f"{one.region}/{one.number}", one.pk))
            text = f"{one.number} {one.purpose}"
            yield Source(text, one.on, one.amount, ref, event="到期事项", key=Key(one.region))

    return Reading(sum(one.amount for one in found), sources)


def _days(context: Context) -> Reading | None:
    """Σ gap × days over the thirty days, fen × days: what is short from one due day to the next."""
    found = _hard(context)
    free = registers.general_of(home(context.region), context.on)
    if not found or free is None:
        return None
    end = context.on + timedelta(DAILY + 1)
    marks = [*sorted({one.on for one in found}), end]
    parts = []
    for start, until in pairwise(marks):
        due = sum(one.amount for one in found if one.on <= start)
        parts.append((start, max(0, due - free) * (until - start).days))

    def sources() -> Iterator[Source]:
        for start, fen in parts:
            yield Source(f"{start}起的缺口×天数", start, fen)

    return Reading(sum(fen for _, fen in parts), sources)


FIGURES = (
    Figure(
        "treasury.hard_due", "未来三十日硬日期支出", "万元",
        "到期日在次日起三十日内、由一般可调度承担的硬日期事项", _BASIS, "国库股", read=_due,
    ),
    Figure(
        "treasury.dispatch_need", "硬日期支出缺口", "万元",
        "未来三十日硬日期支出扣除可调度库款，不计预计入库", _BASIS, "国库股",
        formula=difference("treasury.hard_due", "treasury.free"),
    ),
    Figure(
        "treasury.dispatch_need_days", "硬日期缺口乘天数", "万元",
        "三十日内每日末硬日期累计到期数超过一般可调度余额的部分逐日相加（万元·日），不计预计入库",
        _BASIS, "国库股", read=_days,
    ),
)  # fmt: skip
