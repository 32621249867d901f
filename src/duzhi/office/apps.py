from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "duzhi.office"
    label = "office"
