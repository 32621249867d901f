"""Statements of bank and treasury (IN-10), and what they prove about payments of their days."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from duzhi.intake import api as intake
from duzhi.money.payments import flow
from duzhi.money.payments.models import PaymentRequest, StatementLine
from duzhi.money.payments.queries import banking, requests
from duzhi.money.payments.rules import statements as rules
from duzhi.office import api as office
from duzhi.registry import api as registry

_BATCH = 2_000


@transaction.atomic
def import_statements(
    *,
    rows: Sequence[rules.Entry],
    file: intake.FileRef,
    declared: intake.Declared,  # noqa: ARG001 every row names its region
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Take in a statement; it answers for its days and sides, then payments are compared.

    Requests of our own bank become 已清算 when the treasury agrees, 已对账 when all three do.
    """
    places = sorted({(row.side, row.region, row.on) for row in rows})
    gone = 0
    for side, region, on in places:
        old = StatementLine.objects.filter(side=side, region=region, on=on)
        gone += old.delete()[0]
    masks = {account: registry.mask_account(account) for account in {row.account for row in rows}}
    StatementLine.objects.bulk_create(
        (
            StatementLine(
                side=row.side, region=row.region, on=row.on, account=masks[row.account],
                payee=row.payee, amount=rules.net(row), serial=row.serial, summary=row.summary,
                voucher=row.voucher, file=file.id, sheet=row.sheet, row=row.row,
            )
            for row in rows
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    _reconcile({(region, on) for _, region, on in places}, by, now)
    return intake.Outcome(
        added=len(rows),
        withdrawn=gone,
        total_fen=sum(map(rules.net, rows)),
        superseded=tuple(f"{side}/{region}/{on}" for side, region, on in places),
    )


def _reconcile(places: Iterable[tuple[str, date]], by: str, at: datetime) -> None:
    for region, on in sorted(places):
        found = banking.compared([region], on, on + timedelta(days=1))
        day = found[0]
        if day.system_fen == day.treasury_fen:
            _advance(region, on, flow.BANK_PAID, flow.CLEAR, by, at)
        if day.agrees:
            _advance(region, on, flow.CLEARED, flow.RECONCILE, by, at)


def _advance(region: str, on: date, state: str, verb: str, by: str, at: datetime) -> None:
    rows = PaymentRequest.objects.select_for_update().filter(
        region=region, paid_on=on, state=state, held=""
    )
    for row in rows.order_by("pk"):
        row.state = flow.REQUEST.after(row.state, verb)
        row.save(update_fields=["state"])
        office.log(requests.ref(row), verb, by=by, at=at)
