"""Registers behind the controls: taken in from a file or a form, and a payee lifted again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.money.payments.models import BarredPayee, Contract, PlanLine
from duzhi.money.payments.queries import registers as queries
from duzhi.money.payments.rules import registers as rules
from duzhi.money.payments.rules.registers import BarredRow, ContractRow, PlanRow
from duzhi.money.payments.rules.requests import said
from duzhi.office import api as office
from duzhi.registry import api as registry

_CHUNK = 500
_PLACE = ("sheet", "row")
_BARRED = ("region", "name", "account_digest", "start")
_CONTRACT = ("region", "number")
_PLAN = ("region", "year", "number")


@transaction.atomic
def bar_payee(*, entry: BarredRow, by: str, at: datetime) -> BarredPayee:
    """Put a payee on the blacklist.

    Raises:
        Refused: something is missing, or it stands there already.
    """
    _refuse(rules.check_barred([entry]))
    values = _barred(entry)
    key = {name: values[name] for name in _BARRED}
    if BarredPayee.objects.filter(**key).exists():
        raise refuse("payments.barred_twice", f"{entry.name}当天已列入黑名单；请打开原记录")
    made = BarredPayee.objects.create(**values, by=by, at=at)
    office.log(queries.barred_ref(made), "列入收款人黑名单", by=by, at=at, note=made.reason)
    return made


@transaction.atomic
def lift_payee(*, payee: int, reason: str, on: date, by: str, at: datetime) -> BarredPayee:
    """解除: it may be paid again from a day on; another person than the one who listed it.

    Raises:
        Refused: it is lifted already, listed on this day, or by the same person.
    """
    row = BarredPayee.objects.select_for_update().get(pk=payee)
    if row.end is not None:
        text = f"{row.name}已定于 {row.end} 解除；不需要再解除"
        raise refuse("payments.barred_lifted", text)
    if on <= row.start:
        text = f"解除日期应晚于列入日期 {row.start}；请改用以后的日期"
        raise refuse("payments.barred_days", text)
    office.separate(row.by, by, f"收款人黑名单 {row.name}")
    row.end, row.lifted_by, row.lifted_why = on, by, said(reason)
    row.save(update_fields=["end", "lifted_by", "lifted_why"])
    office.log(queries.barred_ref(row), "解除收款人黑名单", by=by, at=at, note=row.lifted_why)
    return row


@transaction.atomic
def register_contract(*, entry: ContractRow, by: str, at: datetime) -> Contract:
    """Write a contract down.

    Raises:
        Refused: something is missing, or the number is taken.
    """
    today = timezone.localdate(at)
    _refuse([*rules.check_contracts([entry]), *rules.check_signed([entry], today)])
    if Contract.objects.filter(region=entry.region, number=entry.number).exists():
        text = f"合同 {entry.number} 已登记；有变更的请导入采购合同（PAY-04）"
        raise refuse("payments.contract_taken", text)
    made = Contract.objects.create(**_contract(entry), by=by, at=at)
    ref = queries.contract_ref(made)
    office.log(ref, "登记采购合同", by=by, at=at, after={"amount": made.amount})
    return made


@transaction.atomic
def import_barred(
    *,
    rows: Sequence[BarredRow],
    file: intake.FileRef,
    declared: intake.Declared,  # noqa: ARG001 every row names its region
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Take in a blacklist (PAY-03); who stands there is changed, nobody is taken away."""
    return _take_in(BarredPayee, _BARRED, rows, _barred, file=file, by=by, at=now)


@transaction.atomic
def import_contracts(
    *,
    rows: Sequence[ContractRow],
    file: intake.FileRef,
    declared: intake.Declared,  # noqa: ARG001 every row names its region
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Take in contracts (PAY-04); a number that stands is changed, none is taken away.

    Raises:
        Refused: one is signed on a day that has not come.
    """
    _refuse(rules.check_signed(rows, timezone.localdate(now)))
    share = registry.ratio("contract_supplement_share", max(row.signed_on for row in rows))
    findings = rules.check_supplements(rows, share)
    outcome = _take_in(Contract, _CONTRACT, rows, _contract, file=file, by=by, at=now)
    return replace(outcome, findings=tuple(findings))


@transaction.atomic
def import_plans(
    *,
    rows: Sequence[PlanRow],
    file: intake.FileRef,
    declared: intake.Declared,  # noqa: ARG001 every row names its region
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Take in 用款计划 (IN-08); a number that stands is changed, none is taken away.

    Plans above the quotas of the year are warned of: quotas may still come.
    """
    outcome = _take_in(PlanLine, _PLAN, rows, _plan, file=file, by=by, at=now)
    places = {(row.region, row.year, row.agency, row.fund_type) for row in rows}
    return replace(outcome, findings=tuple(queries.above_quota(places)))


def _take_in(
    model: type[models.Model],
    keys: Sequence[str],
    rows: Sequence[Any],
    values: Callable[[Any], Mapping[str, Any]],
    *,
    file: intake.FileRef,
    by: str,
    at: datetime,
) -> intake.Outcome:
    """Rows by their key: new ones are added, other contents are changed, same ones stay."""
    wanted = {tuple(found[key] for key in keys): found | {"sheet": row.sheet, "row": row.row}
              for row in rows for found in [dict(values(row))]}  # fmt: skip
    standing = queries.standing(model, keys, wanted)
    fresh = [
        model(**found, file=file.id, by=by, at=at)
        for key, found in wanted.items()
        if key not in standing
    ]
    changed = []
    for key, row in standing.items():
        found = {name: value for name, value in wanted[key].items() if name not in _PLACE}
        if any(getattr(row, name) != value for name, value in found.items()):
            for name, value in (wanted[key] | {"file": file.id}).items():
                setattr(row, name, value)
            row.save()
            changed.append(row)
    queries.manager(model).bulk_create(fresh, batch_size=_CHUNK)
    return intake.Outcome(
        added=len(fresh),
        changed=len(changed),
        same=len(standing) - len(changed),
        total_fen=sum(getattr(row, "amount_fen", 0) for row in rows),
    )


def _barred(row: BarredRow) -> dict[str, Any]:
    """Fields of a payee; a file without a 解除日期 takes none away."""
    found = {
        "region": row.region,
        "name": row.name.strip(),
        "account_masked": registry.mask_account(row.account),
        "account_digest": registry.account_index(row.account),
        "start": row.start,
        "reason": row.reason.strip(),
        "source": row.source.strip(),
        "stops": row.stops,
    }
    return found | ({"end": row.end} if row.end else {})


def _contract(row: ContractRow) -> dict[str, Any]:
    return {
        "region": row.region,
        "number": row.number,
        "agency": row.agency,
        "agency_name": row.agency_name,
        "title": row.title,
        "supplier": row.supplier.strip(),
        "amount": row.amount_fen,
        "supplement": row.more_fen,
        "paid_before": row.before_fen,
        "signed_on": row.signed_on,
    }


def _plan(row: PlanRow) -> dict[str, Any]:
    return {
        "region": row.region,
        "year": row.year,
        "number": row.number,
        "month": row.month,
        "agency": row.agency,
        "agency_name": row.agency_name,
        "fund_type": row.fund_type,
        "asked": row.asked_fen,
        "amount": row.amount_fen,
        "purpose": row.purpose,
    }


def _refuse(findings: Sequence[Finding]) -> None:
    if findings:
        raise Refused(findings)
