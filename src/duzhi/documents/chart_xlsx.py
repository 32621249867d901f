"""A chart as Excel's own, with the numbers it draws beside it: it can be edited, nothing is drawn.

Each chart has a sheet: title, unit, the table of plotted numbers, and the chart at its right.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from duzhi.documents import chart_look as look
from duzhi.documents.chart import (
    AREA,
    BARS,
    BULLET,
    DANGER,
    HIGH,
    LAST,
    LINE,
    LOW,
    NOW,
    RANK,
    TARGET,
    WATERFALL,
    Chart,
    Step,
    plotted,
    said,
    steps,
)
from duzhi.documents.workbook_options import PLAIN_STRINGS

_HEAD = 3
"""Rows above the data: title, unit, column titles."""
_SIZE = {"width": 760, "height": 380}
_LOW_SIZE = 34
"""Pixels a bar of a ranking takes."""
_FORMAT = "#,##0.##"
Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Data:
    """What stands in the cells behind a chart: a column of labels and named columns of numbers."""

    labels: tuple[str, ...]
    columns: Mapping[str, Values]


def workbook_of(chart: Chart) -> bytes:
    """A workbook with nothing but the chart and its numbers (what Word opens for 编辑数据)."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {**PLAIN_STRINGS, "in_memory": True}) as book:
        add_sheet(book, "数据", chart)
    return buffer.getvalue()


def add_sheet(book: Workbook, name: str, chart: Chart) -> Worksheet:
    """A sheet with the numbers of a chart and the chart; `name` must be free in the workbook."""
    page = book.add_worksheet(name)
    data = data_of(chart)
    _write(book, page, chart, data)
    drawing = _DRAW[chart.kind](book, _Source(name, data), chart)
    _finish(drawing, chart)
    page.insert_chart(_HEAD - 1, len(data.columns) + 2, drawing)
    return page


def data_of(chart: Chart) -> Data:
    """The plotted numbers by column; marks become columns of their own, so that they can move."""
    if chart.kind == WATERFALL:
        return Data(chart.labels, _stacked(steps(chart), chart))
    columns: dict[str, Values] = {}
    if chart.kind in (BULLET, RANK):
        own = chart.series[0].values
        columns["已达"] = [None if chart.behind(one) else plotted(one, chart.unit) for one in own]
        columns["未达"] = [plotted(one, chart.unit) if chart.behind(one) else None for one in own]
    else:
        columns |= {one.name: [plotted(v, chart.unit) for v in one.values] for one in chart.series}
        columns |= _band(chart)
    for mark in chart.marks:
        columns[mark.name] = [plotted(mark.value, chart.unit)] * len(chart.labels)
    return Data(chart.labels, columns)


_BASE, _TOTAL, _RISE, _FALL, _TOP = "起点", "总计", "增加", "减少", "标注位置"
_WIDTH = "预计区间"


def _stacked(found: Sequence[Step], chart: Chart) -> dict[str, Values]:
    """A waterfall is a stack: an unseen base, and on it a total, a rise or a fall."""

    def part(kind: str) -> Values:
        return [
            plotted(one.high if kind == _TOTAL else one.high - one.low, chart.unit)
            if _of_step(one) == kind
            else None
            for one in found
        ]

    base = [None if one.change is None else plotted(one.low, chart.unit) for one in found]
    top = [plotted(one.high, chart.unit) for one in found]
    bars = {kind: part(kind) for kind in (_TOTAL, _RISE, _FALL)}
    return {_BASE: base, **bars, _TOP: top}


def _of_step(one: Step) -> str:
    if one.change is None:
        return _TOTAL
    return _RISE if one.change >= 0 else _FALL


