"""Limits: what Duzhi decides is refused at one; an imported fact is booked and becomes a 差异."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from duzhi.kernel.finding import Finding, Refused
from duzhi.kernel.money import show
from duzhi.ledger import chart, tables

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
    breaches: list[Breach] = []
    refused: list[Finding] = []
    for (account, control), change in sorted(changes.items()):
        if not change:
            continue
        available, over = _locked(account, control)
        net = available - over + change
        if net < 0 and change < 0 and not fact:
            refused.append(_refusal(account, control, available, -change))
            continue
        if max(-net, 0) > over:
            breaches.append(Breach(account, control, max(-net, 0) - over))
        _store(account, control, max(net, 0), max(-net, 0))
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


def _locked(account: int, control: str) -> tuple[int, int]:
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        select = 'SELECT available, "over" FROM ledger_limit WHERE account = %s AND control = %s'
        cursor.execute(select + lock, [account, control])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(
                'INSERT INTO ledger_limit (account, control, available, "over") '
                "VALUES (%s, %s, 0, 0) ON CONFLICT (account, control) DO NOTHING",
                [account, control],
            )
            cursor.execute(select + lock, [account, control])
            row = cursor.fetchone()
    return int(row[0]), int(row[1])


def _store(account: int, control: str, available_fen: int, over_fen: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            'UPDATE ledger_limit SET available = %s, "over" = %s '
            "WHERE account = %s AND control = %s",
            [available_fen, over_fen, account, control],
        )


def _refusal(account: int, control: str, available_fen: int, asked_fen: int) -> Finding:
    name = chart.by_number()[account].name
    return Finding(
        "ledger.over_limit",
        f"{control}：需要{show(asked_fen, '元')}元，{name}只有{show(available_fen, '元')}元；"
        "请减少金额，或先追加额度",
    )
