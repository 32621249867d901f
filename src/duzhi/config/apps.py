from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "duzhi.config"
    label = "house"

    def ready(self) -> None:
        from duzhi.config import plugs  # noqa: PLC0415 models must be loaded first

        plugs.load()
