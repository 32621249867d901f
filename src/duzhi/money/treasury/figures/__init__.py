"""Numbers of treasury: cash and its purses, what is owed and what was paid on it."""

from duzhi.money.treasury.figures import arrears, cash, hard

DIFFERENCES = (*cash.DIFFERENCES, *arrears.DIFFERENCES)
IDENTITIES = cash.IDENTITIES
FIGURES = (*cash.FIGURES, *arrears.FIGURES, *hard.FIGURES)
