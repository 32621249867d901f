"""A table as markup: caption with period and unit, merged groups, totals bold, indents."""

from collections.abc import Sequence
from html import escape

from duzhi.documents import cells
from duzhi.documents.table import Column, Row, Table


def to_html(table: Table) -> str:
    """The table in a frame that scrolls by itself on a narrow screen."""
    unit = f'<span class="unit">单位：{escape(table.unit)}</span>' if table.unit else ""
    rows = zip(table.rows, cells.lines(table), strict=True)
    body = "".join(_row(row, texts, table.columns) for row, texts in rows)
    notes = "".join(f"<p>注：{escape(note)}</p>" for note in table.notes)
    return (
        f'<div class="frame"><table><caption><b>{escape(table.title)}</b>'
        f"{escape(table.period)}{unit}</caption><thead>{_head(table.columns)}</thead>"
        f"<tbody>{body}</tbody></table></div>"
        + (f'<div class="notes">{notes}</div>' if notes else "")
    )


def _head(columns: Sequence[Column]) -> str:
    grouped = cells.groups(columns)
    if not grouped:
        return f"<tr>{''.join(_title(column) for column in columns)}</tr>"
    above = "".join(
        f'<th colspan="{group.last - group.first + 1}">{escape(group.title)}</th>'
        if group.title
        else _title(columns[group.first], rows=2)
        for group in grouped
    )
    below = "".join(_title(column) for column in columns if column.group)
    return f"<tr>{above}</tr><tr>{below}</tr>"


def _title(column: Column, rows: int = 1) -> str:
    span = f' rowspan="{rows}"' if rows > 1 else ""
    look = ' class="number"' if cells.is_number(column) else ""
    return f"<th{look}{span}>{escape(column.title)}</th>"


def _row(row: Row, texts: Sequence[str], columns: Sequence[Column]) -> str:
    spot = cells.indented(row, columns)
    made = []
    for index, (text, column) in enumerate(zip(texts, columns, strict=True)):
        look = ' class="number"' if cells.is_number(column) else ""
        indent = f' style="padding-left:{10 + 16 * row.depth}px"' if index == spot else ""
        made.append(f"<td{look}{indent if row.depth else ''}>{escape(text)}</td>")
    total = ' class="total"' if row.bold else ""
    return f"<tr{total}>{''.join(made)}</tr>"
