"""收入预期目标: what may be set, what a new file changes, and why a township is behind."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.money.receipts import api as receipts
from duzhi.money.receipts.models import RevenueTarget
from duzhi.money.receipts.queries import series, taxpayers, townships
from duzhi.money.receipts.rules.targets import Part, check_total, due, main_cause, mask_name, reason
from duzhi.money.receipts.tests.conftest import TOWN, line
from duzhi.office import api as office

ON = date(2023, 6, 30)
HEAD = ["年度", "区划代码", "名称", "口径", "年度目标", "目标性质", "责任领导", "备注"]
OWN, PLACE = "990181000", "990181001"
TAXES = (
    "缴款凭证号,纳税人识别号,纳税人名称,征收项目,征收品目,科目代码,预算级次,税款所属期起,"
    "税款所属期止,缴款日期,入库日期,实缴金额(元),主管税务所,街道乡镇,行业,登记注册类型"
)


def row(region=PLACE, name="城关街道", wan=100, nature="工作责任", measure="税收收入", year="2023"):
    return [year, region, name, measure, wan, nature, "安启明", ""]


@pytest.fixture
def targets(book, bring):
    def run(*rows, name="目标.xlsx", head=HEAD):
        return bring(book(name, head, rows, "编制单位：青岚市财政局", "单位：万元"))

    return run


@pytest.fixture
def received(report, bring):
    """Two halves of a year: the township's 契税 halves, the county's own 增值税 grows."""
    rows = [
        line("2022-06-10", "1011901", 400_000, treasury=TOWN, level="5"),
        line("2022-06-10", "1010101", 100_000, treasury=TOWN, level="5"),
        line("2022-06-10", "1010101", 500_000),
        line("2022-06-10", "1030501", 200_000, organ="499018100001"),
        line("2023-06-10", "1011901", 200_000, treasury=TOWN, level="5"),
        line("2023-06-10", "1010101", 150_000, treasury=TOWN, level="5"),
        line("2023-06-10", "1010101", 600_000),
        line("2023-06-10", "1030501", 100_000, organ="499018100001"),
    ]
    bring(report("2022.xlsx", rows[:4]))
    bring(report("2023.xlsx", rows[4:]))


def codes(result):
    return [one.code for one in result.findings]


def test_targets_come_in_and_lead_back_to_their_rows(targets):
    found = targets(row(), row(OWN, "市直", 300))
    assert (found.status, found.findings) == (intake.IMPORTED, ())
    value = figures.value("receipts.tax_target", ON, "990181")
    assert value.exact == 400 * 1_000_000
    assert [one.amount for one in value.sources()] == [300_000_000, 100_000_000]
    assert figures.value("receipts.tax_target", ON, PLACE).exact == 100_000_000
    assert figures.value("receipts.tax_target", date(2022, 6, 30), PLACE).exact is None


def test_a_collector_cannot_be_given_a_target(targets):
    found = targets(row(name="城关税务分局"))
    assert found.status == intake.REJECTED
    assert codes(found) == ["receipts.target_collector"]
    assert "第五十五条" in found.findings[0].basis


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (row("990182001"), "receipts.target_region"),
        (row("9901810"), "receipts.target_region"),
        (row(year="23"), "receipts.target_year"),
        (row(wan=0), "receipts.target_amount"),
    ],
)
def test_a_faulty_row_refuses_the_file(targets, wrong, code):
    found = targets(wrong)
    assert (found.status, codes(found)) == (intake.REJECTED, [code])
    assert not RevenueTarget.objects.exists()


def test_a_target_without_a_nature_is_a_duty_of_work(targets):
    head = [name for name in HEAD if name != "目标性质"]
    targets([cell for at, cell in enumerate(row()) if at != 5], head=head)
    assert RevenueTarget.objects.get().nature == "工作责任"


def test_another_amount_is_a_new_revision_and_what_is_gone_is_withdrawn(targets):
    targets(row(), row(OWN, "市直", 300))
    found = targets(row(wan=120), name="更正.xlsx")
    assert (found.outcome.changed, found.outcome.withdrawn, found.outcome.same) == (1, 1, 0)
    rows = RevenueTarget.objects.order_by("region", "revision")
    assert [(one.region, one.revision, one.standing) for one in rows] == [
        (OWN, 1, False),
        (PLACE, 1, False),
        (PLACE, 2, True),
    ]
    trail = office.Trail.objects.filter(verb="导入预期目标").latest("pk")
    assert trail.after == {f"2023/{PLACE}/tax": 120_000_000, f"2023/{OWN}/tax": None}
    back = targets(row(wan=120), row(OWN, "市直", 300), name="再更正.xlsx")
    assert (back.outcome.added, back.outcome.same) == (1, 1)
    assert RevenueTarget.objects.get(region=OWN, standing=True).revision == 2


def test_targets_that_miss_the_approved_budget_warn_with_both_numbers():
    found = check_total(2023, "tax", 104_300_000_000, 104_400_000_000)
    assert [one.severity for one in found] == ["warning"]
    assert "104,300.00" in found[0].text
    assert "104,400.00" in found[0].text
    assert "少 100.00 万元" in found[0].text
    assert check_total(2023, "tax", 1, None) == check_total(2023, "tax", 5, 5) == []


@given(
    st.integers(1, 10**15),
    st.fractions(0, 1),
    st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=20),
)
def test_what_is_due_adds_up_to_the_share_of_time(target, time, last):
    assert sum(due(target, time, last)) == target * time.numerator // time.denominator


def test_the_reason_names_the_tax_that_falls_short_most():
    parts = [
        Part("10101", "增值税", 500_000_000, 400_000_000, 300_000_000),
        Part("10119", "契税", 100_000_000, 300_000_000, 250_000_000),
    ]
    assert (
        reason(main_cause(parts, behind=True)) == "契税比序时少 150.00 万元，比上年少 200.00 万元"
    )
    assert (
        reason(main_cause(parts, behind=False))
        == "增值税比序时多 200.00 万元，比上年多 100.00 万元"
    )
    assert reason(main_cause([], behind=True)) == ""


def test_townships_are_ranked_by_completion_with_the_reason(targets, received):
    targets(row(), row(OWN, "市直", 100))
    found = receipts.townships(ON, "990181")
    only = found.rows[0]
    assert (only.no, only.name, only.leader, only.year_fen) == (1, "城关街道", "安启明", 35_000_000)
    assert (only.completion, only.ahead) == (Fraction(35, 100), Fraction(-15, 100))
    assert only.growth == Fraction(-3, 10)
    assert only.reason.startswith("契税比序时少 20.00 万元")
    assert (found.past_half, found.own.completion) == (0, Fraction(60, 100))
    assert found.whole.year_fen == only.year_fen + found.own.year_fen == 95_000_000
    assert found.whole.target_fen == 200_000_000


def test_without_targets_townships_are_ranked_by_amount(received):
    found = receipts.townships(ON, "990181")
    assert not found.has_targets
    assert (found.rows[0].completion, found.whole.target_fen) == (None, None)
    assert found.rows[0].reason.startswith("契税比序时少")


def test_the_gap_of_a_township_is_the_sum_of_its_taxes(targets, received):
    targets(row())
    why = townships.reasons(PLACE, ON)
    assert sum(part.short_fen for part in why.items) == 100_000_000 // 2 - 35_000_000
    assert [part.name for part in why.items] == ["契税", "增值税"]
    assert townships.reasons("990181099", ON) is None


def test_points_of_all_items_add_up_to_the_growth(received):
    parts = series.sources("990181", ON)
    assert sum(part.pulled for part in parts) == Fraction(105 - 120, 120)
    taxes = series.tax_changes("990181", ON)
    assert [(one.name, one.change_fen) for one in taxes] == [
        ("增值税", 15_000_000),
        ("契税", -20_000_000),
    ]


def test_months_stand_beside_last_years_and_those_to_come_are_empty(received):
    found = series.months("990181", ON, ("10119",))
    assert (found[5].now_fen, found[5].last_fen) == (20_000_000, 40_000_000)
    assert found[5].change_fen == -20_000_000
    assert [one.now_fen for one in found[6:]] == [None] * 6
    shares = series.shares("990181", ON)
    assert (shares[5].now, shares[5].last) == (Fraction(95, 105), Fraction(100, 120))
    assert shares[6].now is None


def test_taxpayers_are_ranked_and_masked(text, bring):
    days = {"2022-06-10": "5000.00", "2023-06-10": "2000.00"}
    for year, (day, yuan) in enumerate(days.items(), 2022):
        rows = [
            [f"P{year}", "91990181MA0000460L", "青岚朝露能源有限公司", "契税", "契税", "1011901",
             "5", "", "", day, day, yuan, "城关税务所", "城关街道", "能源业", "有限责任公司"]
        ]  # fmt: skip
        head = [name.removesuffix("(元)") for name in TAXES.split(",")]
        head[11] = "实缴金额(元)"
        assert bring(text(f"{year}.csv", [head, *rows])).status == intake.IMPORTED
    only = taxpayers.taxpayers(PLACE, ON, falling=True)[0]
    assert (only.year_fen, only.last_fen, only.change_fen) == (200_000, 500_000, -300_000)
    assert only.number == "9199**********460L"
    assert only.masked().name == "青岚＊＊＊＊"
    assert taxpayers.by_industry("990181", ON)[0].name == "能源业"
    assert taxpayers.by_tax("990181", ON)[0].name == "契税"
    assert taxpayers.whole(PLACE, ON) == (200_000, 500_000, 1)
    assert not taxpayers.taxpayers(OWN, ON)
    assert mask_name("张三丰") == "张＊＊"


def test_the_bulletin_prints_the_ranking_where_there_are_targets(targets, received):
    assert len(documents.statement("townships").build(ON, "990181")) == 1
    targets(row(), row(OWN, "市直", 100))
    _, table = documents.statement("townships").build(ON, "990181")
    assert [line.cells[1] for line in table.rows] == ["城关街道", "乡镇小计", "市直", "青岚市"]
    first = table.rows[0]
    assert first.cells[2:4] == ("安启明", 100_000_000)
    assert first.cells[6:8] == (Fraction(35, 100), Fraction(-15, 100))
    assert first.leads[5].fen == first.cells[5]
    assert len(documents.statement("townships").build(ON, PLACE)) == 1
