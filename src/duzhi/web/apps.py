from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "duzhi.web"
    label = "web"
