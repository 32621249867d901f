"""Which layout is this file, and which of its sheets belong to it?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duzhi.intake import header
from duzhi.intake.blank import NOTES
from duzhi.intake.cells import RawRow, is_blank
from duzhi.intake.header import Candidate, Header
from duzhi.intake.layout import Layout
from duzhi.intake.table import Sheet
from duzhi.kernel.finding import Finding, Place

_NEAR_MISSES = 3
_RESEMBLES = 0.3


class Top(NamedTuple):
    """A visible, non-empty sheet with its first rows."""

    sheet: Sheet
    rows: list[RawRow]
    candidates: list[Candidate]


@dataclass(frozen=True, slots=True)
class Fit:
    """A layout held against a file: the best header on each sheet."""

    layout: Layout
    headers: tuple[tuple[Top, Header], ...]

    @property
    def matched(self) -> list[tuple[Top, Header]]:
        """Sheets that are this layout."""
        return [(top, found) for top, found in self.headers if found.fits]

    @property
    def nearest(self) -> tuple[Top, Header] | None:
        """The sheet that comes closest."""
        return max(self.headers, key=lambda pair: pair[1].share, default=None)

    def score(self) -> tuple[int, float]:
        """Sorts layouts that match."""
        return max((found.share for _, found in self.matched), default=(0, 0.0))


def tops(sheets: Iterable[Sheet]) -> list[Top]:
    """The sheets worth looking at; what a blank workbook says of its columns is none of them."""
    found = []
    for sheet in sheets:
        rows = [] if sheet.hidden or sheet.name == NOTES else sheet.head()
        if any(not is_blank(cell) for row in rows for cell in row.cells):
            found.append(Top(sheet, rows, header.candidates(rows)))
    return found


def fit(layout: Layout, sheets: Sequence[Top]) -> Fit:
    """The layout held against every sheet; a two-sided one after reshaping."""
    pairs = []
    for top in sheets:
        shaped = top
        if layout.reshape:
            rows = layout.reshape(top.rows)
            shaped = Top(top.sheet, rows, header.candidates(rows))
        best = header.best(layout, shaped.candidates)
        if best:
            pairs.append((shaped, best))
    return Fit(layout, tuple(pairs))


def choose(known: Sequence[Layout], sheets: Sequence[Top]) -> Fit | None:
    """The layout that matches most titles; None when none does or two do equally well."""
    fits = sorted((fit(layout, sheets) for layout in known), key=Fit.score, reverse=True)
    if not fits or not fits[0].matched:
        return None
    return None if len(fits) > 1 and fits[1].score() == fits[0].score() else fits[0]


def unrecognised(known: Sequence[Layout], sheets: Sequence[Top], file: str) -> Finding:
    """Says which layouts the file resembles, and what each lacks."""
    fits = [fit(layout, sheets) for layout in known]
    equal = sorted(f.layout.title for f in fits if f.matched)
    place = Place(file)
    if equal:
        text = f"同时符合{'、'.join(equal)}；请用 --layout 指明是哪一种"
        return Finding("intake.ambiguous", text, place=place)
    near = sorted((f for f in fits if f.nearest), key=_closeness, reverse=True)
    near = [f for f in near[:_NEAR_MISSES] if _closeness(f) >= _RESEMBLES]
    if not near:
        text = "认不出是哪种表，没有一行像已知格式的表头；请核对表头，或用 --layout 指明"
        return Finding("intake.unrecognised", text, place=place)
    misses = "；".join(f"{f.layout.title}（{_lacks(f)}）" for f in near)
    text = f"认不出是哪种表，最接近 {misses}；请补齐列，或用 --layout 指明"
    return Finding("intake.unrecognised", text, place=place)


def mismatch(one: Fit, known: Sequence[Layout], sheets: Sequence[Top], file: str) -> Finding:
    """Says why a file is not the layout that was asked for, and which one it looks like."""
    other = choose([layout for layout in known if layout.code != one.layout.code], sheets)
    hint = f"它像是 {other.layout.title}，请改用 --layout {other.layout.code}" if other else ""
    near = one.nearest
    place = Place(file, near[0].sheet.name, near[1].first) if near else Place(file)
    text = f"不是 {one.layout.title} 的格式：{_lacks(one)}；{hint or '请核对表头后重新导入'}"
    return Finding("intake.columns_missing", text, place=place)


def lacks(found: Header) -> str:
    """What keeps a header from fitting."""
    if found.doubled:
        return f"列 {'、'.join(found.doubled)} 出现不止一次，分不清用哪一列"
    if found.missing:
        return f"缺少列 {'、'.join(found.missing)}"
    return f"只对上 {len(found.positions)}／{found.expected} 列"


def _lacks(one: Fit) -> str:
    return lacks(one.nearest[1]) if one.nearest else "没有内容"


def _closeness(one: Fit) -> float:
    return one.nearest[1].share[1] if one.nearest else 0.0
