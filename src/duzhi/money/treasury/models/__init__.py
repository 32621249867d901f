"""The records of treasury: reported cash, registers brought in by file, decisions taken here."""

from duzhi.money.treasury.models.cash import AccountBalance, CashDay, OpeningBalance, Reconciled
from duzhi.money.treasury.models.decisions import Lending, SpecialPayment
from duzhi.money.treasury.models.registers import (
    Advance,
    ArrearPayment,
    Due,
    Expected,
    Obligation,
    PurseBalance,
    UpperItem,
)

__all__ = [
    "AccountBalance",
    "Advance",
    "ArrearPayment",
    "CashDay",
    "Due",
    "Expected",
    "Lending",
    "Obligation",
    "OpeningBalance",
    "PurseBalance",
    "Reconciled",
    "SpecialPayment",
    "UpperItem",
]
