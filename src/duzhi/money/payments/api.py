"""What the other money areas and the reports may use of payments."""

from duzhi.money.payments.figures import CAPITAL_SPENDING, FUND_SPENDING, GENERAL_SPENDING
from duzhi.money.payments.queries import payments, spent
from duzhi.money.payments.rules import KIND

__all__ = [
    "CAPITAL_SPENDING",
    "FUND_SPENDING",
    "GENERAL_SPENDING",
    "KIND",
    "payments",
    "spent",
]
