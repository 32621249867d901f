"""Taking in treasury days and trial balances; the only writer of this area."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from duzhi.intake import api as intake
from duzhi.kernel.entry import Entry, Ref
from duzhi.kernel.finding import Finding, Refused
from duzhi.kernel.period import MONTHS, month
from duzhi.ledger import api as ledger
from duzhi.money.treasury import postings, queries
from duzhi.money.treasury.models import AccountBalance, CashDay, OpeningBalance, Reconciled
from duzhi.money.treasury.rules import books, cash
from duzhi.money.treasury.rules.books import AccountRow
from duzhi.money.treasury.rules.cash import POSTED, RECONCILED, DayRow

_AMOUNTS = tuple(field for field in DayRow._fields if field not in ("sheet", "row", "on"))
_NULLABLE = frozenset(cash.RESTRICTED)


@transaction.atomic
def import_days(
    *,
    rows: Sequence[DayRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Make the file what its months stand for and post the flows that no other file posts.

    Revenue and spending columns are only compared with what IN-01 and IN-09 posted.
    """
    region = queries.own_region(declared.region)
    brought = {row.on.isoformat(): row for row in sorted(rows, key=lambda row: row.on)}
    standing = _standing_days(region, rows)
    changes = intake.difference(
        {on: _content(row) for on, row in standing.items()},
        {on: _content(row) for on, row in brought.items()},
    )
    outdated = [standing[on] for on in (*changes.changed, *changes.gone)]
    _withdraw(outdated, by=by, at=now)
    fresh = [brought[on] for on in brought if on in {*changes.added, *changes.changed}]
    revisions = queries.last_revisions(region, [row.on for row in fresh])
    made = [_day(row, region, revisions.get(row.on, 0) + 1, file.id) for row in fresh]
    CashDay.objects.bulk_create(made)
    entries = [entry for row in made for entry in _entries(row)]
    if entries:
        ledger.post(entries, by=by, at=now, fact=True)
    return intake.Outcome(
        added=len(changes.added),
        changed=len(changes.changed),
        withdrawn=len(changes.gone),
        same=len(changes.same),
        total_fen=sum(row.inflow for row in rows),
        findings=tuple(_against_the_books(region, list(brought.values()))),
        superseded=tuple(sorted({f"{region}/{row.on:%Y-%m}" for row in rows})),
    )


