from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "duzhi.money.budget"
    label = "budget"
