"""Pages of the ledger: lines that add up, an entry with its proof, balances that carry over."""

import re
from datetime import UTC, date, datetime

import pytest

from duzhi.figures import api as figures
from duzhi.kernel import period
from duzhi.kernel.entry import Entry, Key, Ref, cr, dr
from duzhi.ledger import api as ledger
from tests.web.conftest import SCOPE
from tests.web.test_figure_pages import text


def test_lines_are_counted_and_both_sides_are_equal(treasury):
    page = text(treasury.get(f"/ledger/?{SCOPE}"))
    sides = re.search(r"借方 ([\d,.]+)、贷方 ([\d,.]+) 万元", page)
    assert sides[1] == sides[2]


def test_a_part_of_a_figure_leads_to_lines_that_add_up_to_it(treasury):
    page = text(treasury.get(f"/figures/F05/?{SCOPE}"))
    link = re.search(r'href="(/ledger/\?[^"]*subject=10101[^"]*)"', page)
    lines = text(treasury.get(link[1].replace("&amp;", "&")))
    sides = re.search(r"借方 ([\d,.]+)、贷方 ([\d,.]+) 万元", lines)
    debit, credit = (float(side.replace(",", "")) for side in sides.groups())
    assert round(credit - debit, 2) == 17_260.00


def test_lines_are_filtered_by_unit_event_day_and_amount(treasury):
    def rows(query: str) -> int:
        page = text(treasury.get(f"/ledger/?{SCOPE}&{query}"))
        return int(re.search(r"分录 ([\d,]+) 行", page)[1].replace(",", ""))

    whole = rows("account=spending.general")
    assert 0 < rows("account=spending.general&agency=126001") < whole
    assert rows("account=spending.general&subject=205") < whole
    assert 0 < rows("account=spending.general&on_from=2023-03-05&on_to=2023-03-20") < whole
    assert rows("account=spending.general&amount_min=100000000") == 0
    assert rows("account=spending.general&event=没有这件事") == 0
    assert rows("account=strange&start=notaday&amount_min=x&place=110000000") == rows("")


@pytest.mark.parametrize("order", ["on", "-on", "-amount", "entry"])
def test_any_order_in_the_address_answers(treasury, order):
    assert treasury.get(f"/ledger/?{SCOPE}&sort={order}&page=3").status_code == 200


def test_lines_are_exported(treasury):
    answer = treasury.get(f"/ledger/?{SCOPE}&account=revenue.fund&export=xlsx")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_an_entry_shows_lines_digest_seal_and_the_row_it_came_from(treasury):
    selection = ledger.Selection(("spending.general",))
    value = figures.value("payments.general_spending", county_day(), "990181")
    number = figures.source_page(value, size=1).steps[0].source.entry
    page = text(treasury.get(f"/ledger/entries/{number}/?{SCOPE}"))
    for words in ("借贷相等，2 行", "内容与入账时的摘要值一致", "封签", "支付明细.csv", "功能科目"):
        assert words in page, words
    assert selection.sign == 1


def test_an_entry_of_another_region_stays_closed(reader):
    township = reader("qiaoxiang")
    lines = ledger.Lines(
        ledger.Filter(ledger.Selection(("spending.general",), regions=("990181000",)), year())
    )
    own = ledger.Lines(
        ledger.Filter(ledger.Selection(("spending.general",), regions=("990181005",)), year())
    )
    scope = "region=990181005&on=2023-06-30"
    assert township.get(f"/ledger/entries/{lines[0].entry}/?{scope}").status_code == 403
    assert township.get(f"/ledger/entries/{own[0].entry}/?{scope}").status_code == 200
    assert treasury_lines(township, scope) == len(
        ledger.Lines(
            ledger.Filter(
                ledger.Selection(tuple(ledger.accounts()), regions=("990181005",)), half()
            )
        )
    )


def test_no_such_entry_is_not_found(treasury):
    assert treasury.get(f"/ledger/entries/99999999/?{SCOPE}").status_code == 404


def test_balances_and_turnover_tie_to_the_figures(treasury):
    for address in ("/ledger/balances/", "/ledger/turnover/"):
        page = text(treasury.get(f"{address}?{SCOPE}"))
        assert "14,500.00" in page, "库款"
        assert "117,402.00" in page, "一般公共预算收入"
    by = text(treasury.get(f"/ledger/turnover/?{SCOPE}&by=region&account=revenue.general"))
    assert "城关街道" in by
    june = text(treasury.get(f"/ledger/turnover/?{SCOPE}&start=2023-06-01&end=2023-07-01"))
    assert "2023年6月至6月发生额" in june
    across = treasury.get(f"/ledger/turnover/?{SCOPE}&start=2022-06-01&end=2023-07-01&by=x")
    assert across.status_code == 200


def test_a_county_that_ties_shows_what_was_compared(treasury):
    page = text(treasury.get(f"/ledger/differences/?{SCOPE}"))
    assert "没有差异：4 类核对全部相符" in page
    assert "科目余额表" in page


def test_a_fact_beyond_its_limit_is_explained_once_by_who_brings_facts_in(treasury, reader):
    at = datetime(2023, 6, 30, tzinfo=UTC)
    key = Key("990181000", "111", "2050202", agency="205001")
    given = (
        dr("quota.available", key=key, amount_fen=10, control="Z001"),
        cr("quota.granted", key=key, amount_fen=10, control="Z001"),
    )
    used = (
        dr("quota.spent", key=key, amount_fen=2_500_010, control="Z001"),
        cr("quota.available", key=key, amount_fen=2_500_010, control="Z001"),
    )
    day = date(2023, 5, 5)
    ledger.post([Entry(Ref("test.quota", "Z"), "下达", day, given)], by="甲", at=at)
    ledger.post([Entry(Ref("test.paid", "P"), "支付", day, used)], by="甲", at=at, fact=True)
    listed = text(treasury.get(f"/ledger/differences/?{SCOPE}"))
    assert "差异 1 项：超出限额 1 项" in listed
    link = re.search(r'href="(/ledger/differences/\d+/[^"]*)"', listed)[1].replace("&amp;", "&")
    assert reader("shenji").get(link).status_code == 403
    assert treasury.post(link, {"reason": ""}).status_code == 422
    answer = treasury.post(link, {"reason": "追加指标在途，六月已下达"})
    assert answer.status_code == 302
    assert "没有差异" in text(treasury.get(answer["Location"]))
    assert "追加指标在途" in text(treasury.get(f"/ledger/differences/?{SCOPE}&handled=1"))
    assert treasury.post(link, {"reason": "再说一次，应被拒绝"}).status_code == 422


def county_day():
    return date(2023, 6, 30)


def year():
    return period.year(county_day())


def half():
    return period.year_to_date(county_day())


def treasury_lines(client, scope: str) -> int:
    page = text(client.get(f"/ledger/?{scope}"))
    return int(re.search(r"分录 ([\d,]+) 行", page)[1].replace(",", ""))
