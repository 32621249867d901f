from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "duzhi.money.payments"
    label = "payments"
