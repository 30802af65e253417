"""Conditions that a lower life cycle names and a higher app provides. A missing provider refuses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def standing_aside() -> Iterator[list[str]]:
    """Every provider lets everything pass, and the names asked are listed: for a trial of the tables themselves."""
    kept, asked = dict(_providers), list[str]()
    _providers.update({name: _listing(name, asked) for name in kept})
    try:
        yield asked
    finally:
        _providers.update(kept)


def _listing(name: str, asked: list[str]) -> Guard:
    return lambda record: asked.append(name)
