"""IN-01 through the front door: every double-count trap, superseding, running totals, traces."""

from datetime import date

import pytest

from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.period import Fiscal, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.receipts.models import TreasuryDay, TreasuryRow
from duzhi.money.receipts.tests.conftest import COUNTY, FINANCE, NOW, TOWN, fen, line
from duzhi.office import api as office

ON = date(2023, 6, 30)
TRUE = [
    line("2023-06-01", "1010101", 1000),
    line("2023-06-01", "1010101", 5, organ=FINANCE),
    line("2023-06-01", "1010101", 1000, level="1"),
    line("2023-06-01", "1010101", 200, treasury=TOWN, level="5"),
    line("2023-06-15", "1030705", 300, organ=FINANCE),
    line("2023-06-15", "103014801", 70, organ=FINANCE),
    line("2023-06-15", "103060198", 8, organ=FINANCE),
    line("2023-06-30", "1010101", -30),
]
TRAPS = [
    line("2023-06-01", "1010101", 1205, scope="1"),
    line("2023-06-01", "10101", 1000, organ="111111111111"),
    line("2023-06-15", "10307", 300, organ="444444444444"),
    line("2023-06-01", "10101", 1005, organ="000000000000"),
    line("2023-06-01", "1010101", 1000, kind="5"),
    line("2023-06-30", "1010101", 30, kind="2"),
    line("2023-06-15", "1030705", 9, nature="2"),
    ["2023-06-01", "", "", "", "", "", "", "", "", "合计", 1205],
]
JUNE = "2023年06月预算收入日报.xlsx"


@pytest.fixture
def june(report, bring):
    return bring(report(JUNE, [*TRUE[:2], *TRAPS[:4], *TRUE[2:], *TRAPS[4:]]))


def test_every_trap_is_dropped_and_named(june):
    assert june.status == intake.IMPORTED
    assert june.layout_code == "IN-01"
    assert {one.reason: one.count for one in june.dropped} == {
        "全辖行（已含本级和乡镇）": 1,
        "征收机关小计行": 2,
        "征收机关不分行": 1,
        "报表种类5（共享分成）行": 1,
        "报表种类2（退库）行": 1,
        "预算种类2（预算外）行": 1,
        "小计、合计行": 1,
    }
    assert june.outcome.total_fen == 155_300


@pytest.mark.parametrize(
    ("code", "region", "yuan"),
    [
        ("receipts.general_revenue", "990181", 1475),
        ("receipts.general_revenue", "990181000", 1275),
        ("receipts.general_revenue", "990181001", 200),
        ("receipts.tax", "990181", 1175),
        ("receipts.nontax", "990181", 300),
        ("receipts.fund_revenue", "990181", 70),
        ("receipts.capital_revenue", "990181", 8),
        ("receipts.tax.10101", "990181", 1175),
        ("receipts.fund.1030148", "990181", 70),
        ("receipts.general_month", "990181", 1475),
    ],
)
def test_the_figures_hold_levels_four_and_five_once(june, code, region, yuan):
    assert fen(code, ON, region) == yuan * 100


def test_cash_came_in_by_budget_and_the_books_prove_themselves(june):
    for budget, yuan in (("11", 1475), ("12", 70), ("13", 8)):
        cash = ledger.Selection(("cash.treasury",), fund=budget)
        assert ledger.balance(cash, ON) == yuan * 100
    assert list(ledger.verify()) == []


def test_a_line_leads_back_to_all_the_rows_behind_it(june):
    value = figures.value("receipts.tax", ON, "990181")
    steps = list(figures.steps(value))
    assert sum(step.source.amount for step in steps) == value.exact
    for step in steps:
        assert sum(row.amount_fen for row in step.rows) == step.source.amount
        assert {row.file for row in step.rows} == {JUNE}
    rows = [row.row for step in steps for row in step.rows]
    assert rows == [4, 5, 11, 15]


def test_upper_levels_are_kept_as_records_and_never_booked(june):
    assert TreasuryRow.objects.filter(level="1").count() == 1
    upper = ledger.Selection(("revenue.general",), levels=("1", "2", "3"))
    assert ledger.turnover(upper, year_to_date(ON)) == 0


def test_the_same_file_again_is_no_news(june, report, bring, tmp_path):
    assert bring(tmp_path / JUNE).status == intake.SAME
    again = bring(report("另存.xlsx", TRUE))
    counts = again.outcome
    assert (counts.added, counts.changed, counts.withdrawn, counts.same) == (0, 0, 0, 6)
    assert TreasuryDay.objects.count() == 6


def test_a_correcting_file_reverses_the_old_entry_and_posts_anew(june, report, bring):
    rows = [row if row[10] != 300 else [*row[:10], 310, *row[11:]] for row in TRUE]
    rows = [row for row in rows if row[8] != "103060198"]
    result = bring(report("更正.xlsx", rows))
    counts = result.outcome
    assert (counts.added, counts.changed, counts.withdrawn, counts.same) == (0, 1, 1, 4)
    codes = {one.code for one in result.findings}
    assert {"receipts.superseded", "receipts.withdrawn"} <= codes
    assert fen("receipts.nontax", ON) == 31_000
    assert fen("receipts.capital_revenue", ON) == 0
    day = TreasuryDay.objects.get(treasury=COUNTY, fund_type="11", on="2023-06-15", standing=True)
    assert (day.revision, str(day.number.ref(2))) == (
        2,
        "receipts.day:9901810000/2023-06-15/11#2",
    )
    trail = office.trail(f"receipts.file:{result.file_id}#1")[0]
    assert trail.after["changed"] == ["9901810000/2023-06-15/11"]
    assert trail.after["withdrawn"] == ["9901810000/2023-06-15/13"]
    assert list(ledger.verify()) == []


