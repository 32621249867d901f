"""Asking for the controls: everything they look at, read by as few queries as it takes."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection

from duzhi.kernel.finding import Finding
from duzhi.money.budget.api import QuotaView
from duzhi.money.payments import flow
from duzhi.money.payments.models import PaymentLine, PaymentRequest
from duzhi.money.payments.queries import funds, registers, watched
from duzhi.money.payments.queries.requests import fill
from duzhi.money.payments.rules import controls
from duzhi.money.payments.rules import requests as words
from duzhi.money.payments.rules.asking import Ask, Barred
from duzhi.money.payments.rules.requests import PAYROLL, Draft
from duzhi.registry import api as registry

_LAST_MONTH, _COUNTY = 12, 6
_SOME = 200
"""Payees of a payroll batch that are looked at one by one; more are people of a roster."""
_KNOWN = """
SELECT account_digest, MIN(submitted_on), '', '', '', 0
FROM payments_paymentrequest
WHERE payee = %s AND submitted_on IS NOT NULL AND id <> %s
GROUP BY account_digest
UNION ALL
SELECT '', start, name, reason, source, CASE WHEN stops THEN 1 ELSE 0 END
FROM payments_barredpayee
WHERE region LIKE %s AND start <= %s AND ("end" IS NULL OR "end" > %s)
AND (name = %s OR (account_digest <> '' AND account_digest = %s))
"""


class History(NamedTuple):
    """What was paid before to the payees of a request."""

    recent_fen: tuple[int, ...]
    new_accounts: tuple[str, ...]
    units: Mapping[str, str]
    barred: tuple[Barred, ...]


def precheck(
    draft: Draft, view: QuotaView, on: date, free_fen: int | None, pk: int | None = None
) -> list[Finding]:
    """Everything that would be said on submitting, and about cash; nothing is kept."""
    found = words.check_draft(draft)
    if draft.payees:
        row = PaymentRequest(pk=pk, region=view.region, year=view.year)
        fill(row, draft, view)
        found += controls.check(ask(row, view, on))
        found += controls.beside(found, [one.finding for one in watched.said(row, on)])
        found += funds.over(row)
    return found + controls.check_cash(draft.amount_fen, free_fen)


def ask(row: PaymentRequest, quota: QuotaView, on: date) -> Ask:
    """Everything the controls look at, by a handful of queries."""
    large = registry.number("large_payment", on) * 100
    share = registry.ratio("split_payment_share", on)
    near = large * share <= row.amount < large
    bound = bool(quota.direct) or quota.to_person or on.month == _LAST_MONTH
    found = history(row, on, near=near, bound=bound)
    small = row.lines_count <= 1
    return Ask(
        on=on,
        amount_fen=row.amount,
        agency=row.agency,
        agency_name=row.agency_name,
        available_fen=quota.available_fen,
        quota_agency=quota.agency,
        payees=(row.payee,) if small else tuple(_payees(row)),
        units=found.units,
        new_accounts=found.new_accounts,
        recent_fen=found.recent_fen,
        method=row.method,
        due=row.due,
        year=row.year,
        dep_econ=row.dep_econ,
        quota_econ=quota.dep_econ,
        procurement=quota.procurement,
        contract=row.contract,
        agreed=registers.agreed(row),
        barred=found.barred,
        plan=registers.plan_room(row, on),
        to_person=quota.to_person,
        direct=bool(quota.direct),
        matching=quota.matching,
        bond=quota.bond,
        project=row.project,
        quota_project=quota.project,
        payroll=row.kind == PAYROLL,
        quota_payroll=quota.payroll,
        large_fen=large,
        split_share=share,
        own_items=registry.subject_scope("watch_own_account_items", on),
        card_subjects=registry.subject_scope("card_subjects", on),
        card_fen=registry.number("card_limit", on) * 100,
        card_basis=registry.law_at("card_subjects", on).basis,
        change_days=registry.number("payee_change_days", on),
    )


def history(row: PaymentRequest, on: date, *, near: bool, bound: bool) -> History:
    """Recent payments to the payee, payees with a new account, budget units, the blacklist.

    Recent ones count only `near` the limit, units only for `bound` money and in December: what no
    control can use is not read.
    """
    if row.kind == PAYROLL:
        return History((), (), {}, registers.barred_of(row, on))
    recent = _recent(row, on) if near else ()
    if row.lines_count > 1:
        units = _units(_payees(row), on) if bound else {}
        return History(recent, (), units, registers.barred_of(row, on))
    first, listed = _known(row, on)
    units = _units([row.payee], on) if bound else {}
    return History(recent, tuple(_changed(row, first, on)), units, listed)


def _recent(row: PaymentRequest, on: date) -> tuple[int, ...]:
    start = on - timedelta(days=registry.number("split_payment_days", on))
    recent = PaymentRequest.objects.filter(
        payee=row.payee, submitted_on__gte=start, state__in=(*flow.IN_FLIGHT, *flow.DONE)
    )
    return tuple(recent.exclude(pk=row.pk).order_by("pk").values_list("amount", flat=True))


def _known(row: PaymentRequest, on: date) -> tuple[dict[str, date], tuple[Barred, ...]]:
    """First day of each account of its payee, and the payee on the blacklist; by one query."""
    with connection.cursor() as cursor:
        county = f"{row.region[:_COUNTY]}%"
        own, account = (row.payee, row.pk or 0), (row.payee, row.account_digest)
        cursor.execute(_KNOWN, (*own, county, on, on, *account))
        rows = cursor.fetchall()
    first = {digest: _day(day) for digest, day, name, *_ in rows if not name}
    listed = [
        Barred(name, _day(day), reason, source, bool(stops))
        for _, day, name, reason, source, stops in rows
        if name
    ]
    return first, tuple(listed)


def _changed(row: PaymentRequest, first: Mapping[str, date], on: date) -> list[str]:
    """The payee, if it is known under an older account and its present one is new."""
    if not row.account_digest:
        return []
    start = on - timedelta(days=registry.number("payee_change_days", on))
    mine = first.get(row.account_digest)
    others = [digest for digest in first if digest != row.account_digest]
    return [row.payee] if others and (mine is None or mine > start) else []


def _day(found: date | str) -> date:
    """SQLite answers days as text where no model says otherwise."""
    return date.fromisoformat(found) if isinstance(found, str) else found


def _units(names: Sequence[str], on: date) -> dict[str, str]:
    return dict(registry.agencies(on).filter(name__in=names).values_list("name", "code"))


def _payees(row: PaymentRequest) -> list[str]:
    names = PaymentLine.objects.filter(request=row).order_by("no").values_list("payee", flat=True)
    return list(names[:_SOME])
