"""What revenue means in debits and credits: cash against revenue, net of refunds, once."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL
from duzhi.kernel.entry import Entry, Key, Line, Ref, cr, dr

EVENT = "国库收入"
CASH = "cash.treasury"
REVENUE = {GENERAL: "revenue.general", FUND: "revenue.fund", CAPITAL: "revenue.capital"}


class DayFacts(NamedTuple):
    """A treasury day to be booked: net fen by (subject, level) of the levels that are ours."""

    source: Ref
    region: str
    budget: str
    on: date
    adjusted: bool
    sums: Mapping[tuple[str, str], int]


def received(facts: DayFacts) -> Entry | None:
    """借 库款 贷 预算收入; a negative net swaps its sides. None when nothing moved."""
    lines = []
    for (subject, level), amount in sorted(facts.sums.items()):
        key = Key(region=facts.region, fund_type=facts.budget, subject=subject, level=level)
        if amount:
            lines.append(_credit(REVENUE[facts.budget], key, amount))
    cash = sum(facts.sums.values())
    if cash:
        lines.insert(0, _credit(CASH, Key(facts.region, facts.budget), -cash))
    if not lines:
        return None
    return Entry(facts.source, EVENT, facts.on, lines, adjustment=facts.adjusted)


def _credit(account: str, key: Key, amount_fen: int) -> Line:
    if amount_fen > 0:
        return cr(account, key=key, amount_fen=amount_fen)
    return dr(account, key=key, amount_fen=-amount_fen)
