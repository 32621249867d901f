"""IMPORTS: the layouts the 预算股 sends in: budgets, history, published tables, registers."""

from duzhi.money.budget.imports.budgets import BUDGETS
from duzhi.money.budget.imports.guarantee import GUARANTEES
from duzhi.money.budget.imports.published import PUBLISHED
from duzhi.money.budget.imports.quotas import QUOTAS
from duzhi.money.budget.imports.registers import REGISTERS

IMPORTS = (*BUDGETS, *PUBLISHED, *REGISTERS, *QUOTAS, *GUARANTEES)
