"""`xuncha restore FILE --key KEEPER`: a backup into this installation, or with --dry-run what that would do."""

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.operations.backup import keys, plan, restore
from xuncha.operations.backup.plan import Plan


class Command(BaseCommand):
    requires_system_checks = ()
    help = "从备份恢复：先核验整个文件，再在一个事务内写入；审计记录只续不改。恢复前请停止服务。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--key", required=True, help="the keeper's file, made by xuncha backupkey")
        parser.add_argument(
            "--replace", action="store_true", help="replace what is here, but for the audit chain"
        )
        parser.add_argument("--dry-run", action="store_true", help="verify and tell, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path, keeper = Path(options["file"]), keys.keeper(Path(options["key"]))
        if options["dry_run"]:
            self._describe(plan.plan(path, keeper, replace=options["replace"]))
            self.stdout.write("以上为试运行，未写入任何数据。")
            return
        started = time.monotonic()

        def tell(rows: int) -> None:
            self.stderr.write("已写入%d行，每秒%d行" % (rows, rows / max(time.monotonic() - started, 0.001)))

        done, warnings = restore.restore(path, keeper, replace=options["replace"], tell=tell)
        self._describe(done)
        self.stdout.write(
            "恢复完成。全体人员须重新登录；备份密钥不在备份中，请运行 xuncha backupkey 另行生成。"
        )
        for sentence in warnings:
            self.stderr.write(sentence)
        sys.exit(1 if warnings or done.told.missing else 0)

    def _describe(self, found: Plan) -> None:
        told, head = found.told, found.told.head
        self.stdout.write("备份完整：%s（%s），版本%s，制作于%s。" % (
            head["office"][1], head["office"][0], head["release"], head["taken_at"],
        ))  # fmt: skip
        self.stdout.write(
            "%d张表%d行，附件%d个（%d字节）。" % (len(told.tables), told.rows, told.files, told.bytes)
        )
        for digest in told.missing:
            self.stdout.write("备份时即已缺失的附件：%s" % digest)
        if found.older:
            self.stdout.write("备份的数据结构较早，恢复后执行%d个升级步骤。" % len(found.later))
        if found.here.occupied:
            self.stdout.write(
                "本机现有业务数据由备份替换；审计记录保留现有%d条，只在其后续写。" % found.here.last
            )
