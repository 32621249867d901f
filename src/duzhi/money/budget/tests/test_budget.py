"""IN-05 through the front door: versions, superseding, denominators, the balance statement."""

from datetime import date
from fractions import Fraction

import pytest

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.finding import Refused
from duzhi.money.budget import api as budget
from duzhi.money.budget.models import BudgetLine, BudgetTable
from duzhi.money.budget.queries import versions
from duzhi.money.budget.tests.conftest import HEAD, NOW, WAN
from duzhi.office import api as office

CAPTION = ("编制单位：青岚市财政局", "预算年度：2023年", "单位：万元")
ON = date(2023, 6, 30)
GENERAL = [
    ["11", "收入", "10101", "增值税", "4", 104_400, 0, 104_400, 104_400, None],
    ["11", "收入", "10307", "国有资源（资产）有偿使用收入", "4", 95_600, 0, 95_600, 95_600, None],
    ["", "收入", "", "本级收入合计", "", 200_000, 0, 200_000, 200_000, None],
    ["11", "收入", "11002", "一般性转移支付收入", "4", 352_300, 0, 352_300, 436_300, None],
    ["11", "收入", "110090102", "从政府性基金预算调入", "4", 21_200, 0, 21_200, 21_200, None],
    ["11", "支出", "205", "教育支出", "4", 530_000, 0, 530_000, 614_000, None],
    ["11", "支出", "227", "预备费", "4", 6_000, 0, 6_000, 6_000, None],
    ["11", "支出", "23006", "上解支出", "4", 37_500, 0, 37_500, 37_500, None],
]  # fmt: skip
FUND = [
    ["12", "收入", "1030148", "国有土地使用权出让收入", "4", 100_000, 0, 100_000, 100_000, None],
    ["12", "收入", "110110298", "专项债券（新增债券）", "4", 66_000, 0, 66_000, 66_000, None],
    ["12", "收入", "110110299", "专项债券（再融资债券）", "4", 34_000, 0, 34_000, 34_000, None],
    ["12", "支出", "21208", "土地出让收入安排的支出", "4", 178_800, 0, 178_800, 178_800, None],
    ["12", "支出", "23008", "调出资金", "4", 21_200, 0, 21_200, 21_200, None],
]  # fmt: skip


@pytest.fixture
def county(book, bring):
    """The 2023 budget as the year began."""
    return bring(book("2023年预算表.xlsx", HEAD, [*GENERAL, *FUND], *CAPTION))


def changed(rows, code, **cells):
    at = {title: HEAD.index(title) for title in HEAD}
    copy = [list(row) for row in rows]
    for row in copy:
        if row[2] == code:
            for title, value in cells.items():
                row[at[title]] = value
    return copy


def test_a_budget_comes_in_by_version_without_a_warning(county):
    assert county.status == intake.IMPORTED
    assert county.layout_code == "IN-05"
    assert county.declared.year == 2023
    assert [one.code for one in county.findings] == ["intake.dropped"]
    found = BudgetTable.objects.filter(standing=True).values_list("version", "fund_type")
    assert sorted(found) == [("变动", "11"), ("变动", "12"), ("年初", "11"), ("年初", "12")]


@pytest.mark.parametrize(
    ("code", "wan"),
    [
        ("budget.general_revenue", 200_000),
        ("budget.tax", 104_400),
        ("budget.nontax", 95_600),
        ("budget.fund_revenue", 100_000),
        ("budget.general_spending", 620_000),
        ("budget.general_spending_initial", 536_000),
        ("budget.fund_spending", 178_800),
        ("budget.tax.10101", 104_400),
        ("budget.nontax.10307", 95_600),
        ("budget.fund.1030148", 100_000),
        ("budget.spending.205", 614_000),
    ],
)
def test_every_denominator_leads_back_to_rows_that_add_up(county, code, wan):
    value = figures.value(code, ON, "990181")
    assert value.exact == wan * WAN
    steps = list(figures.steps(value))
    assert sum(step.source.amount for step in steps) == value.exact
    for step in steps:
        (row,) = step.rows
        assert row.amount_fen == step.source.amount
        assert row.file == "2023年预算表.xlsx"
        assert row.row > 3


def test_a_year_without_a_budget_has_no_denominator(county):
    assert figures.value("budget.tax", date(2022, 6, 30), "990181").exact is None
    assert budget.amount(2022, "11", budget.INITIAL, budget.SOURCE, "990181", ON) is None


def test_the_same_content_again_changes_nothing(county, book, bring):
    rows = [*GENERAL, *FUND]
    again = bring(book("另存的2023年预算表.xlsx", HEAD, rows, *CAPTION, "另存"))
    assert (again.outcome.added, again.outcome.changed, again.outcome.same) == (0, 0, 4)
    assert BudgetTable.objects.count() == 4


def test_other_content_supersedes_the_version_and_says_so(county, book, bring):
    rows = changed(GENERAL, "10101", 年初预算=104_500, 调整预算=104_500)
    rows = changed(rows, "10307", 年初预算=95_500, 调整预算=95_500)
    result = bring(book("更正.xlsx", HEAD, [*rows, *FUND], *CAPTION))
    assert (result.outcome.changed, result.outcome.same) == (1, 3)
    assert "budget.superseded" in {one.code for one in result.findings}
    assert figures.value("budget.tax", ON, "990181").exact == 104_500 * WAN
    assert BudgetTable.objects.filter(version="年初", fund_type="11").count() == 2
    trail = office.trail("budget.table:990181000/2023/年初/11#2")
    assert [one.by for one in trail] == ["预算员"]
    assert trail[0].before == {"file": "2023年预算表.xlsx", "revision": 1}


