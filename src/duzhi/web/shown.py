"""A figure as a page shows it: text, link, source kind, and the card that opens on it."""

from fractions import Fraction

from django.utils.html import format_html
from django.utils.safestring import SafeString

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.kernel.money import UNIT_FEN
from duzhi.web import numbers
from duzhi.web.pages import has_page
from duzhi.web.screen import Screen

_KINDS = {figures.COMPUTED: "计算", figures.REPORTED: "填报"}
MISSING = "待报"


def code_of(name: str) -> str:
    """A figure's code from its code or from its number in a paper (`F13`)."""
    wanted = name.upper()
    for paper in documents.papers():
        for item in paper.items:
            if item.id == wanted:
                return item.code
    return name


def kind(value: figures.Value) -> str:
    """计算, 填报, 公布 (a published table answers for want of detail) or 待报."""
    if value.exact is None:
        return MISSING
    return "公布" if value.published else _KINDS[value.source or ""]


def text(value: figures.Value, unit: str) -> str:
    """As tables print it: money in the page's unit, percentages with two decimals."""
    exact, own = value.exact, value.figure.unit
    if exact is None:
        return numbers.NOTHING
    if own in UNIT_FEN:
        return numbers.money(int(exact), unit)
    if own == figures.PERCENT:
        return numbers.percent(exact)
    if own == figures.POINTS:
        return numbers.points(exact)
    return numbers.grouped(value.display or "")


def unit_of(value: figures.Value, unit: str) -> str:
    """The unit beside it."""
    return unit if value.figure.unit in UNIT_FEN else value.figure.unit


def figure(screen: Screen, value: figures.Value, *, unit: bool = False) -> SafeString:
    """The number as a link to its page."""
    if not has_page("figures.page"):
        return format_html("{}", text(value, screen.unit))
    if value.exact is None:
        words = f"【待报：{value.figure.office}】"
    else:
        words = text(value, screen.unit) + (unit_of(value, screen.unit) if unit else "")
    code = value.figure.code
    back = {"back": value.years_back} if value.years_back else {}
    return format_html(
        '<a class="fig {}" href="{}" data-card="{}">{}</a>',
        value.source or "missing",
        screen.link("figures.page", code, **back),
        screen.link("figures.card", code, **back) if has_page("figures.card") else "",
        words,
    )


def per_mille(ratio: Fraction | None) -> str:
    """A ratio as a length of a thousand, cut at the ends; empty for nothing."""
    if ratio is None:
        return ""
    return str(int(max(Fraction(0), min(Fraction(1), ratio)) * 1000))
