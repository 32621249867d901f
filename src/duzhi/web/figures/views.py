"""Pages of figures: one figure, its card, its source rows, and the catalogue of all."""

import secrets
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponseBase

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.money import UNIT_FEN
from duzhi.kernel.period import same_day_last_year
from duzhi.kernel.wording import months
from duzhi.ledger import api as ledger
from duzhi.web import shown, stamp
from duzhi.web.answers import download, render
from duzhi.web.figures import parts, sentences
from duzhi.web.screen import Screen

AT_ONCE = 12_000
"""So many lines are grouped while the page is made; more come a moment later."""
SHOWN = 20
"""Groups of source rows on the figure's page; all of them on the page of rows."""
LARGEST = 15
ROWS = 50
_YEARS = 5


def page(screen: Screen, code: str) -> HttpResponseBase:
    """One figure with everything that stands behind it."""
    value = _value(screen, code)
    if screen.request.GET.get("part") == "rows":
        return _rows_card(screen, value)
    before = _before(screen, value)
    many = _line_count(value) > AT_ONCE
    series = _kept(screen, value, "series", lambda: figures.both(*_asked(screen, value)))
    ways = figures.ways(value)
    by = screen.request.GET.get("by", "")
    by = by if by in ways else next(iter(ways), "")
    lines = figures.counted(value)
    return render(
        screen,
        "figures/page.html",
        value=value,
        code=value.figure.code,
        names="、".join(figures.numbers_of(value.figure.code)),
        says=sentences.title(value, before, screen.unit),
        kind=shown.kind(value),
        amount=shown.text(value, screen.unit),
        unit=shown.unit_of(value, screen.unit),
        period=f"{value.on.year}年{months(value.on).removesuffix('份')}",
        head=parts.head(screen, value, before),
        scope=parts.scope_words(screen, value),
        used=figures.used_in(value.figure.code)[:8],
        picture=_picture(screen, series, value) if series.known else None,
        proofs=_proofs(screen, value),
        sides=parts.sides(screen, value),
        ways=[(one, figures.TITLES[one]) for one in ways],
        by=by,
        taken=_kept(screen, value, by, lambda: _taken(screen, value, by)) if by else None,
        largest=LARGEST,
        papers=parts.appearances(screen, value),
        filings=list(figures.filings(value.figure.code, value.on, value.region)),
        used_rows=[] if many else _kept(screen, value, "used", lambda: parts.used(value)),
        later=many,
        counted=lines,
        shown=SHOWN,
    )


def _rows_card(screen: Screen, value: figures.Value) -> HttpResponseBase:
    """The card of source rows of a figure with very many lines, asked for after the page stands."""
    return render(
        screen,
        "figures/used.html",
        value=value,
        code=value.figure.code,
        used_rows=_kept(screen, value, "used", lambda: parts.used(value)),
        counted=figures.counted(value),
        shown=SHOWN,
    )


def card(screen: Screen, code: str) -> HttpResponseBase:
    """What opens when the pointer rests on a figure: a fragment."""
    value = _value(screen, code)
    checks = _proofs(screen, value)
    head = parts.head(screen, value, value)
    return render(
        screen,
        "figures/card.html",
        value=value,
        names="、".join(figures.numbers_of(value.figure.code)),
        kind=shown.kind(value),
        exact=parts.exact_words(value, screen.unit).removeprefix("精确值 "),
        origin=_kept(screen, value, "first", lambda: _first(value)),
        boxes=head.boxes,
        tail=head.tail,
        checks=checks,
        broken=[one for one in checks if one.verdict == figures.BROKEN],
        filed=value.filed,
        lines=_line_count(value),
        papers=[one for one in documents.papers() if _stands_in(one, value)],
    )


def rows(screen: Screen, code: str) -> HttpResponseBase:
    """The lines behind a figure with file, sheet and row, a page at a time."""
    value = _value(screen, code)
    subject = screen.request.GET.get("subject", "")[:20]
    if screen.request.GET.get("export") == "xlsx":
        return _export(screen, value, subject)
    try:
        found = figures.source_page(
            value, subject=subject, after=screen.request.GET.get("after", "")[:60], size=ROWS
        )
    except ValueError:
        raise Http404 from None
    groups = _kept(screen, value, "groups", lambda: figures.source_groups(value))
    chosen = next((one for one in groups if one.code == subject), None)
    return render(
        screen,
        "figures/rows.html",
        value=value,
        code=value.figure.code,
        names="、".join(figures.numbers_of(value.figure.code)),
        groups=groups,
        chosen=chosen,
        subject=subject,
        page=found,
        counted=figures.counted(value),
        total=_sum(groups),
        lines=sum(one.lines for one in groups),
    )


