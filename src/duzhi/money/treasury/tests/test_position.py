"""今日库款: what is bound, how long it lasts, and the twelve months behind it."""

from datetime import date
from fractions import Fraction

from duzhi.money.treasury.queries import position
from duzhi.money.treasury.tests.conftest import day

ON = date(2023, 1, 31)


def filed(days):
    days([day(date(2022, 12, 31), 1_000, (100, 50, 25), general_spending=400)])
    days(
        [
            day(date(2023, 1, 20), 600, (100, 50, 25), general_spending=200),
            day(date(2023, 1, 31), 400, (100, 50, 25), general_revenue=300, general_spending=100),
        ]
    )


def test_cash_of_the_day_with_what_is_bound_and_how_long_it_lasts(days):
    filed(days)
    found = position.position("990181", ON)
    assert (found.on, found.closing_fen, found.held_fen, found.free_fen) == (
        ON,
        60_000,
        17_500,
        42_500,
    )
    assert found.net_fen == 50_000
    if found.average_fen is not None:
        assert found.k == Fraction(60_000) / found.average_fen
        assert found.k_net == Fraction(50_000) / found.average_fen
        assert found.level


def test_between_two_reports_the_last_one_counts_and_says_its_day(days):
    filed(days)
    assert position.position("990181", date(2023, 1, 25)).on == date(2023, 1, 20)
    assert position.position("990181", date(2023, 2, 5)) is None


def test_months_begin_move_and_end_and_know_their_lowest_day(days):
    filed(days)
    december, january = position.months("990181", ON)
    assert (december.closing_fen, january.opening_fen) == (60_000, 60_000)
    assert january.closing_fen == january.opening_fen + january.inflow_fen - january.outflow_fen
    assert (january.lowest_fen, january.lowest_on) == (40_000, date(2023, 1, 20))
    curve = position.curve("990181", ON)
    assert [one.closing_fen for one in curve] == [60_000, 40_000, 60_000]


def test_a_year_is_drawn_by_weeks_and_keeps_its_lowest_day():
    days_of = [position.Point(date(2023, 1, day_no), 100 + day_no) for day_no in range(2, 16)]
    days_of[3] = position.Point(date(2023, 1, 5), 1)
    assert [one.on.day for one in position.weekly(days_of)] == [5, 8, 15]
    assert position.weekly([]) == []
