"""Declaring layouts, two-sided tables, and comparing what a correcting file changes."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.intake import api as intake
from duzhi.intake.tests.conftest import Receipt, receipts_layout

# 彭水县 2020 年一般公共预算收支平衡表（公开数据，万元），节选
BALANCE = [
    ["收入", "执行数", "支出", "执行数", ""],
    ["总计", "795243", "总计", "795243", ""],
    ["一、本级收入", "141461", "一、本级支出", "729850", ""],
    ["税收", "94148", "二、转移性支出", "65393", ""],
    ["上年结转", "7933", "", "", ""],
]


class Balance(NamedTuple):
    sheet: str
    row: int
    side: str
    item: str
    amount_fen: int


def side_by_side(rows):
    """收入 | 执行数 | 支出 | 执行数 → 方向, 项目, 执行数."""
    if not any(list(row.cells[:3:2]) == ["收入", "支出"] for row in rows):
        return rows
    long = []
    for row in rows:
        if list(row.cells[:3:2]) == ["收入", "支出"]:
            long.append(intake.RawRow(row.number, ["方向", "项目", "执行数"]))
            continue
        for side, start in (("收入", 0), ("支出", 2)):
            if row.cells[start]:
                long.append(intake.RawRow(row.number, [side, *row.cells[start : start + 2]]))
    return long


def balance_layout(action):
    return intake.Layout(
        code="T-09",
        name="收支平衡表",
        columns=(
            intake.Column("side", "方向", intake.Choice({"收入": "in", "支出": "out"})),
            intake.Column("item", "项目", intake.Text()),
            intake.Column("amount_fen", "执行数", intake.Amount()),
        ),
        row=Balance,
        reshape=side_by_side,
        action=action,
    )


def test_a_table_with_two_sides_becomes_a_long_one_with_its_own_row_numbers(load, text, taken):
    with intake.only([receipts_layout(taken.take), balance_layout(taken.take)]):
        result = load(text(BALANCE), declared=intake.Declared(unit="万元"))
    assert result.status == "imported"
    assert result.layout_code == "T-09"
    assert [(row.row, row.side, row.item) for row in taken.rows] == [
        (3, "in", "一、本级收入"),
        (3, "out", "一、本级支出"),
        (4, "in", "税收"),
        (4, "out", "二、转移性支出"),
        (5, "in", "上年结转"),
    ]
    assert taken.rows[0].amount_fen == 141_461_000_000
    assert result.dropped[0].count == 2


def test_a_fault_in_a_two_sided_table_marks_its_row(load, text, taken):
    broken = [*BALANCE[:3], ["税收", "九万", "二、转移性支出", "65393", ""]]
    with intake.only([balance_layout(taken.take)]):
        result = load(text(broken), declared=intake.Declared(unit="万元"))
    assert str(result.findings[0].place) == "流水.csv第4行「执行数」"
    assert result.marked.exists()


def test_a_layout_that_contradicts_itself_is_not_registered(taken):
    good = receipts_layout(taken.take)
    with intake.only([]):
        for changes, words in (
            ({"columns": good.columns[1:]}, "row fields"),
            ({"keys": ("number",)}, "no column fills number"),
            ({"source_kinds": ("a.b",)}, "belong together"),
            ({"unit_words": ("百万元",)}, "unit_words"),
        ):
            with pytest.raises(ValueError, match=words):
                intake.register([receipts_layout(taken.take, **changes)])
        intake.register([good])
        intake.register([good])
        with pytest.raises(ValueError, match="declared twice"):
            intake.register([receipts_layout(taken.take, name="另一个")])
        assert intake.layouts() == (good,)
        assert intake.layout("T-01").row is Receipt


@given(
    st.dictionaries(st.text(max_size=3), st.sampled_from("abc")),
    st.dictionaries(st.text(max_size=3), st.sampled_from("abc")),
)
def test_every_document_changes_in_exactly_one_way(old, new):
    found = intake.difference(old, new)
    groups = [found.added, found.changed, found.gone, found.same]
    assert sorted(sum(groups, ())) == sorted({*old, *new})
    assert {number: new[number] for number in (*found.added, *found.changed, *found.same)} == new