def _value(screen: Screen, name: str) -> figures.Value:
    """The figure a page is asked for, by number or code; `back` counts years."""
    asked = screen.request.GET.get("back", "0")
    back = int(asked) if asked.isascii() and asked.isdigit() and int(asked) <= _YEARS else 0
    try:
        return screen.value(figures.code_of(name), back)
    except LookupError:
        raise Http404 from None


def _before(screen: Screen, value: figures.Value) -> figures.Value:
    return screen.value(value.figure.code, value.years_back + 1)


def _asked(screen: Screen, value: figures.Value) -> tuple[str, date, str]:
    on = screen.on
    for _ in range(value.years_back):
        on = same_day_last_year(on)
    return value.figure.code, on, screen.region


def _kept(screen: Screen, value: figures.Value, what: str, make: Any) -> Any:  # noqa: ANN401 whatever is kept
    """Remembered until anything in the house changes."""
    key = ("figure", what, value.figure.code, value.on, value.region, value.years_back)
    return stamp.kept(key, screen.stamp, make)


def _proofs(screen: Screen, value: figures.Value) -> list[figures.Proof]:
    """Checks hold for the page's own day; last year's are on its page of that day."""
    if value.years_back:
        return []
    return cast(
        "list[figures.Proof]",
        _kept(screen, value, "proofs", lambda: figures.proofs(value, screen.evaluator)),
    )


def _taken(screen: Screen, value: figures.Value, by: str) -> figures.Breakdown | None:
    return figures.breakdown(value, by, screen.evaluator)


def _picture(screen: Screen, series: figures.Series, value: figures.Value) -> documents.Chart:
    """The months as a line, last year behind it, the budget across."""
    budget = None if value.figure.is_money else parts.budget_of(screen, value)
    year = value.on.year
    now = [one.exact for one in series.now]
    rows = [
        documents.Series(f"{year}年", tuple(now + [None] * (12 - len(now))), documents.NOW),
        documents.Series(
            f"{year - 1}年", tuple(one.exact for one in series.before), documents.LAST
        ),
    ]
    own = value.figure.unit
    return documents.Chart(
        kind=documents.LINE,
        title=sentences.months(series, Fraction(budget) if budget is not None else None),
        unit=screen.unit if own in UNIT_FEN else own,
        labels=tuple(f"{month}月" for month in range(1, 13)),
        series=tuple(rows),
        marks=(documents.Mark("年初预算", budget, documents.BUDGET),) if budget else (),
    )


def _line_count(value: figures.Value) -> int:
    """Lines behind a figure, or behind both sides of a ratio."""
    rule = value.figure.formula
    if rule is not None and rule.kind == "ratio":
        return sum(_line_count(part) for part in value.parts)
    lines = figures.counted(value)
    if lines is None:
        return 0
    asked = ledger.Filter(lines.selection, lines.span, adjustment=lines.adjustment)
    return len(ledger.Lines(asked))


def _first(value: figures.Value) -> intake.Origin | None:
    """The file row of the first line behind a figure."""
    rows = [row for step in figures.source_page(value, size=1).steps for row in step.rows]
    return rows[0] if rows else None


def _stands_in(paper: documents.Paper, value: figures.Value) -> bool:
    return any(item.code == value.figure.code for item in paper.items)


def _sum(groups: list[figures.SourceGroup]) -> figures.Number:
    return sum(one.amount for one in groups)


def _export(screen: Screen, value: figures.Value, subject: str) -> HttpResponseBase:
    """Every source row as a workbook, written while it is read."""
    folder = Path(settings.HOME) / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{secrets.token_hex(8)}.xlsx"
    money = value.figure.is_money or figures.counted(value) is not None
    table = documents.Table(
        title=f"{value.figure.name}来源行",
        period=f"{screen.region_name}　截至{value.on}",
        unit="元",
        columns=(
            documents.Column("日期"),
            documents.Column("摘要"),
            documents.Column("科目"),
            documents.Column("单据"),
            documents.Column("分录", documents.COUNT),
            documents.Column("金额", documents.MONEY if money else documents.NUMBER),
            documents.Column("文件"),
            documents.Column("表"),
            documents.Column("行"),
        ),
        rows=(),
    )
    documents.write_list(
        path,
        table,
        _plain(figures.source_rows(value, subject=subject)),
        prepared=screen.today,
        mark=documents.notice(screen.region),
    )
    sent = download(path, f"{value.figure.name}来源行-{value.on}.xlsx")
    path.unlink()  # the open file is still sent
    return sent


def _plain(steps: Iterator[figures.Step]) -> Iterator[documents.Row]:
    for step in steps:
        one = step.source
        first = step.rows[0] if step.rows else None
        yield documents.Row(
            (
                one.on.isoformat(),
                one.text,
                one.key.subject if one.key else "",
                one.ref,
                one.entry or None,
                one.amount,
                first.file if first else "",
                first.sheet if first else "",
                "、".join(str(row.row) for row in step.rows),
            )
        )
