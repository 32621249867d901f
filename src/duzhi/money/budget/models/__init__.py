"""The records of the budget area."""

from duzhi.money.budget.models.grants import Grant
from duzhi.money.budget.models.guarantee import GuaranteeItem, GuaranteeNeed, StaffPay
from duzhi.money.budget.models.idle import IdleDecision
from duzhi.money.budget.models.proposals import Proposal, ProposalNeed
from duzhi.money.budget.models.quotas import Quota, QuotaAct, QuotaReading
from duzhi.money.budget.models.tables import Adjustment, BudgetLine, BudgetTable

__all__ = [
    "Adjustment",
    "BudgetLine",
    "BudgetTable",
    "Grant",
    "GuaranteeItem",
    "GuaranteeNeed",
    "IdleDecision",
    "Proposal",
    "ProposalNeed",
    "Quota",
    "QuotaAct",
    "QuotaReading",
    "StaffPay",
]
