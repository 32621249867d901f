"""A quick good plan of a part: slot by slot, who has waited longest first, then fill the rest."""

from bisect import bisect_right, insort
from collections.abc import Iterator

from duzhi.money.treasury.rules.plan.part import Part
from duzhi.money.treasury.rules.plan.terms import Payment, Request, order

_SWAPS = 40


def fill(part: Part) -> tuple[Payment, ...]:
    """A plan of the part that keeps every rule; above fifty requests it is close to the bound."""
    return tuple(_Filling(part).run())


class _Filling:
    """What is still owed and what every purse can still pay, while slots go by."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.left = {code: list(cap) for code, cap in part.caps.items()}
        self.owed = {one.id: one.amount_fen for one in part.requests}
        self.waiting: list[Request] = []
        """Unpaid so far, those with fewer purses first: they are the least free to move."""

    def run(self) -> Iterator[Payment]:
        releases = self.part.releases
        coming: dict[int, list[Request]] = {}
        for one in self.part.requests:
            if releases[one.id]:
                coming.setdefault(min(releases[one.id].values()), []).append(one)
        for slot in range(self.part.slots):
            for one in coming.get(slot, ()):
                insort(self.waiting, one, key=_first)
            if self.waiting:
                yield from self._pay(slot)

    def _pay(self, slot: int) -> Iterator[Payment]:
        room = {
            code: left[slot]
            for code, left in self.left.items()
            if left[slot] > 0 and not self.part.closed[code][slot]
        }
        if not room:
            return
        paid = self._first_fit(room, slot)
        for code in paid:
            self._swap(code, room, paid, slot)
        gone = {one.id for own in paid.values() for one in own}
        for code, own in paid.items():
            for one in own:
                yield self._take(Payment(one.id, slot, code, one.amount_fen))
        self.waiting = [one for one in self.waiting if one.id not in gone]
        yield from self._divide(room, slot)

    def _first_fit(self, room: dict[str, int], slot: int) -> dict[str, list[Request]]:
        """Whole requests in their order, each from its first purse that has the money."""
        paid: dict[str, list[Request]] = {code: [] for code in room}
        for one in self.waiting:
            for code in () if one.divisible else one.purses:
                if one.amount_fen <= room.get(code, 0) and self._released(one, code, slot):
                    room[code] -= one.amount_fen
                    paid[code].append(one)
                    break
        return paid

    def _released(self, one: Request, code: str, slot: int) -> bool:
        return self.part.releases[one.id].get(code, slot + 1) <= slot

    def _swap(
        self, code: str, room: dict[str, int], paid: dict[str, list[Request]], slot: int
    ) -> None:
        """Put a larger request in the place of a smaller one while that uses more of the rest."""
        own = paid[code]
        gone = {one.id for taken in paid.values() for one in taken}
        others = [
            one
            for one in self.waiting
            if not one.divisible and one.id not in gone and self._released(one, code, slot)
        ]
        others.sort(key=_amount)
        for _ in range(_SWAPS):
            found = _best_swap(own, others, room[code])
            if found is None:
                return
            out, into = found
            room[code] -= into.amount_fen - out.amount_fen
            own[own.index(out)] = into
            others.remove(into)
            insort(others, out, key=_amount)

    def _divide(self, room: dict[str, int], slot: int) -> Iterator[Payment]:
        """Divisible requests take what is left."""
        for one in [one for one in self.waiting if one.divisible]:
            for code in one.purses:
                part = min(self.owed[one.id], room.get(code, 0))
                if part > 0:
                    room[code] -= part
                    yield self._take(Payment(one.id, slot, code, part))
            if not self.owed[one.id]:
                self.waiting.remove(one)

    def _take(self, payment: Payment) -> Payment:
        self.owed[payment.request] -= payment.amount_fen
        take(self.left[payment.purse], payment.slot, payment.amount_fen)
        return payment


def take(left: list[int], slot: int, fen: int) -> None:
    """Pay in a slot: later slots have less, earlier ones at most what the slot keeps."""
    for later in range(slot, len(left)):
        left[later] -= fen
    least = left[slot]
    for earlier in range(slot - 1, -1, -1):
        if left[earlier] <= least:
            return
        left[earlier] = least


def _best_swap(
    paid: list[Request], others: list[Request], rest: int
) -> tuple[Request, Request] | None:
    """The exchange that leaves least of the rest; None where none uses any of it."""
    best, found = 0, None
    amounts = [one.amount_fen for one in others]
    for out in paid:
        place = bisect_right(amounts, out.amount_fen + rest) - 1
        if place >= 0 and amounts[place] - out.amount_fen > best:
            best, found = amounts[place] - out.amount_fen, (out, others[place])
    return found


def _first(one: Request) -> tuple[int, object]:
    return len(one.purses), order(one)


def _amount(one: Request) -> int:
    return one.amount_fen
