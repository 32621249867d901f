"""晨览: the year in one sentence, then the cards that the areas offer, in one order for all."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http.response import HttpResponseBase

from duzhi.areas.reports import panels, queries
from duzhi.areas.reports.rules import progress as rules
from duzhi.web import api as web


class Card(NamedTuple):
    """A card with what it shows."""

    panel: web.Panel
    shown: Mapping[str, Any]


def morning(screen: web.Screen) -> HttpResponseBase:
    """The morning page of a region and a day; a card without data does not stand there."""
    rows = panels.lines(screen)
    time = queries.time_share(screen.evaluator)
    whole = [row.line for row in rows]
    title = rules.title(rules.period(screen.on.month), whole[0], whole[1], time)
    context = rules.context(whole[0], whole[1], whole, time)
    cards = [
        Card(panel, shown) for panel in web.panels() if (shown := panel.build(screen)) is not None
    ]
    return web.render(
        screen,
        "reports/morning.html",
        title=title,
        context=context,
        cards=cards,
        words=_as_text(screen, title, context, rows),
        weekday="一二三四五六日"[screen.today.weekday()],
    )


def basis(screen: web.Screen) -> HttpResponseBase:
    """Every structural warning with its figures, its bound and how far that was checked."""
    found = panels.warnings(screen)
    return web.render(
        screen,
        "reports/alerts.html",
        alerts=[(one, [screen.value(code) for code in one.figures]) for one in found],
        rules=queries.bounds(screen.on),
    )


def _as_text(screen: web.Screen, title: str, context: str, rows: Sequence[queries.Progress]) -> str:
    """The page as plain words, to paste into a message."""
    said = [f"{screen.region_name} 截至{screen.on}", title, context]
    said += [
        f"{row.line.name}：{panels.amount(screen, row.line.amount)}{screen.unit}，"
        f"完成 {rules.percent(row.line.done)}，{rules.change(row.line.growth)}"
        for row in rows
        if row.line.done is not None
    ]
    said += [f"【{one.word}】{one.text}。{one.context}" for one in panels.warnings(screen)]
    return "\n".join(said)
