from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "duzhi.registry"
    label = "registry"
