"""上会材料: what was approved and is not paid, as a table and as a short paper for the meeting."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Row

from duzhi.documents.api import COUNT, MONEY, Column, Row, Statement, Table
from duzhi.kernel.money import show
from duzhi.money.payments.models import FundRequest
from duzhi.money.payments.queries import funds as queries
from duzhi.office import api as office

_UNIT = "万元"
_HEADS = ("来文", "单位", "事由", "批示", "已等（天）", "批准", "已付", "未付")
_WIDTHS = (4.0, 3.6, 3.6, 4.6, 1.6, 2.6, 2.6, 2.6)
"""Of the columns, centimetres: what is left of a lying A4 between the margins."""
_FIRST_NUMBER = 4
_FONT = "仿宋"
_MOST = 200
"""Rows in the paper; all of them are in the workbook."""


def build(on: date, region: str) -> tuple[Table, ...]:
    """The statement 已批未付情况表 of a region."""
    everywhere = office.Scope((office.Reach(region[:6]),))
    return (table(list(queries.unpaid(everywhere, on)), on),)


def table(rows: Sequence[FundRequest], on: date) -> Table:
    """One row a paper, the oldest first, with a total."""
    columns = (
        *(Column(title) for title in ("来文", "单位", "事由", "批示人", "批示日", "会议纪要号")),
        Column("已等天数", COUNT),
        *(Column(title, MONEY) for title in ("批准", "已付", "未付")),
        Column("状态"),
    )
    sums = (sum(one.amount for one in rows), sum(one.paid for one in rows))
    total = Row(
        ("合计", "", f"{len(rows)} 件", "", "", "", None, *sums, sums[0] - sums[1], ""), bold=True
    )
    lines = [
        Row(
            (
                row.number, row.agency_name, row.purpose, row.approver,
                row.approved_on.isoformat(), row.minutes, (on - row.approved_on).days,
                row.amount, row.paid, row.amount - row.paid, row.state,
            )
        )
        for row in rows
    ]  # fmt: skip
    notes = ("按批示日期排列；已付为扣除退款后的数",)
    found = (
        f"已批未付 {len(rows)} 件，未付 {show(sums[0] - sums[1], _UNIT, 0, thousands=True)} 万元"
    )
    return Table(
        "已批未付情况表",
        f"截至{on}",
        _UNIT,
        columns,
        (total, *lines),
        notes,
        finding=found if rows else "没有已批未付的请示",
    )


def write_paper(
    path: Path, rows: Sequence[FundRequest], on: date, region_name: str, notice: str = ""
) -> Path:
    """The paper for the meeting (.docx): one paragraph, ages, then the table."""
    paper = docx.Document()
    _styled(paper)
    if notice:
        _centred(paper, notice, 10)
    _centred(paper, f"{region_name}财政局关于已批未付资金情况的汇报", 18)
    owed = sum(row.amount - row.paid for row in rows)
    paper.add_paragraph(
        f"截至{on.year}年{on.month}月{on.day}日，经批示同意、尚未付清的资金请示 {len(rows)} 件，"
        f"批准 {_wan(sum(row.amount for row in rows))} 万元，未付 {_wan(owed)} 万元。"
    )
    ages = [
        f"{band.name} {band.papers} 件，未付 {_wan(band.fen)} 万元"
        for band in queries.bands(rows, on)
        if band.papers
    ]
    if ages:
        paper.add_paragraph(f"按批示至今的时间：{'；'.join(ages)}。")
    paper.add_paragraph("以上事项，提请研究付款次序和资金来源。明细附后（单位：万元）。")
    _grid(paper, rows[:_MOST], on)
    if len(rows) > _MOST:
        paper.add_paragraph(f"另有 {len(rows) - _MOST} 件，见附表电子版。")
    paper.save(str(path))
    return path


def _grid(paper: Document, rows: Iterable[FundRequest], on: date) -> None:
    grid = paper.add_table(rows=1, cols=len(_HEADS))
    grid.style = "Table Grid"
    grid.autofit = False
    for column, width in zip(grid.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    _fill(grid.rows[0], _HEADS)
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    for row in rows:
        said = f"{row.approver} {row.approved_on.isoformat()} {row.opinion}".strip()
        amounts = (_wan(row.amount), _wan(row.paid), _wan(row.amount - row.paid))
        waited = str((on - row.approved_on).days)
        texts = (row.number, row.agency_name, row.purpose, said, waited, *amounts)
        _fill(grid.add_row(), texts)


def _fill(line: _Row, texts: Sequence[str]) -> None:
    """One row that no page break cuts; days and amounts stand right."""
    line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    for place, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
        cell.width, cell.text = Cm(_WIDTHS[place]), text
        said = cell.paragraphs[0]
        said.paragraph_format.space_after = Pt(0)
        for run in said.runs:
            run.font.size = Pt(10)
        if place >= _FIRST_NUMBER:
            said.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _styled(paper: Document) -> None:
    """A4 lying, so that no amount is broken; one font for Chinese and digits."""
    page = paper.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2)
    normal = paper.styles["Normal"]
    normal.font.name = _FONT
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    normal.font.size = Pt(11)


def _centred(paper: Document, text: str, points: int) -> None:
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(text)
    run.bold, run.font.size = True, Pt(points)


def _wan(fen: int) -> str:
    return show(fen, "万元", thousands=True)


STATEMENT = Statement("approved_unpaid", "已批未付情况表", "国库股", build)
