"""Completion, growth, and the statements with the identities they prove."""

from datetime import date
from fractions import Fraction

import pytest

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.kernel.period import month, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.receipts import api as receipts
from duzhi.money.receipts.figures import IDENTITIES
from duzhi.money.receipts.tests.conftest import FINANCE, NOW, TOWN, fen, line
from duzhi.registry import api as registry

ON = date(2023, 6, 30)
BUDGETS = {
    "budget.general_revenue": 2_800,
    "budget.tax": 2_000,
    "budget.nontax": 800,
    "budget.fund_revenue": 400,
    "budget.tax.10101": 1_800,
}


@pytest.fixture
def years(report, bring):
    """Two Junes of the county, its township and the land fund."""
    rows = [
        line("2023-06-05", "1010101", 900),
        line("2023-06-05", "1010101", 900, level="1"),
        line("2023-06-06", "1010401", 100, treasury=TOWN, level="5"),
        line("2023-06-06", "1030705", 400, organ=FINANCE),
        line("2023-05-06", "103014801", 40, organ=FINANCE),
        line("2022-06-05", "1010101", 1000),
        line("2022-06-06", "1010401", 250, treasury=TOWN, level="5"),
        line("2022-06-06", "1039999", 500, organ=FINANCE),
        line("2022-05-06", "103014801", 80, organ=FINANCE),
    ]
    for name, year in (("2022.xlsx", "2022"), ("2023.xlsx", "2023")):
        bring(report(name, [row for row in rows if row[0].startswith(year)]))


@pytest.fixture
def budgets(db):
    """Budgets are filed here: the area that keeps them is not part of these tests."""
    figures.register(
        figures.Figure(code, f"{code} 预算", "万元", "测试用的预算数", "测试", "预算股")
        for code in BUDGETS
    )
    for code, yuan in BUDGETS.items():
        filing = figures.Filing(code, Fraction(yuan), "元", "年初预算", "预算股", "预算文件")
        number = figures.file_figure(filing, on=ON, region="990181", by="甲", at=NOW)
        figures.review_figure(number, by="乙", at=NOW)


@pytest.mark.parametrize(
    ("code", "exact"),
    [
        ("receipts.general_completion", Fraction(1400, 2800)),
        ("receipts.tax_completion", Fraction(1000, 2000)),
        ("receipts.nontax_completion", Fraction(400, 800)),
        ("receipts.fund_completion", Fraction(40, 400)),
        ("receipts.general_growth", Fraction(-350, 1750)),
        ("receipts.tax_growth", Fraction(-250, 1250)),
        ("receipts.nontax_growth", Fraction(-100, 500)),
        ("receipts.fund_growth", Fraction(-1, 2)),
        ("receipts.tax_share", Fraction(1000, 1400)),
        ("receipts.nontax_share", Fraction(400, 1400)),
        ("receipts.general_ahead", 0),
        ("receipts.fund_ahead", Fraction(-2, 5)),
        ("time.progress", Fraction(1, 2)),
    ],
)
def test_ratios_are_exact(years, budgets, code, exact):
    assert figures.value(code, ON, "990181").exact == exact


def test_a_completion_names_its_denominator(years, budgets):
    value = figures.value("receipts.general_completion", ON, "990181")
    assert value.denominator == "年初预算 0.28万元"


def test_tax_and_nontax_make_the_whole(years):
    verdicts = figures.check(IDENTITIES, figures.Evaluator(ON, "990181"))
    assert [one.verdict for one in verdicts] == [figures.HOLDS] * 2


def test_the_revenue_statement_prints_lines_subtotals_and_their_proof(years, budgets):
    general, fund = documents.statement("revenue").build(ON, "990181")
    rows = {row.cells[0]: row.cells for row in general.rows}
    assert rows["税收收入"] == (
        *("税收收入", 200_000, 100_000, 100_000, Fraction(1, 2), Fraction(0), 125_000),
        *(-25_000, Fraction(-1, 5)),
    )
    assert rows["增值税"][1:6] == (180_000, 90_000, 90_000, Fraction(1, 2), Fraction(0))
    assert rows["企业所得税"][1:3] == (None, 10_000)
    assert rows["一般公共预算收入"][3] == 140_000
    assert rows["其他收入"][-3:] == (50_000, -50_000, Fraction(-1))
    assert [row.cells[0] for row in fund.rows] == ["国有土地使用权出让收入", "政府性基金收入"]
    assert fund.rows[0].cells[2:4] == (0, 4_000)
    assert all("相符" in table.notes[-1] for table in (general, fund))
    assert general.title == "青岚市一般公共预算收入执行情况表"


