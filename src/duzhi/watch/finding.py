"""What a rule found in a table of the lake: one hit a record, with the values it shows."""

from datetime import date
from typing import Any, NamedTuple

from duzhi.kernel.entry import Ref
from duzhi.watch import checking, tables, wording
from duzhi.watch.rule import Rule


class Hit(NamedTuple):
    """A record a rule spoke about; amount in fen, evidence as title and words."""

    document: str
    on: date
    region: str
    agency: str
    agency_name: str
    amount_fen: int
    evidence: list[list[str]]


def hits(rule: Rule, table: Any, start: date, end: date) -> list[Hit]:  # noqa: ANN401 an Ibis table
    """Every hit from a day up to, not including, another, in the order of days and numbers."""
    found = tables.hits(rule, table, start, end).order_by("on", "id").to_pyarrow().to_pylist()
    return [
        Hit(
            str(document(rule, row["id"])),
            row["on"],
            row["region"],
            row["agency"],
            row["agency_name"],
            row["amount"],
            told(rule, [row[f"{tables.EVIDENCE}{no}"] for no in range(len(rule.shows))]),
        )
        for row in found
    ]


def document(rule: Rule, number: str) -> Ref:
    """The document of a record; revisions of one voucher are one document."""
    return Ref(rule.records.document, number)


def told(rule: Rule, values: list[Any]) -> list[list[str]]:
    """Title and words of what a rule shows."""
    kinds = [checking.kind_of(expr, rule.records.kinds) for _, expr in rule.shows]
    titles = [title for title, _ in rule.shows]
    return [
        [title, wording.shown(value, kind)]
        for title, value, kind in zip(titles, values, kinds, strict=True)
    ]
