from django.apps import AppConfig


class ReceiptsConfig(AppConfig):
    name = "duzhi.money.receipts"
    label = "receipts"
