"""Published texts: what is found, what is missed, how often the checker cries wolf."""

from functools import cache

from duzhi.checker.api import check
from duzhi.checker.tests.scoring import Score, score


@cache
def scored() -> Score:
    return score(check)


def test_most_identities_that_a_person_found_are_found():
    assert scored().annotated > 200
    assert scored().found >= 0.85, scored().missed


def test_planted_errors_and_hard_ones_are_flagged():
    assert scored().wrong > 50
    assert scored().recall >= 0.95, scored().unflagged


def test_one_unit_of_the_last_digit_beyond_rounding_is_flagged():
    assert scored().planted >= 200
    assert scored().last_digit >= 0.80, scored().passed


def test_what_holds_is_not_flagged():
    assert scored().false_alarms <= 0.01, scored().cried


def test_a_clean_text_is_not_called_wrong():
    assert len(scored().hard) * 10 <= scored().texts, scored().hard
