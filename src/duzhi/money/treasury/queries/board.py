"""The cash plan of a day: what it is made of is read here, the deciding is in `rules.plan`."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from duzhi.money.payments import api as payments
from duzhi.money.treasury.queries import forecast, own_region, registers
from duzhi.money.treasury.queries import held as holding
from duzhi.money.treasury.queries.held import Held, first_day
from duzhi.money.treasury.queries.position import position
from duzhi.money.treasury.rules import purses
from duzhi.money.treasury.rules.arrears import APPROVED, PAYABLE, REVIEW, WAITING
from duzhi.money.treasury.rules.plan import explain, flows, words
from duzhi.money.treasury.rules.plan.explain import Hold, Shortage
from duzhi.money.treasury.rules.plan.flows import LENT, OWN, Flow, Scenario
from duzhi.money.treasury.rules.plan.solve import solve
from duzhi.money.treasury.rules.plan.terms import (
    DAILY,
    Plan,
    Progress,
    Request,
    Rules,
    Slot,
    grid,
)
from duzhi.registry import api as registry

_NO_CHANGE = Scenario()


@dataclass(frozen=True, slots=True)
class Item:
    """A request as people see it; `state` says whether it may be paid at all."""

    request: Request
    kind: str
    purpose: str
    agency: str
    state: str
    note: str = ""
    contact: str = ""
    special: bool = False

    @property
    def id(self) -> str:
        """Its number."""
        return self.request.id


@dataclass(frozen=True, slots=True)
class Board:
    """A plan with what people call its parts; amounts in fen."""

    region: str
    start: date
    as_of: date
    """The day whose balances it opens with."""
    purses: tuple[Held, ...]
    items: Mapping[str, Item]
    flows: tuple[Flow, ...]
    danger_fen: int | None
    plan: Plan
    holds: Mapping[str, Hold]
    shortages: tuple[Shortage, ...]

    def purse_name(self, code: str) -> str:
        """What people call a purse."""
        for one in self.purses:
            if one.place == code:
                return one.name
        return code.partition("/")[2] or code

    def paid_today(self) -> list[Item]:
        """What the plan pays on its first day."""
        return [one for one in self.items.values() if self.plan.done(one.id) == 0]

    def reason(self, item: Item) -> str:
        """Why it is not paid when due; empty where it is."""
        if item.state != WAITING:
            return f"{item.state}：{item.note}" if item.note else item.state
        held = self.holds.get(item.id)
        return words.reason(self.plan, held, self.purse_name(held.purse)) if held else ""

    def balances(self, *, cautious: bool = False) -> list[int]:
        """The whole treasury at the end of every slot with everything the plan pays."""
        opening = sum(one.amount for one in self.purses if one.kind != purses.CUSTODY)
        found = []
        for number, slot in enumerate(self.plan.slots):
            moved = sum(
                one.low_fen if cautious else one.amount_fen
                for one in self.flows
                if one.on < slot.end
            )
            paid = sum(
                part.amount_fen
                for parts in self.plan.payments.values()
                for part in parts
                if part.slot <= number
            )
            found.append(opening + moved - paid)
        return found


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a plan needs, read once; a scenario changes the flows alone."""

    region: str
    as_of: date
    slots: tuple[Slot, ...]
    purses: tuple[Held, ...]
    items: tuple[Item, ...]
    flows: tuple[Flow, ...]
    danger_fen: int | None
    rules: Rules


def inputs(region: str, on: date) -> Inputs | None:
    """Everything of a day; None where no split by purse is known up to it."""
    own = own_region(region)
    as_of = registers.last_purse_day(own, on)
    if as_of is None:
        return None
    start = first_day(on, as_of)
    slots = grid(start, date(start.year + 1, 1, 1))
    found = position(own, as_of)
    danger = found.average_fen * found.bands[0] if found and found.average_fen else None
    order = registry.choice("guarantee_block_order", start)
    held = tuple(holding.held(own, as_of, start))
    known = {one.place for one in held}
    return Inputs(
        own,
        as_of,
        slots,
        held,
        tuple(_items(own, start, known)),
        tuple(_flows(own, as_of, slots)),
        None if danger is None else int(danger),
        Rules(block_order=() if order == "equal" else tuple(order.split("、"))),
    )


def board(region: str, on: date, progress: Progress | None = None) -> Board | None:
    """The plan that starts on a day, or on the next working day when the day is closed."""
    given = inputs(region, on)
    return planned(given, progress=progress) if given else None


def made(region: str, on: date) -> tuple[Inputs | None, Board | None]:
    """What the plan of a day is made of, and the plan; nothing without a split by purse."""
    given = inputs(region, on)
    return given, planned(given) if given else None


