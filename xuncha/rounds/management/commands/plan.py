"""`xuncha plan INSTANCE`: the rounds that are left of a term, with the day before which no plan ends."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.kernel.outputs import deliver
from xuncha.kernel.refusals import BadInput
from xuncha.rounds.engine.planner.answer import STATUS, as_json, as_text, together_json
from xuncha.rounds.engine.planner.instance import Instance, Offices
from xuncha.rounds.engine.planner.offices import solve_all
from xuncha.rounds.engine.planner.read import read
from xuncha.rounds.engine.planner.solve import SECONDS, solve
from xuncha.rounds.engine.planner.whatif import outcomes
from xuncha.rounds.engine.planner.why import why

OFFICES_SECONDS = 60.0
FINE = ("optimal", "feasible")


class Command(BaseCommand):
    requires_system_checks = ()  # nothing of the house is asked
    help = "筹划轮次：在组数、现场时间、同组同轮等条件下，尽早完成本届全覆盖。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "instance",
            help="JSON file: start, deadline, rules, organisations, groups, pairs; or offices; - for standard input",
        )
        parser.add_argument("-o", "--output", help="file to write (default: standard output)")
        parser.add_argument("--json", action="store_true", help="JSON instead of lines to read")
        parser.add_argument(
            "--seconds",
            type=float,
            help=f"how long to search at most (default: {SECONDS:.0f}, of several offices {OFFICES_SECONDS:.0f})",
        )
        parser.add_argument(
            "--cases", type=float, default=0.0, help="seconds for the usual what-ifs (default: none asked)"
        )
        parser.add_argument("--seed", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        seconds, cases = options["seconds"], options["cases"]
        if seconds is not None and not 0 < seconds < float("inf"):
            raise BadInput("--seconds应为正数。")
        if not 0 <= cases < float("inf"):
            raise BadInput("--cases不能为负数。")
        asked = read(_loaded(options["instance"]))
        if isinstance(asked, Offices):
            found = solve_all(asked, seconds=seconds or OFFICES_SECONDS, seed=options["seed"])
            answer = together_json(found)
            lines = list(_offices(answer))
        else:
            answer, lines = _one(asked, seconds or SECONDS, cases, options["seed"])
        text = json.dumps(answer, ensure_ascii=False, indent=1) if options["json"] else "\n".join(lines)
        deliver(f"{text}\n".encode(), options["output"])
        if answer["status"] not in FINE:
            sys.exit(1)


def _one(asked: Instance, seconds: float, cases: float, seed: int) -> tuple[dict[str, Any], list[str]]:
    result = solve(asked, seconds=seconds, seed=seed)
    tried = outcomes(result, seconds=cases, seed=seed) if cases and result.plan else []
    answer = as_json(result, why(result), tried)
    units = {one.id: one.name for one in asked.organisations}
    return answer, list(as_text(answer, units, {one.id: one.name for one in asked.groups}))


def _offices(answer: dict[str, Any]) -> Iterator[str]:
    yield "结果：%s，全部完成：%s，差距%s%%，用时%s秒" % (
        STATUS[answer["status"]], answer["finish"] or "—", answer["gap"], answer["seconds"],
    )  # fmt: skip
    for id, one in answer["offices"].items():
        yield "%s：%s，%s完成（届满%s），%d轮，距下界%s个工作日" % (
            id, STATUS[one["status"]], one["finish"] or "—", one["deadline"], len(one["rounds"]),
            "—" if one["aims"] is None else one["aims"]["finish"] - one["finish_bound"],
        )  # fmt: skip


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
