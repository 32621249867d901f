"""A blank workbook of a layout: title, unit, header, and a sheet that explains the columns."""

from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from duzhi.intake.columns import Amount, Code, Column, Subject
from duzhi.intake.layout import Layout, layout

NOTES = "填表说明"
_NOTE_TITLES = ("列名", "填什么", "是否必填", "国家标准字段")
_TITLE_ROW, _CAPTION_ROW, _HEADER_ROW = 0, 1, 2
_WIDTH, _NOTE_WIDTH = 18, 36


def write_blank(layout_code: str, path: Path) -> Path:
    """Writes the blank workbook of a layout; what is filled in can be imported as it is.

    Raises:
        Refused: there is no such layout.
    """
    one = layout(layout_code)
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        styles = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "head": book.add_format({"bold": True, "border": 1, "align": "center"}),
            "text": book.add_format({"num_format": "@"}),
        }
        _write_form(book.add_worksheet(one.name[:31]), one, styles)
        _write_notes(book.add_worksheet(NOTES), one, styles["head"])
    return path


def _write_form(page: Worksheet, one: Layout, styles: dict[str, Format]) -> None:
    page.write_string(_TITLE_ROW, 0, one.name, styles["title"])
    caption = [f"单位：{one.unit_words[0]}"] if one.total_field() else []
    if "year" in one.needs:
        caption.append("预算年度：")
    if "period" in one.needs:
        caption.append("月份：")
    for index, text in enumerate(caption):
        page.write_string(_CAPTION_ROW, index, text)
    for index, column in enumerate(one.columns):
        as_text = isinstance(column.kind, Code | Subject)
        page.set_column(index, index, _WIDTH, styles["text"] if as_text else None)
    groups = [_split(column)[0] for column in one.columns]
    names_row = _HEADER_ROW + 1 if any(groups) else _HEADER_ROW
    for index, column in enumerate(one.columns):
        group, name = _split(column)
        page.write_string(names_row if group else _HEADER_ROW, index, name, styles["head"])
    if any(groups):
        _write_groups(page, groups, styles["head"])
    page.freeze_panes(names_row + 1, 0)


def _write_groups(page: Worksheet, groups: list[str], style: Format) -> None:
    """A group over several columns is merged; a column without one is merged downwards."""
    start = 0
    for index, group in enumerate([*groups[1:], ""], 1):
        if index < len(groups) and group == groups[start]:
            continue
        if groups[start] and index - start > 1:
            page.merge_range(_HEADER_ROW, start, _HEADER_ROW, index - 1, groups[start], style)
        elif groups[start]:
            page.write_string(_HEADER_ROW, start, groups[start], style)
        start = index


def _write_notes(page: Worksheet, one: Layout, head: Format) -> None:
    page.set_column(0, len(_NOTE_TITLES) - 1, _NOTE_WIDTH)
    for index, title in enumerate(_NOTE_TITLES):
        page.write_string(0, index, title, head)
    for line, column in enumerate(one.columns, 1):
        money = "，单位见表头，负数用减号" if isinstance(column.kind, Amount) else ""
        said = (
            column.title.replace("/", " → "),
            column.kind.label + money,
            "必填" if column.required else "可空",
            column.element,
        )
        for index, text in enumerate(said):
            page.write_string(line, index, text)


def _split(column: Column) -> tuple[str, str]:
    group, _, name = column.title.rpartition("/")
    return group, name
