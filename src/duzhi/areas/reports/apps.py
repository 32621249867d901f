from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "duzhi.areas.reports"
    label = "reports"
