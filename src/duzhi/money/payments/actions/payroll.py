"""工资统发: a roster becomes one request per unit, quota and month, with a line per person."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding, Refused
from duzhi.money.budget import api as budget
from duzhi.money.payments import flow
from duzhi.money.payments.actions.requests import draft_request, redraft_request
from duzhi.money.payments.models import PaymentRequest
from duzhi.money.payments.rules import payroll as rules
from duzhi.money.payments.rules.payroll import Wage
from duzhi.money.payments.rules.requests import PAYROLL, PERSON, Draft, next_payday
from duzhi.registry import api as registry


@transaction.atomic
def import_payroll(
    *,
    rows: Sequence[Wage],
    file: intake.FileRef,  # noqa: ARG001 the roster stays with the intake
    declared: intake.Declared,  # noqa: ARG001 every row names its region
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Draft the batches of a roster; a batch that is still a draft is written anew.

    Raises:
        Refused: a person stands twice, a quota is unknown, or a batch was submitted already.
    """
    findings = rules.check(rows)
    found = rules.batches(rows)
    quotas = {key: _quota(wages[0], findings) for key, wages in found.items()}
    held = {key: _held(key) for key in found}
    findings += [
        Finding("payments.wage_submitted", f"{_origin(key)}已提交，不能重新导入；请先退回原申请")
        for key, row in held.items()
        if row is not None and row.state not in flow.EDITABLE
    ]
    if findings:
        raise Refused(findings)
    for key, wages in found.items():
        row, draft = held[key], _draft(wages)
        if row is None:
            draft_request(draft=draft, quota=quotas[key], origin=_origin(key), by=by, at=now)
        else:
            redraft_request(request=row.pk, draft=draft, quota=quotas[key], by=by, at=now)
    total = sum(row.amount_fen for row in rows)
    changed = sum(row is not None for row in held.values())
    return intake.Outcome(added=len(found) - changed, changed=changed, total_fen=total)


Batch = tuple[str, int, str, str, str]


def _quota(first: Wage, findings: list[Finding]) -> int:
    try:
        return budget.quota(first.region, first.year, first.quota).id
    except LookupError as fault:
        text = f"{fault}；请核对指标编号"
        findings.append(Finding("payments.wage_quota", text, place=first.place))
        return 0


def _held(key: Batch) -> PaymentRequest | None:
    rows = PaymentRequest.objects.filter(origin=_origin(key)).exclude(state=flow.VOID)
    return rows.order_by("pk").first()


def _origin(key: Batch) -> str:
    region, year, agency, quota, month = key
    return f"工资:{region}/{year}/{agency}/{quota}/{month}"


def _draft(wages: Sequence[Wage]) -> Draft:
    first = wages[0]
    start = date(int(first.month[:4]), int(first.month[4:]), 1)
    unit = registry.agency(first.agency, start)
    return Draft(
        region=first.region,
        agency=first.agency,
        agency_name=unit.name if unit else first.agency,
        purpose=f"{int(first.month[4:])}月工资",
        payees=[rules.payee(row) for row in wages],
        due=next_payday(registry.number("payday", start), start),
        kind=PAYROLL,
        creditor=PERSON,
    )
