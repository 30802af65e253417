"""`xuncha report YEAR`: the reports of a year, or of a round in it, as JSON, Markdown or an official document."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.guidance.queries import counties_below
from xuncha.kernel.figures import Scope
from xuncha.kernel.outputs import deliver
from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Office
from xuncha.reports.arguments import add_scope, scope_from
from xuncha.reports.rules import DesignKind
from xuncha.reports.writing.formats import BINARY, FORMATS
from xuncha.reports.writing.kinds import composite, half_of, year_report
from xuncha.reports.writing.report import Report, TiesBroken
from xuncha.reports.writing.stamped import stamped
from xuncha.rounds.models import Round

HERE = "本机命令行"


class Command(BaseCommand):
    requires_system_checks = ()  # they load every door of the house; a figure needs none
    help = "年度工作报告：每个数字都从记录算出；勾稽关系不成立时停止出具。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("year")
        parser.add_argument("--kind", default=DesignKind.ANNUAL.value, help=" | ".join(DesignKind))
        parser.add_argument("--round", metavar="N", help="the round of a composite report")
        parser.add_argument("--county", metavar="CODE", help="one county alone in the report on the counties")
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
            report = _written(office, scope, options)
        except TiesBroken as why:
            print(why, file=sys.stderr)
            sys.exit(1)
        for tie in report.broken:
            print(tie.sentence, file=sys.stderr)
        # no hour: run again, it gives the same bytes
        deliver(FORMATS[options["format"]](stamped(report, HERE, None)), options["output"])


def _written(office: Office, scope: Scope, options: dict[str, Any]) -> Report:
    if options["kind"] not in list(DesignKind):
        raise BadInput(
            "没有“%(kind)s”这类报告，可选：%(known)s。", kind=options["kind"], known="、".join(DesignKind)
        )
    kind = DesignKind(options["kind"])
    if kind == DesignKind.COMPOSITE:
        return composite(_round(office, scope, options["round"]))
    if kind == DesignKind.HALF_YEAR:
        scope = half_of(office, scope.year, scope.as_of)
    only = _county(office, options["county"])
    return year_report(kind, office, scope, unchecked=options["unchecked"], only=only)


def _round(office: Office, scope: Scope, number: str | None) -> Round:
    of_year = Round.objects.of(office.pk).filter(at__lte=scope.day).select_related("office")
    asked = number if number and number.isdecimal() else "0"
    found = of_year.filter(number=int(asked)).order_by("-at").first()
    if found is None:
        raise BadInput("请用 --round 指定轮次序号，该年度没有第%(number)s轮。", number=number or "？")
    return found


def _county(office: Office, code: str | None) -> Office | None:
    if code is None:
        return None
    county = counties_below(office.pk).filter(code=code).first()
    if county is None:
        raise BadInput("没有代码为%(code)s的县（市、区）。", code=code)
    return county
