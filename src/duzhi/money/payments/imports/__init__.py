"""IMPORTS: vouchers of the provincial system, the files around requests, and the registers."""

from duzhi.money.payments.imports import registers
from duzhi.money.payments.imports.requests import LAYOUTS
from duzhi.money.payments.imports.vouchers import PAYMENTS

IMPORTS = (PAYMENTS, *LAYOUTS, *registers.LAYOUTS)
