"""Finding header rows and reading captions."""

import pytest

from duzhi.intake import api as intake
from duzhi.intake import caption, header
from duzhi.intake.cells import RawRow
from duzhi.intake.tests.conftest import HEAD, cash_layout, receipts_layout

RECEIPTS, CASH = receipts_layout(None), cash_layout(None)


def find(layout, *rows):
    head = [RawRow(number, list(row)) for number, row in enumerate(rows, 1)]
    return header.best(layout, header.candidates(head))


def test_titles_are_compared_without_spaces_widths_units_and_stars():
    row = [
        "凭 证 号",
        "入库\n日期",
        "科目代码*",
        "科目名称",
        "级　次",
        "金额（单位：万元）",
        "备注",
    ]
    found = find(RECEIPTS, ["标题"], row)
    assert found.fits
    assert (found.first, found.last) == (2, 2)
    assert found.titles[found.positions["amount_fen"]].unit == "万元"


def test_columns_may_stand_anywhere_and_under_another_name():
    found = find(RECEIPTS, ["序号", *HEAD[::-1][:-2], "日期", "凭证号"])
    assert found.fits
    assert found.positions["on"] == 6
    assert found.positions["voucher"] == 7


def test_a_required_column_that_is_missing_is_named():
    found = find(RECEIPTS, [title for title in HEAD if title != "级次"])
    assert not found.fits
    assert found.missing == ("级次",)


def test_too_few_titles_are_no_header():
    layout = receipts_layout(
        None,
        columns=tuple(
            intake.Column(c.field, c.title, c.kind, required=False) for c in RECEIPTS.columns
        ),
    )
    assert not find(layout, HEAD[:4]).fits
    assert find(layout, HEAD[:5]).fits


def test_a_title_that_stands_there_twice_cannot_be_told_apart():
    found = find(RECEIPTS, [*HEAD, "级次"])
    assert not found.fits
    assert found.doubled == ("级次",)


def test_groups_tell_equal_titles_apart():
    groups = ["日期", "期初余额", "流入", "", "流入合计", "流出", "", "期末余额"]
    names = ["", "", "一般公共预算", "基金", "", "一般公共预算", "流出合计", ""]
    found = find(CASH, ["库款日报"], ["单位：万元"], groups, names)
    assert found.fits
    assert (found.first, found.last) == (3, 4)
    assert found.positions["tax_in_fen"] == 2
    assert found.positions["tax_out_fen"] == 5


def test_a_header_without_groups_is_enough_where_titles_are_unique():
    flat = ["日期", "期初余额", "流入/一般公共预算", "基金", "流出/一般公共预算", "期末余额"]
    assert find(CASH, flat).fits


def test_the_unit_of_a_group_holds_for_its_columns():
    groups = ["日期", "期初余额(元)", "流入（万元）", "", "流出（万元）", "期末余额(元)"]
    names = ["", "", "一般公共预算", "基金", "一般公共预算", ""]
    found = find(CASH, groups, names)
    assert [title.unit for title in found.titles] == ["", "元", "万元", "万元", "万元", "元"]


def read(*rows):
    return caption.read(RawRow(number, list(row)) for number, row in enumerate(rows, 1))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["编制单位：青岚市财政局", "", "单位：万元"]], intake.Declared(unit="万元")),
        ([["单位：", "元"]], intake.Declared(unit="元")),
        ([["金额单位: 人民币元"]], intake.Declared(unit="元")),
        ([["单位：元坝县财政局"]], intake.Declared()),
        ([["预算年度：2023年", "2022年决算附后"]], intake.Declared(year=2023)),
        ([["2023年06月预算收入日报"]], intake.Declared(year=2023, period="2023-06")),
        ([["2023年1-6月执行情况"]], intake.Declared(year=2023)),
        ([["2018-2020年月度数"]], intake.Declared()),
        ([["2022年执行和2023年预算"]], intake.Declared()),
        ([["青岚市库款", "制表日期：2023年7月1日"]], intake.Declared()),
        ([["2023年度青岚市决算"]], intake.Declared(year=2023)),
        ([["区划代码：990181003"]], intake.Declared(region="990181003")),
    ],
)
def test_captions_say_unit_year_month_and_region(rows, said):
    assert read(*rows) == said


def test_a_township_lies_inside_the_declared_county():
    said = intake.Declared(region="990181")
    inside = [("", intake.Declared(region="990181003"))]
    assert caption.settle(said, inside, "表.xlsx") == (said, [])
    outside = [("", intake.Declared(region="990182003"))]
    _, findings = caption.settle(said, outside, "表.xlsx")
    assert "表里写的区划是 990182003" in findings[0].text
