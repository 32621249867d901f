"""Screens of payments: the list of vouchers, one voucher, units by what they spent."""
