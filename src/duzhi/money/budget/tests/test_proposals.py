"""二上二下: the 三保 in full before a figure binds, the figure before anything else, two people."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from duzhi.kernel.finding import Refused
from duzhi.money.budget import flow
from duzhi.money.budget.actions import proposals as actions
from duzhi.money.budget.forms import AgainForm
from duzhi.money.budget.models import Proposal
from duzhi.money.budget.queries import proposals as queries
from duzhi.money.budget.rules import proposals as rules
from duzhi.money.budget.rules.proposals import Ask, Need
from duzhi.money.budget.tests.test_quotas import AT, REGION

WAGES = Need("201", 10, 300_000, 12, 30_000_000)
"""Ten people at 3,000 元 need 36 万元 a year; only 30 are set aside."""
FULL = WAGES._replace(asked_fen=36_000_000)
ASK = Ask("126001", 2024, [WAGES], 10_000_000)
UNIT, OFFICE = {"by": "单位", "at": AT}, {"by": "预算股", "at": AT}

ASKS = {
    "三保项目暂不足可以一上": (ASK, set()),
    "项目不在清单": (replace(ASK, needs=[WAGES._replace(item="999")]), {"item"}),
    "一项填两行": (replace(ASK, needs=[WAGES, WAGES]), {"twice"}),
    "人数为零": (replace(ASK, needs=[WAGES._replace(persons=0)]), {"line"}),
    "一年十三个月": (replace(ASK, needs=[WAGES._replace(months=13)]), {"months"}),
    "大到记不下": (replace(ASK, needs=[WAGES._replace(standard_fen=2**62)]), {"size"}),
    "人数大到记不下": (replace(ASK, needs=[WAGES._replace(persons=2**31)]), {"size"}),
    "什么都没有申报": (Ask("126001", 2024, []), {"empty"}),
}
SECONDS = {
    "正好等于控制数": (replace(ASK, needs=[FULL]), 46_000_000, set()),
    "超过控制数一分": (replace(ASK, needs=[FULL]), 45_999_999, {"over"}),
    "三保少一分": (
        replace(ASK, needs=[FULL._replace(asked_fen=35_999_999)]),
        46_000_000,
        {"short"},
    ),
    "一项有余不抵另一项缺口": (
        Ask("126001", 2024, [WAGES, FULL._replace(item="202", asked_fen=42_000_000)]),
        99_000_000,
        {"short"},
    ),
}


def codes(findings):
    return {one.code.removeprefix("proposal.") for one in findings}


@pytest.mark.parametrize("name", ASKS)
def test_a_first_ask_is_sent_back_for_its_reason(name):
    ask, expected = ASKS[name]
    assert codes(rules.check_ask(ask, ["201", "202"])) == expected


@pytest.mark.parametrize("name", SECONDS)
def test_a_second_ask_keeps_the_figure_and_the_three_guarantees(name):
    ask, control, expected = SECONDS[name]
    assert codes(rules.check_second(ask, control)) == expected


def test_a_control_figure_covers_the_need_to_the_fen():
    assert ASK.need_fen == 36_000_000
    assert not rules.check_control(ASK, 36_000_000)
    (one,) = rules.check_control(ASK, 35_999_999)
    assert "三保需求 360000.00 元" in one.text
    assert one.basis


def test_items_are_typed_as_lines_and_a_wrong_line_is_named():
    form = AgainForm({"needs": "201 10 3000 12\n\n301 5 2,000.50 1 9000", "other_fen": ""})
    assert form.is_valid()
    assert form.cleaned_data["needs"] == [FULL, Need("301", 5, 200_050, 1, 900_000)]
    wrong = AgainForm({"needs": "201 10 3000 12\n202 十 1 1"})
    assert "第 2 行" in wrong.errors["needs"][0]
    assert AgainForm(initial={"needs": [WAGES]})["needs"].value() == "201 10 3000.00 12 300000.00"


@pytest.mark.django_db
def test_from_the_first_ask_to_the_approval_by_two_people():
    row = actions.ask_budget(ask=ASK, region=REGION, **UNIT)
    with pytest.raises(Refused, match="已经申报"):
        actions.ask_budget(ask=ASK, region=REGION, **UNIT)
    with pytest.raises(Refused, match="不得为同一人"):
        actions.set_control(proposal=row.pk, control_fen=46_000_000, **UNIT)
    with pytest.raises(Refused, match="低于三保需求"):
        actions.set_control(proposal=row.pk, control_fen=30_000_000, **OFFICE)
    assert Proposal.objects.get().state == rules.FIRST_ASK
    actions.set_control(proposal=row.pk, control_fen=46_000_000, **OFFICE)
    with pytest.raises(Refused, match="请补足"):
        actions.ask_again(proposal=row.pk, needs=[WAGES], other_fen=0, **UNIT)
    second = {"proposal": row.pk, "needs": [FULL], "other_fen": 10_000_000}
    actions.ask_again(**second, **UNIT)
    actions.return_proposal(proposal=row.pk, reason="其他支出说明不足", **OFFICE)
    actions.ask_again(**second, **UNIT)
    with pytest.raises(Refused, match="不得为同一人"):
        actions.approve_proposal(proposal=row.pk, **UNIT)
    actions.approve_proposal(proposal=row.pk, **OFFICE)
    (found,) = queries.proposals([REGION], 2024)
    assert (found.state, found.need, found.asked, found.whole) == (
        *(rules.APPROVED, 36_000_000, 36_000_000, 46_000_000),
    )
    assert queries.named(queries.number(found)) == found


@pytest.mark.django_db
def test_a_first_ask_that_went_back_is_asked_anew():
    row = actions.ask_budget(ask=ASK, region=REGION, **UNIT)
    with pytest.raises(Refused, match="原因"):
        actions.return_proposal(proposal=row.pk, reason=" ", **OFFICE)
    actions.return_proposal(proposal=row.pk, reason="人数有误", **OFFICE)
    again = actions.ask_budget(ask=ASK, region=REGION, **UNIT)
    assert again.pk != row.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=again.pk).update(controller="单位")


def test_every_state_of_a_proposal_can_be_reached():
    assert set(flow.PROPOSAL.states()) == set(rules.STATES)