def _band(chart: Chart) -> dict[str, Values]:
    low, high = chart.of(LOW), chart.of(HIGH)
    if not low or not high:
        return {}
    pairs = zip(low.values, high.values, strict=True)
    width = [None if a is None or b is None else plotted(b - a, chart.unit) for a, b in pairs]
    return {_WIDTH: width}


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a column of numbers stands, as XlsxWriter wants it."""

    sheet: str
    data: Data

    def of(self, name: str) -> dict[str, Any]:
        last = _HEAD + len(self.data.labels) - 1
        column = 1 + list(self.data.columns).index(name)
        return {
            "name": [self.sheet, _HEAD - 1, column],
            "categories": [self.sheet, _HEAD, 0, last, 0],
            "values": [self.sheet, _HEAD, column, last, column],
        }


def _write(book: Workbook, page: Worksheet, chart: Chart, data: Data) -> None:
    plain = {"font_name": look.FONT, "font_size": 10}
    bold = book.add_format({**plain, "bold": True})
    head = book.add_format({**plain, "bold": True, "border": 1, "bg_color": "#f5f7f9"})
    text = book.add_format({**plain, "border": 1})
    numbers = book.add_format({**plain, "border": 1, "num_format": "#,##0.00"})
    page.write_string(0, 0, chart.title, bold)
    page.write_string(1, 0, f"单位：{chart.unit_words}", book.add_format(plain))
    page.write_string(_HEAD - 1, 0, "项目", head)
    page.set_column(0, 0, 22)
    page.set_column(1, len(data.columns), 12)
    for line, label in enumerate(data.labels, _HEAD):
        page.write_string(line, 0, label, text)
    for column, (name, values) in enumerate(data.columns.items(), 1):
        page.write_string(_HEAD - 1, column, name, head)
        for line, value in enumerate(values, _HEAD):
            if value is not None:  # a blank cell would be drawn as zero
                page.write_number(line, column, value, numbers)
    for line, note in enumerate(chart.notes, _HEAD + len(data.labels) + 1):
        page.write_string(line, 0, f"注：{note}", book.add_format(plain))


def _finish(drawing: Drawing, chart: Chart) -> None:
    """Title, letters and lines alike in every chart; alt text for those who cannot see it."""
    tall = chart.kind in (RANK, BULLET)
    height = max(220, 110 + _LOW_SIZE * len(chart.labels)) if tall else _SIZE["height"]
    drawing.set_size({**_SIZE, "height": height})
    drawing.set_title(
        {
            "name": f"{chart.title}（{chart.unit_words}）",
            "overlay": False,
            "name_font": _letters(12, bold=True),
        }
    )
    drawing.set_chartarea({"border": {"none": True}, "fill": {"color": look.PAPER}})
    drawing.show_blanks_as("gap")


def _letters(size: int = 9, *, bold: bool = False) -> dict[str, Any]:
    return {"name": look.FONT, "size": size, "bold": bold, "color": look.INK}


def _axes(drawing: Drawing, *, low: float | None = None, turned: bool = False) -> None:
    grid = {"visible": True, "line": {"color": look.TRACK, "width": 0.75}}
    names: dict[str, Any] = {
        "num_font": _letters(),
        "line": {"color": look.LINE},
        "major_tick_mark": "none",
    }
    values: dict[str, Any] = {
        "num_font": _letters(),
        "num_format": _FORMAT.removesuffix(".##"),
        "line": {"none": True},
        "major_gridlines": grid,
    }
    if low is not None:
        values["min"] = low
    names["label_position"] = "low"
    if turned:
        names["reverse"] = True
        values["label_position"] = "high"
        drawing.set_x_axis(values)
        drawing.set_y_axis(names)
    else:
        drawing.set_x_axis(names)
        drawing.set_y_axis(values)


def _numbers(**more: Any) -> dict[str, Any]:  # noqa: ANN401 options of XlsxWriter
    return {"value": True, "num_format": _FORMAT, "font": _letters(), **more}


def _bars(book: Workbook, source: _Source, chart: Chart) -> Drawing:
    """Last year in front of this year, side by side."""
    drawing = book.add_chart({"type": "column"})
    for one in sorted(chart.series, key=lambda series: series.role != LAST):
        fill = {"color": look.BAR_COLOURS.get(one.role, look.BAR)}
        labels = {"data_labels": _numbers()} if one.role == NOW else {}
        drawing.add_series({**source.of(one.name), "fill": fill, "gap": 60, **labels})
    for mark in chart.marks:
        drawing.combine(_mark_line(book, source, [mark.name], mark.role))
    _axes(drawing)
    drawing.set_legend({"position": "top", "font": _letters()})
    return drawing


def _rank(book: Workbook, source: _Source, chart: Chart) -> Drawing:
    """Bars from the top down; a tick of the same height where the target stands."""
    drawing = book.add_chart({"type": "bar"})
    for name, colour in (("已达", look.BAR), ("未达", look.BEHIND)):
        if any(value is not None for value in source.data.columns[name]):
            own = {**source.of(name), "fill": {"color": colour}, **_THICK}
            drawing.add_series({**own, "data_labels": _numbers()})
    if target := chart.mark(TARGET):
        drawing.add_series({**source.of(target.name), **_THICK, **_TICK})
    _axes(drawing, low=0, turned=True)
    drawing.set_legend({"none": True})
    return drawing


_THICK = {"gap": 60, "overlap": 100}
_TICK = {
    "fill": {"none": True},
    "border": {"none": True},
    "y_error_bars": {
        "type": "fixed",
        "value": 0.001,
        "end_style": 1,
        "direction": "plus",
        "line": {"color": look.INK, "width": 2},
    },
}
"""An unseen bar whose error bar has no length: what is left of it is its cap, a tick."""


def _line(book: Workbook, source: _Source, chart: Chart) -> Drawing:
    """This year solid, last year's ghost dashed, the budget dotted."""
    drawing = book.add_chart({"type": "line"})
    for one in chart.series:
        drawing.add_series({**source.of(one.name), **_stroke(one.role)})
    for mark in chart.marks:
        drawing.add_series({**source.of(mark.name), **_stroke(mark.role)})
    _axes(drawing, low=_low(chart))
    drawing.set_legend({"position": "top", "font": _letters()})
    return drawing


