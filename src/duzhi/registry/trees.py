"""Registry as people leaf through it: units by department, subjects by list, regions by level."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from duzhi.registry.agencies import agencies, predecessors, successors
from duzhi.registry.derive import Listing, Subject
from duzhi.registry.models import Agency, Region
from duzhi.registry.regions import regions, subtree
from duzhi.registry.subjects import listing, subjects

EVIDENCE = {
    "official": "官方目录",
    "2src": "公开来源",
    "src": "公开来源",
    "own": "整理，未核",
    "uncertain": "待核实",
}
"""How far a subject's entry can be trusted, as `data/codes/README.md` marks it."""


class Department(NamedTuple):
    """主管部门 with its units in force, its own office first."""

    code: str
    name: str
    units: tuple[Agency, ...]


class Story(NamedTuple):
    """A unit through time: its rows, oldest first, which units it carries on, which carry it on."""

    rows: tuple[Agency, ...]
    before: tuple[Agency, ...]
    after: tuple[Agency, ...]

    def on(self, day: date) -> Agency:
        """The row of a day, else the nearest one."""
        started = [row for row in self.rows if row.start <= day]
        return started[-1] if started else self.rows[0]


class Place(NamedTuple):
    """A region with what lies below it, and how many units it has."""

    region: Region
    depth: int
    units: int


def departments(on: date, region: str, words: str = "") -> list[Department]:
    """Units in force under a region by 主管部门; only those that a search finds.

    Searches code, name, 归口股室 and nature; a department is called as its first unit.
    """
    found = agencies(on).filter(region__in=subtree(region))
    named: dict[str, str] = {}
    grouped: dict[str, list[Agency]] = defaultdict(list)
    for unit in found:
        named.setdefault(unit.dept_code or unit.code, unit.name)
        if _finds(unit, words):
            grouped[unit.dept_code or unit.code].append(unit)
    return [Department(code, named[code], tuple(units)) for code, units in sorted(grouped.items())]


def story(code: str, on: date) -> Story:
    """Everything known about a unit.

    Raises:
        LookupError: there never was such a unit.
    """
    rows = tuple(Agency.objects.filter(code=code).order_by("start"))
    if not rows:
        raise LookupError(f"没有代码为“{code}”的单位；请在单位目录中查找")
    later = [one for one in successors(code, on) if one != code]
    return Story(rows, _latest(predecessors(code)), _latest(later))


def find_subjects(list_name: str, year: int, words: str = "") -> tuple[Subject, ...]:
    """A year's list, or what a search finds in it with everything above, in order of code.

    Raises:
        LookupError: there is no such list.
    """
    words = words.strip()
    if not words:
        return subjects(list_name, year)
    known = listing(list_name, year)
    keep: set[str] = set()
    for one in known.values():
        if one.code.startswith(words) or words in one.name:
            keep |= _with_parents(one, known)
    return tuple(one for one in known.values() if one.code in keep)


def places(on: date) -> list[Place]:
    """Every region under its parent, with its units in force."""
    counts: dict[str, int] = defaultdict(int)
    for code in agencies(on).values_list("region", flat=True):
        counts[code] += 1
    below: dict[str, list[Region]] = defaultdict(list)
    rows = list(regions())
    known = {row.code for row in rows}
    for row in rows:
        below[row.parent if row.parent in known else ""].append(row)
    return _walk("", below, counts, 0)


def _walk(
    parent: str, below: dict[str, list[Region]], counts: dict[str, int], depth: int
) -> list[Place]:
    found: list[Place] = []
    for row in below.get(parent, ()):
        found.append(Place(row, depth, counts.get(row.code, 0)))
        if row.code != parent:
            found += _walk(row.code, below, counts, depth + 1)
    return found


def _finds(unit: Agency, words: str) -> bool:
    words = words.strip()
    texts = (unit.name, unit.office, unit.nature)
    return not words or unit.code.startswith(words) or any(words in text for text in texts)


def _with_parents(one: Subject, known: Listing) -> set[str]:
    found = {one.code}
    while (above := known.get(one.parent)) and above.code not in found:
        found.add(above.code)
        one = above
    return found


def _latest(codes: Sequence[str]) -> tuple[Agency, ...]:
    rows = Agency.objects.filter(code__in=codes).order_by("code", "start")
    return tuple({row.code: row for row in rows}.values())
