"""The records of the budget area."""

from duzhi.money.budget.models.quotas import Quota, QuotaAct, QuotaReading
from duzhi.money.budget.models.tables import Adjustment, BudgetLine, BudgetTable

__all__ = ["Adjustment", "BudgetLine", "BudgetTable", "Quota", "QuotaAct", "QuotaReading"]
