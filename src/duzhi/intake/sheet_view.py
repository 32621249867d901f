"""The sheets of a file as its sender sees them: own row numbers and letters, with verdicts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from duzhi.intake.cells import Cell, RawRow, text_of
from duzhi.intake.columns import Amount
from duzhi.intake.examine import Examination
from duzhi.intake.header import Header
from duzhi.intake.layout import Layout
from duzhi.intake.opinions import RETURN, Letters, group_of, word_of
from duzhi.kernel.finding import Finding, Place

WRONG, UNKNOWN, GREY = "wrong", "unknown", "grey"
_RANK = {"": 0, GREY: 1, UNKNOWN: 2, WRONG: 3}
WHOLE, FIRST, MOST, LONGEST_CELL = 60, 20, 160, 200
"""A sheet of at most 60 rows is shown whole, of a longer one the first 20 and those at fault."""


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as text, and its verdict: `wrong`, `unknown` (待归类) or nothing."""

    text: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with the number its sender sees."""

    number: int
    cells: tuple[CellView, ...]
    verdict: str = ""
    """`wrong`, `unknown`, or `grey` for a row that does not count."""
    words: tuple[str, ...] = ()
    """代码失真, 待归类, 小计、合计行."""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column: its letters, what stands above it, and which column of the layout it is."""

    letter: str
    title: str
    matched: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class SheetView:
    """A window of one sheet."""

    name: str
    total: int
    header_row: int
    matched: int
    expected: int
    unit: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """What is said about the rows and cells of one sheet."""

    rows: Mapping[int, str]
    words: Mapping[int, tuple[str, ...]]
    cells: Mapping[tuple[int, str], str]


def views(exam: Examination, findings: Iterable[Finding]) -> tuple[SheetView, ...]:
    """Every sheet of the file, those that are not read without rows."""
    heads = {top.sheet.name: header for top, header in _pairs(exam)}
    said = list(_said(exam, findings))
    notes = {note.name: note for note in exam.notes}
    found = []
    for sheet in exam.sheets:
        header, note = heads.get(sheet.name), notes.get(sheet.name)
        if header is None or exam.fit is None:
            why = note.skipped if note else ""
            found.append(SheetView(sheet.name, sheet.total, 0, 0, 0, "", (), (), why or "没有认出"))
            continue
        verdicts = _verdicts(one for one in said if one[0].sheet == sheet.name)
        columns = columns_of(exam.fit.layout, header, sheet.head())
        rows = tuple(_window(sheet.rows(), sheet.total, header, columns, verdicts))
        matched, expected = len(header.positions), header.expected
        unit = note.unit if note else ""
        found.append(
            SheetView(sheet.name, sheet.total, header.last, matched, expected, unit, columns, rows)
        )
    return tuple(found)


def letters(exam: Examination) -> Letters:
    """Where each title of the layout stands; empty where the sheet is read in another shape."""
    if exam.fit is None or exam.fit.layout.reshape:
        return {}
    return {
        (top.sheet.name, exam.fit.layout.column(name).title): xl_col_to_name(position)
        for top, header in _pairs(exam)
        for name, position in header.positions.items()
    }


def columns_of(one: Layout, header: Header, head: Sequence[RawRow]) -> tuple[ColumnView, ...]:
    """The columns of a sheet: of a reshaped one only what stands above them."""
    if one.reshape:
        row = next((row for row in head if row.number == header.last), RawRow(0, ()))
        return tuple(
            ColumnView(xl_col_to_name(place), text_of(cell)) for place, cell in enumerate(row.cells)
        )
    names = {place: one.column(name) for name, place in header.positions.items()}
    found = []
    for place, title in enumerate(header.titles):
        column = names.get(place)
        number = column is not None and isinstance(column.kind, Amount)
        shown = f"{title.group}／{title.name}" if title.group else title.name
        matched = column.title if column else ""
        found.append(ColumnView(xl_col_to_name(place), shown, matched, number))
    return tuple(found)


def text_in(cell: Cell, *, number: bool) -> str:
    """A cell as its sender reads it: numbers of an amount column with separators."""
    if number and isinstance(cell, int | float) and not isinstance(cell, bool):
        return (
            f"{cell:,.2f}" if isinstance(cell, float) and not cell.is_integer() else f"{cell:,.0f}"
        )
    text = text_of(cell)
    return f"{text[:LONGEST_CELL]}…" if len(text) > LONGEST_CELL else text


def _pairs(exam: Examination) -> Iterator[tuple[Any, Header]]:
    if exam.fit is not None and exam.fit.nearest is not None:
        yield from exam.fit.matched or [exam.fit.nearest]


def _said(exam: Examination, findings: Iterable[Finding]) -> Iterator[tuple[Place, str, str]]:
    """(place, verdict, word) of everything that is said about a row."""
    for one in findings:
        if one.place.row and one.code not in {"intake.unclassified", "intake.dropped"}:
            yield one.place, WRONG if group_of(one) == RETURN else "", word_of(one)
    for unknown in exam.parsed.unknown.values():
        for place in unknown.places:
            yield place, UNKNOWN, "待归类"
    for reason, places in exam.parsed.dropped.items():
        for place in places:
            yield place, GREY, f"{reason}，不入账"


def _verdicts(said: Iterable[tuple[Place, str, str]]) -> _Verdicts:
    rows: dict[int, str] = {}
    words: dict[int, tuple[str, ...]] = {}
    cells: dict[tuple[int, str], str] = {}
    for place, verdict, word in said:
        rows[place.row] = max(rows.get(place.row, ""), verdict, key=_RANK.__getitem__)
        if word not in words.get(place.row, ()):
            words[place.row] = (*words.get(place.row, ()), word)
        if place.column and verdict:
            cells[place.row, place.column] = verdict
    return _Verdicts(rows, words, cells)


def _window(
    rows: Iterator[RawRow],
    total: int,
    header: Header,
    columns: Sequence[ColumnView],
    verdicts: _Verdicts,
) -> Iterator[RowView]:
    wanted = _wanted(total, header, verdicts)
    last = max(wanted, default=0)
    shown = (row for row in islice(rows, last) if row.number in wanted)
    for row in islice(shown, MOST):
        yield _row(row, columns, verdicts)


def _wanted(total: int, header: Header, verdicts: _Verdicts) -> set[int]:
    start = header.last + 1
    if total <= WHOLE:
        return set(range(start, total + 1))
    faults = sorted(row for row, verdict in verdicts.rows.items() if verdict != GREY)
    near = {row + step for row in faults[:MOST] for step in (-1, 0, 1)}
    return {row for row in near | set(range(start, start + FIRST)) if start <= row <= total}


def _row(row: RawRow, columns: Sequence[ColumnView], verdicts: _Verdicts) -> RowView:
    cells = []
    for place, column in enumerate(columns):
        cell = row.cells[place] if place < len(row.cells) else ""
        verdict = verdicts.cells.get((row.number, column.matched), "") if column.matched else ""
        cells.append(CellView(text_in(cell, number=column.number), verdict))
    return RowView(
        row.number,
        tuple(cells),
        verdicts.rows.get(row.number, ""),
        verdicts.words.get(row.number, ()),
    )
