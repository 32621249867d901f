"""One entry in one call of PostgreSQL, with all that it moves: what is decided one at a time.

Between statements of its own a busy machine lets server and client take turns while locks are
held, and every statement is planned anew. `ledger_book_one` (migration 0004) does the same work as
`write.Writer`, in the same order of locks, with plans that are kept.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from duzhi.kernel.entry import Entry, Key, Line
from duzhi.ledger import chart, digest, gate, limits, tables


class Hold(NamedTuple):
    """What an entry reserves: the row of 占用 that stands beside it."""

    source: str
    control: str
    available: str
    reserved: str
    key: Key
    amount_fen: int


def book(entry: Entry, *, by: str, at: datetime, holds: Sequence[Hold] = ()) -> int | None:
    """Book an entry that was never booked, under keys that are known; returns its number.

    None when this is not such a case (another database, many lines, a key or an entry that must be
    looked at first): then nothing was written, and `write` goes the long way.

    Raises:
        Refused: a limit or a closed period is in the way. Nothing was booked, and nothing has to
            be rolled back.
    """
    if connection.vendor != "postgresql" or len(entry.lines) > tables.FEW:
        return None
    places: dict[Key, int] = {}
    for line in entry.lines:
        places.setdefault(line.key, len(places))
    texts = [digest.key_text(key) for key in places]
    period, moved = entry.fiscal.code, _Moved(entry.lines, places)
    answer = _ask(
        {
            "gate": gate.NUMBER,
            "keys": [[digest.key_digest(text).hex()] for text in texts],
            "entry": _entry(entry, period, [texts[places[one.key]] for one in entry.lines], by, at),
            "lines": moved.lines,
            "holds": [(*one[:4], places[one.key], one.amount_fen) for one in holds],
            "regions": [[region] for region in sorted({key.region for key in places})],
            "limits": [(*place, change) for place, change in sorted(moved.limits.items())],
            "balances": [(*place, *sums) for place, sums in sorted(moved.sums.items())],
            "rolled": moved.rolled(list(places)),
        }
    )
    if answer["state"] == "closed":
        wanted = {(key.region, period) for key in places}
        gate.refuse_closed(wanted, wanted & gate.closed_among([period]))
    if answer["state"] == "over":
        limits.judged(moved.limits, answer["left"], fact=False)
    return answer.get("number")


class _Moved:
    """What the lines move: balances by (account, place of the key), and limits, in fen."""

    def __init__(self, lines: Iterable[Line], places: dict[Key, int]) -> None:
        self.lines: list[tables.Row] = []
        self.sums: dict[tuple[int, int], list[int]] = {}
        self.limits: dict[tuple[int, str], int] = {}
        accounts = chart.accounts()
        for no, (code, key, amount, control) in enumerate(lines, 1):
            account, place = accounts[code], places[key]
            self.lines.append((no, account.no, place, control, amount))
            own = self.sums.setdefault((account.no, place), [0, 0, 0])
            own[0 if amount > 0 else 1] += abs(amount)
            own[2] += 1
            if control and account.limited:
                limit = (account.no, control)
                self.limits[limit] = self.limits.get(limit, 0) + amount
        self.limits = {limit: change for limit, change in self.limits.items() if change}

    def rolled(self, keys: Sequence[Key]) -> list[tables.Row]:
        """By 区划, account, subject, 资金性质 and level, in the order of the roll-up's key."""
        sums: dict[tables.Row, list[int]] = {}
        for (account, place), moved in self.sums.items():
            key = keys[place]
            own = sums.setdefault(
                (key.region, account, key.subject, key.fund_type, key.level), [0, 0, 0]
            )
            for no, number in enumerate(moved):
                own[no] += number
        return [(*place, *own) for place, own in sorted(sums.items())]


def _entry(entry: Entry, period: int, keys: Sequence[str], by: str, at: datetime) -> tables.Row:
    source, on = str(entry.source), entry.on.isoformat()
    content = [
        f"{line.account}|{text}|{line.control}|{line.amount_fen}"
        for line, text in zip(entry.lines, keys, strict=True)
    ]
    proof = digest.of(digest.entry_text(source, entry.event, on, period, content))
    region = entry.lines[0].key.region
    return (region, period, on, at.isoformat(), source, entry.event, by, proof.hex())


def _ask(given: dict[str, Any]) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ledger_book_one(%s::jsonb)::text",
            [json.dumps(given, ensure_ascii=False, separators=(",", ":"))],
        )
        answer: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return answer