@transaction.atomic
def import_balances(
    *,
    rows: Sequence[AccountRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Keep a month's 科目余额表: it opens an empty ledger, else it is compared with it.

    Raises:
        Refused: it would open the ledger and does not balance.
    """
    region = queries.own_region(declared.region)
    last = month(date.fromisoformat(f"{declared.period}-01")).last
    period = last.year * 100 + last.month
    replaced = AccountBalance.objects.filter(region=region, period=period, current=True)
    changed = replaced.update(current=False)
    AccountBalance.objects.bulk_create(_balance(row, region, period, file.id) for row in rows)
    if _opens(region, last):
        findings = _open(region, last, rows, file.id, by=by, at=now)
    else:
        findings = reconcile(region=region, period=period, by=by, at=now)
    return intake.Outcome(
        added=0 if changed else len(rows),
        changed=len(rows) if changed else 0,
        total_fen=sum(row.debit or 0 for row in rows),
        findings=tuple(findings),
        superseded=(f"{region}/{declared.period}",),
    )


@transaction.atomic
def reconcile(*, region: str, period: int, by: str, at: datetime) -> list[Finding]:
    """Compare a month of both books, keep both numbers, and name every difference."""
    compared = queries.compared(region, period)
    for one in compared:
        Reconciled.objects.update_or_create(
            region=region,
            period=period,
            account=one.account,
            defaults={
                "measure": one.measure,
                "legal": one.legal_fen,
                "booked": one.booked_fen,
                "at": at,
                "by": by,
            },
        )
    left = books.unmapped(queries.trial_balance(region, period), queries.chart(period // 100))
    return [*books.differences(compared), *books.left_out(left)]


def _standing_days(region: str, rows: Iterable[DayRow]) -> dict[str, CashDay]:
    months = {month(row.on) for row in rows}
    found = [row for span in months for row in queries.days((region,), span.start, span.last)]
    return {row.on.isoformat(): row for row in sorted(found, key=lambda row: row.on)}


def _content(row: DayRow | CashDay) -> str:
    """Every amount of a day; an empty flow is zero."""
    return "|".join(str(_amount(row, field)) for field in _AMOUNTS)


def _amount(row: DayRow | CashDay, field: str) -> int | None:
    fen: int | None = getattr(row, field)
    return fen if field in _NULLABLE else fen or 0


def _day(row: DayRow, region: str, revision: int, file: int) -> CashDay:
    amounts = {field: _amount(row, field) for field in _AMOUNTS}
    place = {"file": file, "sheet": row.sheet, "row": row.row}
    return CashDay(region=region, on=row.on, revision=revision, **place, **amounts)


def _entries(row: CashDay) -> list[Entry]:
    amounts = ((flow, getattr(row, flow.field)) for flow in POSTED)
    return [
        postings.flowed(flow, fen, row.region, row.on, row.revision) for flow, fen in amounts if fen
    ]


def _withdraw(rows: Sequence[CashDay], *, by: str, at: datetime) -> None:
    """Days that changed or are gone: their entries are reversed, the rows stay as history."""
    if not rows:
        return
    CashDay.objects.filter(pk__in=[row.pk for row in rows]).update(current=False)
    sources = [entry.source for row in rows for entry in _entries(row)]
    ledger.reverse(sources, open_on=rows[0].on, by=by, at=at, fact=True)


def _against_the_books(region: str, ordered: Sequence[DayRow]) -> list[Finding]:
    """The start against the day before, and every reconciled column against the ledger."""
    found: list[Finding] = []
    if before := queries.day_before(region, ordered[0].on):
        found += cash.check_start(ordered[0], before.on, before.closing)
    booked = queries.booked(region, [row.on for row in ordered])
    for flow in RECONCILED:
        reported = {row.on: row.fen(flow.field) for row in ordered}
        found += cash.check_booked(flow, reported, booked[flow.field])
    return found


def _balance(row: AccountRow, region: str, period: int, file: int) -> AccountBalance:
    return AccountBalance(
        region=region,
        period=period,
        code=row.code,
        name=row.name,
        opening=row.opening or 0,
        debit=row.debit or 0,
        credit=row.credit or 0,
        closing=row.closing or 0,
        file=file,
        sheet=row.sheet,
        row=row.row,
    )


def _opens(region: str, on: date) -> bool:
    """Whether a December table begins the ledger, or corrects the one that did."""
    if on.month != MONTHS:
        return False
    standing = queries.standing_opening(region)
    return standing.on == on if standing else queries.is_empty(region, on)


def _open(
    region: str, on: date, rows: Sequence[AccountRow], file: int, *, by: str, at: datetime
) -> list[Finding]:
    chart = queries.chart(on.year)
    by_code: Mapping[str, AccountRow] = {row.code: row for row in rows}
    opened, left = books.opening(by_code, chart), books.unmapped(rows, chart)
    if findings := books.check_opening(opened, left):
        raise Refused(findings)
    last = queries.last_opening(region, on)
    OpeningBalance.objects.filter(region=region, current=True).update(current=False)
    OpeningBalance.objects.create(region=region, on=on, revision=last + 1, file=file)
    if last:
        before = Ref(cash.OPENING, f"{region}/{on.year}", last)
        ledger.reverse([before], open_on=on, by=by, at=at, fact=True)
    if opened:
        ledger.post([postings.opened(opened, region, on, last + 1)], by=by, at=at, fact=True)
    return books.left_out(left)