def _stroke(role: str) -> dict[str, Any]:
    dashes = {NOW: "solid", LAST: "dash", DANGER: "long_dash"}
    line = {
        "color": look.LINE_COLOURS.get(role, look.BAR),
        "width": 2.25 if role == NOW else 1.5,
        "dash_type": dashes.get(role, "round_dot"),
    }
    return {"line": line, "marker": {"type": "none"}}


def _area(book: Workbook, source: _Source, chart: Chart) -> Drawing:
    """The balance as a line, what is expected as a band, the line not to be crossed in red."""
    names = [one.name for one in chart.series if one.role == NOW]
    lines = _mark_line(book, source, names, NOW)
    for mark in chart.marks:
        lines.add_series({**source.of(mark.name), **_stroke(mark.role)})
    low = chart.of(LOW)
    hidden = []
    if low and _WIDTH in source.data.columns:
        drawing = book.add_chart({"type": "area", "subtype": "stacked"})
        drawing.add_series({**source.of(low.name), "fill": {"none": True}})
        drawing.add_series({**source.of(_WIDTH), "fill": {"color": look.BAND}})
        drawing.combine(lines)
        hidden = [0]
    else:
        drawing = book.add_chart({"type": "area"})
        for name in names:
            drawing.add_series({**source.of(name), "fill": {"color": look.BAND}})
        drawing.combine(lines)
        hidden = list(range(len(names)))
    _axes(drawing)
    drawing.set_legend({"position": "top", "font": _letters(), "delete_series": hidden})
    return drawing


def _mark_line(book: Workbook, source: _Source, names: Sequence[str], role: str) -> Drawing:
    drawing = book.add_chart({"type": "line"})
    for name in names:
        drawing.add_series({**source.of(name), **_stroke(role)})
    return drawing


def _waterfall(book: Workbook, source: _Source, chart: Chart) -> Drawing:
    """Rises filled, falls outlined, so that a grey print still tells them apart."""
    drawing = book.add_chart({"type": "column", "subtype": "stacked"})
    drawing.add_series({**source.of(_BASE), "fill": {"none": True}, "gap": 30})
    ends = [{"fill": {"color": look.START}}, *[None] * (len(chart.labels) - 2)]
    ends.append({"fill": {"color": look.END}})
    looks: dict[str, dict[str, Any]] = {
        _TOTAL: {"fill": {"color": look.END}, "points": ends},
        _RISE: {"fill": {"color": look.BAR}},
        _FALL: {"fill": {"color": look.PAPER}, "border": {"color": look.BAR, "width": 1.25}},
    }
    for name, own in looks.items():
        if any(value is not None for value in source.data.columns[name]):
            drawing.add_series({**source.of(name), **own})
    drawing.combine(_said(book, source, steps(chart), chart))
    _axes(drawing, low=_low(chart))
    drawing.set_legend({"none": True})
    return drawing


def _said(book: Workbook, source: _Source, found: Sequence[Step], chart: Chart) -> Drawing:
    """An unseen line over the bars that carries what each of them says."""
    line = book.add_chart({"type": "line"})
    custom = [{"value": _words(one, chart)} for one in found]
    unseen = {"line": {"none": True}, "marker": {"type": "none"}}
    labels = _numbers(position="above", custom=custom)
    line.add_series({**source.of(_TOP), **unseen, "data_labels": labels})
    return line


def _words(one: Step, chart: Chart) -> str:
    if one.change is None:
        return said(one.high, chart.unit)
    return said(one.change, chart.unit, signed=True)


def _low(chart: Chart) -> float | None:
    return None if chart.axis_start is None else plotted(chart.axis_start, chart.unit)


_DRAW: dict[str, Callable[[Workbook, _Source, Chart], Drawing]] = {
    BARS: _bars,
    RANK: _rank,
    BULLET: _rank,
    LINE: _line,
    AREA: _area,
    WATERFALL: _waterfall,
}
