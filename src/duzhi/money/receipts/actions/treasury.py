"""IN-01: treasury days become entries, once and net; a correcting file reverses and posts anew."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache, partial

from django.db import transaction
from django.utils import timezone

from duzhi.intake import api as intake
from duzhi.kernel.entry import Entry, Ref
from duzhi.kernel.finding import Finding, Refused
from duzhi.kernel.period import Fiscal
from duzhi.ledger import api as ledger
from duzhi.money.receipts import postings
from duzhi.money.receipts.models import TreasuryDay, TreasuryRow
from duzhi.money.receipts.queries import days
from duzhi.money.receipts.rules import notices, treasury
from duzhi.money.receipts.rules.treasury import DayRow, Number
from duzhi.office import api as office
from duzhi.registry import api as registry

_BATCH = 500
_LOGGED = 200
Documents = Mapping[Number, Sequence[DayRow]]


@transaction.atomic
def import_treasury(
    *,
    rows: Sequence[DayRow],
    file: intake.FileRef,
    declared: intake.Declared,  # noqa: ARG001 one signature for all imports
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Post every treasury day of a file; a day that changed is reversed and posted anew.

    Raises:
        Refused: a treasury serves no region we know.
    """
    regions = registry.treasuries()
    if findings := treasury.check_treasuries(rows, regions):
        raise Refused(findings)
    found = treasury.documents(rows, cache(partial(registry.codes, "soe_revenue")))
    spans = treasury.scope(row.on for row in rows)
    standing = {day.number: day for day in days.standing(spans, {row.treasury for row in rows})}
    digests = {number: treasury.digest(map(treasury.content, own)) for number, own in found.items()}
    old = {str(number): day.digest for number, day in standing.items()}
    changes = intake.difference(old, {str(number): text for number, text in digests.items()})
    gone = [Number.parse(text) for text in (*changes.changed, *changes.gone)]
    _withdraw([standing[number] for number in gone], by, now)
    fresh = [Number.parse(text) for text in (*changes.added, *changes.changed)]
    last = days.revisions(spans)
    made = [
        _day(number, last.get(number, 0) + 1, regions, digests[number], file) for number in fresh
    ]
    _keep(made, found)
    moved = _post(made, found, by, now)
    _log(file, changes, by, now)
    return intake.Outcome(
        added=len(changes.added),
        changed=len(changes.changed),
        withdrawn=len(changes.gone),
        same=len(changes.same),
        total_fen=sum(row.day_fen for row in rows if row.level in days.OURS),
        findings=(*_said(changes, moved, now), *_running(rows)),
        superseded=tuple(sorted({f"{row.treasury}/{row.on}" for row in rows})),
    )


def _withdraw(gone: Sequence[TreasuryDay], by: str, now: datetime) -> None:
    """Reverse what is booked and keep the rows as a superseded revision."""
    refs = [day.number.ref(day.revision) for day in gone]
    ledger.reverse(refs, open_on=_today(now), by=by, at=now, fact=True)
    numbers = [day.pk for day in gone]
    for start in range(0, len(numbers), _BATCH):
        some = TreasuryDay.objects.filter(pk__in=numbers[start : start + _BATCH])
        some.update(standing=False)


def _day(
    number: Number, revision: int, regions: Mapping[str, str], text: str, file: intake.FileRef
) -> TreasuryDay:
    return TreasuryDay(
        treasury=number.treasury,
        region=regions[number.treasury],
        on=number.on,
        fund_type=number.budget,
        adjustment=number.adjusted,
        fiscal_year=number.on.year - number.adjusted,
        revision=revision,
        digest=text,
        file=file.id,
        file_name=file.name,
    )


def _keep(made: Sequence[TreasuryDay], found: Documents) -> None:
    TreasuryDay.objects.bulk_create(made, batch_size=_BATCH)
    TreasuryRow.objects.bulk_create(
        (
            TreasuryRow(
                document=day,
                organ=row.organ,
                level=row.level,
                subject=row.subject,
                name=row.name,
                day=row.day_fen,
                ten=row.ten_fen,
                month=row.month_fen,
                quarter=row.quarter_fen,
                year=row.year_fen,
                sheet=row.sheet,
                row=row.row,
            )
            for day in made
            for row in found[day.number]
        ),
        batch_size=_BATCH,
    )


def _post(made: Sequence[TreasuryDay], found: Documents, by: str, now: datetime) -> list[Number]:
    """Book the days; returns those that had to go into the open period."""
    closed = {region: set(ledger.closed(region)) for region in {day.region for day in made}}
    entries: list[Entry] = []
    moved: list[Number] = []
    for day in made:
        facts = _facts(day, found[day.number])
        if Fiscal.of(day.on, adjustment=day.adjustment) in closed[day.region]:
            facts = facts._replace(on=_today(now), adjusted=False)
            moved.append(day.number)
        if (entry := postings.received(facts)) is not None:
            entries.append(entry)
    ledger.post_many(entries, by=by, at=now, fact=True)
    return moved


def _facts(day: TreasuryDay, rows: Sequence[DayRow]) -> postings.DayFacts:
    return postings.DayFacts(
        source=day.number.ref(day.revision),
        region=day.region,
        budget=day.fund_type,
        on=day.on,
        adjusted=day.adjustment,
        sums=treasury.booked(rows, days.OURS),
    )


def _running(rows: Sequence[DayRow]) -> list[Finding]:
    """The treasury's own running totals against what now stands."""
    printed = treasury.last_printed(rows)
    through = max(row.on for row in rows)
    findings = treasury.check_running(printed, days.running(printed, through))
    for year in sorted({row.fiscal_year for row in rows}):
        last = 13 if through.year > year else through.month
        findings += treasury.months_missing(days.months(year), year, last)
    return findings


def _said(changes: intake.Changes, moved: Sequence[Number], now: datetime) -> list[Finding]:
    return [
        *notices.superseded(changes.changed),
        *notices.withdrawn(changes.gone, "国库日报"),
        *notices.moved_to_open([str(number) for number in moved], _today(now)),
    ]


def _log(file: intake.FileRef, changes: intake.Changes, by: str, now: datetime) -> None:
    if changes.changed or changes.gone:
        after = {
            "file": file.name,
            "changed": changes.changed[:_LOGGED],
            "withdrawn": changes.gone[:_LOGGED],
        }
        office.log(Ref("receipts.file", str(file.id)), "更正国库日报", by=by, at=now, after=after)


def _today(now: datetime) -> date:
    """The day the bureau books on."""
    return timezone.localtime(now).date()
