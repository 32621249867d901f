"""What is asked to be paid: dues, arrears with a day, requests and approved papers."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import date

from duzhi.kernel.workdays import Workdays
from duzhi.money.payments import api as payments
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.rules import purses
from duzhi.money.treasury.rules.arrears import APPROVED, PAYABLE, REVIEW, WAITING
from duzhi.money.treasury.rules.plan import words
from duzhi.money.treasury.rules.plan.dues import Ways, payable_on
from duzhi.money.treasury.rules.plan.terms import Request
from duzhi.registry import api as registry


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
    desk: str = ""
    """The office that has it in hand; empty for the treasury office."""

    @property
    def id(self) -> str:
        """Its number."""
        return self.request.id


_BUDGET, _CENTRE, _TREASURY = "预算股", "国库支付中心", "国库股"
_DESKS = {"待业务股": "业务股", "待初审": _CENTRE, "待复核": _CENTRE} | dict.fromkeys(
    PAYABLE, _TREASURY
)
"""Who has a request in hand at each step; before the first it is the unit itself."""


def items(region: str, start: date, known: Set[str], workdays: Workdays) -> Iterable[Item]:
    """Everything for a plan that starts on a day, off days on which the treasury is closed."""
    for one in _all(region, start, known):
        yield _on_worked_day(one, start, workdays)


def _all(region: str, start: date, known: Set[str]) -> Iterable[Item]:
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


def _on_worked_day(item: Item, start: date, workdays: Workdays) -> Item:
    """What falls due from the first day on moves off days on which the treasury is closed."""
    due = item.request.due
    if due < start or item.state != WAITING or workdays.opens(due):
        return item
    ways = Ways(
        registry.choice("closed_day_wages", due),
        registry.choice("closed_day_hard", due),
        registry.choice("closed_day_other", due),
    )
    on = max(start, payable_on(item.request, ways, workdays))
    moved = f"{words.day(due)}休息，{'提前' if on < due else '顺延'}到{words.day(on)}"
    note = f"{moved}；{item.note}" if item.note else moved
    return replace(item, request=item.request._replace(due=on), note=note)


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
        desk = _BUDGET if unlisted else _DESKS.get(one.state, "")
        yield Item(request, one.kind, one.purpose, one.unit, state, note, desk=desk or one.unit)
