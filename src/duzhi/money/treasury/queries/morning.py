"""What the plan of a day says in a few numbers."""

from datetime import date
from typing import NamedTuple

from duzhi.money.treasury.queries import own_region, registers
from duzhi.money.treasury.queries.board import Board
from duzhi.money.treasury.rules import purses
from duzhi.money.treasury.rules.arrears import WAITING
from duzhi.money.treasury.rules.plan import scenario
from duzhi.money.treasury.rules.plan.scenario import Outcome
from duzhi.money.treasury.rules.plan.terms import DAILY, HARD


class Today(NamedTuple):
    """The plan in numbers, and what is owed besides; fen."""

    start: date
    free_fen: int
    """In the general purse, before anything is paid."""
    pays: int
    pays_fen: int
    low_on: date
    low_fen: int
    """The lowest end of a day among the days planned one by one."""
    danger_fen: int | None
    held: int
    """Hard dates that are not met when due, among those days."""
    held_fen: int
    gap: Outcome
    """首个三保缺口月."""
    owed: int
    owed_fen: int


def today(board: Board, on: date) -> Today:
    """The numbers of a plan that was made for a day."""
    slots = board.plan.slots[:DAILY]
    cash = board.balances()[: len(slots)]
    low = min(range(len(slots)), key=lambda slot: (cash[slot], slot))
    pays = [one.request.amount_fen for one in board.paid_today()]
    hard = [
        one.request
        for one in board.items.values()
        if one.request.tier == HARD and one.state == WAITING and one.id in board.holds
    ]
    late = [one.amount_fen for one in hard if one.due < slots[-1].end]
    open_ = [one.open_fen for one in registers.owed(own_region(board.region), on) if one.open_fen]
    return Today(
        board.start,
        sum(one.amount for one in board.purses if one.kind == purses.GENERAL),
        len(pays),
        sum(pays),
        slots[low].start,
        cash[low],
        board.danger_fen,
        len(late),
        sum(late),
        scenario.compare(board.plan, board.plan),
        len(open_),
        sum(open_),
    )
