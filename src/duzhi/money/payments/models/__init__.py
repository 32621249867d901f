"""Vouchers, requests with their lines, 资金请示, registers, and what banks answered."""

from duzhi.money.payments.models.banking import BankReturn, Batch, StatementLine
from duzhi.money.payments.models.funds import FundRequest
from duzhi.money.payments.models.registers import BarredPayee, Contract, PlanLine
from duzhi.money.payments.models.requests import PaymentLine, PaymentRequest, Refund, Settlement
from duzhi.money.payments.models.vouchers import Payment

__all__ = [
    "BankReturn",
    "BarredPayee",
    "Batch",
    "Contract",
    "FundRequest",
    "Payment",
    "PaymentLine",
    "PaymentRequest",
    "PlanLine",
    "Refund",
    "Settlement",
    "StatementLine",
]
