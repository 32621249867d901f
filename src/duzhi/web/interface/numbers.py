"""Endpoints of figures and statements: numbers of a whole region on a day."""

from datetime import date
from fractions import Fraction
from itertools import islice

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.kernel.money import UNIT_FEN, decimal
from duzhi.ledger import api as ledger
from duzhi.web.interface import shapes
from duzhi.web.interface.reader import reader

router = Router(tags=["指标与报表"])
_PLACES = 10


@router.get(
    "/figures",
    response=shapes.answers(shapes.Figures),
    summary="指标目录及数值",
    description="目录中的指标，按登记顺序；给出截至日的数值、公式、分母和来源。",
)
def figure_list(
    request: HttpRequest,
    on: shapes.Day = None,
    region: shapes.Region = "",
    q: shapes.Words = "",
    limit: shapes.Limit = 50,
    offset: shapes.Offset = 0,
) -> dict[str, object]:
    """Figures of the catalogue with their values."""
    where, day = reader(request).whole(region), _day(on)
    found = [one for one in figures.figures() if q in one.name or one.code.startswith(q)]
    ask = figures.Evaluator(day, where)
    chosen = found[offset : offset + limit]
    return {
        "as_of": day,
        "region": where,
        "total": len(found),
        "items": [figures.plain(one.code, ask.value(one.code)) for one in chosen],
        "next_offset": shapes.following(offset, limit, more=len(found) > offset + limit),
    }


@router.get(
    "/figures/{code}",
    response=shapes.answers(shapes.FigureTree),
    summary="一个指标及其组成",
    description="一个指标（代码，或半年报告的编号如 F13）及公式各组成部分，直到基础指标。",
)
def figure(
    request: HttpRequest, code: str, on: shapes.Day = None, region: shapes.Region = ""
) -> dict[str, object]:
    """One figure with its parts."""
    value = _value(request, code, on, region)
    return figures.plain_tree(code, value, entries=False)


@router.get(
    "/figures/{code}/rows",
    response=shapes.answers(shapes.Steps),
    summary="一个数的来源行",
    description="基础指标背后的分录行，及其来源文件、工作表和行号；派生指标请逐个查询其组成部分。",
)
def figure_rows(
    request: HttpRequest,
    code: str,
    on: shapes.Day = None,
    region: shapes.Region = "",
    limit: shapes.Limit = 50,
    offset: shapes.Offset = 0,
) -> dict[str, object]:
    """Lines and file rows behind a base figure."""
    value = _value(request, code, on, region)
    lines = list(islice(value.sources(), offset, offset + limit + 1))
    return {
        "code": value.figure.code,
        "as_of": value.on,
        "region": value.region,
        "items": [figures.plain_step(step) for step in figures.trace(lines[:limit])],
        "next_offset": shapes.following(offset, limit, more=len(lines) > limit),
    }


@router.get(
    "/statements",
    response=shapes.answers(shapes.Statements),
    summary="报表目录",
    description="可以查询的报表。",
)
def statement_list(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 ninja gives it
    """The statements."""
    return {"items": [_named(one) for one in documents.statements()]}


@router.get(
    "/statements/{code}",
    response=shapes.answers(shapes.Statement),
    summary="一张报表",
    description="一张报表的各行各列；金额单元格同时给出整数分和按表内单位的数。",
)
def statement(
    request: HttpRequest, code: str, on: shapes.Day = None, region: shapes.Region = ""
) -> dict[str, object]:
    """One statement as rows and cells."""
    where, day = reader(request).whole(region), _day(on)
    one = documents.statement(code)
    tables = one.build(day, where)
    return {**_named(one), "as_of": day, "region": where, "tables": [_table(t) for t in tables]}


def _day(on: date | None) -> date:
    return on or ledger.last_day() or timezone.localdate()


def _value(request: HttpRequest, code: str, on: date | None, region: str) -> figures.Value:
    where = reader(request).whole(region)
    return figures.value(figures.code_of(code), _day(on), where)


def _named(one: documents.Statement) -> dict[str, object]:
    return {"code": one.code, "name": one.name, "office": one.office}


def _table(table: documents.Table) -> dict[str, object]:
    heads = [{"title": c.title, "kind": c.kind, "group": c.group} for c in table.columns]
    return {
        "title": table.title,
        "period": table.period,
        "unit": table.unit,
        "columns": heads,
        "rows": [_row(row, table) for row in table.rows],
        "notes": list(table.notes),
    }


def _row(row: documents.Row, table: documents.Table) -> dict[str, object]:
    kinds = [column.kind for column in table.columns]
    cells = [_cell(one, kind, table.unit) for one, kind in zip(row.cells, kinds, strict=False)]
    return {"depth": row.depth, "bold": row.bold, "cells": cells}


def _cell(cell: documents.Cell, kind: str, unit: str) -> dict[str, object]:
    if cell is None or isinstance(cell, str):
        return {"text": cell}
    exact = Fraction(cell)
    if kind == documents.MONEY:
        exact /= UNIT_FEN[unit]
    elif kind in (documents.PERCENT, documents.POINTS):
        exact *= 100
    return {"exact": figures.plain_number(cell), "value": decimal(exact, _PLACES)}
