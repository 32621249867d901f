"""Pages of statements: the list by office, one statement, one of its rows, its workbook."""

import tempfile
from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from duzhi.documents import api as documents
from duzhi.documents.api import Chart, Mark, Series, Statement, Table
from duzhi.kernel.finding import Refused
from duzhi.web.answers import download, render
from duzhi.web.documents import grid, sentences
from duzhi.web.documents.opened import opened
from duzhi.web.pages import REPORTS, Page
from duzhi.web.screen import Screen
from duzhi.web.stamp import kept

_FOLDED_ABOVE = 40
"""Longer tables begin folded."""
_CHARTED = 24


def statements(screen: Screen) -> HttpResponse:
    """Every statement, by the office that answers for it."""
    known = sorted(documents.statements(), key=lambda one: one.office)
    offices = [(office, list(own)) for office, own in groupby(known, key=lambda one: one.office)]
    return render(screen, "documents/statements.html", offices=offices, count=len(known))


def statement(screen: Screen, code: str) -> HttpResponseBase:
    """One statement: one of its tables as a page, or all of them as a workbook."""
    one = _statement(code)
    try:
        tables = _tables(screen, one)
    except Refused as refused:
        return render(screen, "documents/no_statement.html", one=one, findings=refused.findings)
    form = screen.request.GET.get("format", "")
    if form in _FORMS:
        return _FORMS[form](screen, one, tables)
    number = _number(screen.request.GET.get("table", "0"), len(tables))
    return render(screen, "documents/statement.html", **_shown(screen, one, tables, number))


def statement_row(screen: Screen, code: str, table: int, row: int) -> HttpResponseBase:
    """A row opened: it comes into the statement in place, or stands alone."""
    one = _statement(code)
    try:
        tables = _tables(screen, one)
    except Refused as refused:
        return render(screen, "documents/no_statement.html", one=one, findings=refused.findings)
    if table >= len(tables) or row >= len(tables[table].rows):
        raise Http404
    own = tables[table]
    place = ("statement.row", code, table, row, screen.region, screen.on, screen.unit)
    found = kept(place, screen.stamp, lambda: opened(screen, own, own.rows[row]))
    if found is None:
        raise Http404
    shown = grid.Grid(screen, code, table, grid.in_unit(own, screen.unit), _mark(screen))
    line = next(line for line in grid.lines(own) if line.at == row)
    name = next(cell for cell in reversed(own.rows[row].cells) if isinstance(cell, str) and cell)
    return render(
        screen,
        "documents/statement_row.html",
        one=one,
        name=name,
        grid=shown,
        body=shown.body([line._replace(below=0)], folded=False),
        opened=found,
        back=screen.link("documents.statement", code, table=table or ""),
    )


def _statement(code: str) -> Statement:
    try:
        return documents.statement(code)
    except LookupError:
        raise Http404 from None


def _tables(screen: Screen, one: Statement) -> Sequence[Table]:
    """Built once until anything changes."""
    place = ("statement", one.code, screen.region, screen.on)
    return kept(place, screen.stamp, lambda: one.build(screen.on, screen.region))


def _shown(screen: Screen, one: Statement, tables: Sequence[Table], number: int) -> dict[str, Any]:
    table = tables[number]
    mark = _mark(screen)
    shown = grid.Grid(screen, one.code, number, grid.in_unit(table, screen.unit), mark)
    has_progress = any(column.title in grid.PROGRESS for column in table.columns)
    behind = has_progress and "behind" in screen.request.GET
    all_lines = grid.lines(table)
    has_tree = any(line.below for line in all_lines)
    folded = _folded(screen, table, has_tree=has_tree) and not behind
    place = ("statement.body", one.code, number, screen.region, screen.on, screen.unit)
    lines = grid.lines(table, behind=mark) if behind else all_lines
    return {
        "one": one,
        "tables": [(at, own.title) for at, own in enumerate(tables)] if len(tables) > 1 else [],
        "number": number,
        "table": table,
        "grid": shown,
        "body": kept(
            (*place, behind, folded), screen.stamp, lambda: shown.body(lines, folded=folded)
        ),
        "empty": not lines,
        "mark": mark if has_progress else None,
        "behind": behind,
        "has_tree": has_tree,
        "folded": folded,
        "title": sentences.title(table),
        "context": sentences.context(table),
        "counting": sentences.counting(table),
        "proofs": sentences.proofs(table),
        "notes": sentences.notes(table),
        "across": shown.width > _UPRIGHT,
        "wide": shown.width > _FLOWING.get(screen.unit, _MOST),
    }


