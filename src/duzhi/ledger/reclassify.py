"""Giving money under an unknown subject (待归类) its place: moved by entries, never by edits."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import connection, transaction

from duzhi.intake import api as intake
from duzhi.kernel.codes import BUDGET_NAMES, UNCLASSIFIED, unclassified
from duzhi.kernel.entry import Entry, Key, Line, Ref
from duzhi.kernel.finding import refuse
from duzhi.kernel.period import ADJUSTMENT, Fiscal, month
from duzhi.ledger import chart, rows
from duzhi.ledger.models import EntryRow
from duzhi.ledger.write import post
from duzhi.office import api as office
from duzhi.registry import api as registry

KIND = "ledger.reclassify"


@transaction.atomic
def clear_unclassified(
    raw: str, *, lists: Sequence[str], to: str, year: int, by: str, at: datetime
) -> int:
    """Move everything booked under `?raw` to a known subject, each amount in its own period.

    `lists` are the classification lists the file was checked against. Returns the number of
    entries posted.

    Raises:
        Refused: the target is in none of the lists, or nothing waits under `raw`.
    """
    if not any(to in registry.codes(name, year) for name in lists):
        raise refuse("ledger.unknown_subject", f"{year}年科目表中没有{to}，请核对科目编码后再归类")
    intake.mark_cleared(raw=raw, subject_lists=lists, to=to, by=by, at=at)
    moved = _moves(unclassified(raw), to, _accounts(lists))
    posted = post(list(_entries(moved, raw, to)), by=by, at=at, fact=True)
    office.log(Ref(KIND, f"{raw}/{to}"), "归类", by=by, at=at, after={"entries": len(posted)})
    return len(posted)


def stands_under(key: Key, period: int, *, booked: int) -> Key:
    """The key under which a line stands now: a 待归类 one may have been cleared since.

    `booked` is the number of the line's entry; only a later 归类 has moved it.
    """
    if not key.subject.startswith(UNCLASSIFIED):
        return key
    raw = key.subject.removeprefix(UNCLASSIFIED)
    later = EntryRow.objects.filter(
        source__startswith=f"{KIND}:{raw}/",
        source__contains=f"/{key.region}/{key.fund_type}/{period}#",
        id__gt=booked,
        reverses=None,
    )
    for source in later.order_by("id").values_list("source", flat=True):
        named, to, *_ = Ref.parse(source).number.rsplit("/", 4)  # what a file says may hold a slash
        if named == raw:
            return key._replace(subject=to)
    return key


def _accounts(lists: Sequence[str]) -> list[int]:
    """Numbers of the accounts whose subjects the lists name: revenue, spending, or both."""
    sides = {
        side
        for budget in BUDGET_NAMES
        for side in (registry.REVENUE, registry.SPENDING)
        if registry.list_for(budget, side) in lists
    }
    return [one.no for one in chart.accounts().values() if one.code.partition(".")[0] in sides]


def _moves(
    subject: str, to: str, accounts: Sequence[int]
) -> dict[tuple[str, str, int], list[Line]]:
    """Lines that empty the unknown keys, by (区划, 资金性质, period)."""
    if not accounts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.account, b.period, b.key_id, b.debit - b.credit FROM ledger_balance b "  # noqa: S608 our own numbers
            "JOIN ledger_key k ON k.id = b.key_id "
            f"WHERE k.subject = %s AND b.account IN ({', '.join(map(str, accounts))}) "
            "AND b.debit <> b.credit ORDER BY b.period, b.account, b.key_id",
            [subject],
        )
        found = cursor.fetchall()
    keys = rows.keys({row[2] for row in found})
    moves: dict[tuple[str, str, int], list[Line]] = {}
    for account, period, key_id, amount in found:
        code, key = chart.by_number()[account].code, keys[key_id]
        own = moves.setdefault((key.region, key.fund_type, period), [])
        own.append(Line(code, key._replace(subject=to), amount))
        own.append(Line(code, key, -amount))
    return moves


def _entries(moves: dict[tuple[str, str, int], list[Line]], raw: str, to: str) -> Iterator[Entry]:
    for (region, fund, period), lines in sorted(moves.items()):
        number = f"{raw}/{to}/{region}/{fund}/{period}"
        on, adjustment = _last_day(period)
        yield Entry(Ref(KIND, number, _next(number)), "归类", on, lines, adjustment)


def _next(number: str) -> int:
    """Files imported later may bring the same unknown code again: a new revision each time."""
    return EntryRow.objects.filter(source__startswith=f"{KIND}:{number}#").count() + 1


def _last_day(period: int) -> tuple[date, bool]:
    """The day the move is dated, and whether it belongs to 调整期."""
    fiscal = Fiscal.from_code(period)
    if fiscal.no == ADJUSTMENT:
        return date(fiscal.year + 1, 1, 1), True
    return month(date(fiscal.year, fiscal.no, 1)).last, False
