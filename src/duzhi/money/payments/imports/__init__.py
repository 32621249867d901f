"""IMPORTS: vouchers of the provincial system, and the files around requests."""

from duzhi.money.payments.imports.requests import LAYOUTS
from duzhi.money.payments.imports.vouchers import PAYMENTS

IMPORTS = (PAYMENTS, *LAYOUTS)
