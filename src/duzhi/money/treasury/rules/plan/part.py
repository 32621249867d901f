"""A part of a rank that shares no purse with the rest, ready to be solved by itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from duzhi.money.treasury.rules.plan.room import Room
from duzhi.money.treasury.rules.plan.terms import Payment, Request, order, slot_of, weights


@dataclass(frozen=True, slots=True)
class Part:
    """Requests of one rank that compete, in their order, and what their purses can pay."""

    requests: tuple[Request, ...]
    caps: Mapping[str, Sequence[int]]
    """Payable from a purse up to every slot, fen; never falling (`room.Room.caps`)."""
    closed: Mapping[str, Sequence[bool]]
    weights: tuple[int, ...]
    releases: Mapping[str, Mapping[str, int]]
    """Request → purse → the first slot in which it could be paid if it were alone."""

    @property
    def slots(self) -> int:
        """How many slots the plan has."""
        return len(self.weights)

    def worth(self, payments: Iterable[Payment]) -> int:
        """Σ amount × days from payment to horizon."""
        return sum(one.amount_fen * self.weights[one.slot] for one in payments)


def parts(requests: Sequence[Request], room: Room, *, guarded: bool) -> Iterator[Part]:
    """Cut a rank into parts that share no purse."""
    for own in _groups(requests, room.purses):
        codes = sorted({code for one in own for code in one.purses if code in room.purses})
        caps = room.caps(codes, guarded=guarded)
        closed = {code: tuple(room.closed[code]) for code in codes}
        releases = {one.id: _release(one, room, caps, closed) for one in own}
        yield Part(tuple(sorted(own, key=order)), caps, closed, weights(room.slots), releases)


def _groups(requests: Sequence[Request], known: Mapping[str, object]) -> list[list[Request]]:
    """Requests linked by common purses; what names no known purse is left out."""
    leader: dict[str, str] = {}

    def find(code: str) -> str:
        while leader.setdefault(code, code) != code:
            code = leader[code]
        return code

    served = [(one, [code for code in one.purses if code in known]) for one in requests]
    for _, codes in served:
        for other in codes[1:]:
            leader[find(other)] = find(codes[0])
    found: dict[str, list[Request]] = {}
    for one, codes in served:
        if codes:
            found.setdefault(find(codes[0]), []).append(one)
    return [found[code] for code in sorted(found)]


def _release(
    one: Request,
    room: Room,
    caps: Mapping[str, Sequence[int]],
    closed: Mapping[str, Sequence[bool]],
) -> dict[str, int]:
    least = 1 if one.divisible else one.amount_fen
    due = slot_of(room.slots, one.due)
    found = {}
    for code in one.purses:
        for slot in range(due, len(room.slots) if code in caps else 0):
            if not closed[code][slot] and caps[code][slot] >= least:
                found[code] = slot
                break
    return found
