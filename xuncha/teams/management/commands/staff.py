"""`xuncha staff INSTANCE`: choose the members of all groups of a round at once."""

import argparse
import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.kernel.outputs import deliver
from xuncha.kernel.refusals import BadInput
from xuncha.talent.engine.answer import as_json
from xuncha.talent.engine.instance import read
from xuncha.talent.engine.solve import SECONDS, staff


class Command(BaseCommand):
    requires_system_checks = ()  # nothing of the house is asked
    help = "组建巡察组：在回避、专长、人数等条件下选出最优的人员方案。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "instance",
            help="JSON file: people, groups, barred, apart, targets, weights; - for standard input",
        )
        parser.add_argument("-o", "--output", help="file to write (default: standard output)")
        parser.add_argument(
            "--seconds", type=float, help=f"how long to search at most (default: {SECONDS:.0f})"
        )
        parser.add_argument("--work", type=int, help="how much to search instead: the same plan every time")
        parser.add_argument("--seed", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        seconds, work = options["seconds"], options["work"]
        if seconds is not None and work is not None:
            raise BadInput("--seconds和--work只能用一个。")
        if (seconds is not None and not 0 < seconds < float("inf")) or (work is not None and work < 1):
            raise BadInput("--seconds和--work应为正数。")
        instance = read(_loaded(options["instance"]))
        result = staff(instance, seconds=seconds, work=work, seed=options["seed"])
        answer = json.dumps(as_json(instance, result), ensure_ascii=False, indent=1)
        deliver(f"{answer}\n".encode(), options["output"])
        if result.plan is None:
            print("\n".join(map(str, result.why)), file=sys.stderr)
            sys.exit(1)


def _loaded(path: str) -> Any:
    try:
        if path == "-":
            return json.load(sys.stdin)
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except OSError as why:
        raise BadInput("无法读取“%(path)s”：%(why)s。", path=path, why=why.strerror) from why
    except (ValueError, RecursionError) as why:
        raise BadInput("“%(path)s”不是有效的JSON文件。", path=path) from why
