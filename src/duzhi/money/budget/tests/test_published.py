"""Published tables nobody here wrote: they come in as they are, and their sums are checked."""

from datetime import date
from pathlib import Path

import pytest

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.finding import WARNING
from duzhi.ledger import api as ledger
from duzhi.money.budget.rules import printed
from duzhi.money.budget.tests.conftest import WAN

TABLES = Path(__file__).parents[5] / "tests" / "data" / "tables"
PENGSHUI = {"region": "500243", "year": 2020, "unit": "万元"}
SHIGU = {"region": "430407", "year": 2016, "unit": "万元"}
HISTORY = [
    "年度",
    "月份",
    "资金性质",
    "收支方向",
    "科目编码",
    "科目名称",
    "当月",
    "累计",
    "口径说明",
]


@pytest.fixture
def pengshui(bring):
    """Both balance tables of 彭水县 2020."""
    names = ("pengshui_2020_general_balance.csv", "pengshui_2020_fund_balance.csv")
    return [bring(TABLES / name, **PENGSHUI) for name in names]


def test_the_real_balance_tables_come_in_without_a_finding(pengshui):
    assert [one.status for one in pengshui] == [intake.IMPORTED] * 2
    assert [one.layout_code for one in pengshui] == ["FACT-01"] * 2
    assert [one.findings for one in pengshui] == [(), ()]
    facts = ledger.facts("500243", 2020, table="收支平衡11")
    assert [(f.name, f.depth, f.subject, f.amount_fen) for f in facts if f.side == "收入"][:4] == [
        ("总计", 0, "", 795_243 * WAN),
        ("一、本级收入", 0, "1", 141_461 * WAN),
        ("税收", 1, "101", 94_148 * WAN),
        ("非税", 1, "103", 47_313 * WAN),
    ]
    assert [f.row for f in facts if f.side == "支出"] == [2, 3, 4, 5, 6, 7, 8]


def test_the_balance_statement_prints_them_as_published(pengshui):
    general, fund = documents.statement("balance").build(date(2020, 12, 31), "500243")
    assert general.rows[0].cells == ("总计", 795_243 * WAN, "总计", 795_243 * WAN)
    assert fund.rows[0].cells == ("总计", 318_082 * WAN, "总计", 318_082 * WAN)
    text = documents.to_text(general)
    assert "795,243" in text or "795243" in text
    assert "动用预算稳定调节基金" in text
    assert "报表事实" in text


def test_the_same_published_table_again_is_no_news(pengshui, bring):
    again = bring(TABLES / "pengshui_2020_fund_balance.csv", **PENGSHUI)
    assert again.status == intake.SAME


def test_a_corrected_table_replaces_the_printed_one_and_says_so(pengshui, bring, tmp_path):
    source = (TABLES / "pengshui_2020_fund_balance.csv").read_text(encoding="utf-8-sig")
    path = tmp_path / "政府性基金更正.csv"
    path.write_text(source.replace("3222", "3000").replace("48244", "48466"), encoding="utf-8")
    result = bring(path, **PENGSHUI)
    assert (result.outcome.changed, result.outcome.added) == (1, 0)
    assert [one.code for one in result.findings] == ["budget.fact_replaced"]
    assert len(ledger.facts("500243", 2020, table="收支平衡12")) == 13


def test_a_printed_sum_that_is_wrong_is_a_warning_never_a_correction(bring, tmp_path):
    source = (TABLES / "pengshui_2020_general_balance.csv").read_text(encoding="utf-8-sig")
    path = tmp_path / "general.csv"
    path.write_text(source.replace("税收,94148", "税收,94149"), encoding="utf-8")
    result = bring(path, **PENGSHUI)
    assert result.status == intake.IMPORTED
    (finding,) = result.findings
    assert (finding.code, finding.severity, finding.place.row) == (
        "budget.printed_sum",
        WARNING,
        3,
    )
    assert "141,461" in finding.text
    assert "141,462" in finding.text


def test_a_table_that_does_not_say_its_budget_is_sent_back(bring, tmp_path):
    source = (TABLES / "pengshui_2020_fund_balance.csv").read_text(encoding="utf-8-sig")
    path = tmp_path / "平衡表.csv"
    path.write_text(source, encoding="utf-8")
    result = bring(path, **PENGSHUI)
    assert result.status == intake.REJECTED
    assert "政府性基金" in result.findings[0].text


@pytest.mark.parametrize(
    ("missing", "code"), [("unit", "intake.unit_missing"), ("year", "intake.year_missing")]
)
def test_what_a_published_table_lacks_must_be_declared(bring, missing, code):
    said = {**PENGSHUI, missing: "" if missing == "unit" else 0}
    result = bring(TABLES / "pengshui_2020_general_balance.csv", **said)
    assert result.status == intake.REJECTED
    assert [one.code for one in result.findings] == [code]


