"""`xuncha proof FILE`: every figure of a draft read and checked; with `--year` compared with the registry."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.kernel.outputs import deliver
from xuncha.kernel.refusals import BadInput
from xuncha.proofs.annotated import as_docx
from xuncha.proofs.formats import Proofed, as_json, as_text, read
from xuncha.proofs.queries.comparison import compared
from xuncha.proofs.readers.sources import read_file
from xuncha.reports.arguments import add_scope, scope_from

FORMATS = {"text": as_text, "json": as_json, "docx": as_docx}
BINARY = frozenset({"docx"})


class Command(BaseCommand):
    requires_system_checks = ()  # they load every door of the house; a proof needs none
    help = "核数：读出文稿中的每个数字，核对文内勾稽关系；加 --year 时与指标逐一比对。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--year", help="compare with the figures of this year")
        parser.add_argument("--format", default="text", help=" | ".join(FORMATS))
        parser.add_argument("-o", "--output", help="file to write (default: standard output)")
        add_scope(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] not in FORMATS:
            raise BadInput(
                "不支持“%(format)s”格式，可选：%(known)s。",
                format=options["format"],
                known="、".join(FORMATS),
            )
        if options["format"] in BINARY and options["output"] is None:
            raise BadInput("该格式需要用 -o 指定输出文件。")
        proofed = self.proofed(options)
        deliver(FORMATS[options["format"]](proofed), options["output"])
        if not proofed.is_clean:
            sys.exit(1)

    def proofed(self, options: dict[str, Any]) -> Proofed:
        proofed = read(read_file(options["file"]))
        return compared(proofed, *scope_from(options, options["year"])) if options["year"] else proofed
