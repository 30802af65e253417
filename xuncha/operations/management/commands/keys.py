"""`xuncha keys split | restore`: the recovery key of sealed fields, in two hands."""

import argparse
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.operations import recovery


class Command(BaseCommand):
    help = "封存字段密钥的恢复：拆分为两份，由两人分别保管；恢复时两人同时到场。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=("split", "restore"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "split":
            for keeper, half in zip("甲乙", recovery.split(), strict=True):
                self.stdout.write(f"{keeper}\t{half}")
            self.stdout.write("两份恢复密钥只显示一次，请分别抄存，不得由一人保管。")
        else:
            recovery.restore(getpass("甲："), getpass("乙："))
            self.stdout.write("封存密钥已恢复。")
