"""Pages of the money areas: the sentence first, the scope kept by address, list and export."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from duzhi.money.payments.models import Payment
from tests.web.conftest import SCOPE

TOWN = "region=990181005&on=2023-06-30"


def page(client: Client, path: str, query: str = SCOPE) -> str:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def title(text: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", text, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>|\s+", "", found[1])


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/receipts/townships/", "20个乡镇办中9个税收过半，柳湾镇最低，为36.21％"),
        ("/receipts/townships/990181010/", "柳湾镇完成36.21％，欠进度13.79个百分点"),
        ("/receipts/months/", "6月一般公共预算收入30,619万元，同比下降18.99％"),
        ("/receipts/levels/", "全口径收入143,947万元，县乡两级留存81.56％"),
        ("/receipts/taxpayers/", "户纳税人中，前10户缴税"),
        ("/receipts/reconcile/", "差异0"),
        ("/receipts/execution/", "税收比序时少1,432万元"),
        ("/budget/", "2023年一般公共预算年初：本级收入200,000万元、本级支出536,000万元"),
        ("/budget/versions/", "200,000万元，变动预算200,000万元，持平"),
        ("/budget/balance/", "3本预算收支各自平衡，差额0"),
        ("/budget/adjustments/", "没有经批准的预算调整"),
        ("/payments/units/", "个单位中，支出最多的10个"),
        ("/treasury/cash/", "库款余额14,500万元，其中受限9,610万元；保障水平0.231，偏低"),
        ("/treasury/reconciliation/", "与总会计全部相符，差异0"),
    ],
)
def test_a_page_answers_in_one_sentence_with_its_number(treasury, path, said):
    assert said in title(page(treasury, path))


@pytest.mark.parametrize(
    "path",
    [
        "/receipts/townships/", "/receipts/months/", "/receipts/levels/", "/receipts/taxpayers/",
        "/receipts/reconcile/", "/budget/", "/budget/versions/", "/budget/balance/",
        "/budget/adjustments/", "/payments/", "/payments/units/", "/treasury/cash/",
        "/treasury/reconciliation/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("day", ["2018-06-30", "2030-01-01", "2023-02-28"])
def test_a_day_without_data_says_so_and_never_breaks(treasury, path, day):
    assert title(page(treasury, path, f"region=990181&on={day}"))


def test_the_ranking_names_the_cause_and_leads_to_the_township(treasury):
    text = page(treasury, "/receipts/townships/")
    assert "/receipts/townships/990181010/" in text
    assert "土地增值税比序时少" in text
    assert "不是对征收部门的任务" in text


def test_names_of_taxpayers_are_for_those_who_may_read_them(reader):
    named = page(reader("zhaoqiming"), "/receipts/townships/990181010/")
    masked = page(reader("liwenjing"), "/receipts/townships/990181010/")
    assert "柳湾远岫农业有限公司" in named
    assert "柳湾远岫农业有限公司" not in masked
    assert "柳湾＊＊＊＊" in masked
    assert not re.search(r"91990181MA\d{7}", named + masked)
    export = reader("liwenjing").get(f"/receipts/taxpayers/?{SCOPE}&export=xlsx")
    cells = str(list(sheet(export).values))
    assert "有限公司" not in cells
    searched = page(reader("liwenjing"), "/receipts/taxpayers/", f"{SCOPE}&q=远岫")
    assert title(searched) == title(page(reader("liwenjing"), "/receipts/taxpayers/"))


def sheet(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return load_workbook(BytesIO(content)).worksheets[0]


def test_a_township_sees_itself_and_no_other(reader):
    own = reader("qiaoxiang")
    assert own.get(f"/receipts/townships/?{TOWN}").status_code == 302
    assert title(page(own, "/receipts/townships/990181005/", TOWN)).startswith("青萝镇完成49.52％")
    assert own.get(f"/receipts/townships/990181006/?{TOWN}").status_code == 403
    assert own.get(f"/receipts/townships/990181005/?{SCOPE}").status_code == 403
    assert own.get("/payments/?region=990181006&on=2023-06-30").status_code == 403
    assert own.get(f"/payments/?{SCOPE}").status_code == 403


def test_a_unit_clerk_sees_own_payments_by_list_detail_ranking_and_export(reader):
    clerk = reader("caiwu")
    mine = Payment.objects.filter(agency="126001", current=True, on__year=2023)
    other = Payment.objects.exclude(agency__startswith="126001").filter(
        current=True, on__range=(date(2023, 1, 1), date(2023, 6, 30))
    )
    assert mine.exists()
    assert other.exists()
    assert f"{mine.count()}笔支付" in title(page(clerk, "/payments/"))
    stolen = other.first()
    assert clerk.get(f"/payments/{stolen.document}/?{SCOPE}").status_code == 404
    seen = clerk.get(f"/payments/{mine.first().document}/?{SCOPE}")
    assert seen.status_code == 200
    rows = list(sheet(clerk.get(f"/payments/?{SCOPE}&export=xlsx")).values)
    numbers = {str(cell) for row in rows for cell in row if cell}
    assert {one.number for one in mine} <= numbers
    assert not {one.number for one in other} & numbers
    asked = f"{SCOPE}&unit={stolen.agency}&dept={stolen.agency}"
    assert stolen.number not in page(clerk, "/payments/", asked)
    units = page(clerk, "/payments/units/")
    assert "青岚市教育体育局累计支出" in title(units)
    assert stolen.agency_name not in units


@pytest.mark.parametrize(
    "query",
    [
        "sort=-amount", "sort=number", "month=202306", "flag=guarantee", "flag=direct", "flag=%00",
        "number=ZF2023", "subject=205", "subject=2050204", "dept=%27;--", "amount_min=abc",
        "amount_min=1&amount_max=2", "on_from=2023-06-01", "on_to=2023-99-99", "q=%25", "page=999",
        "kind=refund&status=cleared&fund=11&guarantee=3", "unit=%2e%2e%2f", "month=1", "size=200",
    ],
)  # fmt: skip
def test_any_filter_of_the_list_answers(treasury, query):
    assert treasury.get(f"/payments/?{SCOPE}&{query}").status_code == 200


def test_the_list_sums_what_is_filtered(treasury):
    text = page(treasury, "/payments/", f"{SCOPE}&part=totals")
    whole = Payment.objects.filter(current=True, on__range=(date(2023, 1, 1), date(2023, 6, 30)))
    assert f"共 {whole.count()} 笔" in text.replace(",", "")
    assert "323,690.00" in text  # 234,360 ＋ 89,120 ＋ 210


def test_a_payment_leads_back_to_its_row_and_its_entry(treasury):
    one = Payment.objects.filter(current=True, on__year=2023).first()
    text = page(treasury, f"/payments/{one.document}/")
    assert f"第 {one.row} 行" in text
    assert "校核账分录" in text
    assert one.account_masked in text
    assert one.account_digest not in text


def test_a_region_that_is_none_is_said(treasury):
    assert treasury.get(f"/receipts/townships/123456789/?{SCOPE}").status_code == 403
    assert treasury.get(f"/receipts/townships/990181099/?{SCOPE}").status_code == 404
    assert treasury.get("/receipts/townships/?region=abc&on=2023-06-30").status_code == 409


def test_an_approved_adjustment_changes_the_denominator_and_is_recorded_once(reader):
    desk = reader("hejing")
    address = "/budget/adjustments/record/?region=990181&on=2022-12-31"
    said = {"no": "1", "trigger": "4", "body": "市人大常委会", "approved_on": "2022-11-30"}
    wrong = desk.post(address, {**said, "approved_on": "昨天", "_once": "a"})
    assert wrong.status_code == 422
    assert "市人大常委会" in wrong.content.decode()
    for _ in range(2):
        assert desk.post(address, {**said, "_once": "b"}).status_code == 302
    text = page(desk, "/budget/adjustments/", "region=990181&on=2022-12-31")
    assert "有1次预算调整经批准" in title(text)
    assert "增加举借债务数额" in text
    taken = desk.post(address, {**said, "trigger": "1", "_once": "c"})
    assert taken.status_code == 422
    assert "已登记且内容不同" in taken.content.decode()
    assert reader("liwenjing").post(address, said).status_code == 403


@pytest.mark.parametrize("given", ["cut=12.5", "cut=51", "delay=abc", "delay=-1", "cut=²"])
def test_a_what_if_that_makes_no_sense_is_refused_not_read_as_nothing(treasury, given):
    answer = treasury.get(f"/treasury/plan/what-if/?{SCOPE}&{given}")
    assert answer.status_code == 409
    assert "的整数；请改正后再试算" in answer.content.decode()
