"""What the reports and other areas may use of treasury cash."""

from duzhi.money.treasury.actions import reconcile
from duzhi.money.treasury.queries import compared, coverage, days, latest
from duzhi.money.treasury.queries.board import Board, board
from duzhi.money.treasury.queries.plain import plain_plan
from duzhi.money.treasury.queries.plain import table as plan_table
from duzhi.money.treasury.rules.cash import FLOWS, RESTRICTED, Coverage, level
from duzhi.money.treasury.rules.plan.words import wan

__all__ = [
    "FLOWS",
    "RESTRICTED",
    "Board",
    "Coverage",
    "board",
    "compared",
    "coverage",
    "days",
    "latest",
    "level",
    "plain_plan",
    "plan_table",
    "reconcile",
    "wan",
]
