"""Closing a period of a 区划, and opening it again with a reason in the audit trail."""

from datetime import datetime

from django.db import transaction

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.kernel.period import Fiscal
from duzhi.ledger import gate
from duzhi.ledger.models import ClosedPeriod
from duzhi.office import api as office


@transaction.atomic
def close_period(region: str, fiscal: Fiscal, *, by: str, at: datetime) -> None:
    """No entry of this 区划 may be booked into the period from now on; closing twice is fine."""
    gate.hold()
    _, new = ClosedPeriod.objects.get_or_create(
        region=region, period=fiscal.code, defaults={"by": by, "closed_at": at}
    )
    if new:
        office.log(_ref(region, fiscal), "结账", by=by, at=at)


@transaction.atomic
def reopen_period(region: str, fiscal: Fiscal, *, reason: str, by: str, at: datetime) -> None:
    """Open a closed period again; the reason stands in the audit trail.

    Raises:
        Refused: it is not closed, or no reason is given.
    """
    if not reason.strip():
        raise refuse("ledger.no_reason", "反结账须写明理由，请补充后再办")
    gate.hold()
    deleted, _ = ClosedPeriod.objects.filter(region=region, period=fiscal.code).delete()
    if not deleted:
        raise refuse(
            "ledger.not_closed", f"{region}的{fiscal.year}年{fiscal.no}月没有结账，无需反结账"
        )
    office.log(_ref(region, fiscal), "反结账", by=by, at=at, note=reason)


def closed(region: str) -> list[Fiscal]:
    """The closed periods of a 区划, oldest first."""
    rows = ClosedPeriod.objects.filter(region=region).order_by("period")
    return [Fiscal.from_code(code) for code in rows.values_list("period", flat=True)]


def _ref(region: str, fiscal: Fiscal) -> Ref:
    return Ref("ledger.period", f"{region}/{fiscal.code}")
