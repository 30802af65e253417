"""`xuncha ties --year Y`: every tie with both its sides; exit 1 when one fails."""

import argparse
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.kernel.outputs import deliver
from xuncha.kernel.refusals import BadInput
from xuncha.records.queries import today
from xuncha.reports.arguments import add_scope, scope_from
from xuncha.reports.queries.ties import Checked, check

FORMATS = ("text", "json")


class Command(BaseCommand):
    requires_system_checks = ()  # they load every door of the house; a figure needs none
    help = "逐条核对勾稽关系：同一事实沿两条独立路径计数，应当相等。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--year")
        parser.add_argument("--format", default="text", help=" | ".join(FORMATS))
        add_scope(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] not in FORMATS:
            raise BadInput(
                "不支持“%(format)s”格式，可选：%(known)s。",
                format=options["format"],
                known="、".join(FORMATS),
            )
        _, scope = scope_from(options, options["year"] or str(today().year))
        ties = check(scope)
        deliver(_json(ties) if options["format"] == "json" else _text(ties), None)
        if not all(tie.holds for tie in ties):
            sys.exit(1)


def _text(ties: list[Checked]) -> bytes:
    return "".join(_line(tie) for tie in ties).encode()


def _line(tie: Checked) -> str:
    verdict = "相符" if tie.holds else "不符"
    return "%s\t%s\t%s %s\t%s %s\n" % (
        verdict, tie.tie.name, tie.tie.left_name, tie.left, tie.tie.right_name, tie.right,
    )  # fmt: skip


def _json(ties: list[Checked]) -> bytes:
    rows = [
        {"key": t.tie.key, "name": t.tie.name, "left": t.left, "right": t.right, "holds": t.holds}
        for t in ties
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()
