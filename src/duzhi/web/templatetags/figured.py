"""Template tags of figure pages: sides of a check, source rows, parts of a breakdown."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.money import UNIT_FEN, decimal, in_unit
from duzhi.web import numbers
from duzhi.web.figures import sentences
from duzhi.web.pages import has_page
from duzhi.web.screen import Screen

register = template.Library()
Context = dict[str, Any]


@register.simple_tag(takes_context=True)
def shown(context: Context, value: figures.Value) -> str:
    """A value with its unit, without a link."""
    return sentences.amount(value, context["screen"].unit)


@register.simple_tag(takes_context=True)
def side(context: Context, exact: Fraction | None, unit: str) -> str:
    """A side of a check, which stands in the figures' own unit."""
    if exact is None:
        return numbers.NOTHING
    if unit in UNIT_FEN:
        fen = exact * UNIT_FEN[unit]
        return numbers.grouped(decimal(in_unit(int(fen), context["screen"].unit), 2))
    return numbers.grouped(decimal(exact, 2 if exact.denominator != 1 or unit == "％" else 0))


@register.simple_tag
def proved(proofs: Sequence[figures.Proof]) -> str:
    """6 项，全部相符."""
    broken = sum(one.verdict == figures.BROKEN for one in proofs)
    open_ones = sum(one.verdict == figures.UNKNOWN for one in proofs)
    told = [f"{broken} 项不符"] if broken else []
    told += [f"{open_ones} 项缺数"] if open_ones else []
    return f"{len(proofs)} 项，{'、'.join(told) if told else '全部相符'}"


@register.simple_tag(takes_context=True)
def origin(context: Context, row: intake.Origin | None) -> SafeString | str:
    """A row of a file, linked to the page that shows it."""
    if row is None:
        return numbers.NOTHING
    place = f"{row.sheet} 第 {row.row} 行" if row.sheet else f"第 {row.row} 行"
    if not has_page("intake.row"):
        return format_html("{} {}", row.file, place)
    screen: Screen = context["screen"]
    url = screen.link("intake.row", row.file_id, sheet=row.sheet, row=row.row)
    return format_html('<span class="file">{}</span> <a href="{}">{}</a>', row.file, url, place)


@register.simple_tag(takes_context=True)
def sourced(
    context: Context,
    amount: figures.Number,
    value: figures.Value,
    counted: figures.Lines | None,
    unit: bool = False,  # noqa: FBT001, FBT002 a template says True
) -> str:
    """An amount of a source: money where the figure or its numerator is, else a plain number."""
    if counted is not None or value.figure.is_money:
        screen: Screen = context["screen"]
        return numbers.money(int(amount), screen.unit) + (f" {screen.unit}" if unit else "")
    if value.figure.unit in (figures.PERCENT, figures.POINTS):
        return numbers.percent(amount)
    return numbers.grouped(str(amount))


@register.simple_tag(takes_context=True)
def sourcesum(
    context: Context,
    groups: Sequence[figures.SourceGroup],
    value: figures.Value,
    counted: figures.Lines | None,
) -> str:
    """What all groups add up to."""
    return sourced(context, sum(one.amount for one in groups), value, counted, unit=True)


@register.simple_tag
def linecount(groups: Sequence[figures.SourceGroup]) -> str:
    """4,373 行."""
    return f"{sum(one.lines for one in groups):,} 行"


@register.simple_tag
def rest(rows: Sequence[object], shown_: int) -> int:
    """How many are not shown."""
    return len(rows) - shown_


@register.simple_tag(takes_context=True)
def rest_sum(context: Context, taken: figures.Breakdown, shown_: int) -> str:
    """The parts that are not shown, together."""
    fen = sum(part.fen for part in taken.parts[shown_:])
    return numbers.money(fen, context["screen"].unit)


@register.simple_tag
def rest_share(taken: figures.Breakdown, shown_: int) -> str:
    """Their share."""
    return numbers.percent(sum((part.share for part in taken.parts[shown_:]), Fraction(0)))


