"""The outcome of an import as data: for the command line, the preview page and tests."""

from dataclasses import dataclass
from pathlib import Path

from duzhi.intake.layout import Declared, Layout, Outcome
from duzhi.intake.rows import Unknown
from duzhi.kernel.finding import INFO, WARNING, Finding, Place
from duzhi.kernel.money import show

IMPORTED, SAME, REJECTED = "imported", "same", "rejected"
_NAMED_ROWS = 5


@dataclass(frozen=True, slots=True)
class Dropped:
    """Rows that do not count, for one reason."""

    reason: str
    places: tuple[Place, ...]

    @property
    def count(self) -> int:
        """How many rows."""
        return len(self.places)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet of the file: where its header stands and what fits, or why it was not read."""

    name: str
    header_row: int = 0
    matched: int = 0
    """Columns found, of `expected`."""
    expected: int = 0
    unit: str = ""
    skipped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a file."""

    status: str
    """`imported`, `same` (nothing to do) or `rejected` (nothing changed)."""
    sentence: str
    """One line for people."""
    file: str
    layout_code: str = ""
    declared: Declared
    file_id: int | None = None
    sha256: str = ""
    rows: int = 0
    """Rows of data, without the dropped ones."""
    outcome: Outcome | None = None
    findings: tuple[Finding, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    sheets: tuple[SheetRead, ...] = ()
    unclassified: tuple[Unknown, ...] = ()
    marked: Path | None = None
    """The user's own workbook with the faults marked, when it was rejected."""


def unclassified_finding(unknown: Unknown) -> Finding:
    """A subject that is booked as 待归类: the import goes through, 定稿 waits."""
    name = f"（{unknown.name}）" if unknown.name else ""
    amount = show(unknown.amount_fen, thousands=True)
    text = (
        f"科目 {unknown.raw}{name}不在科目表中，{len(unknown.places)} 行、{amount} 元"
        "先记待归类，合计不变；请归类后再定稿"
    )
    return Finding("intake.unclassified", text, severity=WARNING, place=unknown.places[0])


def dropped_finding(dropped: Dropped) -> Finding:
    """Rows that were left out, with the first few row numbers."""
    numbers = "、".join(str(place.row) for place in dropped.places[:_NAMED_ROWS])
    more = " 等" if dropped.count > _NAMED_ROWS else ""
    text = f"{dropped.reason} {dropped.count} 行不入账：第 {numbers}{more} 行"
    first = dropped.places[0]
    place = Place(first.file, first.sheet)
    return Finding("intake.dropped", text, severity=INFO, place=place)


def imported_sentence(layout: Layout, file: str, rows: int, outcome: Outcome) -> str:
    """What an import did."""
    total = f"，合计 {show(outcome.total_fen, thousands=True)} 元" if outcome.total_fen else ""
    return (
        f"{file} 已按 {layout.title} 导入 {rows} 行：新增 {outcome.added}，变更 {outcome.changed}，"
        f"撤回 {outcome.withdrawn}，未变 {outcome.same}{total}"
    )


def rejected_sentence(file: str, faults: int, marked: Path | None, *, large: bool) -> str:
    """That a file goes back."""
    part = "（文件较大，只含出错的行）" if large else ""
    where = f"；标注后的文件{part}：{marked}" if marked else ""
    return f"{file} 有 {faults} 处须退回，未改动任何数据{where}"
