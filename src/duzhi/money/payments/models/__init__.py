"""Vouchers as reported, requests with their lines, 资金请示, and what banks answered."""

from duzhi.money.payments.models.banking import BankReturn, Batch, StatementLine
from duzhi.money.payments.models.funds import FundRequest
from duzhi.money.payments.models.requests import PaymentLine, PaymentRequest, Refund, Settlement
from duzhi.money.payments.models.vouchers import Payment

__all__ = [
    "BankReturn",
    "Batch",
    "FundRequest",
    "Payment",
    "PaymentLine",
    "PaymentRequest",
    "Refund",
    "Settlement",
    "StatementLine",
]
