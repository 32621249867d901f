"""IN-02, IN-03, IN-04: sub-ledgers that must tie to the treasury."""

from datetime import date
from fractions import Fraction

import pytest

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.period import year_to_date
from duzhi.money.receipts import api as receipts
from duzhi.money.receipts.models import NonTaxSlip, Refund, TaxReceipt
from duzhi.money.receipts.tests.conftest import FINANCE, TOWN, fen, line
from duzhi.office import api as office
from duzhi.registry import api as registry

ON = date(2023, 6, 30)
TAXES = [
    *("缴款凭证号", "纳税人识别号", "纳税人名称", "征收项目", "征收品目", "科目代码", "预算级次"),
    *("税款所属期起", "税款所属期止", "缴款日期", "入库日期", "实缴金额(元)", "主管税务所"),
    *("街道乡镇", "行业", "登记注册类型"),
]
REFUNDS = ["退库凭证号", "退库日期", "科目代码", "预算级次", "国库代码", "纳税人名称"]
REFUNDS += ["纳税人识别号", "退库原因", "退库金额"]
SLIPS = [
    *("缴款码", "执收单位代码", "执收单位名称", "收费项目编码", "收费项目名称", "科目代码"),
    *("资金性质", "缴款人", "开票日期", "到账日期", "缴库日期", "金额(元)", "状态"),
]


def tax(voucher, subject, level, day, yuan):
    payer = ["91990181MA00000001", "青岚示范有限公司", "增值税", "商业"]
    rest = ["第一税务所", "城关街道", "批发零售", "有限责任公司"]
    return [voucher, *payer, subject, level, "2023-05-01", "2023-05-31", day, day, yuan, *rest]


def refund(number, level, yuan):
    payer = ["9901810000", "甲", "91990181MA00000001", "留抵退税"]
    return [number, "2023-06-06", "101010136", level, *payer, yuan]


def slip(code, subject, day, yuan, state="已缴库"):
    paid = day if state == "已缴库" else ""
    unit = ["121002", "公安局", "01", "罚没"]
    return [code, *unit, subject, "111", "张某", day, day, paid, yuan, state]


@pytest.fixture
def month(report, text, bring):
    """June in which everything ties."""
    results = [
        bring(
            report(
                "2023年06月日报.xlsx",
                [
                    line("2023-06-05", "101010103", 1000),
                    line("2023-06-05", "101010103", 1000, level="1"),
                    line("2023-06-05", "1011901", 40, treasury=TOWN, level="5"),
                    line("2023-06-06", "101010136", -200),
                    line("2023-06-06", "101010136", -200, level="1"),
                    line("2023-06-08", "103050101", 60, organ=FINANCE),
                ],
            )
        ),
        bring(
            text(
                "2023年06月入库明细.csv",
                [
                    TAXES,
                    tax("1", "101010103", "4", "2023-06-05", "1,000.00"),
                    tax("1", "101010103", "1", "2023-06-05", "1000.00"),
                    tax("2", "1011901", "5", "2023-06-05", "40.00"),
                ],
                "gb18030",
            )
        ),
        bring(
            report(
                "2023年收入退库清册.xlsx",
                [
                    refund("T1", "4", 200),
                    refund("T2", "1", 200),
                ],
                REFUNDS,
            )
        ),
        bring(
            text(
                "2023年06月一般缴款书.csv",
                [
                    SLIPS,
                    slip("J1", "103050101", "2023-06-08", "60.00"),
                    slip("J2", "103050101", "2023-06-09", "5.00", "已作废"),
                    slip("J3", "1030401", "2023-06-30", "3.00", "已到账未缴库"),
                ],
            )
        ),
    ]  # fmt: skip
    assert [one.status for one in results] == [intake.IMPORTED] * 4
    return results


def test_the_layouts_are_recognised_and_totals_are_gross(month):
    assert [one.layout_code for one in month] == ["IN-01", "IN-02", "IN-03", "IN-04"]
    assert [one.outcome.total_fen for one in month[1:]] == [204_000, 40_000, 6_000]
    assert not [f for one in month for f in one.findings if f.severity == "warning"]


def test_details_are_not_booked(month):
    assert fen("receipts.tax", ON) == 84_000
    assert fen("receipts.nontax", ON) == 6_000


def test_receipts_less_refunds_and_slips_tie_to_the_treasury(month):
    taxes, others = receipts.reconcile(year_to_date(ON), "990181")
    assert (taxes.gross_fen, taxes.refunds_fen, taxes.treasury_fen) == (204_000, 40_000, 164_000)
    assert (others.gross_fen, others.treasury_fen, others.waiting_fen) == (6_000, 6_000, 300)
    assert taxes.differences == others.differences == ()
    assert fen("receipts.differences", ON) == 0


