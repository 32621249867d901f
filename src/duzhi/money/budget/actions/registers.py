"""Loading the registers that the 预算股 keeps: regions, units, projects, 口径调整."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from duzhi.intake import api as intake
from duzhi.registry import api as registry


@transaction.atomic
def load_regions(*, rows: Sequence[Any], by: str, now: datetime, **_: object) -> intake.Outcome:
    """REG-01: 财政区划."""
    made = [registry.RegionRow(r.code, r.name, r.parent, r.level, r.treasury) for r in rows]
    return _loaded(registry.load_regions, made, by, now)


@transaction.atomic
def load_agencies(*, rows: Sequence[Any], by: str, now: datetime, **_: object) -> intake.Outcome:
    """REG-02: 预算单位."""
    made = [
        registry.AgencyRow(
            *(r.code, r.name, r.region, r.start, r.end, r.dept, r.nature, r.office, r.formerly)
        )
        for r in rows
    ]
    return _loaded(registry.load_agencies, made, by, now)


@transaction.atomic
def load_projects(*, rows: Sequence[Any], by: str, now: datetime, **_: object) -> intake.Outcome:
    """REG-03: 项目."""
    made = [
        registry.ProjectRow(r.code, r.name, r.start_year, r.end_year, r.category, r.agency)
        for r in rows
    ]
    return _loaded(registry.load_projects, made, by, now)


@transaction.atomic
def load_mappings(*, rows: Sequence[Any], by: str, now: datetime, **_: object) -> intake.Outcome:
    """REG-04: 科目口径调整."""
    made = [registry.MappingRow(r.year, r.budget, r.old, r.new, r.note) for r in rows]
    return _loaded(registry.load_mappings, made, by, now)


def _loaded(
    load: Callable[..., registry.Counts], rows: Sequence[Any], by: str, now: datetime
) -> intake.Outcome:
    counts = load(rows=rows, by=by, at=now)
    return intake.Outcome(added=counts.added, changed=counts.changed, same=counts.same)
