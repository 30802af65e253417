"""`xuncha backup -o FILE`: everything but the keys, encrypted and signed, while the system runs."""

import argparse
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.operations.backup import take


class Command(BaseCommand):
    requires_system_checks = ()
    help = "在线备份全部数据和附件（不含密钥），加密并签名；恢复时先核验，再写入。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("-o", "--output", required=True, help="file to write, as a whole or not at all")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()

        def tell(rows: int) -> None:
            self.stderr.write("已备份%d行，每秒%d行" % (rows, rows / max(time.monotonic() - started, 0.001)))

        taken = take.back_up(options["output"], tell)
        self.stdout.write("已备份%d行、附件%d个。摘要：%s" % (taken.rows, taken.files, taken.digest))
        for digest in taken.missing:
            self.stderr.write("附件缺失或已被改动，未能备份：%s" % digest)
        sys.exit(1 if taken.missing else 0)
