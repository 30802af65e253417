"""Knocking at a door as somebody: the view itself is called, as far as its gate and what it looks up; nothing is drawn."""

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import ResolverMatch

from xuncha.accounts.models import User
from xuncha.config.tests.gate.expected import CLOSED, FAULT, HIDDEN, IN, NOT_TAKEN
from xuncha.kernel.refusals import BadInput, NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.ui.tables.sight import Sight

ANSWERS = {403: CLOSED, 404: HIDDEN, 405: NOT_TAKEN}
_factory = RequestFactory()


class Entered(Exception):
    """Past the gate, before anything is counted: what follows takes long and is tried elsewhere."""


LONG = (  # what takes long behind a gate
    "xuncha.reports.views.figures._find",
    "xuncha.reports.views.figures.keys_of",
    "xuncha.reports.views.figures.check",
    "xuncha.reports.views.annual.year_report",
    "xuncha.reports.views.composite.composite",
    "xuncha.reports.views.designs.Workbench.of",
    "xuncha.returns.views.values.values.series_of",
    "xuncha.desk.views.desk_of",
    "xuncha.desk.views.place_of",
    "xuncha.ui.tables.doors.listing",
    "xuncha.ui.tables.doors.workbook",
    "xuncha.ui.tables.detail.history",  # asked next when the row has been found
    "xuncha.ui.reception.forms._Reception.__init__",  # the form is made when everything else is settled
)


class Unsaid(BaseStorage):
    """Messages that nobody reads."""

    def _get(self, *args: Any, **options: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, *args: Any, **options: Any) -> list[Any]:
        return []


def _enter(*given: Any, **named: Any) -> None:
    raise Entered


@contextmanager
def undrawn() -> Iterator[None]:
    """No page is drawn and no workbook filled: who gets as far as that is in.

    Plain functions stand in, and nothing is logged: what keeps every request makes the walk slower with each knock.
    """
    stand_ins: dict[str, Any] = dict.fromkeys(LONG, _enter) | {
        "django.template.loader.render_to_string": lambda *given, **named: "",
        "xuncha.ui.tables.detail.sight": lambda *given, **named: Sight({}, {}),
        "xuncha.ui.tables.detail.joined": lambda rows, reads: rows,
    }
    with ExitStack() as stack:
        for where, stand_in in stand_ins.items():
            stack.enter_context(patch(where, stand_in))
        stack.callback(logging.disable, logging.root.manager.disable)
        logging.disable(logging.WARNING)
        yield


def knock(address: str, match: ResolverMatch, method: str, user: User, viewer: Viewer) -> tuple[str, object]:
    """(what came of it, what was answered). Whatever was written is taken back."""
    request: Any = _factory.post(address) if method == "POST" else _factory.get(address)
    request.user, request.viewer, request.session = user, viewer, {}
    request._messages = Unsaid(request)
    request.resolver_match = match
    try:
        with transaction.atomic():
            answer = match.func(request, *match.args, **match.kwargs)
            transaction.set_rollback(True)
    except (PermissionDenied, WrongRole) as why:
        return CLOSED, why
    except Http404 as why:
        return HIDDEN, why
    except (NotAllowed, BadRequest, BadInput, Entered) as why:
        return IN, why
    except Exception as why:  # whatever it is, it is no answer: named, and the walk goes on
        return FAULT, why
    return ANSWERS.get(answer.status_code, IN), answer.status_code
