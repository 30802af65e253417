"""Who is told of what happens at the doors. Config wires the audit log; the doors know nobody above them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from xuncha.kernel.refusals import NotAllowed

OfExport = Callable[[HttpRequest, Any, str], None]  # request, table, the address of what was asked
OfRefusal = Callable[[HttpRequest, NotAllowed], None]
_of_exports: list[OfExport] = []
_of_refusals: list[OfRefusal] = []


def of_exports(witness: OfExport) -> None:
    """Called for every spreadsheet taken out."""
    _of_exports.append(witness)


def of_refusals(witness: OfRefusal) -> None:
    """Called for every refusal that stands on a form instead of a page of its own."""
    _of_refusals.append(witness)


def exported(request: HttpRequest, table: Any, question: str) -> None:
    for witness in _of_exports:
        witness(request, table, question)


def refused(request: HttpRequest, why: NotAllowed) -> None:
    for witness in _of_refusals:
        witness(request, why)
