"""The cash plan as the page shows it: purses by kind, rows of the order, one request explained."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from duzhi.money.treasury.queries.asked import Item
from duzhi.money.treasury.queries.board import Board, Inputs, planned
from duzhi.money.treasury.queries.plain import is_held, ordered, purse_of
from duzhi.money.treasury.rules import purses
from duzhi.money.treasury.rules.arrears import APPROVED, REVIEW, WAITING
from duzhi.money.treasury.rules.plan import scenario, words
from duzhi.money.treasury.rules.plan.explain import GUARD, REASONS, Hold
from duzhi.money.treasury.rules.plan.flows import ROUTINE
from duzhi.money.treasury.rules.plan.terms import DAILY

TODAY, DATED, LATER, BACK, UNLISTED = "今日", "已排", "暂缓", "退回", "待列指标"
_COLOURS = {LATER: "yellow", BACK: "red", UNLISTED: "blue"}
_STEP = 1_000_000
"""What would help is said in whole 万元."""

_FEW = 200
"""Requests up to which a plan is made some twenty times within a second."""


class Kind(NamedTuple):
    """A kind of purse: what it holds, what is paid from it today, and its purses; fen."""

    kind: str
    name: str
    amount_fen: int
    today_fen: int
    purses: tuple[tuple[str, int], ...]

    @property
    def after_fen(self) -> int:
        """What is left when today is paid."""
        return self.amount_fen - self.today_fen

    @property
    def planned(self) -> bool:
        """Whether the plan may touch it."""
        return self.kind != purses.CUSTODY


class Line(NamedTuple):
    """A row of the order."""

    item: Item
    tier: str
    first: bool
    """Whether it begins its tier."""
    purse: str
    pay_on: date | None
    state: str
    colour: str
    why: str


class Try(NamedTuple):
    """What paying on a day would mean: the lowest day of the month ahead; fen."""

    on: date
    chosen: bool
    lowest_on: date
    expected_fen: int
    cautious_fen: int
    distance_fen: int


class Told(NamedTuple):
    """为什么今天不付这一笔."""

    line: Line
    held: Hold | None
    rule: str
    tries: tuple[Try, ...]
    ahead: tuple[tuple[str, int, int], ...]
    least_fen: int | None
    """The least that would have to be in the purse today for it to be paid."""
    part_fen: int
    """What could be paid today if it were paid in two parts."""


class Summary(NamedTuple):
    """The answer: what is paid today, what has a day, what waits; fen."""

    today: Sequence[Line]
    dated: Sequence[Line]
    waiting: Sequence[Line]
    opening_fen: int
    inflow_fen: int
    routine_fen: int
    closing_fen: int


def kinds(board: Board) -> list[Kind]:
    """Purses by kind, the untouchable last."""
    paid: dict[str, int] = {}
    for parts in board.plan.payments.values():
        for one in parts:
            if one.slot == 0:
                kind = one.purse.partition("/")[0]
                paid[kind] = paid.get(kind, 0) + one.amount_fen
    found = []
    for kind, name in purses.KINDS.items():
        own = [one for one in board.purses if one.kind == kind]
        held = tuple((one.name, one.amount) for one in own)
        found.append(Kind(kind, name, sum(fen for _, fen in held), paid.get(kind, 0), held))
    return found


def lines(board: Board) -> list[Line]:
    """The order of what is due within the days planned one by one."""
    slots = board.plan.slots
    end = slots[min(DAILY, len(slots)) - 1].end
    found: list[Line] = []
    for item in ordered(board):
        if item.request.due < end and item.state not in (REVIEW, APPROVED):
            tier = words.tier_name(item.request.tier)
            first = not found or found[-1].tier != tier
            found.append(_line(board, item, tier, first=first))
    return found


def not_yet(board: Board) -> list[tuple[str, int, int]]:
    """What is asked for and cannot be paid yet: state, requests, fen."""
    found = []
    for state in (APPROVED, REVIEW):
        own = [one.request.amount_fen for one in board.items.values() if one.state == state]
        if own:
            found.append((state, len(own), sum(own)))
    return found


def summary(board: Board, rows: Sequence[Line]) -> Summary:
    """The headline's numbers."""
    first = board.plan.slots[0].end
    day = [one for one in board.flows if one.on < first]
    routine = sum(one.amount_fen for one in day if one.kind == ROUTINE)
    return Summary(
        [one for one in rows if one.state == TODAY],
        [one for one in rows if one.state == DATED],
        [one for one in rows if one.state not in (TODAY, DATED)],
        sum(one.amount for one in board.purses if one.kind != purses.CUSTODY),
        sum(one.amount_fen for one in day if one.kind != ROUTINE),
        -routine,
        board.balances()[0],
    )


