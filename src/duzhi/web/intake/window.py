"""The window of a sheet: which of its columns and rows the page has room for."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

ROOM = 8
"""Columns that fit beside the verdict at 1280 px."""
_MARKS = {"wrong": "red", "unknown": "yellow"}


class Cell(NamedTuple):
    """A cell as the page draws it."""

    text: str
    verdict: str
    number: bool


class Row(NamedTuple):
    """A row with its own number; `gap` when rows before it are left out."""

    number: int
    verdict: str
    mark: str
    words: str
    cells: tuple[Cell, ...]
    gap: bool


class Window(NamedTuple):
    """What is shown of a sheet, and what it is a part of."""

    name: str
    heads: tuple[Mapping[str, Any], ...]
    rows: tuple[Row, ...]
    caption: str
    faulty: int
    whole: bool
    """Whether all columns are shown."""
    unit: str


def of(sheet: Mapping[str, Any], *, everything: bool, faults: bool) -> Window:
    """The window of one sheet of a preview."""
    columns, rows = sheet["columns"], sheet["rows"]
    places = range(len(columns)) if everything else _chosen(columns, rows)
    bad = [row for row in rows if row["verdict"] in _MARKS]
    shown = bad if faults else rows
    made, last = [], None
    for row in shown:
        gap = last is not None and row["number"] != last + 1
        made.append(_row(row, columns, places, gap=gap))
        last = row["number"]
    return Window(
        sheet["name"],
        tuple(columns[place] for place in places),
        tuple(made),
        _caption(sheet, shown, len(places)),
        len(bad),
        len(places) == len(columns),
        sheet["unit"],
    )


def _chosen(columns: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Columns at fault, then those of the layout, the amounts last in but not least, in order."""
    if len(columns) <= ROOM:
        return list(range(len(columns)))
    wrong = {place for row in rows for place, cell in enumerate(row["cells"]) if cell["verdict"]}
    amounts = [place for place, one in enumerate(columns) if one["number"]][-4:]
    matched = [place for place, one in enumerate(columns) if one["matched"]]
    telling = sorted(matched, key=lambda place: -_texts(rows, place))
    chosen = dict.fromkeys([*sorted(wrong)[:ROOM], *amounts, *telling, *range(len(columns))])
    return sorted(list(chosen)[:ROOM])


def _texts(rows: Sequence[Mapping[str, Any]], place: int) -> int:
    """How many different things a column says: one that repeats itself says little here."""
    return len({row["cells"][place]["text"] for row in rows if row["verdict"] != "grey"})


def _row(
    row: Mapping[str, Any],
    columns: Sequence[Mapping[str, Any]],
    places: Sequence[int],
    *,
    gap: bool,
) -> Row:
    cells = tuple(
        Cell(
            row["cells"][place]["text"] or ("（空）" if row["cells"][place]["verdict"] else ""),
            row["cells"][place]["verdict"],
            columns[place]["number"],
        )
        for place in places
    )
    words = "、".join(row["words"])
    mark = _MARKS.get(row["verdict"], "blue" if words and not row["verdict"] else "")
    return Row(row["number"], row["verdict"], mark, words, cells, gap)


def _caption(sheet: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], shown: int) -> str:
    if not rows:
        return "没有这样的行"
    first, last = rows[0]["number"], rows[-1]["number"]
    span = f"第 {first}—{last} 行中的 {len(rows)} 行" if last - first >= len(rows) else ""
    span = span or f"第 {first}—{last} 行"
    total = len(sheet["columns"])
    part = f"　{total} 列中显示 {shown} 列" if shown < total else ""
    return f"{span}，共 {sheet['total']} 行，第 {sheet['header_row']} 行为表头{part}"
