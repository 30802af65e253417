"""Conditions that a lower life cycle names and a higher app provides. A missing provider refuses."""

from collections.abc import Callable

from xuncha.kernel.refusals import NotAllowed
from xuncha.records.models import Record

Guard = Callable[[Record], None]  # raises NotAllowed when the condition does not hold
_providers: dict[str, Guard] = {}


def provide(name: str, guard: Guard) -> None:
    _providers[name] = guard


def check(name: str, record: Record) -> None:
    if name not in _providers:
        raise NotAllowed("办理条件“%(name)s”尚未配置，暂不能办理。", name=name)
    _providers[name](record)


def provided() -> frozenset[str]:
    return frozenset(_providers)
