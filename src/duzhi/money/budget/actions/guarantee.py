"""Taking in what 三保 needs: the province's list (REG-05), IN-13 三保测算表, IN-35 供养人员."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from duzhi.intake import api as intake
from duzhi.kernel.codes import home
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import ERROR, Finding, Refused
from duzhi.money.budget.models import GuaranteeItem, GuaranteeNeed, StaffPay
from duzhi.money.budget.queries import guarantee as queries
from duzhi.money.budget.rules import guarantee as rules
from duzhi.money.budget.rules.guarantee import ListRow, NeedRow, StaffRow
from duzhi.office import api as office

_BATCH = 500
_PLACES = ("id", "file", "file_name", "sheet", "row")
Rows = Sequence[Any]


@transaction.atomic
def import_list(
    *, rows: Sequence[ListRow], file: intake.FileRef, by: str, now: datetime, **_: object
) -> intake.Outcome:
    """REG-05: the province's list; with the first one the house's own skeleton is set aside."""
    made = [
        GuaranteeItem(
            code=row.code,
            block=row.block,
            name=row.name,
            measure=row.measure,
            payday=row.payday or 0,
            start=row.start,
            end=row.end,
            basis=row.basis,
            file=file.id,
        )
        for row in rows
    ]
    changes = _replace(GuaranteeItem, {}, lambda one: f"{one.code}/{one.start}", made)
    _log(file, "导入三保清单", by, now, changes)
    return _outcome(changes, 0, (), "list")


@transaction.atomic
def import_needs(
    *,
    rows: Sequence[NeedRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """IN-13: what every item needs; the file answers for its stages of 二上二下 in the year.

    Raises:
        Refused: a sum is wrong, or an item is not on the list of the year.
    """
    region, year = home(declared.region or settings.HOME_REGION), declared.year
    known = {one.code: one for one in queries.items(date(year, 1, 1))}
    findings = rules.check_needs(rows, known)
    if faults := [one for one in findings if one.severity == ERROR]:
        raise Refused(faults)
    made = [
        GuaranteeNeed(
            region=region,
            year=year,
            stage=row.stage,
            item=row.item,
            kind=row.kind,
            standard=row.standard_fen,
            persons=row.persons,
            months=row.months,
            need=row.need_fen,
            budget=row.budget_fen,
            file=file.id,
            file_name=file.name,
            sheet=row.sheet,
            row=row.row,
        )
        for row in rows
    ]
    stages = sorted({row.stage for row in rows})
    where = {"region": region, "year": year, "stage__in": stages}
    changes = _replace(GuaranteeNeed, where, lambda one: f"{one.stage}/{one.item}/{one.kind}", made)
    _log(file, "导入三保测算", by, now, changes)
    total = sum(row.need_fen for row in rows)
    return _outcome(changes, total, findings, *(f"{region}/{year}/{one}" for one in stages))


@transaction.atomic
def import_staff(
    *,
    rows: Sequence[StaffRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """IN-35: who is paid from the treasury; the file answers for its month in the region."""
    region = home(declared.region or settings.HOME_REGION)
    month = int(declared.period.replace("-", ""))
    made = [
        StaffPay(
            region=region,
            month=month,
            agency=row.agency,
            item=row.item,
            posts=row.posts,
            serving=row.serving,
            retired=row.retired,
            persons=row.persons,
            amount=row.amount_fen,
            payday=row.payday,
            file=file.id,
            file_name=file.name,
            sheet=row.sheet,
            row=row.row,
        )
        for row in rows
    ]
    where = {"region": region, "month": month}
    changes = _replace(StaffPay, where, lambda one: f"{one.agency}/{one.item}", made)
    _log(file, "导入供养人员", by, now, changes)
    return _outcome(changes, sum(row.amount_fen for row in rows), (), f"{region}/{month}")


def _replace(
    model: type[Any], where: Mapping[str, object], name: Callable[[Any], str], made: Rows
) -> intake.Changes:
    """Make the rows of a scope what a file says: same ones stay, others go or come."""
    old = {name(one): one for one in model.objects.filter(**where).order_by("pk")}
    new = {name(one): one for one in made}
    changes = intake.difference(
        {number: _content(one) for number, one in old.items()},
        {number: _content(one) for number, one in new.items()},
    )
    gone = [old[number].pk for number in (*changes.changed, *changes.gone)]
    for start in range(0, len(gone), _BATCH):
        model.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    fresh = [new[number] for number in (*changes.added, *changes.changed)]
    model.objects.bulk_create(fresh, batch_size=_BATCH)
    return changes


def _content(one: Any) -> str:  # noqa: ANN401 any of the three models
    """Everything but the place in a file."""
    names = [field.name for field in one._meta.concrete_fields]  # noqa: SLF001 Django's own model description
    return str([getattr(one, name) for name in names if name not in _PLACES])


def _log(file: intake.FileRef, verb: str, by: str, at: datetime, changes: intake.Changes) -> None:
    counts = {name: len(getattr(changes, name)) for name in ("added", "changed", "gone")}
    office.log(Ref("intake.file", str(file.id)), verb, by=by, at=at, after=counts)


def _outcome(
    changes: intake.Changes, total_fen: int, findings: Sequence[Finding], *scopes: str
) -> intake.Outcome:
    return intake.Outcome(
        added=len(changes.added),
        changed=len(changes.changed),
        withdrawn=len(changes.gone),
        same=len(changes.same),
        total_fen=total_fen,
        findings=tuple(findings),
        superseded=scopes,
    )
