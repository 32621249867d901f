"""Every finding of a payment file has its case; sums survive folding and restating."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.money.payments import rules
from duzhi.money.payments.rules import CLEARED, CORRECTION, NORMAL, REFUND, Known, Voucher

COUNTY = "990181000"
KNOWN = Known(
    frozenset({COUNTY}),
    {"205001": [(date(2020, 1, 1), None)], "205002": [(date(2020, 1, 1), date(2023, 1, 1))]},
    {("11", 2023): frozenset({"2050204"}), ("12", 2023): frozenset({"2120801"})},
)
PLAIN = Voucher(
    "", 2, "SQ1", "ZF1", None, date(2023, 6, 2), 2023, COUNTY, "205001", "一中", "111", "2050204",
    "50502", "30201", "P1", "", "", "", "", NORMAL, "", 100, "", "", "", "", CLEARED,
)  # fmt: skip


def found(*rows: Voucher, **declared: str) -> list[str]:
    return [one.code.removeprefix("payments.") for one in rules.check(rows, KNOWN, **declared)]


def test_an_ordinary_payment_has_no_finding():
    assert found(PLAIN) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"paid_on": None}, "no_day"),
        ({"amount_fen": 0}, "amount"),
        ({"amount_fen": -100}, "amount"),
        ({"kind": REFUND, "original": "ZF0", "amount_fen": -100}, "amount"),
        ({"kind": REFUND}, "no_original"),
        ({"fund_type": "141"}, "fund_type"),
        ({"fund_type": "9"}, "fund_type"),
        ({"region": "990182000"}, "region"),
        ({"year": 2024}, "later_year"),
        ({"year": 2022}, "earlier_year"),
        ({"subject": "2120801"}, "subject_of_other_budget"),
        ({"agency": "999999"}, "agency"),
        ({"agency": "205002"}, "agency"),
    ],
)
def test_each_fault_is_found_alone(changes, code):
    assert found(PLAIN._replace(**changes)) == [code]


def test_an_unclassified_subject_is_reported_by_the_intake_alone():
    assert found(PLAIN._replace(subject="?2059999")) == []


def test_faults_reject_and_doubts_only_warn():
    rows = [PLAIN._replace(agency="999999"), PLAIN._replace(number="ZF2", amount_fen=0)]
    severities = {one.code: one.severity for one in rules.check(rows, KNOWN)}
    assert severities == {"payments.agency": "warning", "payments.amount": "error"}


def test_everything_is_said_at_once():
    bad = PLAIN._replace(amount_fen=0, region="1", kind=REFUND)
    assert sorted(found(bad, bad._replace(row=3))) == sorted(
        ["amount", "no_original", "region"] * 2 + ["duplicate"]
    )


def test_a_correction_without_its_other_leg_is_open():
    leg = PLAIN._replace(kind=CORRECTION, original="ZF0", amount_fen=-100)
    other = leg._replace(number="ZF2", amount_fen=60)
    assert found(leg, other) == ["correction_open"]
    assert found(leg, other._replace(amount_fen=100)) == []


def test_a_day_outside_the_declared_month_is_a_fault():
    late = PLAIN._replace(number="ZF2", paid_on=date(2023, 7, 1))
    assert found(PLAIN, late, period="2023-06") == ["other_month"]
    assert found(PLAIN, late) == []


def test_a_slip_of_the_month_is_a_fault_a_second_month_is_not():
    june = [PLAIN._replace(number=f"ZF{number}") for number in range(200)]
    may = [PLAIN._replace(number=f"M{number}", paid_on=date(2023, 5, 31)) for number in range(200)]
    assert found(*june, may[0]) == ["other_month"]
    assert found(*june, *may) == []


def test_a_region_outside_the_declared_one_is_a_fault():
    assert found(PLAIN, region="990181") == []
    assert found(PLAIN, region="990182") == ["region"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"status": rules.VOID}, "已作废的支付凭证"),
        ({"status": rules.RETURNED}, "退票，款项没有付出"),
        ({"fund_type": "32"}, "财政专户、单位资金，不属于预算支出"),
        ({"fund_type": "141"}, "社会保险基金，由财政专户核算"),
    ],
)
def test_rows_that_do_not_count_say_why(changes, why):
    assert rules.uncounted(PLAIN._replace(**changes)) == why


def test_a_file_that_withdraws_most_of_a_month_is_not_the_month():
    assert rules.check_withdrawal(202306, 400, 301)
    assert not rules.check_withdrawal(202306, 400, 300)
    assert not rules.check_withdrawal(202306, 50, 50)


SUBJECTS = st.from_regex(r"2[01][0-9](0[1-3]0[1-9])?|\?x", fullmatch=True)
AMOUNTS = st.dictionaries(SUBJECTS, st.integers(-(10**15), 10**15), max_size=30)


@given(AMOUNTS, st.sampled_from([3, 5]))
def test_folding_keeps_the_sum(amounts, length):
    assert sum(rules.folded(amounts, length).values()) == sum(amounts.values())


@given(AMOUNTS, st.dictionaries(SUBJECTS, SUBJECTS, max_size=5))
def test_restating_keeps_the_sum(amounts, moves):
    assert sum(rules.restated(amounts, moves).values()) == sum(amounts.values())


def test_the_longest_old_code_decides_under_which_subject_last_year_is_read():
    moves = {"20502": "20503", "2050204": "2050301"}
    amounts = {"2050204": 1, "2050205": 2, "2060101": 4}
    assert rules.restated(amounts, moves) == {"2050301": 1, "20503": 2, "2060101": 4}
