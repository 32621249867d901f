"""Raw rows of a sheet → typed rows of its layout, column by column in chunks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, repeat
from typing import Any

from duzhi.intake.cells import Cell, RawRow, is_blank
from duzhi.intake.column_reader import ColumnReader
from duzhi.intake.columns import Column, Context, Day, Subject
from duzhi.intake.header import Header
from duzhi.intake.layout import Layout
from duzhi.intake.learned import Decision, Decisions, Followed, nothing_learned
from duzhi.intake.leftovers import BLANK, Leftovers
from duzhi.intake.report import Report
from duzhi.kernel.codes import UNCLASSIFIED
from duzhi.kernel.finding import Finding, Place

CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Matched:
    """A sheet whose header fits a layout."""

    name: str
    header: Header
    unit: str = ""
    """What its caption says."""
    ragged: bool = False
    """A text file: rows may be longer or shorter than the header."""
    broken: Mapping[int, set[int]] = field(default_factory=dict)
    """Row → 0-based columns whose formula failed; readers show such cells as empty."""


@dataclass(slots=True)
class Unknown:
    """A subject code that no list of the year has, with what is booked under it."""

    raw: str
    lists: tuple[str, ...]
    name: str
    title: str
    places: list[Place] = field(default_factory=list)
    amount_fen: int = 0


@dataclass(slots=True)
class Parsed:
    """What a file holds: typed rows, dropped ones by reason, unknown subjects and known answers."""

    rows: list[Any] = field(default_factory=list)
    besides: list[Any] = field(default_factory=list)
    dropped: dict[str, list[Place]] = field(default_factory=dict)
    unknown: dict[tuple[str, str], Unknown] = field(default_factory=dict)
    followed: dict[tuple[str, str], Followed] = field(default_factory=dict)

    def drop(self, reason: str, place: Place) -> None:
        """Note a row that does not count."""
        self.dropped.setdefault(reason, []).append(place)


class SheetReader:
    """Reads one matched sheet into `parsed`; what cannot be read goes to `report`."""

    def __init__(
        self,
        layout: Layout,
        sheet: Matched,
        ctx: Context,
        parsed: Parsed,
        report: Report,
        learned: Decisions = nothing_learned,
    ) -> None:
        self._learned = learned
        self._ctx = ctx
        self._layout = layout
        self._sheet = sheet
        self._parsed = parsed
        self._report = report
        self._width = len(sheet.header.titles)
        self._leftovers = Leftovers(layout, sheet.header)
        readers = [ColumnReader(c, sheet.header, sheet.unit, ctx) for c in layout.columns]
        self._readers = sorted(readers, key=lambda reader: reader.dated)
        self._dated = dated_field(layout, ctx.year)

    def read(self, rows: Iterable[RawRow]) -> Iterator[int]:
        """Reads everything below the header; yields how many raw rows each chunk had."""
        source = iter(rows)
        while chunk := list(islice(source, CHUNK)):
            data = [row for row in map(self._data_row, chunk) if row is not None]
            if data:
                self._read_chunk([row.number for row in data], [row.cells for row in data])
            yield len(chunk)

    def _data_row(self, row: RawRow) -> RawRow | None:
        number, cells = row
        if number <= self._sheet.header.last:
            return None
        if len(cells) != self._width:
            cells = self._fitted(number, cells)
        reason = self._leftovers.why(cells)
        if not reason:
            if number in self._sheet.broken:
                self._report_broken(number)
            return RawRow(number, cells)
        if reason != BLANK:
            self._parsed.drop(reason, self._place(number))
        return None

    def _fitted(self, number: int, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The row as wide as the header."""
        if self._sheet.ragged and not all(map(is_blank, cells[self._width :])):
            text = f"有 {len(cells)} 列，表头只有 {self._width} 列；可能有未加引号的逗号，请核对"
            self._report.add(Finding("intake.too_many_cells", text, place=self._place(number)))
        return [*cells[: self._width], *repeat("", self._width - len(cells))]

    def _report_broken(self, number: int) -> None:
        for reader in self._readers:
            position = self._sheet.header.positions.get(reader.column.field)
            if position in self._sheet.broken[number]:
                text = "公式出错（#REF!、#DIV/0! 之类），没有值；请改为数值后重新导入"
                place = self._place(number, reader.column.title)
                self._report.add(Finding("intake.formula_error", text, place=place))

    def _read_chunk(self, numbers: list[int], rows: list[Sequence[Cell]]) -> None:
        raw = list(zip(*rows, strict=True))
        values: dict[str, list[Any]] = {}
        spoilt: set[int] = set()
        for reader in self._readers:
            years = self._years(values) if reader.dated else ()
            values[reader.column.field], faults = reader.read(raw, years, len(rows))
            for index, fault in faults:
                spoilt.add(index)
                place = self._place(numbers[index], reader.column.title)
                self._report.add(Finding(fault.code, fault.text, place=place))
        unknown = self._unknown_columns(values)
        answers = {column.field: self._answers(column, values, len(rows)) for column in unknown}
        ordered = [values[column.field] for column in self._layout.columns]
        made = map(self._layout.row_class._make, zip(repeat(self._sheet.name), numbers, *ordered))
        kept = self._keep(made, spoilt)
        for column in unknown:
            self._note_unknown(column, kept)
            self._note_followed(column, kept, numbers, answers[column.field])

    def _years(self, values: Mapping[str, Sequence[Any]]) -> Sequence[int]:
        """The year of each row, empty when the whole file has one."""
        cells = values[self._dated] if self._dated else ()
        return [cell.year if isinstance(cell, date) else cell or 0 for cell in cells]

    def _keep(self, made: Iterable[Any], spoilt: set[int]) -> list[Any]:
        skip = self._layout.skip
        kept = [row for index, row in enumerate(made) if index not in spoilt]
        if skip is not None:
            reasons = list(map(skip, kept))
            for row, reason in zip(kept, reasons, strict=True):
                if reason:
                    self._parsed.drop(reason, self._place(row.row))
            if (hears := self._layout.hears) is not None:
                pairs = zip(kept, reasons, strict=True)
                self._parsed.besides += [row for row, reason in pairs if reason and hears(row)]
            kept = [row for row, reason in zip(kept, reasons, strict=True) if not reason]
        self._parsed.rows += kept
        return kept

    def _unknown_columns(self, values: Mapping[str, Sequence[Any]]) -> list[Column]:
        """Subject columns in which something is 待归类; hardly ever any."""
        return [
            column
            for column in self._layout.columns
            if isinstance(column.kind, Subject)
            and any(str(value).startswith(UNCLASSIFIED) for value in set(values[column.field]))
        ]

    def _answers(
        self, column: Column, values: dict[str, list[Any]], count: int
    ) -> dict[int, tuple[str, Decision]]:
        """Index → what it read and the earlier decision; the values are replaced by its subject."""
        assert isinstance(column.kind, Subject), "only subjects are unknown"
        lists = column.kind.lists
        years = self._years(values) or [self._ctx.year] * count
        cells, found = list(values[column.field]), {}
        for index, (code, year) in enumerate(zip(cells, years, strict=True)):
            if not code or not code.startswith(UNCLASSIFIED):
                continue
            raw = code.removeprefix(UNCLASSIFIED)
            decision = self._learned(lists, raw)
            if decision and any(decision.to in self._ctx.codes(one, year) for one in lists):
                found[index] = raw, decision
                cells[index] = decision.to
        values[column.field] = cells
        return found

    def _note_unknown(self, column: Column, kept: Sequence[Any]) -> None:
        assert isinstance(column.kind, Subject), "only subjects are unknown"
        for row in kept:
            code = getattr(row, column.field)
            if code.startswith(UNCLASSIFIED):
                self._note(code, ",".join(column.kind.lists), column.title, row)

    def _note_followed(
        self,
        column: Column,
        kept: Sequence[Any],
        numbers: Sequence[int],
        answers: Mapping[int, tuple[str, Decision]],
    ) -> None:
        by_row = {numbers[index]: answer for index, answer in answers.items()}
        for row in kept if by_row else ():
            if row.row not in by_row:
                continue
            raw, decision = by_row[row.row]
            one = self._parsed.followed.setdefault((column.field, raw), Followed(raw, decision))
            one.places.append(self._place(row.row, column.title))
            one.amount_fen += getattr(row, self._layout.total_field(), None) or 0

    def _note(self, code: str, lists: str, title: str, row: Any) -> None:  # noqa: ANN401 the row is the area's own type
        named = next((c.field for c in self._layout.columns if "科目名称" in c.title), "")
        raw = code.removeprefix(UNCLASSIFIED)
        known = self._parsed.unknown.setdefault(
            (lists, raw),
            Unknown(raw, tuple(lists.split(",")), getattr(row, named, "") or "", title),
        )
        known.places.append(self._place(row.row, title))
        known.amount_fen += getattr(row, self._layout.total_field(), None) or 0

    def _place(self, number: int, column: str = "") -> Place:
        return Place(self._report.file, self._sheet.name, number, column)


def dated_field(layout: Layout, year: int) -> str:
    """The field whose year a subject list follows; empty when the whole file has one year."""
    if layout.year_field or year:
        return layout.year_field
    days = (column.field for column in layout.columns if isinstance(column.kind, Day))
    return next(days, "")
