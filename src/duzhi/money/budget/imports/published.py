"""FACT-01 … FACT-03: published tables nobody here wrote, imported as they are.

Each reshape turns the printed grid into one long table and keeps the row numbers people see. The
name of a line stands behind the columns in which the engine looks for 合计 rows: here they count.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from duzhi.intake.api import Amount, Cell, Choice, Column, Layout, Number, RawRow, Text
from duzhi.kernel.codes import BUDGET_NAMES, FUND, GENERAL
from duzhi.money.budget.actions import published
from duzhi.money.budget.rules import printed
from duzhi.money.budget.rules.printed import LEFT, RIGHT

_OFFICE = "预算股"
_LONG = ("方向", "口径", "行名", "金额", "增减比", "备注")
_UNIT = re.compile(r"[(（\[](?:单位[:：])?(亿元|万元|千元|元)[)）\]]\s*$")
_NOTE = re.compile(r"\s*[(（]?(?:注|备注|说明|数据来源|资料来源)")
_REMARK = re.compile(r"[\u4e00-\u9fff]{3}")
"""Words among the amounts are a remark that slipped into the wrong column."""
_LEFT_NAMES, _RIGHT_NAMES = ("收入", "收入项目"), ("支出", "支出项目")
_ITEM_NAMES = ("项目", "收入项目", "支出项目", "预算科目", "科目名称")
_PLACE_NAMES = ("地区", "区划", "县区", "县(市、区)", "市县")
_FEWEST = 2
"""A name and at least one amount make a table."""


class Block(NamedTuple):
    """Part of a header: where the names stand, and what every other column holds."""

    side: str
    name: int
    amounts: tuple[tuple[int, str], ...]
    percent: int
    note: int


def two_sided(rows: list[RawRow]) -> list[RawRow]:
    """FACT-01: 收入 and its columns left, 支出 and its columns right."""
    return _long(rows, "平衡表预算", _sides)


def items(rows: list[RawRow]) -> list[RawRow]:
    """FACT-02: 项目 and its columns; the direction comes from the title or the lines."""
    return _long(rows, "项目表预算", _items)


def by_place(rows: list[RawRow]) -> list[RawRow]:
    """FACT-03: 地区 and its columns."""
    return _long(rows, "地区表预算", _places)


def _long(
    rows: list[RawRow], marker: str, find: Callable[[Sequence[str]], list[Block]]
) -> list[RawRow]:
    """Everything above the header as it is, then the long header and a row for every amount."""
    for index, row in enumerate(rows):
        titles = [_squeezed(cell) for cell in row.cells]
        blocks = find(titles)
        if blocks:
            budget = _budget(rows[:index])
            unit = next((u for block in blocks for _, t in block.amounts if (u := _unit(t))), "")
            suffix = f"({unit})" if unit else ""
            header = [marker, *(t + suffix if t == "金额" else t for t in _LONG)]
            body = [one for raw in rows[index + 1 :] for one in _cells(raw, blocks, budget)]
            return [*rows[:index], RawRow(row.number, header), *body]
    return rows


def _cells(raw: RawRow, blocks: Sequence[Block], budget: str) -> Iterator[RawRow]:
    for block in blocks:
        name = _at(raw, block.name)
        if not str(name).strip() or _NOTE.match(str(name)):
            continue
        change, note = _share(_at(raw, block.percent)), _at(raw, block.note)
        for column, title in block.amounts:
            measure, amount = _UNIT.sub("", title), _at(raw, column)
            if _REMARK.search(str(amount)):
                amount, note = "", note or amount
            yield RawRow(raw.number, [budget, block.side, measure, name, amount, change, note])


def _sides(titles: Sequence[str]) -> list[Block]:
    left = next((i for i, title in enumerate(titles) if title in _LEFT_NAMES), -1)
    right = next((i for i, title in enumerate(titles) if title in _RIGHT_NAMES), -1)
    if left < 0 or right - left < _FEWEST:
        return []
    blocks = [
        _block(LEFT, titles, left, right),
        _block(RIGHT, titles, right, len(titles)),
    ]
    return blocks if all(block.amounts for block in blocks) else []


def _items(titles: Sequence[str]) -> list[Block]:
    return _single(titles, _ITEM_NAMES, RIGHT if "支出" in "".join(titles) else LEFT)


def _places(titles: Sequence[str]) -> list[Block]:
    return _single(titles, _PLACE_NAMES, "地区")


def _single(titles: Sequence[str], names: Sequence[str], side: str) -> list[Block]:
    if not titles or titles[0] not in names:
        return []
    block = _block(side, titles, 0, len(titles))
    return [block] if block.amounts and len(titles) >= _FEWEST else []


def _block(side: str, titles: Sequence[str], start: int, end: int) -> Block:
    percent = next((i for i in range(start, end) if re.search(r"[%％]", titles[i])), -1)
    note = next((i for i in range(start, end) if titles[i] in ("备注", "说明")), -1)
    amounts = tuple(
        (i, titles[i]) for i in range(start + 1, end) if titles[i] and i not in (percent, note)
    )
    return Block(side, start, amounts, percent, note)


def _budget(above: Sequence[RawRow]) -> str:
    """What titles above the header say; empty where they say nothing."""
    text = "".join(_squeezed(cell) for row in above for cell in row.cells)
    words = {GENERAL: "一般公共", FUND: "政府性基金"}
    said = [budget for budget, word in words.items() if word in text]
    return said[0] if len(said) == 1 else ""


def _share(cell: Cell) -> Cell:
    """A bare number under a ％ title is a percentage."""
    text = str(cell).strip()
    return f"{text}%" if text and text[-1] not in "%％-—" else cell


def _at(raw: RawRow, column: int) -> Cell:
    return raw.cells[column] if 0 <= column < len(raw.cells) else ""


def _unit(title: str) -> str:
    found = _UNIT.search(title)
    return found[1] if found else ""


def _squeezed(cell: Cell) -> str:
    return "".join(str(cell).replace("\ufeff", "").replace("（", "(").replace("）", ")").split())


def _columns(marker: str) -> tuple[Column, ...]:
    sides = Choice({LEFT: LEFT, RIGHT: RIGHT, "地区": "地区"})
    return (
        Column("budget", marker, _BUDGETS, required=False),
        Column("side", "方向", sides),
        Column("measure", "口径", Text(40)),
        Column("name", "行名", Text(200)),
        Column("amount_fen", "金额", Amount(), required=False),
        Column("percent", "增减比", Number(), required=False),
        Column("note", "备注", Text(), required=False),
    )


_BUDGETS = Choice({code: code for code in BUDGET_NAMES})

PUBLISHED = (
    Layout(
        code="FACT-01",
        verb="budget.import",
        name="公布的收支平衡表",
        office=_OFFICE,
        columns=_columns("平衡表预算"),
        row=printed.Cell,
        action=published.import_balance,
        reshape=two_sided,
        unit_words=("万元", "元", "千元", "亿元"),
        needs=("region", "year"),
    ),
    Layout(
        code="FACT-02",
        verb="budget.import",
        name="公布的收支项目表",
        office=_OFFICE,
        columns=_columns("项目表预算"),
        row=printed.Cell,
        action=published.import_items,
        reshape=items,
        unit_words=("万元", "元", "千元", "亿元"),
        needs=("region", "year"),
    ),
    Layout(
        code="FACT-03",
        verb="budget.import",
        name="公布的分地区债务限额余额表",
        office="债务股",
        columns=_columns("地区表预算"),
        row=printed.Cell,
        action=published.import_debt,
        reshape=by_place,
        unit_words=("万元", "元", "千元", "亿元"),
        needs=("region", "year"),
    ),
)
