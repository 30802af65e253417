"""`xuncha audit verify`: whether the chain of audit entries is whole."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.audit.queries import broken_entries


class Command(BaseCommand):
    help = "核验审计记录链：有无被改动、删除或插入的记录。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=("verify",))

    def handle(self, *args: Any, **options: Any) -> None:
        broken = broken_entries()
        for number in broken:
            self.stdout.write("第%s条与前一条不连续。" % number)
        if broken:
            sys.exit(1)
        self.stdout.write("审计记录链完整。")