def test_an_adjustment_is_the_denominator_from_the_day_it_was_approved(county, book, bring):
    rows = changed(GENERAL, "10101", 调整数=1_000, 调整预算=105_400)
    result = bring(book("调整.xlsx", HEAD, rows, *CAPTION))
    assert {"budget.not_approved", "budget.unbalanced"} <= {one.code for one in result.findings}
    assert figures.value("budget.tax", date(2023, 12, 31), "990181").exact == 104_400 * WAN
    approval = budget.Approval(1, "青岚市人大常委会", date(2023, 9, 28))
    fields = {"region": "990181", "year": 2023, "no": 1, "by": "预算员", "at": NOW}
    budget.record_adjustment(approval=approval, **fields)
    budget.record_adjustment(approval=approval, **fields)
    assert figures.value("budget.tax", ON, "990181").exact == 104_400 * WAN
    assert figures.value("budget.tax", date(2023, 9, 28), "990181").exact == 105_400 * WAN
    with pytest.raises(Refused, match="已登记且内容不同"):
        budget.record_adjustment(approval=approval._replace(note="另一次"), **fields)
    with pytest.raises(Refused, match="增加举借债务数额"):
        budget.record_adjustment(approval=approval._replace(trigger=5), **{**fields, "no": 2})


def test_adjusted_amounts_that_do_not_add_up_send_the_file_back(book, bring):
    rows = changed(GENERAL, "10101", 调整数=1, 调整预算=104_400)
    result = bring(book("错.xlsx", HEAD, rows, *CAPTION))
    assert result.status == intake.REJECTED
    assert [one.place.row for one in result.findings if one.code == "budget.adjusted_sum"] == [4]
    assert not BudgetTable.objects.exists()


def test_a_subject_nobody_knows_is_kept_with_the_total(book, bring):
    rows = [*GENERAL, ["11", "收入", "10188", "新税", "4", 7, 0, 7, 7, None]]
    result = bring(book("新.xlsx", HEAD, rows, *CAPTION))
    assert result.status == intake.IMPORTED
    assert [one.raw for one in result.unclassified] == ["10188"]
    assert figures.value("budget.general_revenue", ON, "990181").exact == 200_007 * WAN
    assert figures.value("budget.tax", ON, "990181").exact == 104_407 * WAN


def test_headings_are_stored_but_counted_once(book, bring):
    rows = [*GENERAL, ["11", "支出", "20502", "普通教育", "4", 530_000, 0, 530_000, 614_000, None]]
    assert bring(book("类款.xlsx", HEAD, rows, *CAPTION)).status == intake.IMPORTED
    assert BudgetLine.objects.filter(heading=True).count() == 2
    assert figures.value("budget.general_spending", ON, "990181").exact == 620_000 * WAN


def test_the_balance_statement_closes_on_both_sides(county):
    general, fund = documents.statement("balance").build(ON, "990181")
    assert general.rows[0].cells == (
        *("收入总计", 573_500 * WAN, 657_500 * WAN),
        *("支出总计", 573_500 * WAN, 657_500 * WAN),
    )
    assert [c.title for c in general.columns] == ["项目", "年初预算", "变动预算"] * 2
    assert fund.rows[0].cells[1] == fund.rows[0].cells[4] == 200_000 * WAN
    shown = documents.to_text(fund)
    assert "其中：专项债券（再融资债券）" in shown
    assert "单位：万元" in shown


def test_final_accounts_are_printed_when_the_year_is_over(book, bring):
    rows = [[*row[:9], row[8]] for row in GENERAL]
    bring(book("决算.xlsx", HEAD, rows, *CAPTION))
    (mid,) = documents.statement("balance").build(ON, "990181")
    (end,) = documents.statement("balance").build(date(2023, 12, 31), "990181")
    assert "决算数" not in [column.title for column in mid.columns]
    assert [column.title for column in end.columns[:4]] == [
        "项目",
        "年初预算",
        "变动预算",
        "决算数",
    ]


def test_a_region_without_any_table_is_told_what_to_import(db):
    with pytest.raises(Refused, match="IN-05"):
        documents.statement("balance").build(ON, "990181")


def test_versions_stand_side_by_side_by_class_and_section(county):
    found = versions.versions("990181", 2023, "11")
    assert [(one.code, one.title) for one in found] == [("年初", "年初预算"), ("变动", "变动预算")]
    uses = versions.side_by_side(found, "支出", 2023)
    assert [(one.code, one.name, one.depth) for one in uses] == [
        ("", "本级支出合计", 0),
        ("205", "教育支出", 1),
        ("227", "预备费", 1),
        ("", "上解上级支出", 1),
    ]
    total = versions.own_total(uses)
    assert dict(total.amounts) == {"年初": 536_000 * WAN, "变动": 620_000 * WAN}
    assert total.change_fen("年初", "变动") == 84_000 * WAN
    assert total.change("年初", "变动") == Fraction(84, 536)
    assert uses[2].change_fen("年初", "决算") == -6_000 * WAN
    assert versions.side_by_side([], "支出", 2023) == []


def test_an_adjustment_is_listed_once_it_is_approved(county):
    approval = budget.Approval(4, "市人大常委会", date(2023, 6, 10), "新增债券")
    given = {"region": "990181000", "year": 2023, "by": "预算员", "at": NOW}
    budget.record_adjustment(no=1, approval=approval, **given)
    assert not versions.adjustments("990181", 2023, date(2023, 6, 9))
    (only,) = versions.adjustments("990181", 2023, ON)
    assert (only.row.no, only.reason, only.tables) == (1, "增加举借债务数额", ())
