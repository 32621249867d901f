"""Posting: the one place where entries, balances, roll-ups and limits change, all or nothing.

Order of locks, the same for every writer: shared gate → keys by digest → entries → limits →
balances → roll-up, each in the order of its key. Closing and sealing hold the gate alone. The
function `ledger_book_one` behind `single` keeps the same order.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection, transaction

from duzhi.kernel.entry import Entry, Key
from duzhi.kernel.finding import Finding, Refused
from duzhi.ledger import chart, digest, gate, limits, single, tables
from duzhi.ledger.keys import Keys
from duzhi.ledger.models import Difference
from duzhi.ledger.single import Hold

CHUNK = 5_000
Progress = Callable[[int], None]
Place = tuple[int, int, int]
"""(account number, period, key number)."""


class Conflict(Refused):
    """The document was booked before with other content; post it as a new revision instead."""


@dataclass(frozen=True, slots=True)
class Posted:
    """An entry in the books; `new` is false when it had been there already."""

    id: int
    source: str
    event: str
    new: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many entries of a bulk were new and how many had been booked before."""

    new: int
    same: int


def post(entries: Sequence[Entry], *, by: str, at: datetime, fact: bool = False) -> list[Posted]:
    """Book entries together; booking the same document again returns the first entry.

    `fact` marks imported facts: they pass limits and leave a 差异.

    Raises:
        Conflict: a document was booked before with other content.
        Refused: a limit or a closed period is in the way. Nothing was booked.
    """
    if len(entries) == 1 and not fact:
        return [post_one(entries[0], by=by, at=at)]
    with transaction.atomic():
        return booked(entries, by=by, at=at, fact=fact)


def post_one(entry: Entry, *, by: str, at: datetime, holds: Sequence[Hold] = ()) -> Posted:
    """Book one entry, and what it reserves when it is new; raises what `post` raises."""
    if number := single.book(entry, by=by, at=at, holds=holds):
        return Posted(number, str(entry.source), entry.event, new=True)
    with transaction.atomic():
        return booked([entry], by=by, at=at, holds=holds)[0]


def booked(
    entries: Sequence[Entry],
    *,
    by: str,
    at: datetime,
    fact: bool = False,
    holds: Sequence[Hold] = (),
) -> list[Posted]:
    """Book entries in the transaction that is open, and what they reserve when they are new.

    For the ledger's own acts only: what is refused must roll back the caller's transaction.
    """
    writer = Writer(by=by, at=at, fact=fact)
    posted = writer.add(entries)
    if holds and all(one.new for one in posted):
        writer.hold(holds)
    writer.finish()
    return posted


def post_many(
    entries: Iterable[Entry],
    *,
    by: str,
    at: datetime,
    fact: bool = False,
    progress: Progress | None = None,
) -> Tally:
    """Book any number of entries in one transaction, with the same checks as one.

    Memory holds one chunk of entries and one sum per balance touched. `progress` hears the
    number of entries done after each chunk.
    """
    new = done = 0
    pending = iter(entries)
    with transaction.atomic():
        writer = Writer(by=by, at=at, fact=fact)
        while chunk := list(islice(pending, CHUNK)):
            new += sum(one.new for one in writer.add(chunk))
            done += len(chunk)
            if progress:
                progress(done)
        writer.finish()
    return Tally(new, done - new)


