"""REC-01: the year's revenue targets of townships and of the county's own part."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding, Refused
from duzhi.money.receipts.models import RevenueTarget
from duzhi.money.receipts.rules import notices, targets, treasury
from duzhi.money.receipts.rules.targets import DUTY, GENERAL, TAX, TargetRow
from duzhi.office import api as office

_DISTRICT = 6
_BUDGETS = {TAX: "budget.tax", GENERAL: "budget.general_revenue"}
Place = tuple[int, str, str]
"""Year, 区划 and measure: what has one target."""


@transaction.atomic
def import_targets(
    *,
    rows: Sequence[TargetRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """REC-01: a file answers for its years and measures in the declared region.

    Same targets stay, others become a new revision, those it no longer lists are withdrawn; where
    the whole differs from the approved budget it says so with both numbers.
    """
    district = (declared.region or settings.HOME_REGION)[:_DISTRICT]
    if findings := targets.check_rows(rows, district):
        raise Refused(findings)
    scopes = sorted({(row.year, row.measure) for row in rows})
    old = _standing(district, scopes)
    new = {_place(row): row for row in rows}
    changes = intake.difference(
        {_text(place): _digest(old[place]) for place in old},
        {_text(place): _digest(new[place]) for place in new},
    )
    known = {_text(place): place for place in (*old, *new)}
    ended = [known[text] for text in (*changes.changed, *changes.gone)]
    fresh = [known[text] for text in (*changes.added, *changes.changed)]
    RevenueTarget.objects.filter(pk__in=[old[place].pk for place in ended]).update(standing=False)
    last = _revisions(district, scopes)
    RevenueTarget.objects.bulk_create(
        [_made(new[place], last.get(place, 0) + 1, file) for place in fresh]
    )
    if fresh or ended:
        _log(file, by, now, [old[place] for place in ended], {one: new[one] for one in fresh})
    gone = [str(old[known[text]]) for text in changes.gone]
    return intake.Outcome(
        added=len(changes.added),
        changed=len(changes.changed),
        withdrawn=len(changes.gone),
        same=len(changes.same),
        total_fen=sum(row.amount_fen for row in rows),
        findings=(*notices.withdrawn(gone, "预期目标"), *_against_budget(rows, scopes, district)),
        superseded=tuple(f"{district}/{year}/{measure}" for year, measure in scopes),
    )


def _standing(district: str, scopes: Sequence[tuple[int, str]]) -> dict[Place, RevenueTarget]:
    found = RevenueTarget.objects.filter(_within(district, scopes), standing=True)
    return {(one.year, one.region, one.measure): one for one in found.order_by("pk")}


def _revisions(district: str, scopes: Sequence[tuple[int, str]]) -> dict[Place, int]:
    rows = RevenueTarget.objects.filter(_within(district, scopes)).order_by()
    fields = ("year", "region", "measure")
    found = rows.values_list(*fields).annotate(last=Max("revision"))
    return {(year, region, measure): last for year, region, measure, last in found}


def _within(district: str, scopes: Sequence[tuple[int, str]]) -> Q:
    found = Q(pk__in=())
    for year, measure in scopes:
        found |= Q(year=year, measure=measure, region__startswith=district)
    return found


def _against_budget(
    rows: Sequence[TargetRow], scopes: Sequence[tuple[int, str]], district: str
) -> list[Finding]:
    """The sums beside the budget that counts at the end of each year."""
    found: list[Finding] = []
    for year, measure in scopes:
        whole = sum(row.amount_fen for row in rows if (row.year, row.measure) == (year, measure))
        budget = figures.value(_BUDGETS[measure], date(year, 12, 31), district).exact
        approved = budget if isinstance(budget, int) else None
        found += targets.check_total(year, measure, whole, approved)
    return found


def _made(row: TargetRow, revision: int, file: intake.FileRef) -> RevenueTarget:
    return RevenueTarget(
        year=row.year,
        region=row.region,
        name=row.name,
        measure=row.measure,
        amount=row.amount_fen,
        nature=row.nature or DUTY,
        leader=row.leader,
        note=row.note,
        revision=revision,
        file=file.id,
        file_name=file.name,
        sheet=row.sheet,
        row=row.row,
    )


def _log(
    file: intake.FileRef,
    by: str,
    now: datetime,
    ended: Sequence[RevenueTarget],
    fresh: Mapping[Place, TargetRow],
) -> None:
    """Before and after of every target that is new, changed or gone, in fen."""
    before = {_text(_key(one)): one.amount for one in ended}
    after = dict.fromkeys(before) | {_text(one): row.amount_fen for one, row in fresh.items()}
    ref = Ref("receipts.file", str(file.id))
    office.log(ref, "导入预期目标", by=by, at=now, before=before, after=after)


def _key(one: RevenueTarget) -> Place:
    return one.year, one.region, one.measure


def _place(row: TargetRow) -> Place:
    return row.year, row.region, row.measure


def _text(place: Place) -> str:
    return "/".join(map(str, place))


def _digest(one: RevenueTarget | TargetRow) -> str:
    fen = one.amount if isinstance(one, RevenueTarget) else one.amount_fen
    return treasury.digest([(one.name, fen, one.nature or DUTY, one.leader, one.note)])