def test_last_year_is_read_on_this_years_subjects(years):
    rows = [registry.MappingRow(2023, "11", "1039999", "1030799", "改列")]
    registry.load_mappings(rows=rows, by="样例", at=NOW)
    general, _ = documents.statement("revenue").build(ON, "990181")
    last = {row.cells[0]: row.cells[6] for row in general.rows}
    assert last["国有资源（资产）有偿使用收入"] == 50_000
    assert "其他收入" not in last
    value = figures.Evaluator(ON, "990181").value("receipts.nontax.10307", 1)
    assert value.exact == 50_000


def test_the_level_statement_shows_who_owns_each_tax(years):
    (table,) = documents.statement("levels").build(ON, "990181")
    rows = {row.cells[0]: row.cells[1:] for row in table.rows}
    assert rows["增值税"] == (180_000, 90_000, 0, 0, 90_000, 0)
    assert rows["企业所得税"] == (10_000, 0, 0, 0, 0, 10_000)
    assert rows["合计"] == (230_000, 90_000, 0, 0, 130_000, 10_000)
    assert table.notes == ("校验：县级＋乡级 ＝ 账面一般公共预算收入，相符。",)


def test_townships_and_the_county_make_the_whole(years):
    (table,) = documents.statement("townships").build(ON, "990181")
    assert [row.cells[:4] for row in table.rows] == [
        (1, "城关街道", 10_000, 10_000),
        (None, "乡镇小计", 10_000, 10_000),
        (None, "青岚市（本级）", 130_000, 130_000),
        (None, "合计", 140_000, 140_000),
    ]
    assert "相符" in table.notes[0]
    (own,) = documents.statement("townships").build(ON, "990181001")
    assert [row.cells[1] for row in own.rows] == ["城关街道", "合计"]


def test_statements_of_a_county_without_data_are_empty_but_print():
    for name in ("revenue", "levels", "townships", "reconcile"):
        for table in documents.statement(name).build(ON, "990181"):
            assert documents.to_text(table)


def test_years_without_detail_answer_from_published_tables_and_say_so():
    printed = (("101", "税收", 700), ("103", "非税", 300))
    ledger.put_facts(
        [
            ledger.Fact(
                region="990181", year=2020, month=6, table="累计11", side="收入", no=no, name=name,
                subject=code, depth=0, measure="累计", amount_fen=amount, file=0, sheet="", row=no,
            )
            for no, (code, name, amount) in enumerate(printed, 1)
        ]
    )  # fmt: skip
    june = date(2020, 6, 30)
    assert fen("receipts.tax", june) == 700
    assert fen("receipts.general_revenue", june) == 1_000
    assert fen("receipts.nontax", june) == 300
    value = figures.value("receipts.general_revenue", june, "990181")
    assert "报表事实" in value.reading.note
    assert sum(one.amount for one in value.sources()) == 1_000
    general, _ = documents.statement("revenue").build(june, "990181")
    assert general.rows[0].cells[3] == 700


def test_other_areas_read_revenue_by_day(years):
    days = receipts.daily("11", month(ON), "990181")
    assert days == {date(2023, 6, 5): 90_000, date(2023, 6, 6): 50_000}
    assert receipts.daily("12", year_to_date(ON), "990181") == {date(2023, 5, 6): 4_000}
    assert receipts.months_of_detail(2023) == [5, 6]


def test_a_statement_asks_a_fixed_number_of_questions(years, django_assert_max_num_queries):
    with django_assert_max_num_queries(70):
        documents.statement("revenue").build(ON, "990181")
    with django_assert_max_num_queries(20):
        documents.statement("levels").build(ON, "990181")
