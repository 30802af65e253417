"""`xuncha audit verify [--checkpoint FILE] | checkpoint -o FILE`: whether the chain of audit entries is whole."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.audit import actions
from xuncha.audit.queries import verified
from xuncha.audit.wording import sentences
from xuncha.kernel.refusals import BadInput
from xuncha.operations.rotation import HOST

WHAT = ("verify", "checkpoint")


class Command(BaseCommand):
    help = "核验审计记录链：有无被改动、删除、插入或者调换的记录；取走经签名的检查点，日后据以逐条核验。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", help=" | ".join(WHAT))
        parser.add_argument("--checkpoint", type=Path, help="verify against this file")
        parser.add_argument(
            "--key", default="", help="fingerprint of the key that signed it, if not this installation's"
        )
        parser.add_argument("-o", "--output", type=Path, help="where the new checkpoint goes")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "verify":
            self.verify(options["checkpoint"], options["key"])
        elif options["what"] == "checkpoint":
            self.checkpoint(options["output"])
        else:
            raise BadInput("不支持“%(name)s”，可选：%(known)s。", name=options["what"], known="、".join(WHAT))

    def verify(self, path: Path | None, key: str) -> None:
        """Exit 1 when something was done to the chain, 2 when the file proves nothing."""
        verdict = verified(_read(path) if path else None, key=key)
        for sentence in sentences(verdict):
            self.stdout.write(sentence)
        if verdict.checkpoint:
            self.stdout.write("检查点：第%(id)s条，共%(count)s条。" % vars(verdict.checkpoint))
        if not verdict.good:
            sys.exit(1)
        self.stdout.write("审计记录链完整，共%s条。" % verdict.count)

    def checkpoint(self, path: Path | None) -> None:
        if path is None:
            raise BadInput("请用 -o 指明检查点文件。")
        if path.exists() or not path.parent.is_dir():
            raise BadInput("“%(path)s”已经存在，或者所在目录不存在。", path=path)
        header, file = actions.take_checkpoint(who=HOST)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(file)
        self.stdout.write(
            "检查点已写入：%s（第%s条，共%s条）。请由审计员带离本机保管。" % (path, header.id, header.count)
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as why:
        raise BadInput("无法读取“%(path)s”。", path=path) from why