_UPRIGHT = 8
"""Tables with more cells in a row are printed across the paper."""
_FLOWING, _MOST = {"元": 8}, 12
"""Tables with more cells in a row scroll inside their frame on a desk too."""


def _folded(screen: Screen, table: Table, *, has_tree: bool) -> bool:
    asked = screen.request.GET.get("open", "")
    return has_tree and (asked == "top" or (asked != "all" and len(table.rows) > _FOLDED_ABOVE))


def _mark(screen: Screen) -> Fraction | None:
    """序时进度 of the day."""
    try:
        exact = screen.value("time.progress").exact
    except LookupError:
        return None
    return None if exact is None else Fraction(exact)


def _number(text: str, count: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else count  # noqa: PLR2004 no statement has a hundred tables
    if number >= count:
        raise Http404
    return number


def _workbook(screen: Screen, one: Statement, tables: Sequence[Table]) -> HttpResponseBase:
    """Every table with its numbers as numbers, and their progress as Excel's own charts."""
    with tempfile.TemporaryDirectory() as folder:
        path = documents.write_workbook(
            Path(folder) / "table.xlsx",
            [grid.in_unit(table, screen.unit) for table in tables],
            charts=[chart for table in tables[:2] if (chart := picture(table, _mark(screen)))],
            prepared=screen.today,
            compiler=f"{screen.region_name}财政局",
            mark=documents.notice(screen.region),
        )
        return download(path, f"{one.name}{screen.on:%Y年%m月}.xlsx")


def _pdf(screen: Screen, one: Statement, tables: Sequence[Table]) -> HttpResponseBase:
    """Every table on A4 landscape with its head repeated."""
    blob = documents.tables_to_pdf(
        [grid.in_unit(table, screen.unit) for table in tables],
        prepared=screen.today,
        compiler=f"{screen.region_name}财政局",
        mark=documents.notice(screen.region),
    )
    answer = HttpResponse(blob, content_type="application/pdf")
    name = quote(f"{one.name}{screen.on:%Y年%m月}.pdf")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return answer


_FORMS = {"xlsx": _workbook, "pdf": _pdf}


def picture(table: Table, mark: Fraction | None) -> Chart | None:
    """Progress of the rows that have a budget; None where a table has no such column."""
    at = next((i for i, one in enumerate(table.columns) if one.title in grid.PROGRESS), None)
    if at is None or mark is None:
        return None
    rows = [row for row in table.rows if isinstance(row.cells[at], Fraction)][:_CHARTED]
    if not rows:
        return None
    names = tuple(
        next(cell for cell in reversed(row.cells) if isinstance(cell, str)) for row in rows
    )
    done = tuple(Fraction(row.cells[at]) for row in rows)  # type: ignore[arg-type]
    series = (Series("完成％", done),)
    title = sentences.title(table)
    return Chart(documents.BULLET, title, "％", names, series, (Mark("序时进度", mark),))


STATEMENT_PAGES = (
    Page("documents.statements", "statements/", statements, "报表", REPORTS),
    Page("documents.statement", "statements/<slug:code>/", statement, "报表", REPORTS),
    Page(
        "documents.statement_row",
        "statements/<slug:code>/<int:table>/<int:row>/",
        statement_row,
        "报表一行",
        REPORTS,
    ),
)
