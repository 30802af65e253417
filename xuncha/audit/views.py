"""The auditor's page of the chain: reading it back, and a checkpoint to take away."""

from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xuncha.accounts.models import User
from xuncha.audit import actions, signing
from xuncha.audit.forms import CheckpointForm
from xuncha.audit.models import Entry
from xuncha.audit.queries import anchors, verified
from xuncha.audit.rules import READERS, Act
from xuncha.audit.wording import sentences
from xuncha.kernel.refusals import BadInput
from xuncha.records import appendonly
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import unkept

SHOWN = 5  # checkpoints that were taken last


@require_http_methods(["GET", "HEAD", "POST"])
def chain(request: Request) -> HttpResponse:
    """How the chain stands; on POST it is read whole, against the file that was handed in."""
    _admit(request)
    if request.method != "POST":
        return _page(request, {"form": CheckpointForm()})
    form = CheckpointForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, {"form": form}, status=422)
    file = form.cleaned_data["checkpoint"]
    try:
        verdict = verified(file.read() if file else None, key=form.cleaned_data["key"])
    except BadInput as why:
        form.add_error("checkpoint", str(why))
        return _page(request, {"form": form}, status=422)
    return _page(request, {"form": form, "verdict": verdict, "sentences": sentences(verdict)})


@require_POST
def checkpoint(request: Request) -> FileResponse:
    """A new checkpoint as a file. That it was taken stands in the chain."""
    _admit(request)
    who = User.objects.get(pk=request.viewer.user).username
    header, file = actions.take_checkpoint(who=who)
    name = f"xuncha-checkpoint-{header.id}-{timezone.localdate():%Y%m%d}.txt"
    return unkept(FileResponse(BytesIO(file), as_attachment=True, filename=name, content_type="text/plain"))


def _admit(request: Request) -> None:
    if not request.viewer.offices(READERS):
        raise PermissionDenied


def _page(request: Request, context: dict[str, Any], status: int = 200) -> HttpResponse:
    entries = Entry.objects.visible_to(request.viewer)
    context |= {
        "count": entries.count(),
        "last": entries.order_by("-pk").first(),
        "anchors": len(list(anchors())),
        "guarded": not appendonly.missing(),
        "fingerprint": signing.fingerprint(signing.public()),
        "taken": entries.filter(verb=Act.CHECKPOINT).order_by("-pk")[:SHOWN],
    }
    return unkept(render(request, "audit/chain.html", context, status=status))
