"""What hard dates take in the next thirty days, and what of it is not met by cash and by plan."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from duzhi.figures.api import Context, Figure, Reading, Source
from duzhi.kernel.codes import home
from duzhi.kernel.entry import Key, Ref
from duzhi.money.treasury.figures.arrears import DUE
from duzhi.money.treasury.models import Due
from duzhi.money.treasury.queries import board, registers
from duzhi.money.treasury.queries.board import Board
from duzhi.money.treasury.rules import purses
from duzhi.money.treasury.rules.arrears import WAITING
from duzhi.money.treasury.rules.plan.terms import DAILY, HARD

_PLAN = "付款次序（duzhi cashplan）；到期与待付事项（TRE-03）、资金流入流出预计（TRE-04）"
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


def _need(context: Context) -> Reading | None:
    """What hard dates ask beyond the free cash of the day, before anything comes in; fen."""
    found = _hard(context)
    free = registers.general_of(home(context.region), context.on)
    if not found or free is None:
        return None
    due = sum(one.amount for one in found)

    def sources() -> Iterator[Source]:
        yield Source("未来三十日硬日期支出", context.on, due)
        yield Source("减：一般可调度库款", context.on, -min(free, due))

    return Reading(max(0, due - free), sources)


def _board(context: Context) -> Board | None:
    """The plan of the hard dates alone: lower tiers cannot change what it leaves unpaid."""

    def make() -> Board | None:
        given = board.inputs(context.region, context.on)
        if given is None:
            return None
        first = tuple(one for one in given.items if one.request.tier == HARD)
        return board.planned(replace(given, items=first))

    return context.once(("treasury.hard", context.on), make)


def _short(context: Context) -> Reading | None:
    """The most that is due and unpaid at the end of one of the thirty days; fen."""
    found = _board(context)
    if found is None:
        return None
    unpaid = ((one.slot, one.amount_fen) for one in found.shortages if one.slot < DAILY)
    return _most(found, unpaid, "末到期未付的硬日期支出")


def _missing(context: Context) -> Reading | None:
    """The most that the general purse lacks for its hard dates on one of the thirty days; fen."""
    found = _board(context)
    return None if found is None else _most(found, _lacks(found), "末一般可调度不足的数")


def _days(context: Context) -> Reading | None:
    """Σ what is lacking at the end of each of the thirty days, fen × days."""
    found = _board(context)
    if found is None:
        return None
    lacks = list(_lacks(found))

    def sources() -> Iterator[Source]:
        for slot, fen in lacks:
            day = found.plan.slots[slot].start
            yield Source(f"{day}末一般可调度不足的数", day, fen)

    return Reading(sum(fen for _, fen in lacks), sources)


def _lacks(found: Board) -> Iterator[tuple[int, int]]:
    """Slot and fen: hard dates up to its end beyond what the general purse will have had."""
    own = [one for one in found.plan.requests.values() if one.purses[:1] == (purses.MAIN,)]
    cash = found.plan.purses[purses.MAIN].cash if purses.MAIN in found.plan.purses else ()
    for number, slot in enumerate(found.plan.slots[:DAILY]):
        due = sum(one.amount_fen for one in own if one.due < slot.end)
        if cash and due > cash[number]:
            yield number, due - cash[number]


def _most(found: Board, days: Iterable[tuple[int, int]], said: str) -> Reading:
    slot, fen = max(days, key=lambda one: one[1], default=(0, 0))
    day = found.plan.slots[slot].start
    return Reading(fen, lambda: iter([Source(f"{day}{said}", day, fen)]))


FIGURES = (
    Figure(
        "treasury.hard_due", "未来三十日硬日期支出", "万元",
        "到期日在次日起三十日内、由一般可调度承担的硬日期事项", _BASIS, "国库股", read=_due,
    ),
    Figure(
        "treasury.dispatch_need", "硬日期支出缺口", "万元",
        "未来三十日硬日期支出超出一般可调度库款的部分，不计预计入库；不超出时为零",
        _BASIS, "国库股", read=_need,
    ),
    Figure(
        "treasury.hard_short", "硬日期到期未付最多数", "万元",
        "付款次序计入预计入库后，三十日内各日末到期未付的硬日期支出，取最多一日的数",
        _PLAN, "国库股", read=_short,
    ),
    Figure(
        "treasury.hard_missing", "硬日期现金缺口", "万元",
        "三十日内各日末，一般可调度计入预计入库后不足以支付累计到期硬日期的部分，取最多一日的数",
        _PLAN, "国库股", read=_missing,
    ),
    Figure(
        "treasury.dispatch_need_days", "硬日期缺口乘天数", "万元",
        "硬日期现金缺口在三十日内逐日相加（万元·日）", _PLAN, "国库股", read=_days,
    ),
)  # fmt: skip
