"""Quotas on screen: two people change one, a unit sees its own, old money finds its way back."""

import re

import pytest

from duzhi.money.budget import api as budget
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
