"""What a cash plan is made of: slots of time, purses, requests, payments, tiers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

HARD, GUARANTEED, WAGES, PRIVATE, KEY, OTHER = range(6)
TIERS = ("硬日期", "三保", "农民工工资", "民企账款", "重点", "一般")
"""Names of the tiers of Appendix J1 by number."""
LIVELIHOOD, PAYROLL, RUNNING = "民生", "工资", "运转"
BLOCKS = (LIVELIHOOD, PAYROLL, RUNNING)
"""The three blocks of 三保: equals unless an order is set."""
DAILY, WEEK = 30, 7

Progress = Callable[[int, int], None]
"""Called with (parts done, parts in all); what it raises stops the plan."""


class Slot(NamedTuple):
    """One step of the plan: a day, or a week after the first thirty days; `end` is exclusive."""

    start: date
    end: date


class Purse(NamedTuple):
    """Money with one lawful use.

    `cash` is the expected balance at the end of every slot if nothing of the plan were paid;
    `guarded` the same by the cautious forecast, less what the 警戒线 keeps (None: no line).
    """

    code: str
    cash: tuple[int, ...]
    guarded: tuple[int, ...] | None = None


class Request(NamedTuple):
    """What somebody asks to be paid; `purses` are the admissible ones, the preferred first."""

    id: str
    tier: int
    purses: tuple[str, ...]
    due: date
    amount_fen: int
    divisible: bool = False
    block: str = ""


class Payment(NamedTuple):
    """Part or all of a request, paid in a slot from a purse; fen."""

    request: str
    slot: int
    purse: str
    amount_fen: int


class Rules(NamedTuple):
    """What a bureau may set: the order inside 三保, and from which tier the 警戒线 holds."""

    block_order: tuple[str, ...] = ()
    guarded_from: int = WAGES
    exact_up_to: int = 50
    """Requests that still are solved exactly together."""
    effort: int = 400_000
    """Steps of the exact search, for all parts of a plan together; where they are used up, and in
    larger plans, `near` plans and says how good that is at most."""


class Rank(NamedTuple):
    """How one rank came out: what it is worth (fen × days) beside the bound of its own LP."""

    tier: int
    block: str
    number: int
    paid_fen: int
    value: int
    bound: int
    proven: bool
    """No other plan of this rank is worth more."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is paid when; `payments` by request, empty where nothing is paid until the horizon."""

    slots: tuple[Slot, ...]
    purses: Mapping[str, Purse]
    requests: Mapping[str, Request]
    payments: Mapping[str, tuple[Payment, ...]]
    ranks: tuple[Rank, ...]
    rules: Rules

    @property
    def horizon(self) -> date:
        """The first day after the plan."""
        return self.slots[-1].end

    def done(self, request: str) -> int | None:
        """The slot in which a request is paid in full; None when it is not."""
        parts = self.payments.get(request, ())
        if sum(one.amount_fen for one in parts) < self.requests[request].amount_fen:
            return None
        return max(one.slot for one in parts)

    def pay_on(self, request: str) -> date | None:
        """The day it is paid in full: within a week not before it is due."""
        slot = self.done(request)
        if slot is None:
            return None
        return max(self.slots[slot].start, self.requests[request].due)


def grid(on: date, end: date) -> tuple[Slot, ...]:
    """Thirty days from `on`, then weeks until `end` (exclusive); the last week may be short.

    >>> year = date(2024, 1, 1)
    >>> len(grid(date(2023, 7, 3), year)), len(grid(date(2023, 12, 30), year))
    (52, 2)
    """
    slots: list[Slot] = []
    start = on
    while start < end:
        days = 1 if len(slots) < DAILY else WEEK
        slots.append(Slot(start, min(start + timedelta(days), end)))
        start = slots[-1].end
    return tuple(slots)


def slot_of(slots: tuple[Slot, ...], due: date) -> int:
    """The first slot in which something due on a day waits; one past the last when none does."""
    for number, slot in enumerate(slots):
        if due < slot.end:
            return number
    return len(slots)


def weights(slots: tuple[Slot, ...]) -> tuple[int, ...]:
    """Days from a payment in each slot to the horizon."""
    return tuple((slots[-1].end - slot.start).days for slot in slots)


def order(request: Request) -> tuple[date, int, str]:
    """Who goes first among equals: the earlier due, then the larger."""
    return request.due, -request.amount_fen, request.id


def large_first(request: Request) -> tuple[int, str]:
    """Who is chosen first where the large ones fit worst: by amount."""
    return -request.amount_fen, request.id
