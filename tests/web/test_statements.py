"""Statements as pages: the answer first, every number a link, a row opened, the workbook."""

import html
import io
import re
import zipfile

import openpyxl
import pytest

from duzhi.documents import api as documents
from duzhi.web import api as web
from tests.web.conftest import SCOPE

CODES = sorted(one.code for one in documents.statements())


def text(answer) -> str:
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def workbook(answer) -> zipfile.ZipFile:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return zipfile.ZipFile(io.BytesIO(body))


def test_every_statement_is_known():
    assert {"revenue", "spending", "townships", "balance", "cash", "reconciliation"} <= {*CODES}


@pytest.mark.parametrize("code", CODES)
def test_every_statement_opens_with_an_answer(treasury, code):
    answer = treasury.get(f"/statements/{code}/?{SCOPE}")
    page = text(answer)
    title = re.search(r"<h1>(.*?)</h1>", page).group(1)
    assert answer.status_code == 200
    assert re.search(r"\d|相符", title), title
    assert 'class="data statement"' in page


def test_the_head_says_which_part_is_behind(treasury):
    page = text(treasury.get(f"/statements/revenue/?{SCOPE}"))
    assert "<h1>税收比序时少 1,432 万元，其中土地增值税一项少" in page
    assert "税收＋非税 ＝ 账面合计，相符。" in page
    assert page.count('class="done behind"') > 3


@pytest.mark.skipif(not web.has_page("figures.page"), reason="figure pages are not installed")
def test_ratios_and_budgets_lead_to_their_figures(treasury):
    page = text(treasury.get(f"/statements/revenue/?{SCOPE}"))
    assert re.search(r'href="[^"]*budget\.tax\.10101[^"]*">35,200\.00<', page)
    assert re.search(r'href="[^"]*receipts\.tax_completion[^"]*">48\.63<', page)


@pytest.mark.skipif(not web.has_page("ledger.entries"), reason="the ledger is not installed")
def test_amounts_lead_to_the_entries_that_add_up_to_them(treasury):
    page = text(treasury.get(f"/statements/revenue/?{SCOPE}"))
    found = re.search(r'href="([^"]*)">6,290\.00<', page).group(1)
    assert "subject=10119" in found
    assert "start=2023-01-01" in found
    assert treasury.get(found.replace("&amp;", "&")).status_code == 200


@pytest.mark.skipif(not web.has_page("ledger.entries"), reason="the ledger is not installed")
@pytest.mark.parametrize("code", ["revenue", "spending", "units", "townships", "levels"])
def test_the_list_behind_an_amount_sums_up_to_it(treasury, code):
    page = text(treasury.get(f"/statements/{code}/?{SCOPE}&open=all"))
    links = re.findall(r'<a class="fig" href="(/ledger/[^"]*)">([-\d,.]+)<', page)
    assert len(links) > 30
    for url, amount in links[:: len(links) // 5]:
        found = text(treasury.get(html.unescape(url)))
        debit, credit = re.search(
            r"借方合计\s*([-\d,.]+)\s*万元、贷方合计\s*([-\d,.]+)", re.sub(r"<[^>]+>", "", found)
        ).groups()
        assert abs(number(credit) - number(debit)) == pytest.approx(abs(number(amount)), abs=0.015)


def number(amount: str) -> float:
    return float(amount.replace(",", ""))


def test_what_is_not_behind_is_left_out_on_request(treasury):
    page = text(treasury.get(f"/statements/revenue/?{SCOPE}&behind=1"))
    assert "环境保护税" in page
    assert "罚没收入" not in page


def test_a_long_statement_begins_folded_and_opens(treasury):
    folded = text(treasury.get(f"/statements/spending/?{SCOPE}"))
    whole = text(treasury.get(f"/statements/spending/?{SCOPE}&open=all"))
    assert folded.count(" hidden>") > 50
    assert whole.count(" hidden>") == 0


def test_the_unit_goes_through_the_whole_page(treasury):
    page = text(treasury.get(f"/statements/revenue/?{SCOPE}&unit=元"))
    assert "1,174,020,000.00" in page
    assert "单位：元" in page


def test_an_opened_row_shows_months_parts_and_vouchers(treasury):
    page = text(treasury.get(f"/statements/revenue/0/12/?{SCOPE}", headers={"HX-Request": "true"}))
    assert 'class="opened"' in page
    assert "连续 6 个月低于上年" in page
    assert "少收 2,200 万元" in page
    assert "按乡镇办" in page
    assert "1011901 契税" in page
    assert "<nav" not in page.replace('<nav class="crumbs"', "")


def test_a_spending_row_is_broken_down_by_unit(treasury):
    page = text(treasury.get(f"/statements/spending/0/1/?{SCOPE}"))
    assert "按单位" in page
    assert "支付最大的几笔" in page


def test_the_workbook_has_every_table_and_a_chart_of_its_own(treasury):
    answer = treasury.get(f"/statements/revenue/?{SCOPE}&format=xlsx")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    with workbook(answer) as package:
        names = package.namelist()
        assert "xl/charts/chart1.xml" in names
        assert not [name for name in names if name.startswith("xl/media")]
    answer = treasury.get(f"/statements/revenue/?{SCOPE}&format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    page = book.worksheets[0]
    assert page["A1"].value.endswith("一般公共预算收入执行情况表")
    assert page.oddHeader.center.text.startswith("虚构数据")
    tax = next(row for row in page.iter_rows() if row[0].value == "税收收入")
    assert tax[3].value == 50_768


def test_a_chart_of_a_page_is_taken_home_as_a_workbook(treasury):
    answer = treasury.get(f"/statements/revenue/0/12/?{SCOPE}&chart=1")
    assert "attachment" in answer["Content-Disposition"]
    with workbook(answer) as package:
        assert "xl/charts/chart1.xml" in package.namelist()


@pytest.mark.parametrize(
    "address",
    [
        "/statements/nothing/?",
        "/statements/revenue/?table=9&",
        "/statements/revenue/?table=-1&",
        "/statements/revenue/?table=x&",
        "/statements/revenue/9/0/?",
        "/statements/revenue/0/999/?",
        "/statements/revenue/0/12/?chart=2&",
        "/statements/revenue/0/12/?chart=x&",
        "/statements/revenue/0/12/?chart=%EF%BC%91&",
    ],
)
def test_an_address_that_leads_nowhere_says_so(treasury, address):
    assert treasury.get(f"{address}{SCOPE}").status_code == 404


def test_a_day_without_data_says_why_and_what_to_do(treasury):
    page = text(treasury.get("/statements/cash/?region=990181&on=2019-06-30"))
    assert "这一天还没有数" in page
    assert "请先导入 IN-11" in page


def test_script_in_an_address_stays_text(treasury):
    page = text(
        treasury.get(f"/statements/revenue/?{SCOPE}&open=%3Cscript%3Ealert(1)%3C/script%3E")
    )
    assert "<script>alert" not in page


def test_a_township_sees_its_own_statement_and_no_other(reader):
    client = reader("qiaoxiang")
    assert client.get(f"/statements/revenue/?{SCOPE}").status_code == 403
    assert client.get(f"/statements/revenue/?{SCOPE}&format=xlsx").status_code == 403
    assert client.get(f"/statements/revenue/0/12/?{SCOPE}&chart=1").status_code == 403


@pytest.mark.parametrize("code", [one.code for one in documents.statements()])
def test_every_statement_prints_as_pdf(treasury, code):
    answer = treasury.get(f"/statements/{code}/?{SCOPE}&format=pdf")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
