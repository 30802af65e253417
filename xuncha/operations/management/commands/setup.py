"""`xuncha setup`: make an empty installation ready for real work."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from xuncha.operations import tables
from xuncha.operations.setup import set_up


class Command(BaseCommand):
    help = "初始化正式系统：登记本级巡察办，建立系统、安全保密、审计三个管理员账号。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--code", required=True, help="division code of the committee (GB/T 2260)")
        parser.add_argument("--name", required=True, help="name of the inspection office")
        parser.add_argument("--short-name", required=True)
        parser.add_argument("--committee", required=True, help="the committee it serves")

    def handle(self, *args: Any, **options: Any) -> None:
        tables.lay()
        accounts = set_up(
            code=options["code"],
            name=options["name"],
            short_name=options["short_name"],
            committee=options["committee"],
            today=timezone.localdate(),
        )
        for account in accounts:
            self.stdout.write(f"{account.role.label}\t{account.username}\t{account.password}")
        self.stdout.write("以上口令只显示一次，请分别交三人保管并在首次登录后更换。")
