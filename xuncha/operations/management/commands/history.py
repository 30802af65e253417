"""`xuncha history`: earlier rounds, tasks, findings and open ledgers from Excel, with their own dates."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.kernel.refusals import BadInput
from xuncha.operations.history import template
from xuncha.operations.history.load import KINDS, kind_of, load
from xuncha.records.queries import office_by_code


class Command(BaseCommand):
    requires_system_checks = ()
    help = "从Excel导入历史轮次、任务、问题和整改台账：整表导入或者一行不导，有错逐行指出。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the .xlsx to load")
        parser.add_argument("--what", required=True, help=" | ".join(KINDS))
        parser.add_argument("--office", help="division code of the office that owns the rows; default: home")
        parser.add_argument("--as", dest="username", help="account in whose name the rows are entered")
        parser.add_argument("--check", action="store_true", help="only say whether the file would be loaded")
        parser.add_argument("--template", type=Path, metavar="OUT.xlsx", help="write an empty sheet instead")

    def handle(self, *args: Any, **options: Any) -> None:
        kind = kind_of(options["what"])
        if options["template"]:
            template.write(kind, options["template"])
            self.stdout.write("已写入模板：%s" % options["template"])
            return
        if options["file"] is None or not options["username"]:
            raise BadInput("请给出要导入的文件，并用 --as 指明经办账号。")
        loaded = load(
            options["file"],
            what=kind,
            office=office_by_code(options["office"]),
            username=options["username"],
            check=options["check"],
        )
        said = "可以导入" if options["check"] else "已导入"
        rows = "，".join("%s %d" % pair for pair in loaded.rows.items())
        self.stdout.write("%s：%d行（%s）。" % (said, loaded.lines, rows))
