"""The ratios that a record states about its own level: growths, completions, shares, a rate."""

from collections.abc import Iterator
from typing import NamedTuple

from duzhi.checker.claim import GROWTH, PERCENT, Claim
from duzhi.checker.masked.amounts import COMPARABLE, PAST, Measured
from duzhi.checker.masked.phrases import (
    Phrases,
    budget_of,
    names_a_budget,
    of_last_year,
    prior_of,
    shares_now,
)
from duzhi.checker.records import Against, Record
from duzhi.checker.subjects import cleaned


class Share(NamedTuple):
    """A share, the words of its whole (empty where none are said), its change from last year."""

    percent: Claim
    of: str
    change: Claim | None = None


def measured(record: Record, phrases: Phrases) -> Measured:
    """What its level is divided by, and the percentage; the first of each."""
    found: Measured = {}
    growths = [record.fields.get(GROWTH), *record.other_growths]
    for claim in growths:
        if claim is not None and claim.kind == PERCENT and _leaves_something(claim, phrases):
            _keep(found, _prior(record, claim, phrases), claim)
    for one in record.against:
        if _is_completion(one) and phrases.exact(one.percent) and one.percent.low > 0:
            _keep(found, budget_of(_words(one, phrases)), one.percent)
    return found


def _prior(record: Record, claim: Claim, phrases: Phrases) -> str | None:
    """What was said of the base once counts for all of the record."""
    basis = prior_of(phrases.between(claim))
    return COMPARABLE if basis == PAST and record.comparable else basis


def budget_name(record: Record, claim: Claim, phrases: Phrases) -> str | None:
    """Which budget a printed or masked budget amount is."""
    for one in record.against:
        if one.budget is claim:
            return budget_of(_words(one, phrases))
    return budget_of(phrases.between(claim))


def shares(record: Record, phrases: Phrases) -> Iterator[Share]:
    """This year's shares, with the words of their whole."""
    said = [(one.percent, one.of) for one in record.shares]
    said += [(one.percent, one.words) for one in record.against if not _is_completion(one)]
    for percent, of in said:
        if _counts(percent, of, phrases):
            yield Share(percent, cleaned(of), _change(record, percent, phrases))


def _change(record: Record, percent: Claim, phrases: Phrases) -> Claim | None:
    """43.24％，同比提高1.8个百分点."""
    for one in record.changes:
        beside = phrases.follows(one, percent) and of_last_year(phrases.between(one))
        if beside and phrases.exact(one):
            return one
    return None


def _keep(found: Measured, basis: str | None, claim: Claim) -> None:
    if basis is not None:
        found.setdefault(basis, claim)


def _leaves_something(growth: Claim, phrases: Phrases) -> bool:
    """What fell by all of it, or more, is no positive amount."""
    return phrases.exact(growth) and 100 + growth.low > 0


def _is_completion(one: Against) -> bool:
    return one.budget is not None or not cleaned(one.words) or names_a_budget(one.words)


def _words(one: Against, phrases: Phrases) -> str:
    before = phrases.between(one.budget) if one.budget is not None else ""
    return before + phrases.between(one.percent) + one.words


def _counts(percent: Claim, of: str, phrases: Phrases) -> bool:
    if not phrases.exact(percent) or percent.low <= 0:
        return False
    return shares_now(of) and shares_now(phrases.clause(percent))
