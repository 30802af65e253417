"""What was refused at a door, as the audit log has it: a verb, a page that is not for the role, a row not to be known."""

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.rules import Act
from xuncha.kernel.refusals import NotAllowed
from xuncha.records.models import Passage, Record
from xuncha.ui.errors import SENTENCES


def remember(request: HttpRequest, why: Exception) -> None:
    """One entry for a refusal of somebody who is signed in; a mistyped address is none.

    The address goes into the entry without its query: what was searched for may say more than the answer.
    """
    if not isinstance(request.user, User):
        return
    if isinstance(why, NotAllowed):
        _enter(request, Act.REFUSED, str(why))
    elif isinstance(why, PermissionDenied):
        _enter(request, Act.REFUSED, SENTENCES[403])
    elif isinstance(why, Http404) and any(_hidden(request, uid) for uid in _named(request)):
        _enter(request, Act.HIDDEN, SENTENCES[404])


def _enter(request: HttpRequest, act: Act, note: str) -> None:
    audit.record(who=str(request.user.get_username()), verb=act, subject=request.path, note=note)


def _named(request: HttpRequest) -> Iterable[UUID]:
    """The records that the address names."""
    match = request.resolver_match
    return [value for value in match.kwargs.values() if isinstance(value, UUID)] if match else ()


def _hidden(request: HttpRequest, uid: UUID) -> bool:
    """Whether there is such a record, and this person does not see it."""
    kind = Passage.objects.filter(subject_uid=uid).values_list("subject", flat=True).first()
    if kind is None:
        return False
    model = apps.get_model(kind)
    assert issubclass(model, Record)
    rows = model._base_manager.filter(uid=uid, voided_at=None)
    seen = model.objects.visible_to(request.viewer).filter(uid=uid)  # type: ignore[attr-defined]
    return rows.exists() and not seen.exists()
