"""Start-up wiring: every area's constant tuples go to the engine that reads them."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from duzhi.config import jobs
from duzhi.config.areas import AREAS
from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.ledger import api as ledger
from duzhi.office import api as office


def load() -> None:
    """Register every area's figures, statements and layouts in the order of AREAS, then jobs."""
    figures.register(_plugs("figures", "FIGURES"))
    figures.register_identities(_plugs("figures", "IDENTITIES"))
    figures.register_numbers(_plugs("figures", "NUMBERS"))
    ledger.register_differences((*_plugs("figures", "DIFFERENCES"), figures.broken))
    documents.register(_plugs("documents", "DOCUMENTS"))
    intake.register(_plugs("imports", "IMPORTS"))
    office.register_jobs(jobs.BODIES)


def _plugs(module: str, name: str) -> Iterator[Any]:
    for area in AREAS:
        if find_spec(f"{area}.{module}"):
            yield from getattr(import_module(f"{area}.{module}"), name, ())
