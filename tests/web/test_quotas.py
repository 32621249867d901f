"""Quotas on screen: two people change one, a unit sees its own, old money finds its way back."""

import re

import pytest

from duzhi.money.budget import api as budget
from duzhi.money.budget.models import Quota
from tests.web.conftest import SCOPE

ROADS = "ZB2023000001"
REGION = "990181000"


def form(client, address: str) -> dict[str, str]:
    """The hidden field of a form that is answered once."""
    body = client.get(address).content.decode()
    return {"_once": re.search(r'name="_once" value="([^"]+)"', body)[1]}


@pytest.fixture
def proposed(reader):
    """A cut of one 万元 that 何静 asked for; the address of its page."""
    maker = reader("hejing")
    address = f"/budget/propose/{REGION}/2023/{ROADS}/?{SCOPE}"
    given = {"kind": "追减", "amount": "10000", "on": "2023-06-30", "reason": "人员减少一名"}
    refused = maker.post(address, {**form(maker, address), **given})
    assert "须有依据" in refused.content.decode()
    answer = maker.post(
        address, {**form(maker, address), **given, "authority": "青编办〔2023〕5号"}
    )
    assert answer.status_code == 302
    return answer["Location"]


def test_one_person_asks_and_another_decides(reader, proposed):
    before = budget.quota(REGION, 2023, ROADS)
    maker, checker = reader("hejing"), reader("chenmo")
    assert "须由另一人审核" in maker.get(proposed).content.decode()
    own = maker.post(proposed, {"_once": "own-try", "answer": "通过"})
    assert own.status_code == 422
    assert budget.quota(REGION, 2023, ROADS) == before
    answer = checker.post(proposed, {**form(checker, proposed), "answer": "通过"})
    assert answer.status_code == 302
    after = budget.quota(REGION, 2023, ROADS)
    assert before.available_fen - after.available_fen == 1_000_000
    assert "已生效" in checker.get(proposed).content.decode()


def test_an_act_names_people_and_refuses_a_wrong_day_and_a_number_nobody_has(reader, proposed):
    maker = reader("hejing")
    page = maker.get(proposed).content.decode()
    assert "何静 " in page
    assert "hejing 2" not in page
    address = f"/budget/propose/{REGION}/2023/{ROADS}/?{SCOPE}"
    given = {"amount": "1", "reason": "测试业务", "authority": "青财〔2023〕9号"}
    far = {**given, "kind": "追加", "on": "2099-12-31"}
    answer = maker.post(address, {**form(maker, address), **far})
    assert "追加日期 2099-12-31 不在2023年内" in answer.content.decode()
    unknown = {**given, "kind": "调剂", "on": "2023-06-30", "other": "ZB不存在"}
    answer = maker.post(address, {**form(maker, address), **unknown})
    assert "2023年没有指标 ZB不存在；请核对对方指标编号" in answer.content.decode()


def test_how_a_balance_came_about_adds_up_to_it(reader, proposed):
    checker = reader("chenmo")
    assert checker.post(proposed, {**form(checker, proposed), "answer": "通过"}).status_code == 302
    body = checker.get(f"/budget/quotas/{REGION}/2023/{ROADS}/?{SCOPE}").content.decode()
    part = body.split("本系统追加、追减、调剂等合计")[1]
    assert re.search(r'class="num">([^<]+)<', part)[1] == "-1.00"


def test_money_to_be_allotted_is_split_by_entering_quotas_under_it(reader):
    maker, checker = reader("hejing"), reader("chenmo")
    pool = Quota.objects.filter(year=2023, executable=False, subject="227").get().number
    address = f"/budget/enter/?{SCOPE}"
    before = budget.quota(REGION, 2023, pool)
    given = {
        "number": "ZB2023900002",
        "title": "预备费安排抢险",
        "agency": "138001",
        "fund_type": "111",
        "subject": "2240106",
        "amount_fen": "500000",
    }
    wrong = maker.post(address, {**form(maker, address), **given, "parent": "ZB没有"})
    assert "没有指标 ZB没有；请核对源指标编号" in wrong.content.decode()
    page = maker.post(address, {**form(maker, address), **given, "parent": pool})["Location"]
    decide = f"/budget/decide/{REGION}/2023/ZB2023900002/?{SCOPE}"
    answer = {"answer": "下达", "on": "2023-06-30"}
    assert checker.post(decide, {**form(checker, decide), **answer}).status_code == 302
    assert pool in checker.get(page).content.decode()
    assert before.available_fen - budget.quota(REGION, 2023, pool).available_fen == 50_000_000


def test_a_unit_sees_its_own_quotas_what_is_left_and_whom_to_call(reader):
    body = reader("caiwu").get(f"/budget/own/?{SCOPE}").content.decode()
    assert "青岚市教育体育局还可用" in body
    assert "何静" in body
    assert "人大常委会" not in body


def test_a_quota_is_entered_by_one_and_issued_by_another(reader):
    maker, checker = reader("hejing"), reader("chenmo")
    address = f"/budget/enter/?{SCOPE}"
    given = {
        "number": "ZB2023900001",
        "title": "防汛应急",
        "agency": "138001",
        "fund_type": "111",
        "subject": "2240106",
        "amount_fen": "500000",
    }
    page = maker.post(address, {**form(maker, address), **given})["Location"]
    decide = f"/budget/decide/{REGION}/2023/ZB2023900001/?{SCOPE}"
    answer = {"answer": "下达", "on": "2023-06-30"}
    own = maker.post(decide, {**form(maker, decide), **answer})
    assert "经办与审核不得为同一人" in own.content.decode()
    assert checker.post(decide, {**form(checker, decide), **answer}).status_code == 302
    assert "还可用 500,000.00 元" in checker.get(page).content.decode()


def test_money_of_two_budget_years_is_asked_back(reader):
    maker = reader("hejing")
    body = maker.get(f"/budget/idle/?{SCOPE}").content.decode()
    assert "应收回 1,860 万元" in body
    path = re.search(r'href="(/budget/idle/990181000/[^"]+)"', body)[1].replace("&amp;", "&")
    given = {"decision": "继续使用", "on": "2023-06-30", "reason": "项目仍在实施"}
    kept = maker.post(path, {**form(maker, path), **given})
    assert "应作结余收回" in kept.content.decode()
    answer = maker.post(path, {**form(maker, path), **given, "decision": "上缴上级"})
    assert "依据" in answer.content.decode() or answer.status_code == 302