class Writer:
    """Collects what one transaction books; `finish` moves limits, balances and roll-ups once."""

    def __init__(self, *, by: str, at: datetime, fact: bool) -> None:
        self._by = by
        self._at = at
        self._fact = fact
        self._keys = Keys()
        self._debit: dict[Place, int] = {}
        self._credit: dict[Place, int] = {}
        self._count: dict[Place, int] = {}
        self._limits: dict[tuple[int, str], int] = {}
        self._last_entry: dict[tuple[int, str], int] = {}
        self._waiting: list[tables.Row] = []
        self._beside: list[tables.Statement] = []
        gate.share()

    def add(self, entries: Sequence[Entry], reverses: Sequence[int] = ()) -> list[Posted]:
        """Write entries and lines; the sums they move are kept back until `finish`."""
        self._keys.intern({line[1] for entry in entries for line in entry.lines})
        booked_at = connection.ops.adapt_datetimefield_value(self._at)
        rows: list[tables.Row] = []
        lines: list[list[tables.Row]] = []
        for index, (number, entry) in enumerate(zip(_numbers(len(entries)), entries, strict=True)):
            on, period = entry.on.isoformat(), entry.fiscal.code
            own, content = self._lines(entry, number, on, period)
            source, region = str(entry.source), entry.lines[0].key.region
            reversed_id = reverses[index] if reverses else None
            proof = digest.of(digest.entry_text(source, entry.event, on, period, content))
            where = (number, region, period, on, booked_at, source, entry.event)
            rows.append((*where, self._by, reversed_id, proof))
            lines.append(own)
        present = _enter(rows)
        fresh = [own for row, own in zip(rows, lines, strict=True) if row[0] not in present]
        self._waiting += [line for own in fresh for line in own]
        if len(self._waiting) > tables.FEW:
            self._write_lines()
        for own in fresh:
            self._sum(own)
        return [
            Posted(
                present[row[0]] if row[0] in present else row[0],
                row[5],
                row[6],
                row[0] not in present,
            )
            for row in rows
        ]

    def finish(self) -> None:
        """Refuse closed periods and overdrawn limits, then move balances and roll-ups."""
        keys = {number: key for key, (number, _) in self._keys.known().items()}
        debit, credit = self._debit, self._credit
        touched = sorted(self._count)
        wanted = {(keys[key].region, period) for _, period, key in touched}
        rows = [
            (*place, debit.get(place, 0), credit.get(place, 0), self._count[place])
            for place in touched
        ]
        rolled = rolled_up(rows, keys)
        if not rows:
            return
        if len(rows) <= tables.FEW and len(self._limits) <= tables.FEW:
            self._finish_few(wanted, rows, rolled)
            return
        self._write_lines()
        tables.together(self._beside)
        gate.require_open(wanted)
        self._note(limits.apply(self._limits, fact=self._fact))
        tables.BALANCES.add(rows)
        tables.ROLLUP.add(rolled)

    def hold(self, holds: Sequence[Hold]) -> None:
        """Write reservations together with the lines; their keys are keys of lines."""
        known = self._keys.known()
        rows = [(*one[:4], known[one.key][0], one.amount_fen, one.amount_fen) for one in holds]
        self._beside.append(tables.RESERVATIONS.statement(rows))

    def _finish_few(
        self, wanted: set[tuple[str, int]], rows: list[tables.Row], rolled: list[tables.Row]
    ) -> None:
        """Everything that is left in one round trip, judged afterwards; a refusal undoes it."""
        moved = sorted(place for place, change in self._limits.items() if change)
        batch = [tables.LINES.statement(self._waiting)] if self._waiting else []
        batch += self._beside
        closed = len(batch)
        batch.append(gate.closed_statement(sorted({period for _, period in wanted})))
        if moved:
            batch.append(limits.moving(self._limits, moved))
        batch += [tables.BALANCES.statement(rows), tables.ROLLUP.statement(rolled)]
        found = tables.together(batch)
        gate.refuse_closed(wanted, ((region, period) for region, period in found[closed]))
        if moved:
            self._note(limits.judged(self._limits, found[closed + 1], fact=self._fact))

    def _write_lines(self) -> None:
        tables.LINES.add(self._waiting)
        self._waiting = []

    def _lines(
        self, entry: Entry, number: int, on: str, period: int
    ) -> tuple[list[tables.Row], list[str]]:
        known, accounts = self._keys.known(), chart.accounts()
        rows, content = [], []
        for no, (code, key, amount, control) in enumerate(entry.lines, 1):
            key_id, text = known[key]
            content.append(f"{code}|{text}|{control}|{amount}")
            rows.append((number, no, accounts[code].no, key_id, control, amount, period, on))
        return rows, content

    def _sum(self, lines: list[tables.Row]) -> None:
        for number, _, account, key_id, control, amount, period, _ in lines:
            place = (account, period, key_id)
            side = self._debit if amount > 0 else self._credit
            side[place] = side.get(place, 0) + abs(amount)
            self._count[place] = self._count.get(place, 0) + 1
            if control and account in _limited():
                limit = (account, control)
                self._limits[limit] = self._limits.get(limit, 0) + amount
                self._last_entry[limit] = number

    def _note(self, breaches: Sequence[limits.Breach]) -> None:
        Difference.objects.bulk_create(
            Difference(
                entry_id=self._last_entry[breach.account, breach.control],
                account=breach.account,
                control=breach.control,
                amount=breach.amount_fen,
                found_at=self._at,
            )
            for breach in breaches
        )


