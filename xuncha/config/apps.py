"""When the house is ready, its parts are joined."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "xuncha.config"

    def ready(self) -> None:
        from xuncha.config.wiring import wire  # noqa: PLC0415  (models exist only now)

        wire()
