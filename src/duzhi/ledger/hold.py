"""Two phases: reserve → settle | release. What is reserved already counts against the limit."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from duzhi.kernel.entry import Entry, Key, Ref, cr, dr
from duzhi.kernel.finding import refuse
from duzhi.kernel.money import show
from duzhi.ledger import rows, tables
from duzhi.ledger.models import Reservation
from duzhi.ledger.write import Posted, booked


@transaction.atomic
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

    def held(keys: dict[Key, int]) -> tables.Statement:
        names = (str(source), control, available, reserved)
        return tables.RESERVATIONS.statement([(*names, keys[key], amount_fen, amount_fen)])

    return booked([Entry(source, "占用", on, lines)], by=by, at=at, also=held)[0]


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


def _finish(
    reservation: Ref, *, source: Ref, to: str, amount_fen: int, on: date, by: str, at: datetime
) -> Posted:
    held = Reservation.objects.select_related("key").get(source=str(reservation))
    key = rows.key_of(held.key)
    lines = (
        dr(to or held.available, key=key, amount_fen=amount_fen, control=held.control),
        cr(held.reserved, key=key, amount_fen=amount_fen, control=held.control),
    )
    (posted,) = booked([Entry(source, "支用" if to else "释放", on, lines)], by=by, at=at)
    if posted.new:
        taken = Reservation.objects.filter(pk=held.pk, remaining__gte=amount_fen).update(
            remaining=F("remaining") - amount_fen
        )
        if not taken:
            raise refuse(
                "ledger.not_reserved",
                f"{reservation}只占用了{show(held.remaining)}元，不能办理{show(amount_fen)}元；"
                "请核对占用单",
            )
    return posted
