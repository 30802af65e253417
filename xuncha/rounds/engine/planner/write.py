"""An instance as the JSON that `read` reads."""

from dataclasses import asdict
from datetime import date
from typing import Any

from xuncha.rounds.engine.planner.instance import Instance


def as_json(instance: Instance) -> dict[str, Any]:
    """Plain values only; dates are ISO, what is empty is left out of organisations and groups."""
    return {
        "name": instance.name,
        "start": instance.start.isoformat(),
        "deadline": instance.deadline.isoformat(),
        "rules": asdict(instance.rules),
        "organisations": [_plain(asdict(one)) for one in instance.organisations],
        "groups": [_plain(asdict(one)) for one in instance.groups],
        "pairs": [_plain(asdict(one)) for one in instance.pairs],
        "rest": sorted(day.isoformat() for day in instance.rest),
        "work": sorted(day.isoformat() for day in instance.work),
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items() if value not in (None, (), "")}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_value(one) for one in value] if isinstance(value, tuple) else value
