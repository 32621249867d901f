from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "duzhi.watch"
    label = "watch"
