"""Taking payments in: the only writer of vouchers; a correcting file supersedes its months."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from duzhi.intake import api as intake
from duzhi.kernel.entry import Entry, Ref
from duzhi.kernel.finding import WARNING, Finding, Refused
from duzhi.ledger import api as ledger
from duzhi.money.payments import postings, queries, rules
from duzhi.money.payments.actions.mirror import match_vouchers
from duzhi.money.payments.models import Payment
from duzhi.money.payments.queries import Elsewhere, Standing
from duzhi.money.payments.rules import Voucher
from duzhi.registry import api as registry

_CHUNK = 500
_COLUMNS = [f'"{field.column}"' for field in Payment._meta.concrete_fields if not field.primary_key]  # noqa: SLF001 Django's own model description
_TABLE = f"{Payment._meta.db_table} ({', '.join(_COLUMNS)})"  # noqa: SLF001 Django's own model description
_MARKS = ", ".join(["%s"] * len(_COLUMNS))
Days = Mapping[tuple[str, int], date]
"""For closed (区划, month) pairs, the day on which late facts are booked instead."""


class Revision(NamedTuple):
    """A voucher that is new or differs from what stands."""

    voucher: Voucher
    number: str
    revision: int
    digest: str
    booked_on: date


@transaction.atomic
def import_payments(
    *,
    rows: Sequence[Voucher],
    besides: Sequence[Voucher] = (),
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Make the file what its months stand for: same vouchers stay, others are revised or withdrawn.

    The file answers for its months in the declared 区划, else in those that its rows name; a
    voucher that one of its other rows (`besides`) reports as 退票 or 作废 goes, whatever its month.

    Raises:
        Refused: a voucher stands in another month, or the file is not the whole month.
    """
    accounts = _accounts(rows)
    vouchers = {rules.document(row): row for row in rows}
    digests = {number: _digest(row, accounts[row.account][1]) for number, row in vouchers.items()}
    months = sorted({rules.month(row.on) for row in rows})
    regions = sorted({row.region for row in rows} | set(_declared_regions(declared)))
    standing = queries.standing(months, regions)
    failed = {rules.failed_number(row): row for row in besides}
    failed = {name: row for name, row in failed.items() if name not in vouchers}
    named = queries.standing_numbers([name for name in failed if name not in standing])
    changes = intake.difference({number: one.digest for number, one in standing.items()}, digests)
    used = queries.elsewhere(changes.added)
    _refuse(vouchers, used, standing, changes)
    standing |= named
    gone = (*changes.gone, *named)
    _retire([standing[number].id for number in (*changes.changed, *gone)])
    _update_status(vouchers, standing, changes.same)
    dated = {name: _dated(row, now) for name, row in failed.items()}
    touched = {one.month for one in named.values()} | {
        rules.month(row.on) for row in dated.values()
    }
    places = {*regions, *(row.region for row in besides)}
    days = queries.open_days(sorted(places), {*months, *touched})
    fresh = [
        Revision(row, number, _last(number, standing, used) + 1, digests[number], _day(row, days))
        for number, row in vouchers.items()
        if number not in standing or standing[number].digest != digests[number]
    ]
    _insert(fresh, accounts, file.id)
    _reverse(standing, (*changes.changed, *gone), days, by=by, at=now)
    ledger.post_many(_entries(fresh), by=by, at=now, fact=True)
    matched = match_vouchers(
        fresh=[one.voucher for one in fresh],
        failed=list(dated.values()),
        regions=sorted(places),
        booked=lambda row: _day(row, days),
        by=by,
        at=now,
    )
    return intake.Outcome(
        added=len(changes.added),
        changed=len(changes.changed),
        withdrawn=len(gone),
        same=len(changes.same),
        total_fen=sum(map(rules.signed, rows)),
        findings=(*_left(months, regions), *_postponed(fresh), *matched),
        superseded=tuple(f"{region}/{month}" for month in months for region in regions),
    )


@transaction.atomic(savepoint=False)
def book_vouchers(*, rows: Sequence[Voucher], file: int) -> list[Entry]:
    """Keep vouchers that this installation's own bank has paid; the caller posts the entries.

    Raises:
        Refused: a voucher stands already, or its month is closed.
    """
    numbers = [rules.document(row) for row in rows]
    used = queries.elsewhere(numbers)
    standing = [
        rules.stands_elsewhere(row, used[number].month)
        for number, row in zip(numbers, rows, strict=True)
        if number in used and used[number].month
    ]
    if standing:
        raise Refused(standing)
    accounts = _accounts(rows)
    fresh = [
        Revision(row, number, 1, _digest(row, accounts[row.account][1]), row.on)
        for number, row in zip(numbers, rows, strict=True)
    ]
    _insert(fresh, accounts, file)
    return list(_entries(fresh))


def _accounts(rows: Iterable[Voucher]) -> dict[str, tuple[str, str]]:
    """Masked account and blind index by plain account; the plain one is stored nowhere."""
    return {
        account: (registry.mask_account(account), registry.account_index(account))
        for account in {row.account for row in rows}
    }


