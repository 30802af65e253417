"""`xuncha states [--check]`: the tables of the life cycles, or every verb, state and role of them tried; exit 1 on a difference."""

import argparse
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.kernel.refusals import BadInput
from xuncha.operations import reference
from xuncha.operations.states import check, tables

FORMATS = ("text", "json")


class Command(BaseCommand):
    help = "列出各类办理流程；--check 逐一试办每个事项、每种状态、每个岗位，试办不留痕迹。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--format", default="text", help=" | ".join(FORMATS))

    def handle(self, *args: Any, **options: Any) -> None:
        form, as_json = options["format"], options["format"] == "json"
        if form not in FORMATS:
            raise BadInput("不支持“%(format)s”格式，可选：%(known)s。", format=form, known="、".join(FORMATS))
        if not options["check"]:
            self.show(as_json=as_json)
        elif not self.check_all(as_json=as_json):
            sys.exit(1)

    def show(self, *, as_json: bool) -> None:
        lives = reference.life_cycles()
        if as_json:
            self.tell({life.name: tables.as_data(life) for life in lives})
        else:
            self.stdout.write("\n".join(line for life in lives for line in tables.lines(life)))

    def check_all(self, *, as_json: bool) -> bool:
        """Whether nothing differs; each life cycle is told as soon as it is known."""
        found = []
        for answer in check.answers():
            found.append(answer)
            if not as_json:
                self.stdout.write("\n".join([check.line(answer), *("\t" + d for d in answer.differences)]))
        drawn = reference.diagrams_match()
        if as_json:
            self.tell({"life_cycles": [check.as_data(answer) for answer in found], "diagrams_match": drawn})
        else:
            self.stdout.write(DRAWN[drawn])
        return drawn is not False and not any(answer.differences for answer in found)

    def tell(self, data: object) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))


DRAWN = {
    True: "相符\t流程图与办理流程一致",
    False: "不符\t流程图已过时：请运行 xuncha docs",
    None: "未比对\t本机没有流程图文档",
}
