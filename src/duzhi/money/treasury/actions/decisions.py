"""Lending between purses and payments out of turn: two named people, and never below zero."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding, Refused
from duzhi.ledger import api as ledger
from duzhi.money.treasury import postings
from duzhi.money.treasury.models import Lending, SpecialPayment
from duzhi.money.treasury.queries import held, registers
from duzhi.money.treasury.rules import decisions
from duzhi.money.treasury.rules.purses import control
from duzhi.office import api as office

_SIGNER = "director"
"""The role that hears of what waits for a second signature; his deputies may sign as well."""


@transaction.atomic
def ask_lending(
    *,
    region: str,
    between: tuple[str, str],
    amount_fen: int,
    reason: str,
    on: date,
    return_on: date,
    by: str,
    at: datetime,
) -> Lending:
    """Ask that the first of two purses lends to the other; nothing moves before another signs.

    Raises:
        Refused: the same purse twice, no amount or more than it holds, custody money, a day that
            is reported already, or a return before the day.
    """
    lender, borrower = between
    ask = decisions.Ask(lender, borrower, amount_fen, on, return_on)
    reported_on = registers.last_purse_day(region, date.max)
    name = held.called(region, lender)
    _hold_to(decisions.check_lending(ask, reported_on, _left(region, lender), name))
    row = Lending.objects.create(
        region=region,
        on=on,
        lender=lender,
        borrower=borrower,
        amount=amount_fen,
        reason=reason,
        return_on=return_on,
        state=decisions.ASKED,
        asked_by=by,
    )
    office.log(_lending_ref(row), "申请暂付", by=by, at=at, note=reason)
    office.todo(_lending_ref(row), "签批资金来源间暂付", role=_SIGNER, by=by, at=at)
    return row


@transaction.atomic
def sign_lending(*, number: int, by: str, at: datetime) -> Lending:
    """The second person signs and the money moves between the purses.

    Raises:
        Refused: already decided, the same person, or the lender holds less.
    """
    row = Lending.objects.select_for_update().get(pk=number)
    _hold_to(decisions.check_step(row.state, decisions.ASKED, "签批"))
    office.separate(row.asked_by, by, "资金来源间暂付")
    name = held.called(row.region, row.lender)
    _hold_to(decisions.check_room(name, _left(row.region, row.lender), row.amount))
    row.state, row.signed_by = decisions.SIGNED, by
    row.save(update_fields=["state", "signed_by"])
    office.log(_lending_ref(row), "签批暂付", by=by, at=at, note=row.reason)
    office.done(_lending_ref(row), by=by, at=at)
    facts = (row.region, row.lender, row.borrower, row.amount)
    ledger.post([postings.lent(_lending_ref(row), row.on, *facts)], by=by, at=at)
    return row


@transaction.atomic
def return_lending(*, number: int, on: date, by: str, at: datetime) -> Lending:
    """Give the money back to the purse that lent it.

    Raises:
        Refused: it was not lent, or the borrower holds less.
    """
    row = Lending.objects.select_for_update().get(pk=number)
    _hold_to(decisions.check_step(row.state, decisions.SIGNED, "归还"))
    _hold_to(decisions.check_return(row.on, on))
    name = held.called(row.region, row.borrower)
    _hold_to(decisions.check_room(name, _left(row.region, row.borrower), row.amount))
    row.state, row.returned_on = decisions.RETURNED, on
    row.save(update_fields=["state", "returned_on"])
    office.log(_lending_ref(row), "归还暂付", by=by, at=at)
    ref = Ref(decisions.LENDING_BACK, str(row.pk))
    ledger.post(
        [postings.lent(ref, on, row.region, row.borrower, row.lender, row.amount)], by=by, at=at
    )
    return row


@transaction.atomic
def void_lending(*, number: int, reason: str, by: str, at: datetime) -> Lending:
    """Take an ask back before it is signed; the record stays.

    Raises:
        Refused: it is signed already: then the money goes back by `return_lending`.
    """
    row = Lending.objects.select_for_update().get(pk=number)
    _hold_to(decisions.check_step(row.state, decisions.ASKED, "作废"))
    row.state = decisions.VOID
    row.save(update_fields=["state"])
    office.log(_lending_ref(row), "作废暂付", by=by, at=at, note=reason)
    office.done(_lending_ref(row), by=by, at=at)
    return row


@transaction.atomic
def ask_special(
    *, region: str, request: str, amount_fen: int, on: date, reason: str, by: str, at: datetime
) -> SpecialPayment:
    """The first of two people puts a request out of turn, with a reason.

    Raises:
        Refused: no reason, or the request is already out of turn.
    """
    standing = SpecialPayment.objects.filter(region=region, request=request)
    taken = standing.exclude(state=decisions.VOID).exists()
    _hold_to(decisions.check_special(request, reason, taken=taken))
    row = SpecialPayment.objects.create(
        region=region,
        request=request,
        on=on,
        amount=amount_fen,
        reason=reason,
        state=decisions.ASKED,
        first_by=by,
        first_at=at,
    )
    office.log(_special_ref(row), "提出特批拨付", by=by, at=at, note=reason)
    office.todo(_special_ref(row), "签批特批拨付", role=_SIGNER, by=by, at=at)
    return row


@transaction.atomic
def approve_special(*, number: int, by: str, at: datetime) -> SpecialPayment:
    """The second person signs: from now on the plan pays it first, and the report prints it.

    Raises:
        Refused: already decided, or the same person.
    """
    row = SpecialPayment.objects.select_for_update().get(pk=number)
    _hold_to(decisions.check_step(row.state, decisions.ASKED, "签批"))
    office.separate(row.first_by, by, "特批拨付")
    row.state, row.second_by, row.second_at = decisions.SIGNED, by, at
    row.save(update_fields=["state", "second_by", "second_at"])
    office.log(_special_ref(row), "签批特批拨付", by=by, at=at, note=row.reason)
    office.done(_special_ref(row), by=by, at=at)
    return row


@transaction.atomic
def void_special(*, number: int, reason: str, by: str, at: datetime) -> SpecialPayment:
    """Take a request back into its turn; the record stays.

    Raises:
        Refused: it is void already.
    """
    row = SpecialPayment.objects.select_for_update().get(pk=number)
    _hold_to(decisions.check_open(row.state))
    row.state = decisions.VOID
    row.save(update_fields=["state"])
    office.log(_special_ref(row), "作废特批拨付", by=by, at=at, note=reason)
    office.done(_special_ref(row), by=by, at=at)
    return row


def _hold_to(findings: Sequence[Finding]) -> None:
    if findings:
        raise Refused(findings)


def _left(region: str, purse: str) -> int:
    """What the ledger knows in a purse, fen."""
    kind, _, code = purse.partition("/")
    return ledger.available(postings.PURSE_AVAILABLE, control(region, kind, code))


def _lending_ref(row: Lending) -> Ref:
    """The document of a lending."""
    return Ref(decisions.LENDING, str(row.pk))


def _special_ref(row: SpecialPayment) -> Ref:
    """The document of a payment out of turn."""
    return Ref(decisions.SPECIAL, str(row.pk))
