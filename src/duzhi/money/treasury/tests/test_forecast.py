"""Revenue of the months ahead: nearer than last year's month where the year runs differently."""

from hypothesis import example, given
from hypothesis import strategies as st

from duzhi.money.treasury.rules import forecast

START = 2021 * 12
SEASON = (17, 11, 20, 20, 19, 30, 14, 10, 13, 13, 12, 18)


def history(*factors: int) -> dict[int, int]:
    """Thirty months of a season that runs at other levels every year, in percent."""
    months = range(30)
    return {START + one: SEASON[one % 12] * factors[one // 12] for one in months}


def test_a_year_that_runs_lower_is_foretold_lower_than_last_year_and_nearer_to_what_came():
    falling = history(100, 90, 72)
    tested = forecast.backtest(falling)
    assert tested.model
    assert tested.model_fen < tested.naive_fen
    first, *_ = forecast.ahead(falling, 6)
    assert first.low_fen <= first.amount_fen < falling[first.month - 12]
    assert first.amount_fen <= first.high_fen


def test_where_the_model_is_no_nearer_the_same_month_of_last_year_stands():
    steady = history(100, 100, 100)
    assert not forecast.backtest(steady).model
    assert [one.amount_fen for one in forecast.ahead(steady, 3)] == [1_400, 1_000, 1_300]


@example({START + 11: 0, START + 23: 0, START + 35: 0})
@given(st.dictionaries(st.integers(START, START + 40), st.integers(0, 10**13), max_size=40))
def test_any_history_gives_ordered_intervals_or_nothing(known):
    for one in forecast.ahead(known, 6):
        assert 0 <= one.low_fen <= one.amount_fen <= one.high_fen
