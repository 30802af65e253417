"""From within an installation: every figure of a year through the registry and as hand-written SQL, timed in turn.

`figures.py YEAR TIMES` prints JSON: {"figures": {key: {"value", "value_by_hand", "registry": [seconds, …], "by_hand": […]}},
"rows": {table: count}, "ties": seconds}. A ratio's value is [part, whole], a range's [least, most].
"""

import datetime
import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")
django.setup()

from django.db import connection

from xuncha.findings.models import Finding
from xuncha.kernel.figures import Scope
from xuncha.records.models import Passage
from xuncha.records.queries import installation
from xuncha.rectification.models import Item, Measure
from xuncha.reports.queries import ties
from xuncha.reports.queries.registry import find, keys_of
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.queries.values import Value, value_of

STATEMENTS = Path(__file__).with_name("figures.sql")
HEAD = re.compile(r"^-- = (\S+)$", re.MULTILINE)


def main(year: int, times: int) -> None:
    scope = scope_of(installation().home, year)
    statements = _statements()
    figures = {key: _measured(key, scope, statements, times) for key in keys_of(scope)}
    started = time.perf_counter()
    ties.check(scope)
    rows = {
        model._meta.label_lower: model._base_manager.count() for model in (Finding, Item, Measure, Passage)
    }
    print(
        json.dumps(
            {"figures": figures, "rows": rows, "ties": time.perf_counter() - started}, ensure_ascii=False
        )
    )


def _statements() -> dict[str, str]:
    """The statement under each key of figures.sql; `{name}` stands for the shared parts at its beginning."""
    _, *parts = HEAD.split(STATEMENTS.read_text(encoding="utf-8"))
    found = dict(zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True))
    shared = {
        name.removeprefix("shared:"): text for name, text in found.items() if name.startswith("shared:")
    }
    return {key: _filled(text, shared) for key, text in found.items() if not key.startswith("shared:")}


def _filled(text: str, shared: dict[str, str]) -> str:
    for name, part in shared.items():
        text = text.replace("{" + name + "}", part)
    return text


def _measured(key: str, scope: Scope, statements: dict[str, str], times: int) -> dict[str, Any]:
    figure, number = find(key)
    asked = {
        "office": scope.office,
        "start": scope.period.start.isoformat(),
        "end": scope.period.end.isoformat(),
        "eve": (scope.period.start - datetime.timedelta(days=1)).isoformat(),
        "n": number,
    }
    taken: dict[str, Any] = {"registry": [], "by_hand": []}
    for _ in range(times):
        started = time.perf_counter()
        value = value_of(key, scope)
        taken["registry"].append(time.perf_counter() - started)
        started = time.perf_counter()
        row = _row(statements[figure.key], asked)
        taken["by_hand"].append(time.perf_counter() - started)
    return {
        **taken,
        "value": _plain(value),
        "value_by_hand": [str(v) for v in row] if len(row) > 1 else str(row[0]),
    }


def _plain(value: Value) -> Any:
    if value.denominator is not None:
        return [str(value.numerator), str(value.denominator)]
    return [str(v) for v in value.value] if isinstance(value.value, list) else str(value.value)


def _row(statement: str, asked: dict[str, Any]) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        row: tuple[Any, ...] = cursor.fetchone()
    return row


main(int(sys.argv[1]), int(sys.argv[2]))
