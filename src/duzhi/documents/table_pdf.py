"""Statements as .pdf: A4 landscape, head repeated on every page, the unit once in the caption."""

from collections.abc import Iterator, Sequence
from datetime import date

from duzhi.documents import cells, pdf
from duzhi.documents.fonts import HEI, SONG
from duzhi.documents.pdf import Placed
from duzhi.documents.table import Column, Row, Table
from duzhi.documents.terminal import width

_SIZES = ((8, 10), (12, 9), (16, 7.5))
"""Up to so many columns, the size of the type in points; beyond it the smallest."""
_SMALLEST = 6.5
_LONG = 14
"""From this display width a column of text may be broken into lines."""
_HEAD = f"""
#set page(paper: "a4", flipped: true, margin: (x: 15mm, top: 18mm, bottom: 16mm),
  header: NOTICE, footer: context align(center, text(size: 9pt,
    counter(page).display((n, all) => [第 #n 页，共 #all 页], both: true))))
#set text(font: "{SONG}", size: 10pt, lang: "zh", region: "cn", cjk-latin-spacing: none,
  fallback: false, hyphenate: false)
#let head(body) = text(font: "{HEI}", body)
#let right(body) = align(end, body)
"""


def tables_to_pdf(
    tables: Sequence[Table], *, prepared: date, compiler: str = "", mark: str = ""
) -> bytes:
    """Every table on pages of its own; `mark` (虚构数据) stands on each page.

    Raises:
        Refused: a character that the fonts lack; says table, row and column.
    """
    pdf.check(place for table in tables for place in _texts(table))
    pdf.check([("编制单位", compiler)])
    head = f'align(center, text(size: 9pt, fill: rgb("#5f6b79"), {pdf.string(mark)}))'
    title = tables[0].title if tables else ""
    parts = [
        f"#set document(title: {pdf.string(title)}, date: auto)",
        _HEAD.replace("NOTICE", head if mark else "none"),
        "\n#pagebreak()\n".join(_table(one, prepared, compiler) for one in tables),
    ]
    return pdf.compiled("\n".join(parts), prepared)


def _texts(table: Table) -> Iterator[Placed]:
    yield "表题", table.title + table.period + table.unit
    yield f"“{table.title}”表头", "".join(one.title + one.group for one in table.columns)
    for number, line in enumerate(cells.lines(table), 1):
        for column, text in zip(table.columns, line, strict=True):
            yield f"“{table.title}”第{number}行“{column.title}”", text
    for note in table.notes:
        yield f"“{table.title}”注", note


def _table(table: Table, prepared: date, compiler: str) -> str:
    lines = list(cells.lines(table))
    day = f"编制日期：{prepared.year}年{prepared.month}月{prepared.day}日"
    by = f"编制单位：{compiler}" if compiler else ""
    about = "　　".join(filter(None, (by, table.period, day)))
    unit = f"单位：{table.unit}" if table.unit else ""
    size = next((size for most, size in _SIZES if len(table.columns) <= most), _SMALLEST)
    body = "".join(_row(row, texts, table) for row, texts in zip(table.rows, lines, strict=True))
    notes = "".join(f"#par({pdf.string(f'注：{note}')})\n" for note in table.notes)
    return (
        f"#align(center, text(size: 16pt, head({pdf.string(table.title)})))\n"
        f"#grid(columns: (1fr, auto), {pdf.string(about)}, {pdf.string(unit)})\n"
        f"#[#set text(size: {size}pt)\n#table(columns: ({_widths(table, lines)},), "
        f'inset: (x: 3pt, y: 3.2pt), stroke: 0.4pt + rgb("#5f6b79"), align: horizon, '
        f"table.header(repeat: true, {_head(table.columns)}),\n{body})]\n"
        f'#set text(size: 9pt)\n{notes}#grid(columns: (1fr, 1fr), "填表人：", "审核人：")\n'
    )


def _widths(table: Table, lines: Sequence[Sequence[str]]) -> str:
    """The whole width of the page: long texts share what numbers leave, else each its share."""
    made = []
    for index, column in enumerate(table.columns):
        widest = max((width(line[index]) for line in lines), default=0)
        made.append((max(widest, width(column.title)), not cells.is_number(column)))
    if any(text and widest > _LONG for widest, text in made):
        return ", ".join(
            f"{min(widest, 4 * _LONG)}fr" if text and widest > _LONG else "auto"
            for widest, text in made
        )
    return ", ".join(f"{widest + 2}fr" for widest, _ in made)


def _head(columns: Sequence[Column]) -> str:
    grouped = cells.groups(columns)
    if not grouped:
        return ", ".join(_title(column.title) for column in columns)
    above = [
        _title(group.title, f"colspan: {group.last - group.first + 1}, ")
        if group.title
        else _title(columns[group.first].title, "rowspan: 2, ")
        for group in grouped
    ]
    below = [_title(column.title) for column in columns if column.group]
    return ", ".join([*above, *below])


def _title(text: str, span: str = "") -> str:
    look = f'{span}fill: rgb("#f5f7f9"), align: center + horizon'
    return f"table.cell({look}, head({pdf.string(text)}))"


def _row(row: Row, texts: Sequence[str], table: Table) -> str:
    spot = cells.indented(row, table.columns)
    made = []
    for index, (text, column) in enumerate(zip(texts, table.columns, strict=True)):
        said = pdf.string("　" * row.depth + text if index == spot else text)
        inside = f"text(stroke: 0.25pt, {said})" if row.bold else said
        made.append(f"right({inside})" if cells.is_number(column) else inside)
    return ", ".join(made) + ",\n"
