"""`xuncha generate --findings N`: many findings with items and measures, into a demo installation, for measuring."""

import argparse
import time
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.kernel.refusals import BadInput
from xuncha.operations import statistics
from xuncha.operations.city import mass

OFFICES = ("spread", "home")


class Command(BaseCommand):
    requires_system_checks = ()
    help = "向演示数据批量生成问题及整改事项、措施，用于性能测量；正式数据不受理。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--findings", required=True, help="how many findings")
        parser.add_argument("--offices", default="spread", help=" | ".join(OFFICES))
        parser.add_argument("--passages", action="store_true", help="write each finding's steps as well")
        parser.add_argument("--seed", type=int, default=2019)

    def handle(self, *args: Any, **options: Any) -> None:
        number, offices = options["findings"], options["offices"]
        if not number.isdecimal() or not int(number):
            raise BadInput("问题数量应为正整数，不能是“%(number)s”。", number=number)
        if offices not in OFFICES:
            raise BadInput(
                "不支持“%(offices)s”，可选：%(known)s。", offices=offices, known="、".join(OFFICES)
            )
        self.started = time.monotonic()
        rows = mass.load(
            int(number),
            seed=options["seed"],
            spread=offices == "spread",
            passages=options["passages"],
            progress=self.tell,
        )
        statistics.refresh()
        self.stdout.write("已生成问题%s个，共写入%s行。" % (number, rows))

    def tell(self, findings: int, rows: int) -> None:
        """Progress to the error stream, so that the answer stays alone on the other."""
        speed = rows / max(time.monotonic() - self.started, 0.001)
        self.stderr.write("问题%d个，%d行，每秒%d行" % (findings, rows, speed))
