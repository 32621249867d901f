"""待归类: subjects that no list has, what is booked under them, and giving them their place."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import Q
from django.http.response import HttpResponseBase

from duzhi.intake import api as intake
from duzhi.ledger import api as ledger
from duzhi.registry import api as registry
from duzhi.web.answers import submit
from duzhi.web.intake.forms import Clearing
from duzhi.web.screen import Screen

VERB = "ledger.import"
_FOUND = 400
_DISTRICT = 6


class Waiting(NamedTuple):
    """An unknown subject of a year: all files that bring it."""

    key: str
    raw: str
    name: str
    lists: tuple[str, ...]
    year: int
    rows: int
    amount_fen: int
    files: tuple[intake.Unclassified, ...]

    @property
    def titles(self) -> str:
        """The lists it was looked for in, as people call them."""
        return "、".join(registry.LIST_TITLES.get(one, one) for one in self.lists)


def listed(screen: Screen) -> HttpResponseBase:
    """All that wait, the largest first; the open one with its suggestions and the form."""
    waiting = _waiting(screen)
    asked = screen.request.GET.get("item", "")
    opened = next((one for one in waiting if one.key == asked), None)
    if screen.request.method == "POST" and opened is None:
        raise LookupError("这个科目已经归类，或不在待归类中；请回到列表刷新")
    words = screen.request.GET.get("q", "").strip()[:40]
    choices = _choices(opened, words) if opened else []
    picked = {"to": screen.request.GET.get("to", "")}
    form = Clearing(screen.request.POST or None, choices=choices, initial=picked)

    def act(data: dict[str, Any]) -> str:
        assert opened is not None, "asked above"
        screen.require(VERB)
        moved = ledger.clear_unclassified(
            opened.raw,
            lists=opened.lists,
            to=data["to"],
            year=opened.year,
            by=screen.by,
            at=screen.now,
        )
        told = f"已将 {opened.raw} 归入 {data['to']}，入账 {moved} 笔；以后的文件照此归类"
        return screen.link("intake.unclassified", told=told)

    return submit(
        screen,
        form,
        act,
        "intake/unclassified.html",
        waiting=waiting,
        opened=opened,
        words=words,
        total_fen=sum(one.amount_fen for one in waiting),
        suggestions=_suggested(opened) if opened else (),
        told=screen.request.GET.get("told", ""),
        may_clear=screen.may(VERB),
    )


def _waiting(screen: Screen) -> list[Waiting]:
    here = Q(file__region="") | Q(file__region__startswith=screen.region[:_DISTRICT])
    groups: dict[tuple[str, str, int], list[intake.Unclassified]] = defaultdict(list)
    for one in intake.unclassified().filter(here):
        groups[one.raw, one.lists, one.file.year or _year(one)].append(one)
    found = [
        Waiting(
            f"{raw}|{lists}|{year}",
            raw,
            next((one.name for one in rows if one.name), ""),
            tuple(lists.split(",")),
            year,
            sum(one.rows for one in rows),
            sum(one.amount_fen for one in rows),
            tuple(rows),
        )
        for (raw, lists, year), rows in groups.items()
    ]
    return sorted(found, key=lambda one: (-abs(one.amount_fen), one.raw))


def _year(one: intake.Unclassified) -> int:
    """The year of a file that declares none: by its first scope, else by the day it came."""
    scope = next(iter(one.file.scopes), "").rpartition("/")[2]
    return int(scope[:4]) if scope[:4].isdigit() else one.file.at.year


def _suggested(one: Waiting) -> tuple[intake.Suggestion, ...]:
    return intake.suggestions(one.raw, one.name, one.lists, one.year)


def _choices(one: Waiting, words: str) -> list[Any]:
    """Suggestions first, then the year's lists, narrowed by what the reader is looking for."""
    first = [(made.code, f"{made.code} {made.name}（{made.why}）") for made in _suggested(one)]
    groups: list[Any] = [("", "请选择"), ("建议", first)] if first else [("", "请选择")]
    for name in one.lists:
        subjects = [
            (subject.code, f"{subject.code} {subject.name}")
            for subject in registry.subjects(name, one.year)
            if words in subject.code or words in subject.name
        ]
        groups.append((f"{one.year} 年{registry.LIST_TITLES.get(name, name)}", subjects[:_FOUND]))
    return groups
