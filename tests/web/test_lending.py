"""Lending between purses on screen: one asks, another signs, the money goes back."""

import re
from datetime import date
from urllib.parse import quote

import pytest

from duzhi.kernel.workdays import Workdays
from duzhi.money.treasury.documents.plan import order
from duzhi.money.treasury.queries import asked as asks
from tests.web.conftest import SCOPE

SPECIAL, GENERAL = "专款/省财社〔2023〕8号", "一般/一般"
PURSES = f"/treasury/purses/?{SCOPE}"
LEND = f"/treasury/lend/?{SCOPE}"


def text(client) -> str:
    return client.get(PURSES).content.decode()


def now(client, purse: str) -> str:
    """What the page says a purse holds, 万元."""
    row = next(row for row in text(client).split("<tr>") if f">{purse}</span>" in row)
    return re.search(r"<b>([^<]+)</b>", row)[1]


def todos(client) -> str:
    return client.get("/todos/", follow=True).content.decode()


def step(client, end: str) -> str:
    return re.search(rf'href="(/treasury/lend/\d+/{end}/[^"]*)"', text(client))[1].replace(
        "&amp;", "&"
    )


def post(client, address: str, **given: str):
    body = client.get(address).content.decode()
    once = re.search(r'name="_once" value="([^"]+)"', body)[1]
    return client.post(address, {"_once": once, **given})


@pytest.fixture
def asked(treasury):
    given = {"lender": SPECIAL, "borrower": GENERAL, "on": "2023-07-03", "return_on": "2023-07-20"}
    given["reason"] = "七月发薪前周转"
    over = post(treasury, LEND, **given, amount="900.01")
    assert over.status_code == 422
    assert "社会救助 只有 900.00 万元，付不出 900.01 万元" in over.content.decode()
    late = {**given, "on": "2099-07-03", "return_on": "2099-07-20"}
    assert "超过 31 天；请核对暂付日期" in post(treasury, LEND, **late, amount="1").content.decode()
    assert "没有互借" in text(treasury)
    assert post(treasury, LEND, **given, amount="300").status_code == 302


def test_the_other_person_signs_the_purses_move_and_the_money_goes_back(treasury, reader, asked):
    director = reader("zhouming")
    assert now(treasury, SPECIAL) == "900.00"
    assert "/sign/" not in text(treasury)
    address = step(director, "sign")
    assert treasury.get(address).status_code == 403
    assert "签批资金来源间暂付" in todos(director)
    assert post(director, address).status_code == 302
    assert "签批资金来源间暂付" not in todos(director)
    assert (now(director, SPECIAL), now(director, GENERAL)) == ("600.00", "5,190.00")
    assert "互借未还 300 万元" in text(director)
    decided = director.get(address).content.decode()
    assert "这一笔已签，不用再签批" in decided
    assert 'name="_once"' not in decided
    again = director.post(address, {"_once": "again"})
    assert "已签，不能签批" in again.content.decode()
    address = step(treasury, "end")
    early = post(treasury, address, on="2023-07-01")
    assert "早于暂付日" in early.content.decode()
    assert post(treasury, address, on="2023-07-03").status_code == 302
    assert (now(director, SPECIAL), now(director, GENERAL)) == ("900.00", "4,890.00")
    assert "已还" in text(director)


def test_an_ask_is_taken_back_with_a_reason_and_moves_nothing(treasury, reader, asked):
    address = step(treasury, "end")
    assert post(treasury, address, reason="").status_code == 422
    assert post(treasury, address, reason="改由调度款解决").status_code == 302
    assert now(treasury, SPECIAL) == "900.00"
    assert "/sign/" not in text(reader("zhouming"))
    assert "作废" in text(treasury)


def test_a_payment_out_of_turn_is_taken_back_on_screen(treasury, reader):
    ask, listed = f"/treasury/plan/special/ZQ-0391/?{SCOPE}", f"/treasury/specials/?{SCOPE}"
    assert post(treasury, ask, reason="防汛应急抢险").status_code == 302
    assert "/void/" not in reader("zhouming").get(listed).content.decode()
    body = treasury.get(listed).content.decode()
    assert "李文静" in body
    void = re.search(r'href="(/treasury/specials/\d+/void/[^"]*)"', body)[1].replace("&amp;", "&")
    assert post(treasury, void, reason="").status_code == 422
    assert post(treasury, void, reason="汛情已经解除").status_code == 302
    assert "没有特批拨付" in treasury.get(listed).content.decode()
    assert "签批特批拨付" not in todos(reader("zhouming"))
    assert post(treasury, ask, reason="汛情又起，再次提出").status_code == 302


def test_a_request_that_is_not_ripe_names_the_office_that_has_it(treasury):
    """Of each state the page knows one: approved without a quota, or still under review."""
    home = {"region": "990181000", "start": date(2023, 6, 30), "known": frozenset()}
    rest = Workdays()
    desks = {one.note: (one.id, one.desk) for one in asks.items(**home, workdays=rest)}
    number, desk = next(one for note, one in desks.items() if note.endswith("请预算股列指标"))
    assert desk == "预算股"
    body = treasury.get(f"/treasury/plan/?{SCOPE}&why={quote(number)}").content.decode()
    assert "<h3>请联系</h3><p>预算股 何静</p>" in body
    assert desks["待初审"][1] == desks["待复核"][1] == "国库支付中心"


def test_a_payment_out_of_turn_is_signed_and_printed_with_names_not_logins(treasury, reader):
    ask = f"/treasury/plan/special/ZQ-0391/?{SCOPE}"
    assert post(treasury, ask, reason="汛期转移安置").status_code == 302
    leader, listed = reader("zhouming"), f"/treasury/specials/?{SCOPE}"
    body = leader.get(listed).content.decode()
    address = re.search(r'href="(/treasury/specials/\d+/sign/[^"]*)"', body)[1]
    assert post(leader, address.replace("&amp;", "&")).status_code == 302
    body = leader.get(listed).content.decode()
    assert "李文静" in body and "liwenjing" not in body  # noqa: PT018 one claim
    (table,) = order(date(2023, 6, 30), "990181")
    assert table.notes[-1].endswith("汛期转移安置；第一签批 李文静，第二签批 周明远")


def test_the_sheet_of_the_day_keeps_to_one_page_and_counts_what_it_leaves_out(
    treasury, monkeypatch
):
    address = f"/treasury/brief/?{SCOPE}"
    assert "另有" not in treasury.get(address).content.decode()
    monkeypatch.setattr("duzhi.money.treasury.views.brief._MOST", 1)
    body = re.sub(r"<[^>]+>", " ", treasury.get(address).content.decode())
    assert re.search(r"另有 3 笔\s+2,828", body)


def test_arrears_count_what_is_still_open_and_every_column_has_its_sum(treasury):
    body = treasury.get(f"/treasury/arrears/?{SCOPE}").content.decode()
    assert re.search(r"<h1[^>]*>\s*未清欠账 13 笔，余额 20,650 万元；今年已拨付 13,660 万元", body)
    total = re.search(r'<tr class="total">.*?</tr>', body, re.DOTALL)[0]
    assert re.findall(r"[\d,]+\.\d\d", total) == [
        "34,310.00", "13,660.00", "13,660.00", "20,650.00",
    ]  # fmt: skip
