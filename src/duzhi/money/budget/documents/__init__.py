"""DOCUMENTS: what the budget prints."""

from duzhi.money.budget.documents import balance, guarantee

DOCUMENTS = (*balance.DOCUMENTS, *guarantee.DOCUMENTS)
