"""Long work that runs in the background; bodies may run again after a kill and change nothing."""

from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from duzhi.config import permits
from duzhi.intake import api as intake
from duzhi.office import api as office

IMPORT = "intake.import"


def import_args(path: Path, layout: str, declared: intake.Declared, by: str) -> dict[str, object]:
    """What the job of importing a file is told."""
    return {
        "path": str(path),
        "layout": layout,
        "region": declared.region,
        "year": declared.year,
        "unit": declared.unit,
        "by": by,
    }


def import_file(
    progress: office.Progress,
    *,
    path: str,
    layout: str,
    region: str,
    year: int,
    unit: str,
    by: str,
) -> dict[str, object]:
    """Import one file; the same file again is a no-op, so a second run is harmless."""
    result = intake.run(
        path,
        layout_code=layout,
        declared=intake.Declared(region=region, year=year, unit=unit),
        by=by,
        now=timezone.now(),
        progress=progress,
        permit=permits.to_import(by),
    )
    return {
        "status": result.status,
        "sentence": result.sentence,
        "findings": [str(finding) for finding in result.findings],
    }


BODIES: dict[str, Callable[..., object]] = {IMPORT: import_file, **intake.JOBS}
