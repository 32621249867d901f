"""IMPORTS: treasury days (posted) and the details they are reconciled with."""

from duzhi.money.receipts.imports.details import DETAILS
from duzhi.money.receipts.imports.treasury import TREASURY

IMPORTS = (*TREASURY, *DETAILS)
