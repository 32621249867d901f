"""What a treasury day means in debits and credits."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from duzhi.kernel.entry import Key, Ref
from duzhi.money.receipts import postings

SUMS = st.dictionaries(
    st.tuples(st.sampled_from(["1010101", "1010401"]), st.sampled_from("45")),
    st.integers(-1000, 1000),
)


def day(sums, budget="11", *, adjusted=False):
    source = Ref("receipts.day", "9901810000/2023-01-09/11")
    facts = (source, "990181000", budget, date(2023, 1, 9), adjusted, sums)
    return postings.received(postings.DayFacts(*facts))


def test_cash_is_debited_and_revenue_credited_by_subject_and_level():
    entry = day({("1010101", "4"): 70, ("1010401", "4"): 30})
    assert [(one.account, one.key.subject, one.amount_fen) for one in entry.lines] == [
        ("cash.treasury", "", 100),
        ("revenue.general", "1010101", -70),
        ("revenue.general", "1010401", -30),
    ]
    assert entry.lines[0].key == Key("990181000", "11")


def test_a_refund_larger_than_the_receipts_swaps_the_sides():
    entry = day({("1010101", "4"): -70}, "12")
    assert [(one.account, one.amount_fen) for one in entry.lines] == [
        ("cash.treasury", -70),
        ("revenue.fund", 70),
    ]


def test_a_move_between_subjects_in_the_adjustment_period_moves_no_cash():
    entry = day({("1010101", "4"): -120, ("1010104", "4"): 120}, adjusted=True)
    assert [one.account for one in entry.lines] == ["revenue.general"] * 2
    assert entry.fiscal == (2022, 13)


@given(SUMS)
def test_whatever_comes_in_the_entry_balances(sums):
    entry = day(sums)
    if entry is None:
        assert not any(sums.values())
    else:
        assert sum(one.amount_fen for one in entry.lines) == 0
        assert all(one.amount_fen for one in entry.lines)
