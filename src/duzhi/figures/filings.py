"""How a 填报数 came about: every filing of a figure for a day, newest first."""

from dataclasses import dataclass
from datetime import date, datetime

from duzhi.figures.models import Reported


@dataclass(frozen=True, slots=True)
class FilingState:
    """A filing with its state, who filed and who reviewed it, and why it was returned."""

    number: int
    exact: str
    scope: str
    office: str
    evidence: str
    due: date | None
    filler: str
    filed_at: datetime
    reviewer: str
    reviewed_at: datetime | None
    state: str
    note: str


def filings(code: str, on: date, region: str) -> list[FilingState]:
    """Everything filed for a figure on a day."""
    rows = Reported.objects.filter(code=code, on=on, region=region).order_by("-pk")
    return [
        FilingState(
            number=row.pk,
            exact=row.exact,
            scope=row.scope,
            office=row.office,
            evidence=row.evidence,
            due=row.due,
            filler=row.filler,
            filed_at=row.filed_at,
            reviewer=row.reviewer,
            reviewed_at=row.reviewed_at,
            state=row.state,
            note=row.note,
        )
        for row in rows
    ]
