"""Cards of the morning page: 今日库款."""

from collections.abc import Mapping
from typing import Any

from duzhi.money.treasury.queries import band as bands
from duzhi.money.treasury.queries import position
from duzhi.web import api as web


def build(screen: web.Screen) -> Mapping[str, Any] | None:
    """The card; none where the month has no report."""
    place = ("treasury.position", screen.region, screen.on)
    found = web.kept(place, screen.stamp, lambda: position.position(screen.region, screen.on))
    if found is None:
        return None
    return {
        "found": found,
        "band": bands.band(found),
        "colour": bands.COLOURS.get(found.level, "grey"),
        "k": bands.k_text(found.k),
        "k_net": bands.k_text(found.k_net),
    }


PANELS = (web.Panel("treasury.cash", "今日库款", 4, 20, build, "treasury/card.html", 10),)
