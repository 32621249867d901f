from django.apps import AppConfig


class TreasuryConfig(AppConfig):
    name = "duzhi.money.treasury"
    label = "treasury"