def test_a_difference_is_named_by_day_item_and_level(month, text, bring):
    rows = [tax("1", "101010103", "4", "2023-06-05", "999.00")]
    rows += [tax("1", "101010103", "1", "2023-06-05", "1000.00")]
    result = bring(text("更正入库明细.csv", [TAXES, *rows]))
    assert (result.outcome.changed, result.outcome.withdrawn) == (1, 1)
    assert "receipts.withdrawn" in {one.code for one in result.findings}
    side, _ = receipts.reconcile(year_to_date(ON), "990181")
    day = date(2023, 6, 5)
    assert [(*one.place, one.gap_fen) for one in side.differences] == [
        (day, "1010101", "4", -100),
        (day, "1011901", "5", -4_000),
    ]
    assert fen("receipts.differences", ON) == 2
    totals, listed = documents.statement("reconcile").build(ON, "990181")
    assert totals.rows[0].cells[-2:] == (-4_100, 2)
    assert len(listed.rows) == 2
    assert "示范" not in documents.to_text(totals) + documents.to_text(listed)
    trail = office.trail(f"receipts.file:{result.file_id}#1")[0]
    assert trail.after["changed"] == {"1": [200_000, 199_900]}
    assert trail.after["withdrawn"] == {"2": [4_000, 0]}


def test_the_same_details_in_another_file_change_nothing(month, text, bring):
    rows = [slip("J3", "1030401", "2023-06-30", "3.00", "已到账未缴库")]
    rows += [slip("J2", "103050101", "2023-06-09", "5.00", "已作废")]
    rows += [slip("J1", "103050101", "2023-06-08", "60.00")]
    result = bring(text("另存.csv", [SLIPS, *rows]))
    counts = result.outcome
    assert (counts.added, counts.changed, counts.withdrawn, counts.same) == (0, 0, 0, 3)
    assert NonTaxSlip.objects.count() == 3


def test_a_slip_that_reaches_the_treasury_a_month_later_is_one_slip(month, text, bring):
    rows = [[*slip("J3", "1030401", "2023-06-30", "3.00")[:10], "2023-07-03", "3.00", "已缴库"]]
    result = bring(text("2023年07月一般缴款书.csv", [SLIPS, *rows]))
    assert (result.outcome.changed, result.outcome.withdrawn) == (1, 0)
    assert NonTaxSlip.objects.get(number="J3").scope == "2023-07"
    assert NonTaxSlip.objects.count() == 3


def test_a_month_without_details_is_not_called_a_difference(report, bring):
    bring(report("6.xlsx", [line("2023-06-05", "101010103", 1000)]))
    side, _ = receipts.reconcile(year_to_date(ON), "990181")
    assert (side.differences, side.missing) == ((), ("2023-06",))
    (totals,) = documents.statement("reconcile").build(ON, "990181")
    assert "没有明细" in totals.notes[0]


def test_a_slip_paid_in_needs_its_day(text, bring):
    rows = [SLIPS, [*slip("J1", "103050101", "2023-06-08", "60.00")[:10], "", "60.00", "已缴库"]]
    result = bring(text("x.csv", rows))
    assert result.status == intake.REJECTED
    assert [one.code for one in result.findings] == ["receipts.no_treasury_day"]


def test_a_tax_shared_otherwise_than_the_law_says_is_pointed_out(text, bring):
    shares = (("4", "900"), ("1", "100"))
    rows = [tax("1", "101010103", level, "2023-06-05", yuan) for level, yuan in shares]
    result = bring(text("x.csv", [TAXES, *rows]))
    assert result.status == intake.IMPORTED
    assert [one.code for one in result.findings] == ["receipts.shares"]
    assert "按比例应为 500.00 元" in result.findings[0].text


def test_comparable_growth_leaves_the_vat_credit_refunds_out(month, report, bring):
    assert fen("receipts.vat_refunds", ON) == 20_000
    assert fen("receipts.general_comparable", ON) == 110_000
    bring(report("2022.xlsx", [line("2022-06-05", "101010103", 1000)]))
    growth = figures.value("receipts.general_comparable_growth", ON, "990181")
    assert growth.exact == Fraction(1, 10)
    steps = list(figures.steps(figures.value("receipts.vat_refunds", ON, "990181")))
    assert [[row.row for row in step.rows] for step in steps] == [[4]]


def test_the_parts_of_a_tax_come_from_the_sharing_table():
    assert receipts.split_tax(101, "1010101", ON) == [51, 0, 0, 50]
    assert receipts.split_tax(1000, "10104", ON) == [600, 0, 0, 400]


def test_models_of_taxpayers_do_not_print_them(month):
    assert str(TaxReceipt.objects.first()) == "1"
    assert str(Refund.objects.order_by("number").first()) == "T1"


def test_a_persons_number_is_stored_masked_and_found_by_its_index(text, bring):
    person, company = "11010519491231002X", "91990181MA00000001"
    one, two = tax("1", "1010601", "4", "2023-06-05", 8), tax("2", "1010601", "4", "2023-06-05", 9)
    one[1] = person
    path = text("2023年06月入库明细.csv", [TAXES, one, two])
    assert bring(path).status == intake.IMPORTED
    assert {row.taxpayer_id for row in TaxReceipt.objects.all()} == {"1101**********002X", company}
    found = TaxReceipt.objects.get(taxpayer_index=registry.account_index(person))
    assert found.number == "1"
    again = bring(text("同样.csv", [TAXES, one, two, tax("3", "1010601", "4", "2023-06-06", 1)]))
    assert (again.outcome.added, again.outcome.same) == (1, 2)
