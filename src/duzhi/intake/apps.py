from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "duzhi.intake"
    label = "intake"
