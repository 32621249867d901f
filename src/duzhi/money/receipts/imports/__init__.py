"""IMPORTS: treasury days (posted), the details they are reconciled with, and targets."""

from duzhi.money.receipts.imports.details import DETAILS
from duzhi.money.receipts.imports.targets import TARGETS
from duzhi.money.receipts.imports.treasury import TREASURY

IMPORTS = (*TREASURY, *DETAILS, *TARGETS)
