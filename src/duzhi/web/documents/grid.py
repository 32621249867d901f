"""A statement as the rows of a page: a tree that folds, bullets, every cell a link by its lead."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from duzhi.documents import api as documents
from duzhi.documents.api import COUNT, MONEY, PERCENT, POINTS, Column, Row, Table
from duzhi.web import numbers
from duzhi.web.documents import leading
from duzhi.web.screen import Screen
from duzhi.web.shown import per_mille

PROGRESS = ("完成％", "进度％")
"""Columns of a share of the budget: a bullet stands before them."""
_NUMBERS = (MONEY, PERCENT, POINTS, COUNT, documents.NUMBER)
_PLACES = {"亿元": 4}
_SHORT = 12


class Head(NamedTuple):
    """A title of the head; `span` columns wide, `down` rows high."""

    title: str
    is_number: bool
    span: int = 1
    down: int = 1
    is_bar: bool = False


class Line(NamedTuple):
    """A row with its place in the table, and how many rows hang below it."""

    at: int
    row: Row
    below: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a statement on a page."""

    screen: Screen
    code: str
    number: int
    table: Table
    mark: Fraction | None
    """序时进度, where bullets stand."""

    @property
    def heads(self) -> list[list[Head]]:
        """One row of titles, or two where columns share one."""
        columns = self.table.columns
        grouped = any(column.group for column in columns)
        upper: list[Head] = []
        lower: list[Head] = []
        for column in columns:
            own = Head(
                column.title, _is_number(column), down=1 if column.group or not grouped else 2
            )
            if column.title in PROGRESS:
                upper.append(Head("进度", is_number=False, is_bar=True, down=2 if grouped else 1))
            if not column.group:
                upper.append(own)
                continue
            lower.append(own)
            if upper and upper[-1].title == column.group:
                upper[-1] = upper[-1]._replace(span=upper[-1].span + 1)
            else:
                upper.append(Head(column.group, is_number=False))
        return [upper, lower] if grouped else [upper]

    @property
    def width(self) -> int:
        """Cells of a row, bullets among them."""
        return len(self.table.columns) + sum(one.title in PROGRESS for one in self.table.columns)

    def body(self, lines: Sequence[Line], *, folded: bool) -> SafeString:
        """The rows; with `folded` only those that hang below nothing are shown at first."""
        return format_html_join("", "{}", ((self._row(line, folded=folded),) for line in lines))

    def _row(self, line: Line, *, folded: bool) -> SafeString:
        row = line.row
        hidden = folded and row.depth > 0
        start = (
            '<tr class="{}" data-depth="{}" hidden>'
            if hidden
            else '<tr class="{}" data-depth="{}">'
        )
        return format_html(
            start + "{}</tr>",
            "bold" if row.bold else "",
            row.depth,
            format_html_join("", "{}", ((cell,) for cell in self._cells(line, folded=folded))),
        )

    def _cells(self, line: Line, *, folded: bool) -> Iterator[SafeString]:
        row, columns = line.row, self.table.columns
        leads = row.leads or (None,) * len(row.cells)
        texts = next(iter(documents.lines(replace(self.table, rows=(row,)))))
        named = _named(columns)
        for index, (column, text, lead) in enumerate(zip(columns, texts, leads, strict=True)):
            if column.title in PROGRESS:
                yield self._bullet(row.cells[index])
            if index == named:
                yield self._name(line, text, folded=folded)
            elif column.kind == POINTS and row.cells[index] is not None:
                yield format_html('<td class="num">{}</td>', self._led(_signed(text), lead, row))
            else:
                look = "num" if _is_number(column) else _text_look(text, before=index < named)
                yield format_html('<td class="{}">{}</td>', look, self._led(text, lead, row))

    def _name(self, line: Line, text: str, *, folded: bool) -> SafeString:
        row = line.row
        fold = ""
        if line.below:
            fold = format_html(
                '<button type="button" class="fold" data-fold aria-expanded="{}" '
                'aria-label="折叠{}"></button>',
                "false" if folded else "true",
                text,
            )
        code = ""
        if row.key.isdigit() and row.key not in row.cells and not row.key.startswith("99"):
            code = format_html('<span class="code">{}</span> ', row.key)
        return format_html(
            '<td class="label d{} {}">{}{}{}</td>',
            min(row.depth, 4),
            _text_look(text, before=False),
            fold,
            code,
            self._opening(line, text),
        )

    def _opening(self, line: Line, text: str) -> SafeString:
        """The name opens the row in place where there are entries behind it."""
        if not any(isinstance(lead, documents.Entries) for lead in line.row.leads):
            return format_html("{}", text)
        url = self.screen.link("documents.statement_row", self.code, self.number, line.at)
        return format_html(
            '<a href="{}" data-opens hx-get="{}" hx-select="tr.opened" hx-target="closest tr" '
            'hx-swap="afterend">{}</a>',
            url,
            url,
            text,
        )

    def _led(self, text: str, lead: documents.Lead | None, row: Row) -> SafeString:
        url = leading.address(self.screen, lead, row.key) if text != numbers.NOTHING else ""
        return (
            format_html('<a class="fig" href="{}">{}</a>', url, text)
            if url
            else format_html("{}", text)
        )

    def _bullet(self, done: documents.Cell) -> SafeString:
        if not isinstance(done, Fraction | int):
            return format_html('<td class="{}"></td>', "bar")
        context = {
            "done": per_mille(Fraction(done)),
            "mark": per_mille(self.mark),
            "behind": self.mark is not None and done < self.mark,
        }
        bar = _bar_template().render(context)
        return format_html('<td class="bar">{}</td>', bar)


@cache
def _bar_template() -> Any:  # noqa: ANN401 whichever template engine
    return get_template("web/bar.html")


def in_unit(table: Table, unit: str) -> Table:
    """The table in another unit; its notes keep their own."""
    if not table.unit:
        return table
    return replace(
        table, unit=unit, places=_PLACES.get(unit, max(table.places, unit == "元" and 2))
    )


def lines(table: Table, *, behind: Fraction | None = None) -> list[Line]:
    """The rows as a tree; `behind` keeps only those that do not reach the time share."""
    column = next((i for i, one in enumerate(table.columns) if one.title in PROGRESS), None)
    found = []
    for index, row in enumerate(table.rows):
        below = 0
        for later in table.rows[index + 1 :]:
            if later.depth <= row.depth:
                break
            below += 1
        found.append(Line(index, row, below))
    if behind is None or column is None:
        return found
    return [line for line in found if _is_behind(line.row.cells[column], behind)]


def _is_behind(done: documents.Cell, mark: Fraction) -> bool:
    return isinstance(done, Fraction | int) and done < mark


def _named(columns: Sequence[Column]) -> int:
    """The column of the name: the second of the texts at the left, where a code is before it."""
    texts = [index for index, column in enumerate(columns) if not _is_number(column)]
    first = texts[0] if texts else 0
    second = texts[1] if len(texts) > 1 else -1
    coded = second == first + 1 and "编码" in columns[first].title + columns[first].title.replace(
        "代码", "编码"
    )
    return second if coded else first


def _text_look(text: str, *, before: bool) -> str:
    """A code before the name is lighter; a short text stays on one line."""
    return " ".join(filter(None, ("code" * before, "short" * (len(text) <= _SHORT))))


def _is_number(column: Column) -> bool:
    return column.kind in _NUMBERS


def _signed(text: str) -> str:
    return text if text.startswith("-") or not text.strip("0.") else f"+{text}"
