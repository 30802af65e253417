"""Tables of which a page holds several, each in parts by number: which is asked for, and the links to its neighbours."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest

from xuncha.kernel.parts import Parts
from xuncha.ui.http import Request


@dataclass(frozen=True)
class Paging:
    """Part `number` of `of`; `before` and `after` are queries that keep what else was asked, "" where there is none."""

    number: int
    of: int
    before: str
    after: str


def asked_part(request: Request, name: str) -> int:
    """The part that the parameter asks for, the first where it is not there. BadRequest for what is no number."""
    asked = request.GET.get(name) or "1"
    if not (asked.isascii() and asked.isdigit() and len(asked) < 5):
        raise BadRequest(name)
    return int(asked)


def paging(request: Request, name: str, parts: Parts) -> Paging:
    number = parts.number
    before = _asking(request, name, number - 1) if number > 1 else ""
    after = _asking(request, name, number + 1) if number < parts.of else ""
    return Paging(number, parts.of, before, after)


def _asking(request: Request, name: str, number: int) -> str:
    asked = request.GET.copy()
    asked[name] = str(number)
    return "?" + asked.urlencode()
