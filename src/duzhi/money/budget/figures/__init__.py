"""What the budget publishes: denominators, quotas, 三保, money from above, 过紧日子, 存量."""

from duzhi.money.budget.figures import quotas, tables
from duzhi.money.budget.queries.proofs import proofs

FIGURES = (*tables.FIGURES, *quotas.FIGURES)
IDENTITIES = quotas.IDENTITIES
PROOFS = (proofs,)
