"""What moves the curve of cash: the largest flows, and what fails when the next one is late."""

from collections.abc import Iterator
from datetime import date

from duzhi.money.treasury.queries.board import Board, Inputs, planned
from duzhi.money.treasury.rules import purses
from duzhi.money.treasury.rules.plan.explain import CASH
from duzhi.money.treasury.rules.plan.flows import TRANSFER, Flow, Scenario
from duzhi.money.treasury.rules.plan.terms import DAILY, HARD, slot_of

_MONTH_AHEAD = 60


def events(board: Board) -> Iterator[tuple[int, str, int]]:
    """The two largest transfers and the largest hard payment of the days planned one by one."""
    slots = board.plan.slots[:DAILY]
    coming = [
        (one.amount_fen, slot_of(slots, one.on), one.name)
        for one in board.flows
        if one.kind == TRANSFER and slots[0].start <= one.on < slots[-1].end
    ]
    going = [
        (one.request.amount_fen, done, one.kind)
        for one in board.items.values()
        if one.request.tier == HARD and (done := board.plan.done(one.id)) is not None
        if done < len(slots)
    ]
    for fen, slot, name in sorted(coming)[-2:] + sorted(going)[-1:]:
        yield slot, name, fen


def threat(board: Board, given: Inputs) -> tuple[Flow, date, int] | None:
    """The next money of the upper level, and what of the hard dates fails first without it."""
    coming = [one for one in board.flows if one.kind == TRANSFER and one.purse == purses.MAIN]
    if not coming:
        return None
    late = planned(given, Scenario(delay_days=_MONTH_AHEAD))
    if not late.shortages or board.shortages:
        return None
    slot = late.shortages[0].slot
    for held in late.holds.values():
        hard = late.items[held.request].request
        if held.slot == slot and hard.tier == 0 and held.reason == CASH:
            gap = hard.amount_fen - max(0, held.room_fen)
            return min(coming, key=lambda one: one.on), late.plan.slots[slot].start, gap
    return None
