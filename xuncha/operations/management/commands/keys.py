"""`xuncha keys status | rotate | split | restore`: the keys of sealed fields, and their recovery in two hands."""

import argparse
import sys
from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from xuncha.kernel.refusals import BadInput
from xuncha.operations import recovery, rotation

WHAT = ("status", "rotate", "split", "restore")
STATES = {"current": "在用", "old": "更换中", "retired": "已停用", "missing": "本机没有此密钥"}


class Command(BaseCommand):
    help = "封存字段的密钥：查看状况；更换主密钥；拆分恢复密钥，由两人分别保管；两人同时到场恢复。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", help=" | ".join(WHAT))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] not in WHAT:
            known = "、".join(WHAT)
            raise BadInput("不支持“%(name)s”，可选：%(known)s。", name=options["what"], known=known)
        getattr(self, options["what"])()

    def status(self) -> None:
        """Exit 1 when a row asks for a key that is not here."""
        found = rotation.status()
        for one in found:
            words = {"number": one.number or "？", "mark": one.mark, "state": STATES[one.state]}
            self.tell("主密钥%(number)s\t%(mark)s\t%(state)s\t封存%(rows)s条记录", **words, rows=one.rows)
        self.tell(
            "算法：%(cipher)s", cipher={"aes": "AES-256-GCM", "sm4": "SM4-GCM"}[settings.SEALING_CIPHER]
        )
        if old := rotation.of_old_form():
            self.tell("旧式封存%(rows)s条记录，更换主密钥时一并转换。", rows=old)
        if kept := rotation.passages_of_old_form():
            self.tell("办理记录中有旧式封存%(rows)s条，由停用的主密钥启封，停用的主密钥须予保留。", rows=kept)
        if rotation.under_way():
            self.tell("主密钥更换尚未完成，请再次运行 xuncha keys rotate。")
        if not recovery.public_file().exists():
            self.tell("恢复密钥尚未拆分保管，请运行 xuncha keys split。")
        if any(one.state == "missing" for one in found):
            sys.exit(1)

    def rotate(self) -> None:
        """Exit 1 when rows were left because their own key is not here; it may be run again."""
        turned = rotation.rotate(progress=lambda rows: self.stderr.write(str(rows)))
        self.tell("已用新主密钥重新封存%(rows)s条记录的数据密钥。", rows=turned.rows)
        for number in turned.retired:
            self.tell(
                "主密钥%(number)s已停用，移入 keys/retired；恢复此前的备份时仍需要它，不再需要时由两人见证销毁。",
                number=number,
            )
        if not recovery.public_file().exists():
            self.tell("恢复密钥尚未拆分保管，请运行 xuncha keys split。")
        for row in turned.closed:
            self.tell("无法启封，未处理：%(row)s", row=row)
        if turned.closed:
            sys.exit(1)

    def split(self) -> None:
        for keeper, half in zip("甲乙", recovery.split(), strict=True):
            self.stdout.write(f"{keeper}\t{half}")
        self.tell("两份恢复密钥只显示一次，请分别抄存，不得由一人保管。此前拆分的两份即告作废。")

    def restore(self) -> None:
        for name in recovery.restore(getpass("甲："), getpass("乙：")):
            self.tell("已恢复：%(name)s", name=f"keys/{name}")

    def tell(self, sentence: str, **said: object) -> None:
        self.stdout.write(sentence % said)
