"""`xuncha report YEAR`: the annual work report as JSON, Markdown or an official document."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.kernel.outputs import deliver
from xuncha.kernel.refusals import BadInput
from xuncha.reports.annual.formats import BINARY, FORMATS
from xuncha.reports.annual.report import TiesBroken, annual_report
from xuncha.reports.arguments import add_scope, scope_from


class Command(BaseCommand):
    requires_system_checks = ()  # they load every door of the house; a figure needs none
    help = "年度工作报告：每个数字都从记录算出；勾稽关系不成立时停止出具。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("year")
        parser.add_argument("--format", default="md", help=" | ".join(FORMATS))
        parser.add_argument("-o", "--output", help="file to write (default: standard output)")
        parser.add_argument("--unchecked", action="store_true", help="print it although a tie fails")
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
        office, scope = scope_from(options, options["year"])
        try:
            report = annual_report(office, scope, unchecked=options["unchecked"])
        except TiesBroken as why:
            print(why, file=sys.stderr)
            sys.exit(1)
        for tie in report.broken:
            print(tie.sentence, file=sys.stderr)
        deliver(FORMATS[options["format"]](report), options["output"])
