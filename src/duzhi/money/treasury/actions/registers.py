"""Taking in the registers: a file stands for its list; what changed or is gone stays as history."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding
from duzhi.ledger import api as ledger
from duzhi.money.treasury import postings, queries
from duzhi.money.treasury.models import (
    Advance,
    ArrearPayment,
    Due,
    Expected,
    Obligation,
    PurseBalance,
    UpperItem,
)
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.rules import arrears, purses
from duzhi.money.treasury.rules.arrears import (
    AdvanceRow,
    ArrearPaymentRow,
    DueRow,
    ExpectedRow,
    ObligationRow,
    UpperRow,
)
from duzhi.money.treasury.rules.purses import PurseRow

_RENAMED = {"amount_fen": "amount", "returned_fen": "returned", "received_fen": "received"}
_RENAMED |= {"deducted_fen": "deducted", "low_fen": "low"}
_PLACE = ("sheet", "row")


class _Register(NamedTuple):
    """A register: its record, what names a row, and a row's values as the record keeps them."""

    model: type[Any]
    key: tuple[str, ...]
    values: Callable[[Any], dict[str, Any]]


class _Brought(NamedTuple):
    region: str
    changes: intake.Changes
    total_fen: int

    def outcome(self, findings: Iterable[Finding] = (), scope: str = "") -> intake.Outcome:
        """What the sender is told; the list of the region is what the file answers for."""
        changes = self.changes
        return intake.Outcome(
            added=len(changes.added),
            changed=len(changes.changed),
            withdrawn=len(changes.gone),
            same=len(changes.same),
            total_fen=self.total_fen,
            findings=tuple(findings),
            superseded=(f"{self.region}/{scope}" if scope else self.region,),
        )


