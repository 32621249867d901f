"""Limits: what Duzhi decides is refused at one; an imported fact is booked and becomes a 差异."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from duzhi.kernel.finding import Finding, Refused
from duzhi.kernel.money import show
from duzhi.ledger import chart, tables

_PIECE = 200
Changes = Mapping[tuple[int, str], int]


@dataclass(frozen=True, slots=True)
class Breach:
    """A fact went beyond a limit by this much more."""

    account: int
    control: str
    amount_fen: int


def apply(changes: Changes, *, fact: bool) -> list[Breach]:
    """Move limits by signed fen, in (account, control) order, which is also the locking order.

    Returns the breaches of facts.

    Raises:
        Refused: a decision would overdraw; names every limit with what it has.
    """
    wanted = sorted(place for place, change in changes.items() if change)
    found = [
        row
        for start in range(0, len(wanted), _PIECE)
        for row in tables.together([moving(changes, wanted[start : start + _PIECE])])[0]
    ]
    return judged(changes, found, fact=fact)


def moving(changes: Changes, places: Sequence[tuple[int, str]]) -> tables.Statement:
    """What locks and moves limits in the given order and says what is left of each.

    A limit that was never booked on begins at nothing. Less than nothing is kept in `over`, so
    that a refusal can be judged afterwards; it rolls the move back with everything else.
    """
    greatest = "GREATEST" if connection.vendor == "postgresql" else "MAX"
    net = 'ledger_limit.available - ledger_limit."over" + excluded.available - excluded."over"'
    marks = ", ".join(["(%s, %s, %s, %s)"] * len(places))
    values = [
        value
        for place in places
        for value in (*place, max(changes[place], 0), max(-changes[place], 0))
    ]
    sql = (
        f'INSERT INTO ledger_limit (account, control, available, "over") VALUES {marks} '  # noqa: S608 our own names
        "ON CONFLICT (account, control) DO UPDATE SET "
        f'available = {greatest}({net}, 0), "over" = {greatest}(-({net}), 0) '
        'RETURNING account, control, available - "over"'
    )
    return sql, values


def judged(changes: Changes, found: Iterable[Sequence[Any]], *, fact: bool) -> list[Breach]:
    """What `moving` answered: breaches of facts.

    Raises:
        Refused: a decision overdrew; the caller's transaction must not be committed.
    """
    breaches: list[Breach] = []
    refused: list[Finding] = []
    for account, control, left in found:
        change, net = changes[int(account), control], int(left)
        if net >= 0:
            continue
        before = net - change
        if change < 0 and not fact:
            refused.append(_refusal(int(account), control, max(before, 0), -change))
        elif -net > max(-before, 0):
            breaches.append(Breach(int(account), control, -net - max(-before, 0)))
    if refused:
        raise Refused(refused)
    return breaches


def available(account_code: str, control: str) -> int:
    """Fen left; negative by what facts overdrew; 0 when nothing was ever booked."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT available - "over" FROM ledger_limit WHERE account = %s AND control = %s',
            [chart.account(account_code).no, control],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def limits_of(account_codes: Sequence[str], controls: Iterable[str]) -> dict[str, dict[str, int]]:
    """Control → account → fen left on limited accounts, negative by what facts overdrew."""
    names = {chart.account(code).no: code for code in account_codes}
    numbers = ", ".join(map(str, names))
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        for test, values in tables.among("control", sorted(set(controls))):
            cursor.execute(
                f'SELECT control, account, available - "over" FROM ledger_limit '  # noqa: S608 our own names
                f"WHERE account IN ({numbers}) AND {test}",
                values,
            )
            for control, number, left in cursor.fetchall():
                found.setdefault(control, {})[names[number]] = int(left)
    return found


def controlled(account_codes: Sequence[str]) -> dict[str, dict[str, int]]:
    """Control → account → fen moved on the account's own side, from the lines themselves."""
    accounts = {chart.account(code).no: chart.account(code) for code in account_codes}
    numbers = ", ".join(map(str, accounts))
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT control, account, sum(amount) FROM ledger_line "  # noqa: S608 our own names
            f"WHERE control <> '' AND account IN ({numbers}) GROUP BY control, account"
        )
        for control, number, moved in cursor.fetchall():
            account = accounts[number]
            found.setdefault(control, {})[account.code] = int(moved) * account.sign
    return found


def _refusal(account: int, control: str, available_fen: int, asked_fen: int) -> Finding:
    name = chart.by_number()[account].name
    return Finding(
        "ledger.over_limit",
        f"{control}：需要{show(asked_fen, '元')}元，{name}只有{show(available_fen, '元')}元；"
        "请减少金额，或先追加额度",
    )