def told(board: Board, given: Inputs, number: str) -> Told | None:
    """One request explained; None where there is none of this number."""
    item = board.items.get(number)
    if item is None:
        return None
    held = board.holds.get(number)
    line = _line(board, item, words.tier_name(item.request.tier), first=True)
    if item.state != WAITING or held is None:
        return Told(line, None, line.why, (), (), None, 0)
    ahead = tuple((words.tier_name(one.tier), one.number, one.amount_fen) for one in held.ahead)
    part = max(0, held.room_fen) if held.room_fen < item.request.amount_fen else 0
    tries = tuple(_tries(board, item, held)) if held.reason == GUARD else ()
    rule = REASONS.get(held.reason, "")
    return Told(line, held, rule, tries, ahead, _least(given, held), part)


def _line(board: Board, item: Item, tier: str, *, first: bool) -> Line:
    done = board.plan.done(item.id)
    pay_on = board.plan.pay_on(item.id)
    if item.state != WAITING:
        state = item.state
    elif done == 0:
        state = TODAY
    else:
        state = LATER if is_held(board, item) else DATED
    why = board.reason(item) if state not in (TODAY, DATED) else item.note
    purse = board.purse_name(purse_of(board, item)) or "—"
    return Line(item, tier, first, purse, pay_on, state, _COLOURS.get(state, ""), why)


def _tries(board: Board, item: Item, held: Hold) -> Iterator[Try]:
    """Today, the last day that is still too early, and the day of the plan."""
    done = board.plan.done(item.id)
    slots = board.plan.slots[:DAILY]
    days = [held.slot]
    if done is not None and done < len(slots):
        before = [number for number in range(held.slot + 1, done) if not slots[number].closed]
        days += [*before[-1:], done]
    for day in days:
        yield _try(board, item, day, chosen=day == done)


def paid_in(board: Board, item: Item, day: int, *, cautious: bool = False) -> list[int]:
    """Cash at the end of every day if this request were paid in another slot; fen."""
    done = board.plan.done(item.id)
    fen = item.request.amount_fen
    series = board.balances(cautious=cautious)
    kept = len(series) if done is None else done
    return [
        one + (fen if slot >= kept else 0) - (fen if slot >= day else 0)
        for slot, one in enumerate(series[:DAILY])
    ]


def _try(board: Board, item: Item, day: int, *, chosen: bool) -> Try:
    expected = paid_in(board, item, day)
    cautious = paid_in(board, item, day, cautious=True)
    low = min(range(day, len(cautious)), key=lambda slot: (cautious[slot], slot))
    slots = board.plan.slots
    distance = cautious[low] - (board.danger_fen or 0)
    return Try(slots[day].start, chosen, slots[low].start, expected[low], cautious[low], distance)


def _least(given: Inputs, held: Hold) -> int | None:
    """The least more in the purse that pays it when due, in whole 万元.

    Found by planning again and again, which larger plans have no time for: there the sum that is
    known to be enough is said.
    """
    if not held.purse:
        return None
    if len(given.items) > _FEW:
        return held.extra_fen

    def paid(fen: int) -> bool:
        return planned(given, extra={held.purse: fen}).plan.done(held.request) == held.slot

    return scenario.smallest(held.extra_fen, paid, _STEP)
