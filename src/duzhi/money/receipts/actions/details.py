"""IN-02, IN-03, IN-04: details the treasury's numbers must tie to; a file supersedes its month."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding
from duzhi.money.receipts.models import NonTaxSlip, Refund, TaxReceipt
from duzhi.money.receipts.rules import details, notices, treasury
from duzhi.money.receipts.rules.details import PAID_IN
from duzhi.office import api as office
from duzhi.registry import api as registry

_BATCH = 500
_LOGGED = 200
_LAST = ("_state", "file", "file_name", "sheet", "row", "scope", "id", "region")
"""Fields that do not say what a row is about."""
D = TypeVar("D", TaxReceipt, Refund, NonTaxSlip)


class Scope(NamedTuple):
    """What a file answers for."""

    region: str
    period: str
    what: str


@transaction.atomic
def import_taxes(
    *,
    rows: Sequence[Any],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """IN-02: tax receipts of a month, gross."""
    period = details.file_scope((row.booked_on for row in rows), declared.period)
    scope = Scope(declared.region or settings.HOME_REGION, period, "税票")
    outcome = _supersede(TaxReceipt, rows, scope, file, by, now)
    parts = (
        details.Part(row.number, row.subject, row.level, row.booked_on, row.amount_fen)
        for row in rows
    )
    wrong = details.check_shares(parts, _local_share)
    return _with(outcome, rows, wrong)


@transaction.atomic
def import_refunds(
    *,
    rows: Sequence[Any],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """IN-03: refunds of a year."""
    period = details.file_scope((row.on for row in rows), "", yearly=True)
    scope = Scope(declared.region or settings.HOME_REGION, period, "退库")
    return _with(_supersede(Refund, rows, scope, file, by, now), rows)


@transaction.atomic
def import_slips(
    *,
    rows: Sequence[Any],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """IN-04: non-tax slips of a month; only those paid in tie to the treasury."""
    period = details.file_scope((row.treasury_on or row.issued_on for row in rows), declared.period)
    scope = Scope(declared.region or settings.HOME_REGION, period, "缴款书")
    outcome = _supersede(NonTaxSlip, rows, scope, file, by, now)
    return _with(outcome, [row for row in rows if row.status == PAID_IN])


def _with(
    outcome: intake.Outcome, rows: Iterable[Any], findings: Sequence[Finding] = ()
) -> intake.Outcome:
    return intake.Outcome(
        added=outcome.added,
        changed=outcome.changed,
        withdrawn=outcome.withdrawn,
        same=outcome.same,
        total_fen=sum(row.amount_fen for row in rows),
        findings=(*outcome.findings, *findings),
        superseded=outcome.superseded,
    )


def _supersede(
    model: type[D],
    rows: Sequence[Any],
    scope: Scope,
    file: intake.FileRef,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Replace what a file answers for, document by document; the same ones stay as they are."""
    new = _made(model, rows, scope, file)
    old = _known(model, scope, new)
    changes: intake.Changes = intake.difference(_digests(old), _digests(new))
    for number in (*changes.changed, *changes.gone):
        for one in old[number]:
            one.delete()
    fresh = [one for number in (*changes.added, *changes.changed) for one in new[number]]
    model.objects.bulk_create(fresh, batch_size=_BATCH)
    if changes.changed or changes.gone:
        after = {
            "file": file.name,
            "changed": {n: _amounts(old[n], new[n]) for n in changes.changed[:_LOGGED]},
            "withdrawn": {n: _amounts(old[n], []) for n in changes.gone[:_LOGGED]},
        }
        ref = Ref("receipts.file", str(file.id))
        office.log(ref, f"更正{scope.what}", by=by, at=now, after=after)
    return intake.Outcome(
        added=len(changes.added),
        changed=len(changes.changed),
        withdrawn=len(changes.gone),
        same=len(changes.same),
        findings=tuple(notices.withdrawn(changes.gone, scope.what)),
        superseded=(f"{scope.region}/{scope.period}",),
    )


def _guarded(values: Mapping[str, Any]) -> dict[str, str]:
    """A person's number is stored masked; everybody's can be found by the blind index."""
    if "taxpayer_id" not in values:
        return {}
    identity = values["taxpayer_id"]
    person = details.is_person(identity)
    return {
        "taxpayer_id": details.mask_taxpayer(identity) if person else identity,
        "taxpayer_index": registry.account_index(identity),
    }


def _made(
    model: type[D], rows: Sequence[Any], scope: Scope, file: intake.FileRef
) -> dict[str, list[D]]:
    """New rows by number, the rows of one document numbered from 1."""
    found: dict[str, list[D]] = {}
    fields = [name for name in type(rows[0])._fields if name not in ("amount_fen", "number")]
    for row in rows:
        own = found.setdefault(row.number, [])
        values = {name: getattr(row, name) for name in fields}
        values |= _guarded(values)
        own.append(
            model(
                **values,
                region=scope.region,
                scope=scope.period,
                number=row.number,
                no=len(own) + 1,
                amount=row.amount_fen,
                file=file.id,
                file_name=file.name,
            )
        )
    return found


def _known(model: type[D], scope: Scope, new: dict[str, list[D]]) -> dict[str, list[D]]:
    """What stands for the file's period, and whatever else carries one of its numbers."""
    found: dict[int, D] = {}
    stored = model.objects.filter(region=scope.region)
    numbers = list(new)
    for start in range(0, len(numbers), _BATCH):
        some = stored.filter(number__in=numbers[start : start + _BATCH])
        found |= {one.pk: one for one in some}
    found |= {one.pk: one for one in stored.filter(scope=scope.period)}
    grouped: dict[str, list[D]] = {}
    for one in sorted(found.values(), key=lambda one: one.pk):
        grouped.setdefault(one.number, []).append(one)
    return grouped


def _digests(documents: dict[str, list[D]]) -> dict[str, str]:
    return {number: treasury.digest(map(_content, own)) for number, own in documents.items()}


def _content(one: Model) -> tuple[object, ...]:
    fields = sorted(vars(one).items())
    return tuple(value for name, value in fields if name not in _LAST)


def _amounts(old: Sequence[D], new: Sequence[D]) -> list[int]:
    return [sum(one.amount for one in old), sum(one.amount for one in new)]


def _local_share(subject: str, on: date) -> Fraction | None:
    try:
        return registry.tax_share(subject, on).county
    except LookupError:
        return None