def _digest(row: Voucher, account: str) -> str:
    """Of everything but place and status: a voucher that was cleared since is the same one."""
    text = (
        f"{row.application}|{row.dated}|{row.paid_on}|{row.year}|{row.agency}|{row.agency_name}|"
        f"{row.fund_type}|{row.subject}|{row.gov_econ}|{row.dep_econ}|{row.project}|"
        f"{row.project_name}|{row.payee}|{account}|{row.purpose}|{row.kind}|{row.original}|"
        f"{row.amount_fen}|{row.guarantee}|{row.direct}|{row.source_doc}|{row.bond}"
    )
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _declared_regions(declared: intake.Declared) -> tuple[str, ...]:
    return registry.subtree(declared.region) if declared.region else ()


def _refuse(
    vouchers: Mapping[str, Voucher],
    used: Mapping[str, Elsewhere],
    standing: Mapping[str, Standing],
    changes: intake.Changes,
) -> None:
    before = Counter(one.month for one in standing.values())
    gone = Counter(standing[number].month for number in changes.gone)
    findings = [
        finding
        for month, count in gone.items()
        for finding in rules.check_withdrawal(month, before[month], count)
    ]
    findings += [
        rules.stands_elsewhere(vouchers[number], one.month)
        for number, one in used.items()
        if one.month
    ]
    if findings:
        raise Refused(findings)


def _last(number: str, standing: Mapping[str, Standing], used: Mapping[str, Elsewhere]) -> int:
    if number in standing:
        return standing[number].revision
    return used[number].revision if number in used else 0


def _dated(row: Voucher, now: datetime) -> Voucher:
    """A failed row with a day: a voided one may have none, then it is the day it became known."""
    return row._replace(paid_on=row.paid_on or row.dated or timezone.localdate(now))


def _day(row: Voucher, days: Days) -> date:
    """The business day, moved on where its month is closed."""
    return days.get((row.region, rules.month(row.on)), row.on) if days else row.on


def _retire(numbers: Iterable[int]) -> None:
    rest = iter(numbers)
    while some := list(islice(rest, _CHUNK)):
        Payment.objects.filter(id__in=some).update(current=False)


def _update_status(
    vouchers: Mapping[str, Voucher], standing: Mapping[str, Standing], same: Iterable[str]
) -> None:
    """已支付 becomes 已清算 without a new revision: no money moved."""
    moved: dict[str, list[int]] = defaultdict(list)
    for number in same:
        if vouchers[number].status != standing[number].status:
            moved[vouchers[number].status].append(standing[number].id)
    for status, ids in moved.items():
        for first in range(0, len(ids), _CHUNK):
            Payment.objects.filter(id__in=ids[first : first + _CHUNK]).update(status=status)


def _insert(fresh: Sequence[Revision], accounts: Mapping[str, tuple[str, str]], file: int) -> None:
    """One statement for all: a hundred thousand model instances would take five times as long."""
    if not fresh:
        return
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            rows = [_row(one, accounts, file) for one in fresh]
            cursor.executemany(f"INSERT INTO {_TABLE} VALUES ({_MARKS})", rows)  # noqa: S608 our own names
            return
        with cursor.copy(f"COPY {_TABLE} FROM STDIN") as copy:
            for one in fresh:
                copy.write_row(_row(one, accounts, file))


def _row(
    one: Revision, accounts: Mapping[str, tuple[str, str]], file: int
) -> tuple[str | int | None, ...]:
    """A row in the order of the model's fields."""
    row = one.voucher
    return (
        one.number, one.revision, True, rules.month(row.on), row.on.isoformat(),
        one.booked_on.isoformat(), row.region, row.number,
        row.dated.isoformat() if row.dated else None, row.application, row.year, row.agency,
        row.agency_name, row.fund_type, row.subject, row.gov_econ, row.dep_econ, row.project,
        row.project_name, row.payee, *accounts[row.account], row.purpose, row.kind, row.original,
        rules.signed(row), row.guarantee, row.direct, row.source_doc, row.bond, row.status, file,
        row.sheet, row.row, one.digest,
    )  # fmt: skip


def _reverse(
    standing: Mapping[str, Standing], numbers: Iterable[str], days: Days, *, by: str, at: datetime
) -> None:
    """Reverse what was changed or withdrawn, grouped by the day for closed months."""
    groups: dict[date, list[Ref]] = defaultdict(list)
    for number in numbers:
        one = standing[number]
        region = number.partition("/")[0]
        day = days.get((region, one.month), date(*divmod(one.month, 100), 1))
        groups[day].append(Ref(rules.KIND, number, one.revision))
    for day, refs in groups.items():
        ledger.reverse(refs, open_on=day, by=by, at=at, fact=True)


def _entries(fresh: Iterable[Revision]) -> Iterator[Entry]:
    keys = postings.Keys()
    for one in fresh:
        source = Ref(rules.KIND, one.number, one.revision)
        yield postings.voucher_paid(one.voucher, source, one.booked_on, keys)


def _left(months: Sequence[int], regions: Sequence[str]) -> list[Finding]:
    return [rules.left_standing(*row) for row in queries.left_standing(months, regions)]


def _postponed(fresh: Sequence[Revision]) -> list[Finding]:
    late = [one for one in fresh if one.booked_on != one.voucher.on]
    if not late:
        return []
    text = f"{len(late)} 笔所在月份已结账，记入 {late[0].booked_on}；如需记回原月份，请总会计反结账"
    return [Finding("payments.period_closed", text, severity=WARNING)]
