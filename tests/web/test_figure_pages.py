"""Pages of figures: what stands on them, where they lead, and what a strange address gets."""

import re
from io import BytesIO

import openpyxl
import pytest

from duzhi.figures import api as figures
from tests.web.conftest import SCOPE


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_share_shows_value_neighbours_formula_checks_parts_and_rows(treasury):
    page = text(treasury.get(f"/figures/F13/?{SCOPE}"))
    for words in (
        "税收收入占一般公共预算收入比重 43.24％，比上年同期高 5.28 个百分点",
        "分子税收收入比上年同期下降8.17％，分母一般公共预算收入比上年同期下降19.38％",
        "37.96％", "52.20％", "43.67％", "×100％",
        "精确值 50768／117402 ＝ 0.432428749…，四舍五入到两位",
        "F05÷F01＝F13", "6 项，全部相符",
        "增值税占税收收入 34.00％，土地增值税降 6.00 个百分点",
        "分子、分母", "2023年06月预算收入日报.xlsx",
    ):  # fmt: skip
        assert words in page, words
    assert "/figures/receipts.tax/?region=990181" in page
    assert "/figures/receipts.general_revenue/?region=990181" in page


def test_number_and_code_open_the_same_figure(treasury):
    number = text(treasury.get(f"/figures/F05/?{SCOPE}"))
    code = text(treasury.get(f"/figures/receipts.tax/?{SCOPE}"))
    title = "税收收入 50,768.00 万元，比上年同期下降8.17％"
    assert title in number
    assert title in code


@pytest.mark.parametrize("one", figures.figures()[::9], ids=lambda one: one.code)
def test_every_figure_has_a_page(treasury, one):
    answer = treasury.get(f"/figures/{one.code}/?{SCOPE}")
    assert answer.status_code == 200
    assert "None" not in text(answer)


def test_a_filed_figure_names_filler_reviewer_and_evidence(treasury):
    page = text(treasury.get(f"/figures/F26/?{SCOPE}"))
    assert "填报指标" in page
    assert re.search(r"填报 .+ 审核 ", page)
    assert "关于成立收入工作专班的通知" in page


def test_a_missing_figure_says_who_owes_it(treasury):
    page = text(treasury.get(f"/figures/F71/?{SCOPE}"))
    assert "培养入党积极分子：待报，由机关党委报送" in page
    assert "【待报：机关党委】" in page


def test_last_year_has_its_own_page(treasury):
    page = text(treasury.get(f"/figures/F01/?{SCOPE}&back=1"))
    assert "145,624.00" in page
    assert "2022年1－6月" in page


def test_a_breakdown_by_township_is_chosen_in_the_address(treasury):
    page = text(treasury.get(f"/figures/F05/?{SCOPE}&by=region"))
    assert "城关街道" in page
    strange = text(treasury.get(f"/figures/F05/?{SCOPE}&by=nonsense"))
    assert "10101" in strange


def test_the_card_is_a_fragment_with_formula_and_checks(treasury):
    answer = treasury.get(f"/figures/F03/card/?{SCOPE}", headers={"HX-Request": "true"})
    page = text(answer)
    assert "<html" not in page
    for words in ("F01", "F02", "年初预算", "打开指标页", "全部相符", "来源行"):
        assert words in page, words


def test_from_a_number_to_the_row_of_a_file_in_three_clicks(treasury):
    """Click 1 the number, click 2 its tax, click 3 the row of the file."""
    first = text(treasury.get(f"/figures/F03/?{SCOPE}"))
    second = re.search(r'href="(/figures/[\w.]+/rows/[^"]*subject=10101[^"]*)"', first)
    rows = text(treasury.get(second[1].replace("&amp;", "&")))
    assert "增值税 17,260.00 万元" in rows
    assert "2023年01月预算收入日报.xlsx" in rows
    assert "/ledger/entries/" in rows


def test_rows_are_read_page_by_page_and_add_up_in_the_export(treasury):
    first = text(treasury.get(f"/figures/F14/rows/?{SCOPE}"))
    after = re.search(r"after=([\d.]+)", first)
    seconds = treasury.get(f"/figures/F14/rows/?{SCOPE}&after={after[1]}")
    assert seconds.status_code == 200
    assert text(seconds) != first
    answer = treasury.get(f"/figures/F14/rows/?{SCOPE}&export=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(body(answer)), read_only=True).active
    amounts = [row[5] for row in sheet.iter_rows(values_only=True) if isinstance(row[4], int)]
    assert round(sum(amounts), 2) == 63_900_000.00


def test_the_catalogue_is_searched_by_first_letters_and_for_what_is_missing(treasury):
    assert "税收收入" in text(treasury.get(f"/figures/?{SCOPE}&q=sssr"))
    page = text(treasury.get(f"/figures/?{SCOPE}&kind=待报"))
    missing = int(re.search(r"待报 (\d+) 项", page)[1])
    assert page.count('<td class="state">待报</td>') == missing


@pytest.mark.parametrize(
    "address",
    [
        "/figures/F99/",
        "/figures/%3Cscript%3E/",
        "/figures/F13/rows/?after=a.b",
        "/figures/F13/rows/?after=202301.20239999.1.1",
        "/figures/../etc/card/",
    ],
)
def test_a_strange_address_is_not_found(treasury, address):
    sign = "&" if "?" in address else "?"
    assert treasury.get(f"{address}{sign}{SCOPE}").status_code == 404


def test_a_day_without_data_shows_no_number_and_does_not_fail(treasury):
    page = treasury.get("/figures/F13/?region=990181&on=2031-01-31")
    assert page.status_code == 200
    assert "待报" in text(page)
