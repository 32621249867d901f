"""Template tags: figures, money, links with the page's scope, levels, steps, trails."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.kernel.entry import Ref
from duzhi.office import api as office
from duzhi.web import charts, numbers, people, refs, shown
from duzhi.web.pages import has_page, page
from duzhi.web.screen import UNITS, Screen

register = template.Library()
Context = dict[str, Any]


class Step(NamedTuple):
    """A step of a process: its state is done, now, fault or empty."""

    title: str
    note: str = ""
    state: str = ""


@register.simple_tag(takes_context=True)
def figure(context: Context, code: str, years_back: int = 0, *, unit: bool = False) -> SafeString:
    """A figure wherever it is shown: formatted, linked, with its source kind."""
    screen: Screen = context["screen"]
    return shown.figure(screen, screen.value(shown.code_of(code), years_back), unit=unit)


@register.simple_tag(takes_context=True)
def value(context: Context, one: figures.Value, *, unit: bool = False) -> SafeString:
    """A figure that the view already has."""
    return shown.figure(context["screen"], one, unit=unit)


@register.simple_tag(takes_context=True)
def chart(context: Context, one: documents.Chart, *, heading: bool = True) -> SafeString:
    """A chart with its finding, its table and its download; without heading where a card has it."""
    return charts.figure(context["screen"], one, heading=heading)


@register.simple_tag(takes_context=True)
def money(context: Context, fen: int | None, places: int = 2) -> str:
    """Fen in the unit of the page."""
    return numbers.money(fen, context["screen"].unit, places)


@register.simple_tag(takes_context=True)
def amount(context: Context, fen: int | None, signed: str = "") -> str:
    """Fen as overviews print it: whole 万元, two decimals in 元 and 亿元; `signed` adds a plus."""
    unit = context["screen"].unit
    text = numbers.money(fen, unit, 0 if unit == "万元" else 2)
    return f"+{text}" if signed and fen and fen > 0 else text


@register.simple_tag
def percent(ratio: Fraction | None) -> str:
    """A ratio with two decimals."""
    return numbers.percent(ratio)


@register.simple_tag
def points(ratio: Fraction | None) -> str:
    """Percentage points with their sign."""
    return numbers.points(ratio)


@register.simple_tag
def trend(ratio: Fraction | None) -> SafeString:
    """A change in per cent with an arrow: sign and shape, no colour."""
    if ratio is None:
        return format_html("{}", numbers.NOTHING)
    arrow, word = ("▲", "升") if ratio > 0 else ("▼", "降") if ratio < 0 else ("", "平")
    return format_html(
        '{}<span class="arrow" aria-label="{}">{}</span>', numbers.percent(ratio), word, arrow
    )


@register.simple_tag(takes_context=True)
def link(context: Context, name: str, *args: object, **query: object) -> str:
    """The address of a page with region, day and unit; # when it is not installed."""
    return context["screen"].link(name, *args, **query) if has_page(name) else "#"


@register.simple_tag(takes_context=True)
def lead(context: Context, to: Sequence[object]) -> str:
    """The address of a lead: page name, then its arguments; a last dict is the query."""
    name, *args = to
    last = args[-1] if args else None
    query: dict[str, Any] = last if isinstance(last, dict) else {}
    args = args[:-1] if query else args
    return context["screen"].link(str(name), *args, **query) if has_page(str(name)) else "#"


@register.simple_tag(takes_context=True)
def ref(context: Context, to: str | Ref, text: str = "") -> SafeString:
    """A document, linked to its screen where there is one."""
    one = Ref.parse(to) if isinstance(to, str) else to
    words, url = text or f"{one.number}", refs.target(context["screen"], one)
    return format_html('<a href="{}">{}</a>', url, words) if url else format_html("{}", words)


@register.simple_tag
def level(colour: str, word: str) -> SafeString:
    """A warning level: shape, colour and word (red, orange, yellow, blue, grey, good)."""
    return format_html('<span class="level"><i class="mark {}"></i>{}</span>', colour, word)


@register.simple_tag(takes_context=True)
def may(context: Context, verb: str) -> bool:
    """Whether the reader may do a verb in the page's region."""
    screen: Screen = context["screen"]
    return screen.may(verb)


@register.simple_tag(takes_context=True)
def opens(context: Context, name: str) -> bool:
    """Whether the reader may open a page."""
    screen: Screen = context["screen"]
    return has_page(name) and screen.opens(page(name))


@register.simple_tag(takes_context=True)
def here(context: Context, **changes: object) -> str:
    """This page with some of its query changed."""
    screen: Screen = context["screen"]
    return screen.here(**changes)


@register.inclusion_tag("web/units.html", takes_context=True)
def unit_switch(context: Context) -> Context:
    """元, 万元 and 亿元 as addresses of this page."""
    screen: Screen = context["screen"]
    return {"units": [(one, screen.here(unit=one), one == screen.unit) for one in UNITS]}


@register.inclusion_tag("web/stepper.html")
def stepper(steps: Sequence[Step]) -> Context:
    """Steps with who did what when."""
    return {"steps": [(number, Step(*one)) for number, one in enumerate(steps, 1)]}


@register.inclusion_tag("web/timeline.html", takes_context=True)
def timeline(context: Context, to: str | Ref) -> Context:
    """The audit trail of a record, oldest first, with people's names."""
    known = people.names(context["screen"])
    return {"lines": [(line, known.get(line.by, line.by)) for line in office.trail(to)]}


@register.simple_tag(takes_context=True)
def person(context: Context, login: str) -> str:
    """What somebody is called, where a record keeps the login name."""
    return people.names(context["screen"]).get(login, login)


@register.inclusion_tag("web/bar.html")
def bar(done: Fraction | None, mark: Fraction | None = None, *, behind: bool = False) -> Context:
    """A bullet: a bar up to a ratio, a tick at another; drawn as SVG so that it prints."""
    return {"done": shown.per_mille(done), "mark": shown.per_mille(mark), "behind": behind}
