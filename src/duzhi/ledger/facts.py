"""Statement facts: published tables of a region without detail, kept as they were printed.

Figures read them only where the ledger has nothing, and say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from duzhi.ledger.models import StatementFact


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed cell; `depth` 1 is a part of the nearest line above with depth 0."""

    region: str
    year: int
    month: int
    table: str
    side: str
    no: int
    name: str
    subject: str
    depth: int
    measure: str
    amount_fen: int | None
    file: int
    sheet: str
    row: int


@transaction.atomic
def put_facts(facts: Sequence[Fact]) -> int:
    """Store tables, each replacing what stood for its (区划, year, month, table) before.

    Returns how many cells were replaced.
    """
    replaced = 0
    for region, year, month, table in sorted({(f.region, f.year, f.month, f.table) for f in facts}):
        deleted, _ = StatementFact.objects.filter(
            region=region, year=year, month=month, table=table
        ).delete()
        replaced += deleted
    StatementFact.objects.bulk_create(map(_row, facts), batch_size=500)
    return replaced


def facts(
    region: str, year: int, *, table: str = "", month: int | None = None, subject: str = ""
) -> list[Fact]:
    """Printed cells in the order of their table."""
    found = StatementFact.objects.filter(region=region, year=year)
    if table:
        found = found.filter(table=table)
    if month is not None:
        found = found.filter(month=month)
    if subject:
        found = found.filter(subject=subject)
    return [_fact(row) for row in found.order_by("table", "month", "side", "no", "measure")]


def _row(fact: Fact) -> StatementFact:
    return StatementFact(
        region=fact.region,
        year=fact.year,
        month=fact.month,
        table=fact.table,
        side=fact.side,
        no=fact.no,
        name=fact.name,
        subject=fact.subject,
        depth=fact.depth,
        measure=fact.measure,
        amount=fact.amount_fen,
        file=fact.file,
        sheet=fact.sheet,
        row=fact.row,
    )


def _fact(row: StatementFact) -> Fact:
    return Fact(
        region=row.region,
        year=row.year,
        month=row.month,
        table=row.table,
        side=row.side,
        no=row.no,
        name=row.name,
        subject=row.subject,
        depth=row.depth,
        measure=row.measure,
        amount_fen=row.amount,
        file=row.file,
        sheet=row.sheet,
        row=row.row,
    )
