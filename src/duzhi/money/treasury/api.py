"""What the reports and other areas may use of treasury cash."""

from duzhi.money.treasury.actions import reconcile
from duzhi.money.treasury.queries import compared, coverage, days, latest
from duzhi.money.treasury.rules.cash import FLOWS, RESTRICTED, Coverage, level

__all__ = [
    "FLOWS",
    "RESTRICTED",
    "Coverage",
    "compared",
    "coverage",
    "days",
    "latest",
    "level",
    "reconcile",
]
