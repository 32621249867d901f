"""The controls of domain.md §3.3 as cases a payment clerk can read; ranks and purses of J1."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duzhi.kernel.finding import WARNING, Refused
from duzhi.money.payments import flow
from duzhi.money.payments.rules import (
    controls,
    flying,
    funds,
    matching,
    requests,
    returns,
    statements,
)
from duzhi.money.payments.rules.asking import Agreed, Ask, Barred, PlanRoom
from duzhi.money.payments.rules.controls import CONTROLS
from duzhi.money.payments.rules.requests import CASH, Payee
from duzhi.money.payments.tests.desk import DRAFT, SHOP

YUAN = 100
SOUND = Ask(
    on=date(2023, 6, 1),
    amount_fen=1_000 * YUAN,
    agency="205001",
    agency_name="青岚市第一中学",
    available_fen=1_000 * YUAN,
    quota_agency="205001",
    payees=("岚州文具有限公司",),
    dep_econ="30201",
    large_fen=500_000 * YUAN,
    own_items=("30228",),
    card_subjects=("30211", "30217"),
    card_fen=2_000 * YUAN,
    card_basis="财库〔2011〕160号",
)
AGREED = Agreed("HT1", "205001", "岚州文具有限公司", 300_000, 150_000, 50_000)
LISTED = Barred("岚州文具有限公司", date(2023, 5, 1), "伪造发票", "青财监〔2023〕4号", stops=True)
LATE = {"on": date(2023, 12, 20), "amount_fen": 500_000 * YUAN, "available_fen": None}
BELOW = {"units": {"青岚市实验中学": "205009"}}
NEAR = {"amount_fen": 480_000 * YUAN, "available_fen": None}
CASES = [
    ("over_quota", {"available_fen": 999 * YUAN}),
    ("other_unit", {"quota_agency": "205009"}),
    ("other_year", {"due": date(2024, 1, 3), "year": 2023}),
    ("own_account", {"payees": ("青岚市第一中学",)}),
    ("changed_account", {"new_accounts": ("岚州文具有限公司",)}),
    ("no_contract", {"procurement": True}),
    ("unknown_contract", {"contract": "HT1"}),
    ("other_contract", {"contract": "HT1", "agreed": AGREED._replace(agency="205009")}),
    ("over_contract", {"contract": "HT1", "agreed": AGREED._replace(held_fen=50_001)}),
    ("other_supplier", {"contract": "HT1", "agreed": AGREED._replace(supplier="别家公司")}),
    ("barred", {"barred": (LISTED,)}),
    ("over_plan", {"plan": PlanRoom(6, 1_000 * YUAN, 1)}),
    ("over_frugal", {"dep_econ": "30217", "quota_econ": "30201", "method": "公务卡"}),
    ("cash_drawn", {"method": CASH}),
    ("card_required", {"dep_econ": "30211"}),
    ("split", {**NEAR, "recent_fen": (470_000 * YUAN,)}),
    ("year_end", {**LATE, **BELOW}),
    ("not_beneficiary", {"direct": True, **BELOW}),
    ("off_project", {"bond": "B1", "project": "P2", "quota_project": "P1"}),
    ("bond_unsaid", {"bond": "B1", "dep_econ": ""}),
    ("wages_elsewhere", {"payroll": True}),
]
QUIET = [
    {"due": date(2023, 12, 31), "year": 2023},
    {"due": date(2022, 12, 10), "year": 2023, "payroll": True, "quota_payroll": True},
    {"payees": ("青岚市第一中学",), "dep_econ": "30228"},
    {"procurement": True, "contract": "HT1", "agreed": AGREED},
    {"plan": PlanRoom(6, 1_000 * YUAN, 0)},
    {"dep_econ": "30217", "quota_econ": "30217", "amount_fen": 3_000 * YUAN, "available_fen": None},
    {**NEAR, "recent_fen": (440_000 * YUAN,)},
    {**LATE, **BELOW, "on": date(2023, 12, 19)},
    {**LATE, "units": {"青岚市财政局": "126001"}},
    {"direct": True, "matching": True, **BELOW},
    {"bond": "B1", "project": "P1", "quota_project": "P1"},
    {"payroll": True, "quota_payroll": True},
]


@pytest.mark.parametrize(("code", "changed"), CASES, ids=[code for code, _ in CASES])
def test_each_control_fires_alone_and_says_what_to_do(code: str, changed: dict) -> None:
    found = controls.check(replace(SOUND, **changed))
    assert [one.code for one in found] == [f"payments.{code}"]
    assert "；" in found[0].text
    assert found[0].basis


def test_every_control_has_a_case() -> None:
    assert {control.__name__ for control in CONTROLS} == {code for code, _ in CASES}


@pytest.mark.parametrize("changed", QUIET)
def test_what_is_allowed_is_left_alone(changed: dict) -> None:
    assert not controls.check(replace(SOUND, **changed))


def test_all_findings_come_at_once_and_warnings_do_not_block() -> None:
    bad = replace(SOUND, available_fen=0, procurement=True, method=CASH)
    found = controls.check(bad)
    assert len(found) == 3
    assert [one.code for one in controls.blocking(found)] == [
        "payments.over_quota",
        "payments.no_contract",
    ]
    assert controls.check_cash(2, 1)[0].severity == WARNING


def test_the_blacklist_only_warns_where_it_says_so() -> None:
    warned = replace(SOUND, barred=(LISTED._replace(stops=False),))
    (found,) = controls.check(warned)
    assert (found.severity, controls.blocking([found])) == (WARNING, [])
    (stopped,) = controls.check(replace(warned, barred=(LISTED, LISTED._replace(stops=False))))
    assert controls.blocking([stopped]) == [stopped]
    assert "伪造发票，青财监〔2023〕4号" in stopped.text


def test_a_draft_is_told_everything_that_it_lacks() -> None:
    wrong = replace(DRAFT, purpose=" ", method="支票", payees=(Payee("", "12", "", 0), SHOP, SHOP))
    codes = [one.code.removeprefix("payments.") for one in requests.check_draft(wrong)]
    assert codes == ["purpose", "method", "payee", "account", "amount", "payee_twice"]


@pytest.mark.parametrize(
    ("amount", "listed", "paid", "state"),
    [
        (100, 0, 0, "已批未列指标"),
        (100, 60, 0, "已列未付"),
        (100, 100, 60, "部分付"),
        (100, 100, 100, "已付"),
    ],
)
def test_a_fund_request_says_where_it_stands(
    amount: int, listed: int, paid: int, state: str
) -> None:
    assert requests.fund_state(amount, listed, paid) == state
    assert requests.fund_state(amount, listed, paid, returned=True) == "退回"


@pytest.mark.parametrize(
    ("given_", "tier"),
    [
        ({"kind": "工资", "guarantee": "2", "creditor": "个人"}, 0),
        ({"kind": "申请", "guarantee": "1", "creditor": "个人"}, 1),
        ({"kind": "申请", "guarantee": "000", "creditor": "农民工"}, 2),
        ({"kind": "申请", "guarantee": "", "creditor": "民营企业"}, 3),
        ({"kind": "申请", "guarantee": "", "creditor": "其他", "focus": True}, 4),
        ({"kind": "申请", "guarantee": "", "creditor": "其他"}, 5),
    ],
)
def test_ranks_follow_the_law(given_: dict, tier: int) -> None:
    assert requests.tier(**given_) == tier


def test_bound_money_names_one_purse() -> None:
    assert requests.purses("111", "豫财〔2023〕1号", "", "P", "2130504") == (
        "special/豫财〔2023〕1号",
    )
    assert requests.purses("121", "", "", "P", "2120801") == ("fund/21208",)


def test_a_step_that_is_not_possible_says_which_ones_are() -> None:
    with pytest.raises(Refused, match="不能“复核”；可以：提交、作废"):
        flow.REQUEST.after(flow.DRAFT, flow.APPROVE)
    assert set(flow.NEXT_DESK) <= set(flow.STATES)
    assert set(flying.STATES) <= set(flow.STATES)


def test_every_return_code_says_what_to_do_and_an_unknown_one_reads_as_other() -> None:
    assert all(one.step and one.meaning for one in returns.REASONS.values())
    told = returns.told("1", "户名不符", "张三", 12_345)
    assert told.startswith("张三 123.45 元被退回：账号与户名不符")
    assert "重发" in told
    assert returns.reason("77") == returns.REASONS["99"]


def test_three_ways_of_a_day_are_compared_to_the_fen() -> None:
    day = date(2023, 6, 1)
    same = statements.days({day: 5}, {day: 5}, {day: 5})[0]
    off = statements.days({day: 5}, {day: 4}, {})[0]
    assert (same.state, off.state, off.bank_gap_fen) == ("三方一致", "待对账", -1)
    loose = statements.loose({"A": 1, "B": 2}, {"B": 3, "C": 4}, "代理银行")
    assert [one.voucher for one in loose] == ["A", "B", "C"]


def test_a_paper_without_decision_or_matter_is_not_registered() -> None:
    paper = funds.Paper(
        "", 3, "R", "号", "205001", "", " ", 0, "", date(2023, 6, 2), due=date(2023, 6, 1)
    )
    codes = [one.code.removeprefix("payments.") for one in funds.check([paper])]
    assert codes == ["fund_amount", "fund_approver", "fund_purpose", "fund_due"]


def test_a_return_answers_each_line_once() -> None:
    sent = {("SQ1", 1): returns.Asked(1, 1, "张三", 5, returns.PAID)}
    row = returns.Answer(
        "", 2, "HD", "R", "SQ1", 1, "张三", 5, returns.SUCCESS, "", "", "", date(2023, 6, 1)
    )
    codes = [one.code.removeprefix("payments.") for one in returns.check_answers([row, row], sent)]
    assert codes == ["return_answered", "return_twice", "return_answered"]


def test_a_statement_says_its_direction_in_words() -> None:
    row = statements.Entry(
        "", 2, statements.BANK, date(2023, 6, 1), "R", "", "", statements.OUT, -5, "", "", ""
    )
    assert [one.code for one in statements.check([row])] == ["payments.statement_amount"]


@settings(max_examples=60)
@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(1, 60)), max_size=10),
)
def test_matching_never_gives_a_request_more_than_it_waits_for(
    lefts: list[int], paid: list[tuple[int, int]]
) -> None:
    opened = [
        matching.Open(pk, "R", "A", "P", fen, f"SQ{pk}", date(2023, 6, 1))
        for pk, fen in enumerate(lefts)
    ]
    vouchers = [VOUCHER._replace(application=f"SQ{pk}", amount_fen=fen) for pk, fen in paid]
    sums = [0] * len(lefts)
    for pk, voucher in matching.match(opened, vouchers).pairs:
        sums[pk] += voucher.amount_fen
    assert all(done <= left for done, left in zip(sums, lefts, strict=True))


VOUCHER = matching.Voucher(
    *("", 0, "", "ZF1", None, date(2023, 6, 2), 2023, "R", "A", "", "111", "2050204", "", ""),
    *("", "", "P", "", "", "normal", "", 1, "", "", "", "", "paid"),
)
