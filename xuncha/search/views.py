"""The page of search, and what is offered while one types."""

from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.kernel.refusals import NotAllowed
from xuncha.search.models import fulltext
from xuncha.search.panels import hit
from xuncha.search.queries.hits import Hits, Question, readable, suggested
from xuncha.search.queries.kinds import Kind, kinds, readers
from xuncha.search.queries.questions import NAMES, question
from xuncha.search.queries.standing import state
from xuncha.search.rules.asked import LONGEST, phrases
from xuncha.ui import errors
from xuncha.ui.http import Request
from xuncha.ui.tables.addresses import Asked
from xuncha.ui.tables.doors import unkept
from xuncha.ui.tables.keyset import LAST
from xuncha.ui.tables.listing import COUNTED, Count

CHIPS = 8  # kinds that stand above the hits, the most frequent; the others wait in the box


@dataclass(frozen=True)
class Option:
    """One kind to choose. `size` is "" where it was not counted to the end."""

    value: str
    label: str
    size: str
    url: str
    chosen: bool


@require_safe
def search(request: Request) -> HttpResponseBase:
    """The box, and under it what was found. 403 for who can find nothing, 422 with a sentence for what cannot be asked."""
    _admit(request)
    asked = Asked(request)
    context: dict[str, Any] = {name: request.GET.get(name, "") for name in NAMES}
    context |= {
        "asked": asked,
        "most": LONGEST,
        "options": _options(request, asked, Counter(), context["kind"]),
    }
    status = HTTPStatus.OK
    try:
        found = question(context)
        if found.phrases:
            context |= _answer(request, found, asked)
    except BadRequest as why:
        return errors.bad_request(request, why)
    except NotAllowed as why:
        context["refusal"], status = errors.say(why), HTTPStatus.UNPROCESSABLE_ENTITY
    context["state"] = state()
    partial = request.headers.get("HX-Target") == "list"
    name = "search/_list.html" if partial and status == HTTPStatus.OK else "search/search.html"
    return unkept(render(request, name, context, status=status))


@require_safe
def suggest(request: Request) -> HttpResponse:
    """Organisations and documents, under the box; nothing for words that cannot be asked."""
    _admit(request)
    try:
        asked = phrases(request.GET.get("q", ""))
    except NotAllowed:
        asked = ()
    with fulltext.interpreted():
        found = [hit(entry, asked) for _, entry in suggested(asked, request.viewer)] if asked else []
    return unkept(render(request, "search/_suggested.html", {"hits": found}))


def _admit(request: Request) -> None:
    if not request.viewer.has(*readers()):
        raise PermissionDenied


def _answer(request: Request, asked: Question, address: Asked) -> dict[str, Any]:
    """What was found. Four queries: the kinds, a page, the numbers, and one more where there are very many."""
    with fulltext.interpreted():
        hits = Hits(asked, request.viewer)
        page, sizes = hits.page(request.GET.get("cursor", "")), hits.sizes()
        exact = sizes.total() <= COUNTED
        count = hits.count() if asked.kind and not exact else _of(asked.kind, sizes)
    options = _options(request, address, sizes if exact else Counter(), asked.kind)
    return {
        "hits": [hit(entry, asked.phrases) for entry in page.entries],
        "count": Count(count),
        "options": options,
        "chips": options[:CHIPS] if exact and len(sizes) > 1 else [],
        "pager": {
            "first": address.having() if page.previous else "",
            "previous": address.having(cursor=page.previous) if page.previous else "",
            "following": address.having(cursor=page.following) if page.following else "",
            "last": address.having(cursor=LAST) if page.following else "",
        },
    }


def _of(kind: Kind | None, sizes: Counter[int]) -> int:
    return sizes[kind.number] if kind else sizes.total()


def _options(
    request: Request, address: Asked, sizes: Counter[int], chosen: Kind | str | None
) -> list[Option]:
    """Kinds that were found, the most frequent first; without numbers all that the viewer may read."""
    by_size = dict(sizes.most_common())
    found = [kinds()[number] for number in by_size] or readable(request.viewer, kinds())
    name = chosen.declared.model if isinstance(chosen, Kind) else chosen
    return [
        Option(
            value=kind.declared.model,
            label=gettext(kind.label),
            size=str(by_size.get(kind.number, "")),
            url=address.having(kind="" if kind.declared.model == name else kind.declared.model),
            chosen=kind.declared.model == name,
        )
        for kind in found
    ]