@transaction.atomic
def import_purses(
    *,
    rows: Sequence[PurseRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Keep the split of its days by purse; the newest day is what the purses hold from now on."""
    days = sorted({row.on for row in rows})
    brought = _bring(_PURSES, rows, file, declared, Q(on__in=days))
    findings = [one for on in days for one in _against_cash(brought.region, on)]
    if days and registers.last_purse_day(brought.region, date.max) == days[-1]:
        _hold(brought.region, days[-1], file.id, by=by, at=now)
    return brought.outcome(findings, "、".join(str(on) for on in days))


@transaction.atomic
def import_obligations(
    *,
    rows: Sequence[ObligationRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,  # noqa: ARG001 one signature for all imports
    now: datetime,  # noqa: ARG001
) -> intake.Outcome:
    """IN-37: the file is the whole 欠账台账 of the region."""
    brought = _bring(_OBLIGATIONS, rows, file, declared, Q())
    return brought.outcome(_overpaid(brought.region))


@transaction.atomic
def import_arrear_payments(
    *,
    rows: Sequence[ArrearPaymentRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,  # noqa: ARG001
    now: datetime,  # noqa: ARG001
) -> intake.Outcome:
    """Payments on arrears: the file answers for its years."""
    years = sorted({row.on.year for row in rows})
    brought = _bring(_ARREAR_PAYMENTS, rows, file, declared, Q(on__year__in=years))
    scope = "、".join(map(str, years))
    return brought.outcome(_overpaid(brought.region), scope)


@transaction.atomic
def import_advances(
    *,
    rows: Sequence[AdvanceRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,  # noqa: ARG001
    now: datetime,  # noqa: ARG001
) -> intake.Outcome:
    """IN-34: the file is every 暂付款 of the region; its rest must be what the ledger holds."""
    brought = _bring(_ADVANCES, rows, file, declared, Q())
    left = sum(row.balance_fen for row in rows)
    booked = registers.booked(brought.region, "advances")
    return brought.outcome(arrears.check_against_books("暂付款", left, booked))


@transaction.atomic
def import_upper(
    *,
    rows: Sequence[UpperRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,  # noqa: ARG001
    now: datetime,  # noqa: ARG001
) -> intake.Outcome:
    """IN-32: the file answers for its years; each must have moved what the ledger booked."""
    years = sorted({row.on.year for row in rows})
    brought = _bring(_UPPER, rows, file, declared, Q(on__year__in=years))
    findings: list[Finding] = []
    for year in years:
        own = [row for row in rows if row.on.year == year]
        moved = sum((row.received_fen or 0) - (row.deducted_fen or 0) for row in own)
        booked = registers.moved(brought.region, "upper", max(row.on for row in own))
        findings += arrears.check_against_books(f"{year}年与上级往来净额", moved, booked)
    return brought.outcome(findings, "、".join(map(str, years)))


@transaction.atomic
def import_dues(
    *,
    rows: Sequence[DueRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,  # noqa: ARG001
    now: datetime,  # noqa: ARG001
) -> intake.Outcome:
    """What falls due and what waits to be paid: the file is the whole list of the region."""
    return _bring(_DUES, rows, file, declared, Q()).outcome()


@transaction.atomic
def import_expected(
    *,
    rows: Sequence[ExpectedRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,  # noqa: ARG001
    now: datetime,  # noqa: ARG001
) -> intake.Outcome:
    """Expected flows: the file is the whole list of the region."""
    return _bring(_EXPECTED, rows, file, declared, Q()).outcome()


def _bring(
    register: _Register,
    rows: Sequence[Any],
    file: intake.FileRef,
    declared: intake.Declared,
    scope: Q,
) -> _Brought:
    """Make the rows what stands inside the scope."""
    region = queries.own_region(declared.region)
    made = {
        _key(register, values): (row, values) for row in rows for values in [register.values(row)]
    }
    found = register.model.objects.filter(scope, region=region, current=True)
    standing = {_key(register, one): one for one in found.order_by("pk")}
    fields = list(next(iter(made.values()))[1]) if made else []
    changes = intake.difference(
        {key: repr([getattr(one, name) for name in fields]) for key, one in standing.items()},
        {key: repr([values[name] for name in fields]) for key, (_, values) in made.items()},
    )
    ended = [standing[key].pk for key in (*changes.changed, *changes.gone)]
    register.model.objects.filter(pk__in=ended).update(current=False)
    fresh = [made[key] for key in (*changes.added, *changes.changed)]
    register.model.objects.bulk_create(
        register.model(region=region, file=file.id, sheet=row.sheet, row=row.row, **values)
        for row, values in fresh
    )
    return _Brought(region, changes, sum(getattr(row, "amount_fen", 0) for row in rows))


def _key(register: _Register, found: Any) -> str:  # noqa: ANN401 a record or its values
    read = found.__getitem__ if isinstance(found, dict) else lambda name: getattr(found, name)
    return "|".join(str(read(name)) for name in register.key)


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401 any row of this file
    """A row's fields under the names of the record; an empty amount is zero."""
    values = {_RENAMED.get(name, name): value for name, value in row._asdict().items()}
    for name in (*_PLACE, "balance_fen"):
        values.pop(name, None)
    amounts = {name for name in _RENAMED.values() if name in values}
    return values | {name: values[name] or 0 for name in amounts}


def _obligation(row: ObligationRow) -> dict[str, Any]:
    return _plain(row) | {"creditors": row.creditors or 1, "purse": _purses(row.purse)}


def _due(row: DueRow) -> dict[str, Any]:
    return _plain(row) | {
        "divisible": bool(row.divisible),
        "purses": _purses(row.purses),
        "block": row.block or "",
        "state": row.state or arrears.WAITING,
    }


def _expected(row: ExpectedRow) -> dict[str, Any]:
    low = row.amount_fen if row.low_fen is None else row.low_fen
    return _plain(row) | {"low": low, "purse": _purses(row.purse)}


def _purses(text: str) -> str:
    return "、".join(purses.named(text))


def _purse(row: PurseRow) -> dict[str, Any]:
    return _plain(row) | {"code": row.code or row.kind}


def _against_cash(region: str, on: date) -> list[Finding]:
    reported = queries.days((region,), on, on).first()
    if reported is None:
        return []
    held: dict[str, int] = {}
    for one in registers.purses_of_day(region, on):
        held[one.kind] = held.get(one.kind, 0) + one.amount
    columns = {field: getattr(reported, field) for field in purses.RESTRICTED_OF.values()}
    return purses.check_split(held, columns, reported.closing)


def _hold(region: str, on: date, file: int, *, by: str, at: datetime) -> None:
    """Bring what the ledger knows of every purse to the day's balance; each file is a revision."""
    now: Mapping[tuple[str, str], int] = {
        (one.kind, one.code): one.amount for one in registers.purses_of_day(region, on)
    }
    entries = []
    for kind, code in sorted({*now, *registers.known_purses(region)}):
        before = ledger.available(postings.PURSE_AVAILABLE, purses.control(region, kind, code))
        change = now.get((kind, code), 0) - before
        if change:
            entries.append(postings.purse_moved(region, on, (kind, code), change, file))
    if entries:
        ledger.post(entries, by=by, at=at, fact=True)


def _overpaid(region: str) -> list[Finding]:
    owed = {one.number: one.amount for one in registers.obligations(region)}
    if not owed:
        return []
    return arrears.check_overpaid(owed, registers.paid_on(region, date.max))


_PURSES = _Register(PurseBalance, ("on", "kind", "code"), _purse)
_OBLIGATIONS = _Register(Obligation, ("number",), _obligation)
_ARREAR_PAYMENTS = _Register(ArrearPayment, ("number",), _plain)
_ADVANCES = _Register(Advance, ("number",), _plain)
_UPPER = _Register(UpperItem, ("number",), _plain)
_DUES = _Register(Due, ("number",), _due)
_EXPECTED = _Register(Expected, ("on", "purse", "kind", "name"), _expected)
