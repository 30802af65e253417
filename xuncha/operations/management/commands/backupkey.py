"""`xuncha backupkey -o FILE`: the key with which backups are opened, for a keeper to take away."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.operations.backup import take


class Command(BaseCommand):
    help = "生成备份密钥：本机只留加密和签名的一半，打开备份的一半写入文件，由专人离线保管。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("-o", "--output", required=True, help="the keeper's file; it must not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        take.new_key(options["output"])
        self.stdout.write(
            "备份密钥已写入“%s”。请移到离线介质，一式两份，分处保管；没有它任何备份都打不开。"
            % options["output"]
        )
        self.stdout.write("此前的备份仍用此前的密钥文件打开。")
