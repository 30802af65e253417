"""What config asks to be told: who came in, who failed to, who goes. The audit chain stands above accounts."""

from collections.abc import Callable
from typing import Any

Told = Callable[..., Any]
_told: dict[str, list[Told]] = {}


def of(happening: str, tell: Told) -> None:
    """happening: "arrived" (request, user), "failed" (request, username, locked=), "left" (request, user)."""
    if tell not in _told.setdefault(happening, []):
        _told[happening].append(tell)


def happened(happening: str, *what: Any, **more: Any) -> None:
    for tell in _told.get(happening, ()):
        tell(*what, **more)
