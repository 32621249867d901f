"""A chart as options of ECharts 6: plain JSON data, no function, one theme, readable in grey.

`payload` holds the wide drawing and the narrow one for a phone; the page picks by its own width.
Tooltips are drawn on the canvas (richText), because the house allows no inline style.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

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
    Dot,
    Exact,
    Mark,
    Series,
    Step,
    plotted,
    said,
    steps,
)

Option = dict[str, Any]
LETTER = 12
"""Pixels of every letter; nothing is smaller."""
FAMILY = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif'
_BAR, _TRACK, _MARK = 8, 14, 2
_SHOWN = 13
"""Up to so many bars carry their number."""
_ROW = 26
_HEIGHT, _TURNED = 260, 24


def payload(chart: Chart) -> Option:
    """What a page needs to draw a chart at any width: two options, heights, unit, leads."""
    return {
        "title": chart.title,
        "unit": chart.unit,
        "wide": option(chart),
        "narrow": option(chart, narrow=True),
        "heights": [height(chart), height(chart, narrow=True)],
        "leads": list(chart.leads),
    }


def option(chart: Chart, *, narrow: bool = False) -> Option:
    """One drawing; the narrow one turns a waterfall on its side and says less."""
    made = _DRAW[chart.kind](chart, narrow)
    return {
        "textStyle": {"fontFamily": FAMILY, "fontSize": LETTER, "color": look.INK},
        "aria": {"enabled": True, "label": {"description": f"{chart.title}（{chart.unit_words}）"}},
        "tooltip": _TOOLTIP,
        "grid": _grid(chart),
        **made,
    }


def height(chart: Chart, *, narrow: bool = False) -> int:
    """Pixels a drawing needs."""
    if chart.kind in (RANK, BULLET):
        return 12 + _ROW * len(chart.labels)
    if chart.kind == WATERFALL and narrow:
        return 12 + _TURNED * len(chart.labels)
    return 200 if narrow else _HEIGHT


_TOOLTIP: Option = {
    "trigger": "axis",
    "renderMode": "richText",
    "confine": True,
    "axisPointer": {"type": "none"},
    "backgroundColor": look.PAPER,
    "borderColor": look.LINE,
    "borderWidth": 1,
    "padding": 8,
    "textStyle": {"color": look.INK, "fontSize": LETTER, "fontFamily": FAMILY},
}


def _grid(chart: Chart) -> Option:
    bars = chart.kind in (RANK, BULLET)
    room = 24 if chart.kind in (BARS, LINE, AREA) else 8
    return {
        "left": 4,
        "right": 56 if bars else 12,
        "top": 4 if bars else room + 8,
        "bottom": 4,
        "outerBoundsMode": "same",
        "outerBoundsContain": "axisLabel",
    }


def _categories(labels: Sequence[str], **more: Any) -> Option:  # noqa: ANN401 options are any JSON
    return {
        "type": "category",
        "data": list(labels),
        "axisTick": {"show": False},
        "axisLine": {"lineStyle": {"color": look.LINE}},
        "axisLabel": {"fontSize": LETTER, "color": look.INK, **more.pop("axisLabel", {})},
        **more,
    }


def _values(**more: Any) -> Option:  # noqa: ANN401 options are any JSON
    return {
        "type": "value",
        "axisLabel": {"fontSize": LETTER, "color": look.MUTED},
        "splitLine": {"lineStyle": {"color": look.TRACK}},
        "splitNumber": 4,
        **more,
    }


def _legend(names: Sequence[str]) -> Option:
    letters = {"fontSize": LETTER, "color": look.MUTED}
    size = {"itemWidth": 16, "itemHeight": 8, "itemGap": 12}
    return {"data": list(names), "top": 0, "right": 8, "textStyle": letters, **size}


def _bars(chart: Chart, narrow: bool) -> Option:  # noqa: FBT001 every drawing takes the same two
    """Last year in front of this year, side by side; the newer one's number under its label."""
    order = sorted(chart.series, key=lambda one: one.role != LAST)
    shown = len(chart.labels) <= (_SHOWN // 2 if narrow else _SHOWN)
    own = next((one for one in order if one.role == NOW), order[-1])
    labels = [
        f"{label}\n{said(value, chart.unit)}" if shown and value is not None else label
        for label, value in zip(chart.labels, own.values, strict=True)
    ]
    amounts = _values(min=_number(chart.axis_start, chart))
    if shown:
        amounts["axisLabel"]["show"] = False
    return {
        "legend": _legend([one.name for one in order]),
        "xAxis": _categories(labels, axisLabel={"interval": 0, "lineHeight": 16}),
        "yAxis": amounts,
        "series": [
            {
                "type": "bar",
                "name": one.name,
                "barMaxWidth": 24,
                "barGap": "10%",
                "itemStyle": {"color": look.BAR_COLOURS.get(one.role, look.BAR)},
                "data": [_number(value, chart) for value in one.values],
                **(_mark_lines(chart) if one is order[-1] else {}),
            }
            for one in order
        ],
    }


def _ranked(chart: Chart, narrow: bool) -> Option:  # noqa: ARG001, FBT001 one form serves both
    """Bars of 8 px in a track of 14 px from the top down, a mark of 2 px where one should be."""
    own = chart.series[0]
    numbers = [_number(value, chart) for value in own.values]
    target = chart.mark(TARGET)
    goal = _number(target.value, chart) if target else None
    most = max(filter(None, [*numbers, goal, 100.0 if chart.kind == BULLET else None]), default=1.0)
    track: Option = {
        "type": "bar",
        "name": "",
        "barWidth": _TRACK,
        "yAxisIndex": 1,
        "z": 1,
        "silent": True,
        "itemStyle": {"color": look.TRACK},
        "tooltip": _NO_TIP,
        "data": [{**_point(value, chart, "right"), "value": most} for value in own.values],
    }
    bars: Option = {
        "type": "bar",
        "name": own.name,
        "barWidth": _BAR,
        "z": 2,
        "data": [
            {
                "value": _number(value, chart),
                "itemStyle": {"color": look.BEHIND if chart.behind(value) else look.BAR},
            }
            for value in own.values
        ],
    }
    labels = list(chart.labels)
    return {
        "xAxis": _values(show=False, min=0, max=most),
        "yAxis": [
            _categories(labels, inverse=True, axisLine={"show": False}),
            _categories(labels, inverse=True, show=False),
        ],
        "series": [track, bars, *([_ticks(target, labels, chart)] if target else [])],
    }


def _ticks(target: Mark, labels: Sequence[str], chart: Chart) -> Option:
    goal = _number(target.value, chart)
    return {
        "type": "scatter",
        "name": target.name,
        "symbol": "rect",
        "symbolSize": [_MARK, _TRACK + 4],
        "z": 3,
        "itemStyle": {"color": look.INK},
        "data": [[goal, index] for index in range(len(labels))],
        "encode": {"x": 0, "y": 1, "tooltip": [0]},
    }


def _line(chart: Chart, narrow: bool) -> Option:  # noqa: FBT001 every drawing takes the same two
    """This year solid, last year's ghost dashed, the budget dotted."""
    lines = [_stroke(one, chart) for one in chart.series]
    lines[0] |= _mark_lines(chart)
    return {
        "legend": _legend([one.name for one in chart.series]),
        "xAxis": _categories(chart.labels, boundaryGap=False, **_sparse(narrow=narrow)),
        "yAxis": _values(scale=True, min=_number(chart.axis_start, chart)),
        "series": lines,
    }


def _stroke(one: Series, chart: Chart) -> Option:
    dashes = {NOW: "solid", LAST: "dashed"}
    return {
        "type": "line",
        "name": one.name,
        "symbol": "none",
        "lineStyle": {
            "color": look.LINE_COLOURS.get(one.role, look.BAR),
            "width": 2 if one.role == NOW else 1.5,
            "type": dashes.get(one.role, "dotted"),
        },
        "itemStyle": {"color": look.LINE_COLOURS.get(one.role, look.BAR)},
        "data": [_number(value, chart) for value in one.values],
    }


def _area(chart: Chart, narrow: bool) -> Option:  # noqa: FBT001 every drawing takes the same two
    """The balance over a tint, what is expected as a band, the line not to be crossed."""
    own = [one for one in chart.series if one.role not in (LOW, HIGH)]
    lines = [_stroke(one, chart) for one in own]
    lines[0] |= {"areaStyle": {"color": look.TRACK}, **_mark_lines(chart)}
    if dots := [one for one in chart.dots if one.low or not narrow]:
        lines[0]["markPoint"] = _points(chart, own[0], dots)
    return {
        "legend": _legend([one.name for one in own]),
        "xAxis": _categories(chart.labels, boundaryGap=False, **_sparse(narrow=narrow)),
        "yAxis": _values(min=_number(chart.axis_start, chart)),
        "series": [*lines, *_band(chart)],
    }


def _points(chart: Chart, own: Series, dots: Sequence[Dot]) -> Option:
    """Named places of a series, the low ones in bold under the line."""
    data = [
        {
            "coord": [one.place, _number(own.values[one.place], chart)],
            "label": {
                "formatter": one.words,
                "position": "bottom" if one.low else "top",
                "fontSize": LETTER,
                "backgroundColor": look.PAPER,
                "padding": [1, 3],
                "fontWeight": "bold" if one.low else "normal",
                "color": look.INK,
            },
        }
        for one in dots
    ]
    dot = {"symbol": "circle", "symbolSize": 7, "itemStyle": {"color": look.END}}
    return {**dot, "silent": True, "data": data}


def _band(chart: Chart) -> list[Option]:
    """Two lines on each other: the lower edge unseen, the rest filled; the numbers are edges."""
    low, high = chart.of(LOW), chart.of(HIGH)
    if not low or not high:
        return []
    pairs = list(zip(low.values, high.values, strict=True))
    width = [_number(None if None in pair else pair[1] - pair[0], chart) for pair in pairs]  # type: ignore[operator]
    unseen: Option = {"type": "line", "stack": "band", "symbol": "none", "silent": True,
                      "lineStyle": {"opacity": 0}}  # fmt: skip
    lower = [_number(value, chart) for value in low.values]
    fill = {"areaStyle": {"color": look.BAND, "opacity": 1}, "tooltip": {"show": False}}
    return [
        {**unseen, "name": low.name, "itemStyle": {"color": look.BAND}, "data": lower},
        {**unseen, **fill, "name": high.name, "data": width},
    ]


def _waterfall(chart: Chart, narrow: bool) -> Option:  # noqa: FBT001 every drawing takes the same two
    """Rises filled, falls outlined, the two totals standing on the axis; sideways on a phone."""
    found = steps(chart)
    base = [None if one.change is None else _number(one.low, chart) for one in found]
    looks: Mapping[str, Option] = {
        "增加": {"color": look.BAR},
        "减少": {"color": look.PAPER, "borderColor": look.BAR, "borderWidth": 1.5},
    }
    place = "right" if narrow else "top"
    totals = [_bar(one, chart, place, _end(one, found)) for one in found]
    stack = {"type": "bar", "stack": "steps", "barWidth": "62%"}
    moves = [
        {
            **stack,
            "name": name,
            "itemStyle": own,
            "data": [
                _bar(one, chart, place, own) if _named(one) == name else None for one in found
            ],
        }
        for name, own in looks.items()
    ]
    unseen = {"color": "transparent"}
    series = [
        {**stack, "name": "", "silent": True, "itemStyle": unseen, "tooltip": _NO_TIP,
         "data": base},
        {**stack, "name": "总计", "data": [
            bar if one.change is None else None for bar, one in zip(totals, found, strict=True)
        ]},
        *moves,
    ]  # fmt: skip
    low = _number(chart.axis_start, chart)
    wrapped = {"interval": 0, "width": 48, "overflow": "break", "lineHeight": 15}
    names = _categories(chart.labels, axisLabel={"interval": 0} if narrow else wrapped)
    amounts = _values(show=False, min=low)
    axes = {"xAxis": names, "yAxis": amounts}
    if narrow:
        axes = {"xAxis": amounts, "yAxis": {**names, "inverse": True}}
    grid = {**_grid(chart), "right": 64} if narrow else {**_grid(chart), "top": 20}
    return {**axes, "series": series, "grid": grid, "tooltip": {**_TOOLTIP, "trigger": "item"}}


_NO_TIP = {"show": False}


def _bar(one: Step, chart: Chart, place: str, own: Option) -> Option:
    """One bar of a waterfall with what it says; a total is drawn from zero and cut by the axis."""
    size = one.high if one.change is None else one.high - one.low
    exact = one.high if one.change is None else one.change
    point = _point(exact, chart, place, signed=one.change is not None)
    tip = {"formatter": f"{one.label}  {point['label']['formatter']} {chart.unit}"}
    return {**point, "value": _number(size, chart), "itemStyle": own, "tooltip": tip}


def _end(one: Step, found: Sequence[Step]) -> Option:
    return {"color": look.START if one is found[0] else look.END}


def _named(one: Step) -> str:
    if one.change is None:
        return "总计"
    return "增加" if one.change >= 0 else "减少"


def _point(value: Exact, chart: Chart, place: str, *, signed: bool = False) -> Option:
    """A value with its number written beside it."""
    if value is None:
        return {"value": None}
    words = said(value, chart.unit, signed=signed)
    label = {"show": True, "position": place, "formatter": words, "fontSize": LETTER}
    return {"value": _number(value, chart), "label": {**label, "color": look.INK}}


def _mark_lines(chart: Chart) -> Option:
    if not chart.marks:
        return {}
    lines = [
        {
            "yAxis": _number(one.value, chart),
            "name": one.name,
            "label": {"formatter": one.name, "position": "insideEndTop", "fontSize": LETTER},
            "lineStyle": {
                "color": look.LINE_COLOURS.get(one.role, look.MUTED),
                "type": "dashed" if one.role == DANGER else "dotted",
                "width": 1.5,
            },
        }
        for one in chart.marks
    ]
    return {"markLine": {"symbol": "none", "silent": True, "data": lines}}


def _sparse(*, narrow: bool) -> Option:
    """Dates leave each other room; the page lets ECharts drop what does not fit."""
    return {"axisLabel": {"hideOverlap": True, **({"interval": "auto"} if narrow else {})}}


def _number(value: Exact, chart: Chart) -> float | None:
    return plotted(value, chart.unit)


_DRAW: Mapping[str, Callable[[Chart, bool], Option]] = {
    BARS: _bars,
    RANK: _ranked,
    BULLET: _ranked,
    LINE: _line,
    AREA: _area,
    WATERFALL: _waterfall,
}
