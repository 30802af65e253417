"""Conditions that a lower life cycle names and a higher app provides. A missing provider refuses."""

from collections.abc import Callable
from typing import Any

from xuncha.kernel.lifecycle import Step
from xuncha.kernel.refusals import NotAllowed

Guard = Callable[[Any], None]  # takes the record; raises NotAllowed when the condition does not hold
_providers: dict[str, Guard] = {}


def provide(name: str, guard: Guard) -> None:
    _providers[name] = guard


def check(name: str, record: object) -> None:
    if name not in _providers:
        raise NotAllowed("办理条件“%(name)s”尚未配置，暂不能办理。", name=name)
    _providers[name](record)


def hindrance(step: Step, record: object) -> NotAllowed | None:
    """What stands in the way of the step now; None when nothing does."""
    try:
        for name in step.guards:
            check(name, record)
    except NotAllowed as why:
        return why
    return None


def provided() -> frozenset[str]:
    return frozenset(_providers)
