"""Who is told of what happens at the doors. Config wires the audit log; the doors know nobody above them."""

from collections.abc import Callable
from typing import Protocol

from django.http import HttpRequest

from xuncha.kernel.refusals import NotAllowed


class OfExport(Protocol):
    def __call__(self, request: HttpRequest, subject: str, note: str, *, verb: str) -> None: ...


OfRefusal = Callable[[HttpRequest, NotAllowed], None]
_of_exports: list[OfExport] = []
_of_refusals: list[OfRefusal] = []


def of_exports(witness: OfExport) -> None:
    """Called for every file taken out. It may refuse."""
    _of_exports.append(witness)


def of_refusals(witness: OfRefusal) -> None:
    """Called for every refusal that stands on a form instead of a page of its own."""
    _of_refusals.append(witness)


def exported(request: HttpRequest, subject: str, note: str = "", *, verb: str = "export") -> None:
    """A file is about to be handed out: of which table or page, what of it, and how that is called in the log."""
    for witness in _of_exports:
        witness(request, subject, note, verb=verb)


def refused(request: HttpRequest, why: NotAllowed) -> None:
    for witness in _of_refusals:
        witness(request, why)
