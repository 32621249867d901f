"""What the address asks of the ledger: accounts, subjects, places, days, as a filter of lines."""

from collections.abc import Mapping
from datetime import date, timedelta

from duzhi.kernel.codes import BUDGET_NAMES, home
from duzhi.kernel.money import parse_fen
from duzhi.kernel.period import Span, year_to_date
from duzhi.ledger import api as ledger
from duzhi.registry import api as registry
from duzhi.web import api as web

ALL = ""
SORTS = {"flow": "收支", "stock": "余额", "control": "控制"}
_FIELDS = ("agency", "project", "guarantee", "direct", "bond", "source_doc", "gov_econ", "dep_econ")
_LONGEST = 60


def lines_asked(screen: web.Screen) -> ledger.Filter:
    """The filter of the address; what cannot be read there is left out."""
    data = screen.request.GET
    return ledger.Filter(
        selection_asked(screen),
        span_asked(screen),
        event=_text(data, "event"),
        kind=_text(data, "kind"),
        control=_text(data, "control"),
        low_fen=_fen(data, "amount_min", screen.unit),
        high_fen=_fen(data, "amount_max", screen.unit),
    )


def selection_asked(screen: web.Screen) -> ledger.Selection:
    """Accounts and classifications of the address, inside the page's region."""
    data = screen.request.GET
    known = ledger.accounts()
    accounts = tuple(one for one in _text(data, "account", 400).split(",") if one in known)
    regions = registry.subtree(screen.region)
    place = home(_text(data, "place"))
    return ledger.Selection(
        accounts or tuple(known),
        regions=(place,) if place in regions else regions,
        fund=_text(data, "fund"),
        subjects=_codes(data, "subject"),
        excluding=_codes(data, "without"),
        levels=_codes(data, "level"),
        also=tuple((name, text) for name in _FIELDS if (text := _text(data, name))),
    )


def span_asked(screen: web.Screen) -> Span:
    """From `start` up to `end`, which is exclusive; else the year so far."""
    whole = year_to_date(screen.on)
    data = screen.request.GET
    start = _day(_text(data, "start")) or _day(_text(data, "on_from")) or whole.start
    last = _day(_text(data, "on_to"))
    end = _day(_text(data, "end")) or (last + timedelta(days=1) if last else whole.end)
    return Span(start, end) if start < end else whole


def funds(_: web.Screen) -> list[tuple[str, str]]:
    """The budgets as choices."""
    return list(BUDGET_NAMES.items())


def accounts(_: web.Screen) -> list[tuple[str, str]]:
    """Accounts as choices."""
    return [(code, one.name) for code, one in ledger.accounts().items()]


def places(screen: web.Screen) -> list[tuple[str, str]]:
    """The page's region and everything below it as choices."""
    codes = registry.subtree(screen.region)
    rows = registry.regions().filter(code__in=codes)
    return list(rows.values_list("code", "name"))


def _text(data: Mapping[str, str], name: str, most: int = _LONGEST) -> str:
    return data.get(name, "").strip()[:most].replace("\x00", "")


def _codes(data: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Codes with commas between them; an unknown subject is looked for as 待归类 too."""
    found = [one for one in _text(data, name, 400).split(",") if one]
    if name in ("subject", "without"):
        found += [f"?{one}" for one in found if not one.startswith("?")]
    return tuple(found)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _fen(data: Mapping[str, str], name: str, unit: str) -> int | None:
    text = _text(data, name)
    try:
        return parse_fen(text, unit) if text else None
    except ValueError:
        return None
