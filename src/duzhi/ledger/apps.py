from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "duzhi.ledger"
    label = "ledger"
