"""What the other money areas, the businesses and the reports may use of payments."""

from datetime import date

from duzhi.money.payments.actions.requests import request_payment
from duzhi.money.payments.figures import CAPITAL_SPENDING, FUND_SPENDING, GENERAL_SPENDING
from duzhi.money.payments.queries import payments, spent
from duzhi.money.payments.queries.requests import waiting
from duzhi.money.payments.rules import KIND
from duzhi.money.payments.rules.requests import Draft, Payee, Waiting, next_payday
from duzhi.registry import api as registry

__all__ = [
    "CAPITAL_SPENDING",
    "FUND_SPENDING",
    "GENERAL_SPENDING",
    "KIND",
    "Draft",
    "Payee",
    "Waiting",
    "payday",
    "payments",
    "request_payment",
    "spent",
    "waiting",
]


def payday(region: str, on: date) -> date:
    """The next day on which wages are paid, the day itself included."""
    assert region, "paydays are the county's"
    return next_payday(registry.number("payday", on), on)
