"""Revenue by month and by level."""

from datetime import date
from typing import NamedTuple

from django.http.response import HttpResponseBase

from duzhi.documents.api import PERCENT
from duzhi.kernel.codes import FUND, GENERAL, LEVEL_NAMES
from duzhi.kernel.money import growth, rate, show
from duzhi.kernel.period import day, month
from duzhi.kernel.wording import change, months
from duzhi.money.receipts.documents import pictures
from duzhi.money.receipts.queries import days, series, statements
from duzhi.money.receipts.queries.series import Month
from duzhi.money.receipts.queries.statements import NONTAX, TAX
from duzhi.registry import api as registry
from duzhi.web import api as web

_HEADS = (
    ("", "一般公共预算收入"),
    (TAX, "税收收入"),
    (NONTAX, "非税收入"),
    (FUND, "政府性基金收入"),
)


class Line(NamedTuple):
    """A month with the sums from January on; fen."""

    month: Month
    start: date
    end: date
    so_far_fen: int | None
    last_so_far_fen: int
    growth: object
    so_far_growth: object


class Level(NamedTuple):
    """A tax by the level that owns it; fen."""

    code: str
    name: str
    whole_fen: int
    levels: tuple[int, ...]
    local: object
    """Part of the county and its townships."""
    bold: bool = False


def by_month(screen: web.Screen) -> HttpResponseBase:
    """Twelve months beside last year's for any subject."""
    choices = _choices(screen)
    subject = screen.request.GET.get("subject", "")
    subject = subject if subject in dict(choices) else ""
    fund = FUND if subject == FUND else GENERAL
    prefixes = (subject,) if subject and subject != FUND else ()
    found = series.months(screen.region, screen.on, prefixes, fund)
    name = dict(choices)[subject]
    shares = series.shares(screen.region, screen.on) if not subject else []
    return web.render(
        screen,
        "receipts/months.html",
        lines=_lines(found, screen.on),
        account=series.account(fund),
        prefix=prefixes[0] if prefixes else "",
        headline=_headline(found, name, screen.on.month),
        choices=choices,
        subject=subject,
        name=name,
        chart=pictures.by_month(_headline(found, name, screen.on.month), screen.unit, found),
        shares=shares,
        share_chart=pictures.share(shares, screen.on.month) if shares else None,
    )


def levels(screen: web.Screen) -> HttpResponseBase:
    """收入分级次表: every tax by the level that owns it."""
    sums = days.level_sums(registry.subtree(screen.region), screen.on, GENERAL)
    codes = sorted({code for code, _ in sums})
    taxes = [code for code in codes if code.startswith(TAX)]
    others = [code for code in codes if not code.startswith(TAX)]
    rows = [
        _level("101", "税收收入", taxes, sums, bold=True),
        *(_level(code, _name(code, screen), [code], sums) for code in taxes),
        _level("103", "非税收入", others, sums, bold=True),
        *(_level(code, _name(code, screen), [code], sums) for code in others),
    ]
    whole = _level("", "合计", codes, sums, bold=True)
    local = sum(whole.levels[3:])
    return web.render(
        screen,
        "receipts/levels.html",
        rows=[whole, *rows] if codes else [],
        whole=whole,
        local_fen=local,
        level_names=list(LEVEL_NAMES.values()),
        booked=screen.value("receipts.general_revenue").exact,
        period=f"{screen.on.year}年{months(screen.on)}",
        kind=PERCENT,
    )


def _choices(screen: web.Screen) -> list[tuple[str, str]]:
    known = statements.by_item(GENERAL, screen.region, screen.on)
    return [*_HEADS, *((code, _name(code, screen)) for code in known)]


def _lines(found: list[Month], on: date) -> list[Line]:
    now = last = 0
    lines = []
    for one in found:
        now, last = now + (one.now_fen or 0), last + (one.last_fen or 0)
        known = one.now_fen is not None
        change = (one.now_fen or 0, one.last_fen or 0)
        lines.append(
            Line(
                one,
                (span := month(date(on.year, one.no, 1))).start,
                min(span.end, day(on).end),
                now if known else None,
                last,
                growth(*change) if known else None,
                growth(now, last) if known else None,
            )
        )
    return lines


def _headline(found: list[Month], name: str, upto: int) -> str:
    month = found[upto - 1]
    fen = month.now_fen or 0
    start = f"{upto}月{name} {show(fen, '万元', 0, thousands=True)} 万元"
    if not month.last_fen:
        return start
    ratio = growth(fen, month.last_fen)
    lower = 0
    for one in reversed(found[:upto]):
        if one.change_fen is None or one.change_fen >= 0:
            break
        lower += 1
    tail = f"，连续 {lower} 个月低于上年" if lower > 1 else ""
    return f"{start}，同比{change(ratio)}{tail}" if ratio is not None else start + tail


def _level(
    code: str, name: str, codes: list[str], sums: dict[tuple[str, str], int], *, bold: bool = False
) -> Level:
    parts = tuple(sum(sums.get((one, level), 0) for one in codes) for level in LEVEL_NAMES)
    return Level(code, name, sum(parts), parts, rate(sum(parts[3:]), sum(parts)), bold)


def _name(code: str, screen: web.Screen) -> str:
    return registry.name_of(code, GENERAL, registry.REVENUE, screen.on.year)
