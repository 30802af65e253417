"""The benchmark's independent checker, for tests: instances go to it as plain values."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xuncha.rounds.engine.planner.instance import Instance
from xuncha.rounds.engine.planner.write import as_json

_PATH = Path(__file__).resolve().parents[3] / "benchmarks" / "planner_check.py"
_SPEC = importlib.util.spec_from_file_location("planner_check", _PATH)
assert _SPEC
assert _SPEC.loader
_CHECK = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_CHECK)


def faults(instance: Instance, lines: Sequence[Any], *, whole: bool = True) -> list[str]:
    found: list[str] = _CHECK.faults(as_json(instance), lines, whole=whole)
    return found


def measures(instance: Instance, lines: Sequence[Any]) -> tuple[int, int, int]:
    found: tuple[int, int, int] = _CHECK.measures(as_json(instance), lines)
    return found
