"""The best plan of a small part, proven: who is paid next, depth-first.

Some best plan pays its requests one after another, each in the first slot that can, not before the
one ahead of it: paying one earlier takes no money from those behind. So only orders are searched.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from duzhi.money.treasury.rules.plan.filling import fill, take
from duzhi.money.treasury.rules.plan.part import Part
from duzhi.money.treasury.rules.plan.terms import Payment

Left = dict[str, list[int]]


class Answer(NamedTuple):
    """A plan of a part, and whether no other is worth more."""

    payments: tuple[Payment, ...]
    proven: bool
    steps: int = 0
    bound: int = 0
    """What any plan is worth at most, fen × days, where this one is not proven best."""


class _State(NamedTuple):
    """What is paid so far: requests as bits, the slot and the place the last one was paid in."""

    paid: int
    slot: int
    last: int
    left: Left
    worth: int
    chosen: tuple[Payment, ...]


class _Choice(NamedTuple):
    slot: int
    place: int
    purse: str


def search(part: Part, effort: int) -> Answer:
    """The best plan, or the best one seen within `effort` steps."""
    return _Search(part, effort).run()


class _Search:
    def __init__(self, part: Part, effort: int) -> None:
        self.part = part
        self.whole = [one for one in part.requests if not one.divisible]
        self.divisible = tuple(one for one in part.requests if one.divisible)
        self.falls = [
            now - later for now, later in zip(part.weights, (*part.weights[1:], 0), strict=True)
        ]
        self.payments = fill(part)
        self.best = part.worth(self.payments)
        self.effort, self.steps = effort, 0
        self.seen: dict[tuple[object, ...], int] = {}

    def run(self) -> Answer:
        left = {code: list(cap) for code, cap in self.part.caps.items()}
        self._visit(_State(0, 0, -1, left, 0, ()))
        return Answer(self.payments, self.steps <= self.effort, self.steps)

    def _visit(self, state: _State) -> None:
        """Everything that can follow; what cannot beat the best is left out."""
        self.steps += 1
        if self.steps > self.effort or self._known(state):
            return
        choices = sorted(self._choices(state))
        if state.worth + self._most(state, choices) <= self.best:
            return
        if not choices or self.divisible:
            self._keep(state)
        for choice in choices:
            self._visit(self._after(state, choice))

    def _known(self, state: _State) -> bool:
        """Whether the same was reached before with no less."""
        ends = tuple(left[-1] for left in state.left.values())
        place = (state.paid, state.slot, state.last, ends)
        if self.seen.get(place, -1) >= state.worth:
            return True
        self.seen[place] = state.worth
        return False

    def _choices(self, state: _State) -> Iterator[_Choice]:
        """Every unpaid request with the first slot in which each of its purses can pay it."""
        for place, one in enumerate(self.whole):
            if state.paid >> place & 1:
                continue
            for code, release in self.part.releases[one.id].items():
                slot = self._first(state.left[code], code, one.amount_fen, max(release, state.slot))
                if slot == state.slot and place < state.last:
                    slot = self._first(state.left[code], code, one.amount_fen, slot + 1)
                if slot < self.part.slots:
                    yield _Choice(slot, place, code)

    def _first(self, left: list[int], code: str, fen: int, start: int) -> int:
        slot = bisect_left(left, fen, start)
        closed = self.part.closed[code]
        while slot < len(left) and closed[slot]:
            slot += 1
        return slot

    def _most(self, state: _State, choices: list[_Choice]) -> int:
        """What the rest may at most be worth: money and what is asked for, slot by slot."""
        whole = [0] * self.part.slots
        own = {code: [0] * self.part.slots for code in state.left}
        taken = 0
        for slot, place, code in choices:
            fen = self.whole[place].amount_fen
            own[code][slot] += fen
            if not taken >> place & 1:
                taken |= 1 << place
                whole[slot] += fen
        for one in self.divisible:
            for code, slot in self.part.releases[one.id].items():
                own[code][slot] += one.amount_fen
                whole[slot] += one.amount_fen
        return self._sum(state.left, whole, own)

    def _sum(self, left: Left, whole: list[int], own: Left) -> int:
        found = asked = 0
        wanted = dict.fromkeys(own, 0)
        for slot, fall in enumerate(self.falls):
            asked += whole[slot]
            paid = 0
            for code, row in own.items():
                wanted[code] += row[slot]
                paid += min(wanted[code], left[code][slot])
            found += fall * min(paid, asked)
        return found

    def _after(self, state: _State, choice: _Choice) -> _State:
        one = self.whole[choice.place]
        left = {**state.left, choice.purse: list(state.left[choice.purse])}
        take(left[choice.purse], choice.slot, one.amount_fen)
        payment = Payment(one.id, choice.slot, choice.purse, one.amount_fen)
        return _State(
            state.paid | 1 << choice.place,
            choice.slot,
            choice.place,
            left,
            state.worth + one.amount_fen * self.part.weights[choice.slot],
            (*state.chosen, payment),
        )

    def _keep(self, state: _State) -> None:
        payments = (*state.chosen, *self._divided(state.left))
        value = self.part.worth(payments)
        if value > self.best:
            self.best, self.payments = value, payments

    def _divided(self, left: Left) -> tuple[Payment, ...]:
        """Divisible requests take what the whole ones leave, as early as they can."""
        if not self.divisible:
            return ()
        part = self.part
        return fill(Part(self.divisible, left, part.closed, part.weights, part.releases))