def rolled_up(
    rows: Iterable[tuple[int, int, int, int, int, int]], keys: dict[int, Key]
) -> list[Any]:
    """Balance movements summed by 区划, account, period, subject, 资金性质 and level, sorted."""
    sums: dict[tuple[Any, ...], list[int]] = {}
    for account, period, key_id, *moved in rows:
        key = keys[key_id]
        place = (key.region, account, period, key.subject, key.fund_type, key.level)
        own = sums.setdefault(place, [0, 0, 0])
        for no, number in enumerate(moved):
            own[no] += number
    return [(*place, *own) for place, own in sorted(sums.items())]


@cache
def _limited() -> frozenset[int]:
    return frozenset(one.no for one in chart.accounts().values() if one.limited)


def _numbers(count: int) -> Sequence[int]:
    """Fresh entry numbers; gaps are normal, re-use never happens."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval('ledger_entry_id_seq') FROM generate_series(1, %s)", [count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT max(coalesce((SELECT max(id) FROM ledger_entry), 0), "
            "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'ledger_entry'), 0))"
        )
        first = cursor.fetchone()[0] + 1
        return range(first, first + count)


def _enter(rows: list[tables.Row]) -> dict[int, int]:
    """Insert entry rows; returns unused number → number of the entry that was there before."""
    first: dict[tuple[str, str], tables.Row] = {}
    for row in rows:
        first.setdefault((row[5], row[6]), row)
    fresh = list(first.values())
    if connection.vendor == "postgresql" and len(fresh) > tables.FEW:
        there = _existing(fresh)
        fresh = [row for row in fresh if (row[5], row[6]) not in there]
    written = tables.ENTRIES.add(sorted(fresh, key=lambda row: (row[5], row[6])))
    if written == len(rows):
        return {}
    return _compare(rows, _existing(rows))


def _compare(
    rows: list[tables.Row], there: dict[tuple[str, str], tuple[int, bytes]]
) -> dict[int, int]:
    present: dict[int, int] = {}
    conflicts = []
    for row in rows:
        number, proof = there[row[5], row[6]]
        if number != row[0]:
            present[row[0]] = number
        if proof != row[9]:
            conflicts.append(_conflict(row[5], row[6], number))
    if conflicts:
        raise Conflict(conflicts)
    return present


def _existing(rows: list[tables.Row]) -> dict[tuple[str, str], tuple[int, bytes]]:
    sources = sorted({row[5] for row in rows})
    found: dict[tuple[str, str], tuple[int, bytes]] = {}
    with connection.cursor() as cursor:
        for test, values in tables.among("source", sources):
            cursor.execute(
                f"SELECT source, event, id, digest FROM ledger_entry WHERE {test}",  # noqa: S608 only placeholders
                values,
            )
            for source, event, number, proof in cursor.fetchall():
                found[source, event] = (number, bytes(proof))
    return found


def _conflict(source: str, event: str, number: int) -> Finding:
    return Finding(
        "ledger.conflict",
        f"单据{source}的“{event}”已入账（分录{number}），内容不同；请作为新的修订号入账",
    )
