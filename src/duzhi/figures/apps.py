from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "duzhi.figures"
    label = "figures"
