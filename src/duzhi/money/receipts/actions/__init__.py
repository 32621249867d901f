"""The only writer of revenue: treasury days are posted, details are kept to reconcile them."""