def test_numbered_items_come_in_with_every_amount_column(bring):
    result = bring(TABLES / "shigu_2016_revenue_budget.csv", **SHIGU)
    assert (result.status, result.layout_code) == (intake.IMPORTED, "FACT-02")
    assert result.findings == ()
    facts = ledger.facts("430407", 2016, table="收入项目11")
    assert {fact.measure for fact in facts} == {"2016年预算数", "上年完成数", "比上年增减额"}
    budget = {f.name: f for f in facts if f.measure == "2016年预算数"}
    assert len(budget) == 25
    assert budget["收入总计"].amount_fen == 83_593 * WAN
    assert budget["区级财政收入合计"].amount_fen == 44_341 * WAN
    assert (budget["8、城镇土地使用税"].subject, budget["8、城镇土地使用税"].depth) == ("10112", 1)
    assert budget["上级追加补助"].amount_fen is None
    assert (budget["其中:上年结转"].depth, budget["上年结转结余"].depth) == (1, 0)
    last = {f.name: f.amount_fen for f in facts if f.measure == "上年完成数"}
    assert last["收入总计"] == 88_613 * WAN


def test_every_promise_of_a_published_table_is_checked(bring, tmp_path):
    source = (TABLES / "shigu_2016_revenue_budget.csv").read_text(encoding="utf-8-sig")
    for old, new in (
        ("2、营业税,8365,7469,896", "2、营业税,8365,7469,897"),
        ("3、罚没收入,342,311,31,9.97", "3、罚没收入,342,311,31,9.79"),
        ("区级财政收入合计,44341", "区级财政收入合计,44340"),
        ("其中:上年结转,1155", "其中:上年结转,1442"),
        ("收入总计,83593", "收入总计,83594"),
    ):
        assert old in source
        source = source.replace(old, new)
    path = tmp_path / "石鼓.csv"
    path.write_text(source, encoding="utf-8")
    found = bring(path, **SHIGU).findings
    assert sorted((one.code, one.place.row) for one in found) == [
        ("budget.printed_change", 4),
        ("budget.printed_change", 20),
        ("budget.printed_percent", 18),
        ("budget.printed_sum", 2),
        ("budget.printed_sum", 20),
        ("budget.printed_sum", 24),
        ("budget.printed_sum", 26),
    ]


def test_debt_by_county_adds_up_to_the_city(bring, tmp_path):
    path = TABLES / "xuancheng_2022_debt_by_county.csv"
    result = bring(path, region="341800", year=2022)
    assert (result.status, result.layout_code, result.findings) == (intake.IMPORTED, "FACT-03", ())
    facts = ledger.facts("341800", 2022, table="债务限额余额")
    assert [f.depth for f in facts if f.measure == "2022年债务限额"] == [0, *[1] * 8]
    assert {f.measure for f in facts} == {"2022年债务限额", "2022年债务余额(决算数)"}
    wrong = tmp_path / "债务.csv"
    wrong.write_text(path.read_text(encoding="utf-8").replace("658770", "658771"), encoding="utf-8")
    (finding, _) = bring(wrong, region="341800", year=2022).findings
    assert finding.code == "budget.printed_sum"
    assert "4,265,888" in finding.text


@pytest.mark.parametrize(
    ("name", "bare", "subject"),
    [
        ("一、 本级 收入", "本级收入", "1"),
        ("（一）税收收入", "税收收入", "101"),
        ("12、教育附加", "教育附加", "1030203"),
        ("其中：上年结转", "上年结转", "11008"),
        ("某项收入", "某项收入", ""),
    ],
)
def test_a_printed_name_is_read_without_its_number(name, bare, subject):
    assert printed.bare(name) == bare
    assert printed.subject_of(name) == subject


def test_bracketed_numbers_stand_between_chinese_and_arabic_ones():
    names = ["一、转移性收入", "（一）上级补助", "1、返还性", "2、专项", "（二）调入", "总计"]
    assert [place.depth for place in printed.places(names)] == [0, 1, 2, 2, 1, 0]
    promises = {(p.whole, p.parts) for p in printed.promises(names)}
    assert promises == {(0, (1, 4)), (1, (2, 3)), (5, (0,))}


def history(book, bring, total=300.5):
    rows = [
        [2019, 1, "11", "收入", "101", "税收收入", 100, 100, "全市"],
        [2019, 1, "11", "收入", "103", "非税收入", 40, 40, "全市"],
        [2019, 2, "11", "收入", "101", "税收收入", 200.5, total, "全市"],
        [2019, 2, "12", "支出", "2", "政府性基金支出", 7, 17, "全市"],
    ]
    return bring(book("历史.xlsx", HISTORY, rows, "2018－2020年", "单位：万元"))


def test_years_without_detail_answer_from_history(book, bring):
    result = history(book, bring)
    assert (result.status, result.layout_code) == (intake.IMPORTED, "IN-06")
    selection = ledger.Selection(("revenue.general",), fund="11", subjects=("101",))
    read = figures.year_so_far(selection, facts=(("101",),))
    reading = read(figures.Context(date(2019, 2, 28), "990181", ("990181000",)))
    assert reading.value == 3_005_000 * 100
    assert "报表事实" in reading.note


def test_a_running_total_that_does_not_run_is_pointed_out(book, bring):
    result = history(book, bring, total=301)
    codes = [one.code for one in result.findings]
    assert codes == ["budget.running"]
    assert "上月累计加当月 300.50" in result.findings[0].text
