"""Roles and data scopes as people read them: 国库股 · 青岚市全辖."""

from collections.abc import Iterable, Mapping

from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web import people
from duzhi.web.screen import Screen
from duzhi.web.stamp import kept

_DISTRICT = 6
Names = Mapping[str, str]


def role_name(code: str) -> str:
    """What a role is called; the code itself when the house no longer knows it."""
    role = office.ROLES.get(code)
    return role.name if role else code


def scope_words(screen: Screen, region: str, place: str = "", agency: str = "") -> str:
    """A data scope in a few words; everything when nothing restricts it."""
    parts = []
    if region:
        name = region_names(screen).get(region, region)
        parts.append(f"{name}全辖" if len(region) == _DISTRICT else name)
    if place:
        parts.append(place)
    if agency:
        parts.append(agency_names(screen).get(agency, f"{agency} 及所属单位"))
    return "，".join(parts) or "全部"


def grant_words(screen: Screen, row: office.Grant) -> str:
    """Where a grant counts."""
    return scope_words(screen, row.region, row.office, row.agency)


def region_names(screen: Screen) -> Names:
    """Names of regions of six and nine digits."""
    return kept("region_names", screen.stamp, _regions)


def agency_names(screen: Screen) -> Names:
    """Names of the units of today."""
    day = screen.today
    rows = registry.agencies(day)
    return kept(("agency_names", day), screen.stamp, lambda: dict(rows.values_list("code", "name")))


def named(screen: Screen, lines: Iterable[office.Trail]) -> list[tuple[office.Trail, str]]:
    """Lines of the trail with what their makers are called."""
    names = people.names(screen)
    return [(line, names.get(line.by, line.by)) for line in lines]


def _regions() -> dict[str, str]:
    found = dict(registry.regions().values_list("code", "name"))
    whole = {code[:_DISTRICT] for code in found}
    return found | {code: registry.region_name(code) for code in sorted(whole)}