@register.simple_tag
def of_base(part: figures.Part, taken: figures.Breakdown) -> str:
    """A part's share in the denominator."""
    whole = taken.base.exact if taken.base else None
    return numbers.percent(Fraction(part.fen) / whole) if whole else numbers.NOTHING


@register.simple_tag
def whole(taken: figures.Breakdown) -> str:
    """Numerator ÷ denominator of the whole."""
    top, base = taken.top.exact, taken.base.exact if taken.base else None
    return numbers.percent(Fraction(top) / base) if top is not None and base else numbers.NOTHING


@register.simple_tag
def moved(part: figures.Part) -> str:
    """How far a part's share moved, in points."""
    if not part.before_fen:
        return numbers.NOTHING
    return numbers.points(part.share - part.share_before)


@register.simple_tag
def found(taken: figures.Breakdown) -> str:
    """What a breakdown shows: its largest part, and the one that moved most."""
    largest = max(taken.parts, key=lambda part: part.fen)
    words = f"{largest.name}占{taken.top.figure.name} {numbers.percent(largest.share)}％"
    gaps = [part for part in taken.parts if part.before_fen and part is not largest]
    if not gaps:
        return words
    most = max(gaps, key=lambda part: abs(part.share - part.share_before))
    gap = most.share - most.share_before
    if not gap:
        return words
    way = "升" if gap > 0 else "降"
    return f"{words}，{most.name}{way} {numbers.percent(abs(gap))} 个百分点"


@register.simple_tag(takes_context=True)
def lines_of(context: Context, part: figures.Part, taken: figures.Breakdown) -> str:
    """The ledger's lines of a part."""
    lines = figures.counted(taken.top)
    if lines is None or not has_page("ledger.entries"):
        return "#"
    screen: Screen = context["screen"]
    return address_of(screen, part.selection, lines)


def address_of(screen: Screen, selection: Any, lines: figures.Lines) -> str:  # noqa: ANN401 a ledger.Selection
    """The page of entries for a selection and a span."""
    query = {
        "account": ",".join(selection.accounts),
        "subject": ",".join(one for one in selection.subjects if not one.startswith("?")),
        "without": ",".join(one for one in selection.excluding if not one.startswith("?")),
        "fund": selection.fund,
        "level": ",".join(selection.levels),
        "place": selection.regions[0] if len(selection.regions) == 1 else "",
        "start": lines.span.start.isoformat(),
        "end": lines.span.end.isoformat(),
        **dict(selection.also),
    }
    kept = urlencode({key: value for key, value in query.items() if value})
    base = screen.link("ledger.entries")
    return f"{base}{'&' if '?' in base else '?'}{kept}"


@register.simple_tag(takes_context=True)
def money_of(context: Context, fen: int) -> str:
    """An amount of the credit side, without its sign."""
    return numbers.money(-fen, context["screen"].unit)


@register.simple_tag(takes_context=True)
def lines_at(context: Context, one: Any, by: str, span: Any) -> str:  # noqa: ANN401 a ledger.Turnover, a Span
    """The entries behind a line of a turnover table."""
    names = {"region": "place", "fund_type": "fund"}
    query = {"account": one.account.code, "start": span.start, "end": span.end}
    if by and one.code:
        query[names.get(by, by)] = one.code
    screen: Screen = context["screen"]
    return screen.link("ledger.entries", **query)


@register.simple_tag
def count(number: int) -> str:
    """A count with separators."""
    return numbers.grouped(str(number))


@register.simple_tag(takes_context=True)
def usedsum(
    context: Context,
    used: Sequence[Any],
    value: figures.Value,
    counted: figures.Lines | None,
) -> str:
    """4,373 行，合计 50,768.00 万元; of a ratio both sides."""
    top = [one.group for one in used if one.use != "分母"]
    base = [one.group for one in used if "分母" in one.use]
    words = f"{linecount(top)}，合计 {sourcesum(context, top, value, counted)}"
    if not base:
        return words
    return f"分子 {words}；分母 {linecount(base)}，合计 {sourcesum(context, base, value, counted)}"
