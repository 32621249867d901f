"""Screens of revenue: execution, levels, townships, months, taxpayers, reconciliation."""
