"""Cards of the morning page: taxes against last year, the share of tax, townships by rank."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from duzhi.kernel.money import growth
from duzhi.kernel.wording import percent
from duzhi.money.receipts.documents import pictures
from duzhi.money.receipts.queries import series, townships
from duzhi.web import api as web

T = TypeVar("T")
Card = Mapping[str, Any] | None
_HALF_YEAR, _YEAR = 6, 12
_DISTRICT = 6
_EDGE = 4
"""On a phone the ranking keeps so many of the best and of the worst."""


def taxes(screen: web.Screen) -> Card:
    """The waterfall from last year's tax to this year's; none without receipts."""
    changes = _kept(screen, "taxes", lambda: series.tax_changes(screen.region, screen.on))
    if not any(one.now_fen for one in changes):
        return None
    return {"chart": pictures.taxes(changes, screen.on.year, _period(screen), screen.unit)}


def share(screen: web.Screen) -> Card:
    """税收占比 with last year's line, and where the growth came from."""
    found = _kept(screen, "shares", lambda: series.shares(screen.region, screen.on))
    now = found[screen.on.month - 1]
    if now.now is None:
        return None
    parts = _kept(screen, "sources", lambda: series.sources(screen.region, screen.on))
    last = sum(one.last_fen for one in parts)
    year = sum(one.now_fen for one in parts)
    return {
        "chart": pictures.share(found, screen.on.month),
        "title": pictures.share_title(found, screen.on.month),
        "now": now,
        "points": None if now.last is None else now.now - now.last,
        "parts": parts,
        "change_fen": year - last,
        "pulled": growth(year, last),
        "comparable": screen.value("receipts.general_comparable_growth"),
        "nontax": screen.value("receipts.nontax_share"),
    }


def ranking(screen: web.Screen) -> Card:
    """Townships in two columns with the target's tick; none where nothing is below the region."""
    if len(screen.region) != _DISTRICT:
        return None
    found = _kept(screen, "ranking.tax", lambda: townships.ranking(screen.region, screen.on))
    if not found.rows or not found.whole.year_fen:
        return None
    half = (len(found.rows) + 1) // 2
    low = pictures.behind(found)
    names = "、".join(row.name for row in low[:3])
    tail = f"，{names}不足 40％" if low else ""
    return {
        "found": found,
        "title": pictures.headline(found).split("，")[0] + tail
        if found.has_targets
        else pictures.headline(found),
        "columns": [found.rows[:half], found.rows[half:]],
        "middle": {row.no for row in found.rows[_EDGE:-_EDGE]},
        "time": percent(found.time),
    }


def _kept(screen: web.Screen, what: str, make: Callable[[], T]) -> T:
    """What a card reads, once until anything changes."""
    return web.kept((f"receipts.{what}", screen.region, screen.on), screen.stamp, make)


def _period(screen: web.Screen) -> str:
    """上半年, 全年, or the months."""
    if screen.on.month == _HALF_YEAR:
        return "上半年"
    return "全年" if screen.on.month == _YEAR else f"1－{screen.on.month}月"


PANELS = (
    web.Panel("receipts.taxes", "税收增减", 8, 40, taxes, "receipts/taxes_card.html", 40),
    web.Panel("receipts.share", "税收占比", 4, 50, share, "receipts/share_card.html", 50),
    web.Panel("receipts.ranking", "乡镇进度", 8, 60, ranking, "receipts/ranking_card.html", 60),
)
