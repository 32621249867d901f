"""Sealing: a day's committed entries are chained, so that none can vanish or change unseen.

`post` never reads the head of the chain; the sealer holds the gate, so every number up to the
last committed one is final.
"""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max

from duzhi.ledger import digest, gate
from duzhi.ledger.models import EntryRow, Seal


@transaction.atomic
def seal(day: date, *, at: datetime) -> Seal | None:
    """Chain everything booked since the last seal; None when nothing was."""
    gate.hold()
    head = Seal.objects.order_by("-last").first()
    first = head.last + 1 if head else 1
    last = EntryRow.objects.filter(id__gte=first).aggregate(last=Max("id"))["last"]
    if last is None:
        return None
    previous = bytes(head.digest) if head else b""
    value, count = chained(first, last, previous)
    return Seal.objects.create(
        day=day, first=first, last=last, count=count, previous=previous, digest=value, sealed_at=at
    )


def chained(first: int, last: int, previous: bytes, *, like: bytes = b"") -> tuple[bytes, int]:
    """The digest over entries first…last and how many there are."""
    parts = [previous.hex()]
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT id, digest, "by", reverses_id FROM ledger_entry '
            "WHERE id BETWEEN %s AND %s ORDER BY id",
            [first, last],
        )
        while rows := cursor.fetchmany(5_000):
            parts += [
                f"{one}|{bytes(proof).hex()}|{by}|{back or ''}" for one, proof, by, back in rows
            ]
    return digest.of("\n".join(parts), like=like), len(parts) - 1
