"""Quotas, decided without a database: what is left, and which acts are refused and why."""

from dataclasses import replace
from datetime import date

import pytest

from duzhi.money.budget import flow
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.quotas import Act, QuotaView, Sums

ROADS = QuotaView(
    1, "990181000", 2023, "ZB001", "道路", rules.ISSUED, "117001", "111", "2140104",
    current_fen=1_000, available_fen=800, reserved_fen=200,
)  # fmt: skip
BRIDGES = replace(ROADS, id=2, number="ZB002")
WAGES = replace(ROADS, id=3, number="ZB003", guarantee="2")
GRANT = replace(ROADS, id=4, number="ZB004", upper_doc="省财建〔2023〕7号")


def test_the_worked_vector_of_the_handbook():
    """Appendix D, Q quota: 100 +20 −5, out 10, in 0, frozen 5, in flight 30, paid 40, refund 3."""
    sums = Sums(100, 20, 5, 0, 10, 0, 5, 30, 40, 3)
    assert (sums.current, sums.available) == (105, 33)


CASES = {
    "金额大于可用余额": (Act(rules.CUT, 801, ROADS, None, "压减"), {"quota.not_enough"}),
    "没有事由": (Act(rules.CUT, 1, ROADS, None, " "), {"quota.reason"}),
    "金额为零": (Act(rules.ADD, 0, ROADS, None, "追加"), {"quota.amount"}),
    "调剂没有对方": (Act(rules.MOVE, 1, ROADS, None, "调剂"), {"quota.other"}),
    "调剂改变资金性质": (
        Act(rules.MOVE, 1, ROADS, replace(BRIDGES, fund_type="121"), "调剂"),
        {"quota.nature"},
    ),
    "调剂改变上级文号": (Act(rules.MOVE, 1, GRANT, ROADS, "调剂"), {"quota.upper_doc"}),
    "三保调给非三保": (Act(rules.MOVE, 1, WAGES, ROADS, "调剂"), {"quota.guarantee"}),
    "三保无依据追减": (Act(rules.CUT, 1, WAGES, None, "压减"), {"quota.guarantee"}),
    "跨类调剂未报批": (
        Act(rules.MOVE, 1, ROADS, replace(BRIDGES, subject="2050202"), "调剂"),
        {"quota.class"},
    ),
    "动用预备费未经政府决定": (
        Act(rules.MOVE, 1, replace(ROADS, subject="2270000"), BRIDGES, "救灾"),
        {"quota.reserve"},
    ),
    "解冻多于冻结": (Act(rules.THAW, 1, ROADS, None, "解冻"), {"quota.thaw"}),
    "未下达的指标": (
        Act(rules.CUT, 1, replace(ROADS, state=rules.ENTERED), None, "压减"),
        {"quota.state"},
    ),
    "分解到别人的下级": (Act(rules.SPLIT, 1, ROADS, BRIDGES, "分解"), {"quota.parent"}),
    "直达资金追加无文号": (
        Act(rules.ADD, 1, replace(ROADS, direct="01"), None, "追加"),
        {"quota.direct"},
    ),
    "跨年调剂": (Act(rules.MOVE, 1, ROADS, replace(BRIDGES, year=2024), "调剂"), {"quota.year"}),
    "尚有余额注销": (Act(rules.CANCEL, 0, ROADS, None, "注销"), {"quota.not_empty"}),
    "三保无依据结余": (Act(rules.SURPLUS, 1, WAGES, None, "结余"), {"quota.guarantee"}),
    "业务日期在年度之外": (
        Act(rules.ADD, 1, ROADS, None, "追加", on=date(2099, 12, 31)),
        {"quota.day"},
    ),
    "追加写了对方指标": (Act(rules.ADD, 1, ROADS, BRIDGES, "追加"), {"quota.other"}),
    "业务日期在年度之内": (Act(rules.ADD, 1, ROADS, None, "追加", on=date(2023, 1, 1)), set()),
    "同类调剂": (Act(rules.MOVE, 800, ROADS, BRIDGES, "调剂"), set()),
    "三保之间调剂": (Act(rules.MOVE, 1, WAGES, replace(WAGES, id=9), "调剂"), set()),
    "非三保调给三保": (Act(rules.MOVE, 1, ROADS, WAGES, "补三保缺口"), set()),
}


@pytest.mark.parametrize("name", CASES)
def test_an_act_is_refused_for_its_reason_and_no_other(name):
    act, codes = CASES[name]
    assert {finding.code for finding in rules.check_act(act)} == codes


def test_an_entered_quota_needs_amount_item_and_the_document_of_direct_money():
    empty = replace(ROADS, subject="214", fund_type="99", direct="01", amount_fen=0)
    codes = {finding.code for finding in rules.check_entry(empty)}
    assert codes == {"quota.amount", "quota.subject", "quota.fund", "quota.direct"}


def test_money_that_is_not_yet_given_out_cannot_be_paid():
    waiting = replace(ROADS, executable=False)
    assert [one.code for one in rules.check_usable(waiting)] == ["quota.waiting"]
    assert [one.code for one in rules.check_usable(replace(ROADS, state=rules.ENTERED))] == [
        "quota.state"
    ]
    assert not rules.check_usable(ROADS)


def test_a_quota_comes_out_of_its_parent_or_out_of_last_year():
    parent = replace(ROADS, amount_fen=1_000)
    child = replace(BRIDGES, state=rules.REVIEWED, parent=1, amount_fen=800)
    assert rules.issue_kind(child, parent) == rules.SPLIT
    on = date(2023, 3, 1)
    assert not rules.check_issue(child, parent, on)
    assert [one.code for one in rules.check_issue(child, parent, date(2022, 12, 31))] == [
        "quota.day"
    ]
    assert [one.code for one in rules.check_issue(replace(child, amount_fen=801), parent, on)] == [
        "quota.not_enough"
    ]
    assert rules.issue_kind(replace(child, year=2024), parent) == rules.CARRY


def test_every_state_of_a_quota_can_be_reached():
    assert set(flow.QUOTA.states()) == set(rules.STATES)
