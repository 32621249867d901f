"""Two phases: reserve → settle | release. What is reserved already counts against the limit."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from duzhi.kernel.entry import Entry, Key, Ref, cr, dr
from duzhi.kernel.finding import refuse
from duzhi.kernel.money import show
from duzhi.ledger import rows
from duzhi.ledger.models import Reservation
from duzhi.ledger.single import Hold
from duzhi.ledger.write import Posted, booked, post_one


class Step(NamedTuple):
    """What becomes of a reservation: fen to the account `to`, or back when it names none."""

    reservation: Ref
    source: Ref
    to: str
    amount_fen: int
    on: date


def reserve(
    *,
    source: Ref,
    accounts: tuple[str, str],
    key: Key,
    control: str,
    amount_fen: int,
    on: date,
    by: str,
    at: datetime,
) -> Posted:
    """Move an amount from available to reserved, `accounts` = (available, reserved).

    Raises:
        Conflict: the document reserved before with other content.
        Refused: not enough is available.
    """
    available, reserved = accounts
    lines = (
        dr(reserved, key=key, amount_fen=amount_fen, control=control),
        cr(available, key=key, amount_fen=amount_fen, control=control),
    )
    hold = Hold(str(source), control, available, reserved, key, amount_fen)
    return post_one(Entry(source, "占用", on, lines), by=by, at=at, holds=(hold,))


@transaction.atomic
def settle(
    reservation: Ref, *, source: Ref, spent: str, amount_fen: int, on: date, by: str, at: datetime
) -> Posted:
    """The reserved act happened: move the amount from reserved to the account `spent`.

    Raises:
        Refused: more than what is still reserved.
    """
    return _finish(reservation, source=source, to=spent, amount_fen=amount_fen, on=on, by=by, at=at)


@transaction.atomic
def release(
    reservation: Ref, *, source: Ref, amount_fen: int, on: date, by: str, at: datetime
) -> Posted:
    """The reserved act will not happen: give the amount back to available.

    Raises:
        Refused: more than what is still reserved.
    """
    return _finish(reservation, source=source, to="", amount_fen=amount_fen, on=on, by=by, at=at)


@transaction.atomic
def finish(steps: Sequence[Step], *, more: Sequence[Entry] = (), by: str, at: datetime) -> None:
    """Settle and release any number of reservations in one posting, with other entries beside it.

    Doing it one by one would take limits again after balances: two such writers could wait for
    each other.

    Raises:
        Refused: a step takes more than what is still reserved. Nothing was booked.
    """
    sources = {str(step.reservation) for step in steps}
    found = Reservation.objects.select_related("key").filter(source__in=sources)
    held = {row.source: row for row in found}
    entries = [_entry(step, held[str(step.reservation)]) for step in steps]
    posted = booked([*entries, *more], by=by, at=at)
    done = zip(steps, posted[: len(steps)], strict=True)
    for step, one in sorted(done, key=lambda pair: pair[0].reservation):
        if one.new:
            _take(held[str(step.reservation)], step)


def remaining(kind: str) -> dict[str, int]:
    """Fen still reserved by every document of a kind that holds something, by its name."""
    held = Reservation.objects.filter(source__startswith=f"{kind}:", remaining__gt=0)
    return dict(held.order_by("source").values_list("source", "remaining"))


def _finish(
    reservation: Ref, *, source: Ref, to: str, amount_fen: int, on: date, by: str, at: datetime
) -> Posted:
    held = Reservation.objects.select_related("key").get(source=str(reservation))
    step = Step(reservation, source, to, amount_fen, on)
    posted = post_one(_entry(step, held), by=by, at=at)
    if posted.new:
        _take(held, step)
    return posted


def _entry(step: Step, held: Reservation) -> Entry:
    key = rows.key_of(held.key)
    lines = (
        dr(step.to or held.available, key=key, amount_fen=step.amount_fen, control=held.control),
        cr(held.reserved, key=key, amount_fen=step.amount_fen, control=held.control),
    )
    return Entry(step.source, "支用" if step.to else "释放", step.on, lines)


def _take(held: Reservation, step: Step) -> None:
    taken = Reservation.objects.filter(pk=held.pk, remaining__gte=step.amount_fen).update(
        remaining=F("remaining") - step.amount_fen
    )
    if not taken:
        raise refuse(
            "ledger.not_reserved",
            f"{step.reservation}只占用了{show(held.remaining)}元，不能办理{show(step.amount_fen)}元；"
            "请核对占用单",
        )
