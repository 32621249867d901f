"""What may be done about payments: vouchers, 资金请示, requests, batches, returns, statements."""
