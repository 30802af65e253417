"""A result in the words of its instance."""

from typing import Any

from xuncha.talent.engine.instance import Instance
from xuncha.talent.engine.solve import Result


def as_json(instance: Instance, result: Result) -> dict[str, Any]:
    """`{"status", "objective", "bound", "seconds", "parts", "groups": [{"id", "leaders", "members"}], "why"}`."""
    groups = []
    if result.plan is not None:
        groups = [
            {
                "id": group.id,
                "leaders": [instance.people[p].id for p in sorted(leaders)],
                "members": [instance.people[p].id for p in sorted(members)],
            }
            for group, leaders, members in zip(
                instance.groups, result.plan.leaders, result.plan.members, strict=True
            )
        ]
    return {
        "status": result.status,
        "objective": result.cost and _plain(result.cost.total),
        "bound": None if result.bound is None else _plain(result.bound),
        "seconds": round(result.seconds, 3),
        "parts": {}
        if result.cost is None
        else {name: _plain(part) for name, part in result.cost.parts.items()},
        "groups": groups,
        "why": [str(sentence) for sentence in result.why],
    }


def _plain(number: float) -> int | float | None:
    """A whole number as one; nothing where no bound is known."""
    if number == float("-inf"):
        return None
    return int(number) if float(number).is_integer() else round(number, 6)
