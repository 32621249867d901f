"""A chart as data: what it found and what it shows; pages, .docx and .xlsx draw the same one.

Values are exact: fen where the unit is 元, 万元 or 亿元, plain ratios (0.587) where it is ％ or
个百分点, the number itself otherwise. `plotted` is the one place where they are rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from duzhi.documents.cells import thousands
from duzhi.documents.table import MONEY, NUMBER, PERCENT, POINTS, Column, Row, Table
from duzhi.kernel.money import UNIT_FEN, decimal, round_half_up

BARS, RANK, LINE, AREA = "bars", "rank", "line", "area"
WATERFALL, BULLET = "waterfall", "bullet"
KINDS = (BARS, RANK, LINE, AREA, WATERFALL, BULLET)
NOW, LAST, BUDGET = "now", "last", "budget"
"""Roles of a series: this year, last year's ghost, the budget line."""
LOW, HIGH = "low", "high"
"""Lower and upper edge of a forecast band."""
DANGER, TARGET = "danger", "target"
"""Roles of a mark: a line not to be crossed; where one should stand by now (序时, 目标)."""
PLACES = 2
Exact = Fraction | int | None
_RATIOS = ("％", "%", "个百分点")


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values, as many as the chart has labels; None where nothing is known."""

    name: str
    values: tuple[Exact, ...]
    role: str = NOW


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that holds for the whole chart: 警戒线, 序时进度, a target."""

    name: str
    value: Fraction | int
    role: str = TARGET


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the first series that is named: 7日 省调度款 8,000; `low` writes under it."""

    place: int
    words: str
    low: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its finding as the title; unit is what amounts are shown in.

    A waterfall has one series: the start, every change, the end; `axis_start` cuts its axis and
    is then said beside the unit. `leads` are addresses the labels lead to on a page.
    """

    kind: str
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()
    axis_start: Fraction | int | None = None
    notes: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    dots: tuple[Dot, ...] = ()
    """Drawn on pages, on a balance over time (`AREA`); on a phone those that are low."""

    def __post_init__(self) -> None:
        """Raises ValueError for a shape that could not be drawn."""
        if self.kind not in KINDS:
            raise ValueError(f"没有{self.kind}这种图")
        if not self.series or any(len(one.values) != len(self.labels) for one in self.series):
            raise ValueError(f"{self.title}：每列数据要与{len(self.labels)}个标签一一对应")
        if self.kind == WATERFALL:
            _check_waterfall(self)

    def of(self, role: str) -> Series | None:
        """The first series with a role."""
        return next((one for one in self.series if one.role == role), None)

    def mark(self, role: str) -> Mark | None:
        """The first mark with a role."""
        return next((one for one in self.marks if one.role == role), None)

    @property
    def is_ratio(self) -> bool:
        """Whether values are plain ratios."""
        return self.unit in _RATIOS

    @property
    def unit_words(self) -> str:
        """The unit, and where a cut axis starts: 万元　纵轴自 45,000 起."""
        if self.axis_start is None:
            return self.unit
        start = plotted(self.axis_start, self.unit)
        return f"{self.unit}　纵轴自 {start:,.10g} 起"

    def behind(self, value: Exact) -> bool:
        """Whether a bar does not reach the target of a ranking or of bullets."""
        target = self.mark(TARGET)
        return target is not None and value is not None and value < target.value


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of a waterfall, exact: from `low` to `high`; `change` is None for the two totals."""

    label: str
    low: Fraction | int
    high: Fraction | int
    change: Fraction | int | None


def waterfall(
    title: str,
    unit: str,
    start: tuple[str, int],
    changes: Sequence[tuple[str, int]],
    end: str,
    *,
    notes: tuple[str, ...] = (),
) -> Chart:
    """From a total over its changes to the next one; the axis is cut where changes would vanish."""
    levels = list(accumulate((fen for _, fen in changes), initial=start[1]))
    labels = (start[0], *(name for name, _ in changes), end)
    values = (start[1], *(fen for _, fen in changes), levels[-1])
    cut = _axis_start(levels, unit)
    series = (Series("金额", values),)
    return Chart(WATERFALL, title, unit, labels, series, axis_start=cut, notes=notes)


def steps(chart: Chart) -> list[Step]:
    """The bars of a waterfall; the two totals stand on the axis."""
    values = [one or 0 for one in chart.series[0].values]
    floor = chart.axis_start or 0
    levels = list(accumulate(values[1:-1], initial=values[0]))
    moved = [
        Step(label, min(pair), max(pair), pair[1] - pair[0])
        for label, pair in zip(chart.labels[1:-1], pairwise(levels), strict=True)
    ]
    return [
        Step(chart.labels[0], floor, values[0], None),
        *moved,
        Step(chart.labels[-1], floor, values[-1], None),
    ]


def plotted(value: Exact, unit: str) -> float | None:
    """The number that is drawn: in the chart's unit, half up to two places. Only here."""
    if value is None:
        return None
    return round_half_up(_scaled(value, unit), PLACES) / float(10**PLACES)


def said(value: Fraction | int, unit: str, *, signed: bool = False) -> str:
    """The number written beside a bar, rounded from the exact one: whole amounts, 58.70 of ％."""
    text = decimal(_scaled(value, unit), PLACES if unit in _RATIOS else 0)
    plus = "+" if signed and value > 0 and text.strip("0.") else ""
    return plus + thousands(text)


def _scaled(value: Fraction | int, unit: str) -> Fraction:
    return Fraction(value) * 100 if unit in _RATIOS else Fraction(value, UNIT_FEN.get(unit, 1))


def to_table(chart: Chart) -> Table:
    """The numbers of a chart as the table that stands beside it."""
    kind = MONEY if chart.unit in UNIT_FEN else NUMBER
    if chart.is_ratio:
        kind = POINTS if chart.unit == "个百分点" else PERCENT
    columns = (Column("项目"), *(Column(one.name, kind) for one in chart.series))
    rows = tuple(
        Row((label, *values))
        for label, *values in zip(chart.labels, *(one.values for one in chart.series), strict=True)
    )
    marks = tuple(
        f"{mark.name} {plotted(mark.value, chart.unit):,.10g}{chart.unit}" for mark in chart.marks
    )
    return Table(chart.title, "", chart.unit, columns, rows, (*chart.notes, *marks))


def _check_waterfall(chart: Chart) -> None:
    values = [one or 0 for one in chart.series[0].values]
    if len(values) < 2 or values[0] + sum(values[1:-1]) != values[-1]:  # noqa: PLR2004 start and end
        raise ValueError(f"{chart.title}：起点加各项增减应等于终点")


def _axis_start(levels: Sequence[int], unit: str) -> int | None:
    """A round amount below the lowest level; None where zero is near enough to start from."""
    low, high = min(levels), max(levels)
    room = max(high - low, 1)
    if low <= 2 * room:
        return None
    size = UNIT_FEN.get(unit, 1)
    grain = size
    while grain * 10 <= room:
        grain *= 10
    grain = grain * 5 if grain * 5 <= room else grain
    return (low - room // 2) // grain * grain or None
