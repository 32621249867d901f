"""Old money in budget years, and 过紧日子 against its control."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from duzhi.kernel.finding import Refused
from duzhi.money.budget import api as budget
from duzhi.money.budget.actions import quotas as acts
from duzhi.money.budget.actions.idle import decide_idle
from duzhi.money.budget.queries import frugal, idle
from duzhi.money.budget.rules import idle as rules
from duzhi.money.budget.rules import quotas
from duzhi.money.budget.rules.frugal import Control, per_head
from duzhi.money.budget.rules.idle import IdleFund, age
from duzhi.money.budget.tests.test_quotas import CHECKER, MAKER, ON, PLAN, acted, issued

OLD = replace(PLAN, since=2021, current_fen=500, available_fen=500, state=quotas.ISSUED)
YEARS = 2


def test_money_of_2021_is_two_budget_years_old_on_the_last_day_of_2022():
    """Appendix D, idle 2 years: 结转 from 2021 unspent at 2022-12-31 is 结余, recover."""
    fund = IdleFund(replace(OLD, year=2022))
    assert age(2021, date(2022, 12, 31)) == YEARS
    assert not fund.must_go(date(2022, 12, 30), YEARS)
    assert fund.must_go(date(2022, 12, 31), YEARS)
    assert fund.state(date(2022, 12, 31), YEARS) == rules.IDLE


def test_bond_money_is_never_old_money_to_recover():
    fund = IdleFund(replace(OLD, bond="B1"))
    assert not fund.must_go(date(2023, 6, 30), YEARS)
    found = rules.check_decision(fund, rules.RECOVER, "收回", ON, YEARS, "")
    assert [one.code for one in found] == ["idle.bond"]


CASES = {
    "没有余额": (replace(OLD, available_fen=0), rules.RECOVER, "收回", {"idle.empty"}),
    "没有理由": (OLD, rules.RECOVER, " ", {"idle.reason"}),
    "满两年无批文继续使用": (OLD, rules.KEEP, "仍在实施", {"idle.keep"}),
    "本级资金上缴": (OLD, rules.RETURN, "上缴", {"idle.return"}),
    "收回": (OLD, rules.RECOVER, "两年未用", set()),
}


@pytest.mark.parametrize("name", CASES)
def test_a_decision_about_old_money_is_refused_for_its_reason(name):
    quota, decision, reason, codes = CASES[name]
    found = rules.check_decision(IdleFund(quota), decision, reason, ON, YEARS, "")
    assert {one.code for one in found} == codes


@pytest.mark.django_db
def test_old_money_taken_back_by_two_people_is_counted_and_given_again():
    quota = issued("ZB001", 1_000, since=2021)
    target = issued("ZB002", 1_000)
    row = decide_idle(quota=quota, decision=rules.RECOVER, reason="两年未用完", on=ON, **MAKER)
    assert idle.moved(["990181000"], 2023) == (0, 0)
    with pytest.raises(Refused, match="还在等第二人审核；请先审核或退回"):
        decide_idle(quota=quota, decision=rules.RECOVER, reason="再收一次", on=ON, **MAKER)
    acts.approve(act=row.act_id, **CHECKER)
    acted(quotas.ADD, target, 400, batch=idle.batch(2023))
    assert idle.moved(["990181000"], 2023) == (1_000, 400)
    assert budget.quota_of(quota).current_fen == 0
    (fund,) = idle.funds(["990181000"], ON)
    assert (fund.decision, fund.recovered_fen) == (rules.RECOVER, 1_000)
    with pytest.raises(Refused, match="没有余额"):
        decide_idle(quota=quota, decision=rules.RECOVER, reason="再收", on=ON, **MAKER)


@pytest.mark.django_db
def test_reductions_are_summed_by_batch_and_held_against_the_control():
    quota = issued("ZB001", 1_000, dep_econ="30217", frugal=True)
    acted(quotas.CUT, quota, 100, batch="压减1")
    acted(quotas.CUT, quota, 50, batch="压减2")
    assert frugal.batches(["990181000"], 2023) == [("压减1", 1, 100), ("压减2", 1, 50)]
    (one,) = frugal.controls(["990181000"], ON)
    assert (one.code, one.control_fen, one.cut_fen) == ("30217", 850, 150)


def test_a_control_says_share_change_and_what_is_over():
    one = Control("30217", 100, 110, 88, 0)
    assert (one.share, one.change, one.over_fen) == (Fraction(11, 10), Fraction(1, 4), 10)
    assert per_head(1_000, 4) == 250
    assert per_head(1_000, 0) is None
