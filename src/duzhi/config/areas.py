"""The areas of this installation, in the order of their rungs; only `config` knows them all."""

AREAS = (
    "duzhi.money.budget",
    "duzhi.money.receipts",
    "duzhi.money.payments",
    "duzhi.money.treasury",
    "duzhi.areas.reports",
)
