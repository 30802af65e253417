"""`xuncha demo`: build the reference city if it is not there, and serve it."""

import argparse
import os
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.operations import demo, supervisor
from xuncha.operations.city.accounts import DEMO_ACCOUNTS, PASSWORD


class Command(BaseCommand):
    help = "建立并运行演示城市（虚构数据，业务日期为2019年12月31日）。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="only build")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_serve"]:
            supervisor.refuse_if_taken(options["host"], options["port"])
        built = demo.prepare()
        self.stdout.write("演示城市已建立。" if built else "演示城市已在，数据保持原样。")
        if not options["no_serve"]:
            os.environ.setdefault("XUNCHA_EXPORTS_PER_HOUR", "0")  # its accounts are everybody's
            supervisor.serve(options["host"], options["port"], when_ready=self.announce)

    def announce(self, address: str) -> None:
        lines = [f"\n  {address}\n", "  演示账号（口令均为 %s）：\n" % PASSWORD]
        lines += [
            f"    {account.username:<18}{account.role.label}　{account.name}" for account in DEMO_ACCOUNTS
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.write("\n  按 Ctrl+C 停止。数据保存在 XUNCHA_HOME，再次运行不会丢失。\n")
        self.stdout.flush()
