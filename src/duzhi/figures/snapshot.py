"""Freezing values: a finalised document keeps the numbers it was signed with."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from duzhi.figures.models import Snapshot, SnapshotValue
from duzhi.figures.value import Value


@transaction.atomic
def freeze(name: str, values: Iterable[Value], *, by: str, at: datetime) -> int:
    """Keep these values under a new snapshot number, which is returned.

    Raises:
        ValueError: no values, or values of different days or regions.
    """
    kept = {value.figure.code: value for value in values}
    scopes = {(value.on, value.region) for value in kept.values()}
    if len(scopes) != 1:
        raise ValueError("快照只能包含同一截至日期、同一区划的数值")
    on, region = scopes.pop()
    snapshot = Snapshot.objects.create(name=name, on=on, region=region, by=by, at=at)
    SnapshotValue.objects.bulk_create(
        SnapshotValue(
            snapshot=snapshot,
            code=code,
            exact="" if value.exact is None else str(value.exact),
            display=value.display or "",
            source=value.source or "",
        )
        for code, value in sorted(kept.items())
    )
    return snapshot.pk


def changed(number: int, values: Iterable[Value]) -> list[tuple[str, str, str]]:
    """(code, frozen, now) for every value that is no longer what was frozen, by exact value."""
    now = {value.figure.code: "" if value.exact is None else str(value.exact) for value in values}
    rows = SnapshotValue.objects.filter(snapshot_id=number).order_by("code")
    return [
        (row.code, row.exact, now[row.code])
        for row in rows
        if row.code in now and now[row.code] != row.exact
    ]


def frozen(number: int, code: str) -> str | None:
    """What a snapshot prints for a figure; None when it is not in it."""
    rows = SnapshotValue.objects.filter(snapshot_id=number, code=code)
    return rows.values_list("display", flat=True).first()