def planned(
    given: Inputs,
    scenario: Scenario = _NO_CHANGE,
    *,
    extra: Mapping[str, int] | None = None,
    progress: Progress | None = None,
) -> Board:
    """Plan twice: restricted purses do not hang on the 警戒线, and what they keep counts to it."""
    changed = tuple(flows.changed(given.flows, scenario))
    opening = {
        one.place: one.amount + (extra or {}).get(one.place, 0)
        for one in given.purses
        if one.kind != purses.CUSTODY
    }
    requests = [one.request for one in given.items]
    bound = [code for code in opening if code != purses.MAIN]
    first = flows.purses(given.slots, {code: opening[code] for code in bound}, changed)
    only = [one for one in requests if one.purses and set(one.purses) <= set(bound)]
    restricted = solve(given.slots, first, only, given.rules)
    lines = {} if given.danger_fen is None else {purses.MAIN: _line(restricted, given.danger_fen)}
    plan = solve(
        given.slots,
        flows.purses(given.slots, opening, changed, lines),
        requests,
        given.rules,
        progress,
    )
    return Board(
        given.region,
        given.slots[0].start,
        given.as_of,
        given.purses,
        {one.id: one for one in given.items},
        changed,
        given.danger_fen,
        plan,
        {one.request: one for one in explain.holds(plan)},
        tuple(explain.shortages(plan)),
    )


def _line(restricted: Plan, danger_fen: int) -> list[int]:
    """What the general purse must keep so that the whole treasury keeps the 警戒线."""
    found = []
    for slot in range(len(restricted.slots)):
        held = sum(one.cash[slot] for one in restricted.purses.values())
        paid = sum(
            part.amount_fen
            for parts in restricted.payments.values()
            for part in parts
            if part.slot <= slot
        )
        found.append(max(0, danger_fen - (held - paid)))
    return found


def _items(region: str, start: date, known: Set[str]) -> Iterable[Item]:
    """What falls due, and arrears with a day to pay them; two people may put one before all."""
    signed = {one.request: one for one in registers.specials(region) if one.second_by}
    for due in registers.dues(region):
        special = signed.get(due.number)
        open_ = due.state == WAITING
        request = Request(
            due.number,
            words.OUT_OF_TURN if special else due.tier,
            purses.named(due.purses) if open_ or special else (),
            max(special.on, start) if special else due.on,
            due.amount,
            due.divisible,
            due.block,
        )
        told = (due.kind, due.purpose, due.agency, WAITING if special else due.state)
        yield Item(request, *told, due.note, due.contact, special is not None)
    yield from _asked(region, start, known, {due.number for due in registers.dues(region)})
    for one in registers.owed(region, start):
        if one.open_fen and one.row.plan_on:
            own = purses.named(one.row.purse)
            request = Request(one.row.number, one.row.tier, own, one.row.plan_on, one.open_fen)
            yield Item(request, "欠账", one.row.item, one.row.agency, WAITING, one.row.creditor)


def _asked(region: str, start: date, known: Set[str], listed: Set[str]) -> Iterable[Item]:
    """What payments know: reviewed requests wait for cash, approved papers for a quota."""
    for one in payments.waiting(region.removesuffix("000"), start):
        if one.id in listed:
            continue
        unlisted = one.kind == "请示"
        state = WAITING if one.state in PAYABLE else REVIEW
        state = APPROVED if unlisted else state
        asked = one.purses if state == WAITING else ()
        own = tuple(purses.held(purses.asked(purse), known) for purse in asked)
        request = Request(one.id, one.tier_hint, own, one.due, one.amount_fen)
        note = f"{one.since}批示，请预算股列指标" if unlisted else one.state
        yield Item(request, one.kind, one.purpose, one.unit, state, note)


def _flows(region: str, as_of: date, slots: Sequence[Slot]) -> Iterable[Flow]:
    """What the office lists, and own revenue by the model from where its list ends.

    The cautious end counts for the days planned one by one; weeks go on from there as expected.
    """
    daily = slots[min(DAILY, len(slots)) - 1].end
    listed = list(registers.expected(region, as_of + timedelta(1), slots[-1].end))
    own = [one.on for one in listed if one.kind == OWN]
    start = max(own, default=as_of) + timedelta(1)
    found = [Flow(one.on, one.purse, one.kind, one.name, one.amount, one.low) for one in listed]
    lent = holding.expected(region, slots[0].start)
    found += [Flow(one.on, one.purse, LENT, LENT, one.fen, one.fen) for one in lent]
    for flow in (*found, *forecast.flows(region, as_of, start)):
        yield flow if flow.on < daily else flow._replace(low_fen=flow.amount_fen)
