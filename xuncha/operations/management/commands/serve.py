"""`xuncha serve`: run an installation (web, worker, daily loop)."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.operations import supervisor, tables
from xuncha.records.queries import installation


class Command(BaseCommand):
    help = "运行本机系统：网页服务、后台任务和每日例行检查。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        supervisor.refuse_if_taken(options["host"], options["port"])
        tables.lay()
        installation()
        supervisor.serve(
            options["host"], options["port"], when_ready=lambda address: self.stdout.write(address)
        )
