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
from duzhi.watch import api as watch
from duzhi.web import api as web

ROOMS = tuple(
    f"duzhi.web.{room}"
    for room in (
        *("office", "documents", "figures", "ledger", "intake"),
        *("registry", "audit", "interface", "checker", "watch"),
    )
)
"""Pages of the engines."""


def load() -> None:
    """Register every area's figures, statements, layouts and pages in the order of AREAS."""
    figures.register(_plugs("figures", "FIGURES"))
    figures.register_identities(_plugs("figures", "IDENTITIES"))
    figures.register_numbers(_plugs("figures", "NUMBERS"))
    ledger.register_proofs(_plugs("figures", "PROOFS"))
    ledger.register_differences((*_plugs("figures", "DIFFERENCES"), figures.broken))
    documents.register(_plugs("documents", "DOCUMENTS"))
    intake.register(_plugs("imports", "IMPORTS"))
    watch.register(_plugs("watches", "WATCHES"))
    office.register_jobs({**jobs.BODIES, **web.JOBS, **watch.JOBS})
    web.register_pages(web.OWN_PAGES)
    for room in (*AREAS, *ROOMS):
        web.register_pages(_from(room, "urls", "PAGES"))
        web.register_panels(_from(room, "panels", "PANELS"))
        web.register_desks(_from(room, "panels", "DESKS"))
        web.register_screens(dict(_from(room, "urls", "SCREENS")))
    for room in (*ROOMS, *AREAS):
        web.register_finders(_from(room, "urls", "FINDERS"))


def _plugs(module: str, name: str) -> Iterator[Any]:
    for area in AREAS:
        yield from _from(area, module, name)


def _from(room: str, module: str, name: str) -> Iterator[Any]:
    if find_spec(f"{room}.{module}"):
        offered = getattr(import_module(f"{room}.{module}"), name, ())
        yield from offered.items() if isinstance(offered, dict) else offered