def test_what_was_corrected_back_is_posted_a_third_time(june, report, bring, tmp_path):
    rows = [row if row[10] != 300 else [*row[:10], 310, *row[11:]] for row in TRUE]
    bring(report("更正.xlsx", rows))
    back = bring(tmp_path / JUNE)
    assert back.status == intake.IMPORTED
    assert back.outcome.changed == 1
    assert fen("receipts.nontax", ON) == 30_000


def test_a_daily_file_withdraws_nothing_else(june, report, bring):
    result = bring(report("6月15日.xlsx", [line("2023-06-15", "1030705", 301, organ=FINANCE)]))
    assert (result.outcome.changed, result.outcome.withdrawn) == (1, 2)
    assert fen("receipts.general_revenue", ON) == 147_600
    assert fen("receipts.tax", ON) == 117_500


def test_a_correction_of_a_closed_month_goes_into_the_open_one_and_says_so(june, report, bring):
    ledger.close_period("990181000", Fiscal(2023, 6), by="总会计", at=NOW)
    rows = [row if row[10] != 300 else [*row[:10], 310, *row[11:]] for row in TRUE]
    result = bring(report("更正.xlsx", rows))
    assert "receipts.open_period" in {one.code for one in result.findings}
    assert fen("receipts.nontax", ON) == 30_000
    assert fen("receipts.nontax", date(2023, 7, 5)) == 31_000


def test_january_rows_of_the_adjustment_period_belong_to_last_year(report, bring):
    rows = [
        line("2023-01-09", "1010101", 50),
        line("2023-01-09", "1010101", -120, kind="6", flag="1"),
        line("2023-01-09", "1010104", 120, kind="6", flag="1"),
        line("2023-01-09", "1030705", 7, kind="6", flag="1", organ=FINANCE),
    ]
    assert bring(report("2023年01月.xlsx", rows)).status == intake.IMPORTED
    assert fen("receipts.tax", date(2023, 1, 31)) == 5_000
    assert fen("receipts.nontax", date(2023, 1, 31)) == 0
    assert fen("receipts.nontax", date(2022, 12, 31)) == 700
    assert fen("receipts.nontax", date(2022, 12, 30)) is None
    assert fen("receipts.tax", date(2022, 12, 31)) == 0


def test_an_unknown_treasury_sends_the_file_back(report, bring):
    result = bring(report("x.xlsx", [line("2023-06-01", "1010101", 1, treasury="9901819999")]))
    assert result.status == intake.REJECTED
    (finding,) = result.findings
    assert (finding.code, finding.place.row) == ("receipts.treasury", 4)
    assert not TreasuryDay.objects.exists()


def test_an_unknown_subject_is_booked_with_the_total_kept(report, bring):
    rows = [line("2023-06-01", "1010101", 10), line("2023-06-01", "1018801", 3)]
    result = bring(report("x.xlsx", rows))
    assert [one.raw for one in result.unclassified] == ["1018801"]
    assert fen("receipts.general_revenue", ON) == 1_300
    assert fen("receipts.tax", ON) == 1_300
    assert fen("receipts.tax.10101", ON) == 1_000


def test_the_same_row_twice_is_a_fault(report, bring):
    result = bring(report("x.xlsx", [line("2023-06-01", "1010101", 10)] * 2))
    assert result.status == intake.REJECTED
    assert [one.code for one in result.findings] == ["intake.duplicate"]


def test_the_treasurys_own_running_totals_are_compared(report, bring):
    january = [line("2023-01-03", "1010101", 100, sums=(100, 100, 100, 100))]
    assert [one.code for one in bring(report("1.xlsx", january)).findings] == []
    rows = [
        line("2023-02-01", "1010101", 10, sums=(10, 10, 110, 110)),
        line("2023-02-10", "1010101", 5, sums=(16, 15, 116, 116)),
    ]
    found = [one for one in bring(report("2.xlsx", rows)).findings if one.severity == "warning"]
    assert [(one.code, one.place.column, one.place.row) for one in found] == [
        ("receipts.running", "旬累计", 5),
        ("receipts.running", "年累计", 5),
    ]
    assert "国库 116.00 元，账面 115.00 元，差 1.00 元" in found[1].text


def test_a_year_with_a_missing_month_is_not_compared(report, bring):
    rows = [line("2023-06-01", "1010101", 10, sums=(10, 10, 900, 900))]
    (finding,) = bring(report("6.xlsx", rows)).findings
    assert (finding.code, finding.severity) == ("receipts.months_missing", "info")
    assert "1、2、3、4、5月" in finding.text


def test_mid_month_figures_stop_at_the_day(june):
    assert fen("receipts.general_revenue", date(2023, 6, 14)) == 120_500
    assert fen("receipts.general_month", date(2023, 6, 15)) == 150_500
