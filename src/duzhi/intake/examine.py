"""Reading a file completely without changing anything: form, layout, declarations, rows, checks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from operator import attrgetter
from pathlib import Path

from duzhi.intake import caption, guard, recognise, units
from duzhi.intake.cells import RawRow
from duzhi.intake.columns import Codes, Context, Subject
from duzhi.intake.guard import XLSX, Form
from duzhi.intake.header import Header
from duzhi.intake.layout import Declared, Layout, layout, layouts
from duzhi.intake.learned import decisions
from duzhi.intake.pace import Pace
from duzhi.intake.recognise import Fit, Top
from duzhi.intake.report import Report
from duzhi.intake.result import SheetRead
from duzhi.intake.rows import Matched, Parsed, SheetReader, dated_field
from duzhi.intake.table import Sheet, open_sheets
from duzhi.intake.workbook_errors import broken_cells
from duzhi.kernel.finding import WARNING, Finding, Place

_REGION = re.compile(r"\d{6}|\d{9}", re.ASCII)
_NEEDS = {
    "region": "缺少区划；请用 --region 指明，例如 --region 990181",
    "year": "缺少预算年度；请用 --year 指明，例如 --year 2023",
    "period": "缺少月份；请在标题写明“2023年6月”",
}


@dataclass(slots=True)
class Examination:
    """One file under examination; `open`, `recognise`, `settle`, `read` in this order."""

    path: Path
    declared: Declared
    codes: Codes
    pace: Pace
    report: Report
    form: Form = field(default_factory=lambda: Form(""))
    sha256: str = ""
    sheets: list[Sheet] = field(default_factory=list)
    tops: list[Top] = field(default_factory=list)
    fit: Fit | None = None
    notes: list[SheetRead] = field(default_factory=list)
    parsed: Parsed = field(default_factory=Parsed)

    @property
    def name(self) -> str:
        """The file's name, as findings print it."""
        return self.path.name

    @property
    def layout(self) -> Layout | None:
        """The layout, once it is known."""
        return self.fit.layout if self.fit else None

    def open(self) -> None:
        """Guards, then the sheets; raises `Refused` for what is no safe table."""
        self.form = guard.inspect(self.path)
        self.sha256 = guard.digest(self.path)
        self.sheets = open_sheets(self.path, self.form)
        self.tops = recognise.tops(self.sheets)
        self.pace.total = sum(top.sheet.total for top in self.tops)
        self.pace.step()

    def recognise(self, layout_code: str) -> bool:
        """Finds the layout and its sheets; False with a finding when there is none."""
        if not layout_code:
            self.fit = recognise.choose(layouts(), self.tops)
            if self.fit is None:
                self.report.add(recognise.unrecognised(layouts(), self.tops, self.name))
                return False
        else:
            self.fit = recognise.fit(layout(layout_code), self.tops)
            if not self.fit.matched:
                self.report.add(recognise.mismatch(self.fit, layouts(), self.tops, self.name))
                return False
        self._note_skipped(self.fit)
        return True

    def settle(self) -> bool:
        """What holds for the file; False with findings when something is missing."""
        fit = self._fit()
        captions = [(top.sheet.name, _caption(top, header)) for top, header in fit.matched]
        self.declared, findings = caption.settle(self.declared, captions, self.name)
        for (top, header), (_, said) in zip(fit.matched, captions, strict=True):
            unit = said.unit or self.declared.unit
            place = Place(self.name, top.sheet.name, header.last)
            findings += units.faults(fit.layout, header, unit, place)
            self._note_read(top, header, unit)
        findings += self._missing(fit.layout)
        for finding in findings:
            self.report.add(finding)
        return not self.report.errors

    def read(self) -> None:
        """Typed rows, then what only shows on all of them together."""
        fit = self._fit()
        broken = broken_cells(self.path) if self.form.kind == XLSX else {}
        learned = decisions()
        ctx = Context(unit="", year=self.declared.year, codes=cache(self.codes))
        for (top, header), note in zip(fit.matched, self._read_notes(), strict=True):
            name = top.sheet.name
            ragged = self.form.kind == guard.CSV
            sheet = Matched(name, header, note.unit, ragged=ragged, broken=broken.get(name, {}))
            reader = SheetReader(fit.layout, sheet, ctx, self.parsed, self.report, learned)
            for count in reader.read(_rows(fit.layout, top.sheet)):
                self.pace.step(count)
        self._check(fit.layout)

    def _check(self, one: Layout) -> None:
        for finding in _duplicates(one, self.parsed.rows):
            self.report.add(finding)
        for check in one.checks:
            for finding in check(self.parsed.rows, self.declared):
                self.report.add(finding)
        if not (self.parsed.rows or self.parsed.besides or self.report.errors):
            text = "没有可读的数据行；请核对是否导出了空表"
            self.report.add(Finding("intake.no_rows", text))

    def _fit(self) -> Fit:
        assert self.fit is not None, "recognise() comes first"
        return self.fit

    def _missing(self, one: Layout) -> list[Finding]:
        if self.declared.region and not _REGION.fullmatch(self.declared.region):
            text = f"区划“{self.declared.region}”应为 6 位或 9 位数字；请改正 --region"
            return [Finding("intake.region_strange", text, place=Place(self.name))]
        wanted = [name for name in one.needs if not getattr(self.declared, name)]
        by_year = any(isinstance(column.kind, Subject) for column in one.columns)
        undated = by_year and not self.declared.year and not dated_field(one, 0)
        if undated and "year" not in wanted:
            wanted.append("year")
        place = Place(self.name)
        return [Finding(f"intake.{name}_missing", _NEEDS[name], place=place) for name in wanted]

    def _note_read(self, top: Top, header: Header, unit: str) -> None:
        found = set(units.used(self._fit().layout, header, unit).values())
        if not self.declared.unit and len(found) == 1:
            self.declared = replace(self.declared, unit=found.pop())
        matched = len(header.positions)
        note = SheetRead(top.sheet.name, header.last, matched, header.expected, unit)
        self.notes.append(note)

    def _read_notes(self) -> list[SheetRead]:
        return [note for note in self.notes if not note.skipped]

    def _note_skipped(self, fit: Fit) -> None:
        headers = {top.sheet.name: header for top, header in fit.headers}
        shown = {top.sheet.name for top in self.tops}
        for sheet in self.sheets:
            header = headers.get(sheet.name)
            if header and header.fits:
                continue
            why = "隐藏的工作表" if sheet.hidden else "空表"
            if sheet.name in shown:
                why = f"不是 {fit.layout.title} 的格式"
            self.notes.append(SheetRead(sheet.name, skipped=why))
            if header and header.enough:
                text = f"这张工作表{recognise.lacks(header)}，没有读入；请核对表头"
                place = Place(self.name, sheet.name, header.last)
                self.report.add(
                    Finding("intake.sheet_skipped", text, severity=WARNING, place=place)
                )


def _caption(top: Top, header: Header) -> Declared:
    return caption.read(row for row in top.rows if row.number < header.first)


def _rows(one: Layout, sheet: Sheet) -> Iterable[RawRow]:
    return one.reshape(list(sheet.rows())) if one.reshape else sheet.rows()


def _duplicates(one: Layout, rows: Iterable[object]) -> Iterable[Finding]:
    if not one.keys:
        return
    key_of = attrgetter(*one.keys)
    place_of = attrgetter("sheet", "row")
    titles = "、".join(one.column(key).title for key in one.keys)
    first_title = one.column(one.keys[0]).title
    seen: dict[object, object] = {}
    for row in rows:
        key = key_of(row)
        first = seen.setdefault(key, row)
        if first is not row:
            sheet, number = place_of(row)
            text = f"与第 {place_of(first)[1]} 行重复（{titles}相同）；请删除多余的一行"
            yield Finding("intake.duplicate", text, place=Place("", sheet, number, first_title))
