"""The doors of working papers that are made by hand: a paper's page, its editor, and the files of its evidence."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from xuncha.fieldwork.actions import papers as actions
from xuncha.fieldwork.engine.differences import Piece, compare
from xuncha.fieldwork.forms.papers import DraftForm
from xuncha.fieldwork.models.papers import Evidence, PaperVersion, WorkingPaper
from xuncha.fieldwork.queries import papers as queries
from xuncha.fieldwork.rules.base import WRITERS, takes_fieldwork
from xuncha.fieldwork.rules.papers import Overtaken, PaperState
from xuncha.fieldwork.tables.papers import EVIDENCE, WORKING_PAPERS
from xuncha.files.serving import served
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.reception.entry import today
from xuncha.ui.tables.cells import shown
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import row_url, table_of

SAID = ("title", "amount", "period", "clause", "text")
LABELS = {
    field.name: str(field.verbose_name) for field in PaperVersion._meta.concrete_fields if field.name in SAID
}


@dataclass(frozen=True)
class Column:
    """One of the versions that are shown beside each other: what it says, with what is its own marked."""

    heading: str
    parts: list[tuple[str, list[Piece]]]


@require_safe
def page(request: Request, uid: UUID) -> HttpResponse:
    """A paper with its evidence, versions and steps; to whoever may write also the way to its editor."""
    admit(request, WORKING_PAPERS)
    context = detail(request, WORKING_PAPERS, uid)
    paper = context["row"]
    context["edit_url"] = _edit_url(paper) if _may_edit(request, paper) else ""
    return unkept(render(request, "fieldwork/paper.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, uid: UUID) -> HttpResponse:
    """The editor. Who saves after somebody else is shown both texts, and keeps their own in the box."""
    admit(request, WORKING_PAPERS)
    paper = _visible(request, uid)
    if paper.roles_of(request.viewer).isdisjoint(WRITERS):
        raise PermissionDenied
    latest = paper.latest()
    if request.method != "POST":
        known = {"text": latest.text, "opened": paper.version}
        return _editor(request, paper, DraftForm(instance=paper, initial=known))
    form = DraftForm(request.POST, instance=_visible(request, uid))
    try:
        if form.is_valid():
            return _saved(request, paper, form)
    except Overtaken as why:
        witnesses.refused(request, why)
        return _overtaken(request, paper, form, why)
    except WrongRole:
        raise
    except NotAllowed as why:
        witnesses.refused(request, why)
        form.add_error(None, errors.say(why))
    return _editor(request, paper, form, status=422)


@require_safe
def evidence(request: Request, uid: UUID) -> HttpResponse:
    """One piece of evidence, with the record it points at where this person may see that."""
    admit(request, EVIDENCE)
    context = detail(request, EVIDENCE, uid)
    return unkept(render(request, "fieldwork/evidence.html", context | _ways(request, context["row"])))


@require_safe
def evidence_file(request: Request, uid: UUID) -> FileResponse:
    """The attachment as it was stored."""
    return served(request, EVIDENCE, uid)


def _visible(request: Request, uid: UUID) -> WorkingPaper:
    rows = WorkingPaper.objects.visible_to(request.viewer)
    return get_object_or_404(rows.select_related("task__organisation"), uid=uid)


def _may_edit(request: Request, paper: WorkingPaper) -> bool:
    writes = not paper.roles_of(request.viewer).isdisjoint(WRITERS)
    return writes and paper.state == PaperState.DRAFT and takes_fieldwork(paper.task.state)


def _saved(request: Request, paper: WorkingPaper, form: DraftForm) -> HttpResponse:
    opened = form.cleaned_data["opened"]
    actions.revise(paper, opened=opened, said=_said(form), by=request.viewer, at=today(request))
    messages.success(request, gettext("已保存为第%(number)s版。") % {"number": paper.version})
    return redirect(_edit_url(paper) if "stay" in request.POST else row_url(WORKING_PAPERS, paper))


def _said(form: DraftForm) -> actions.Wording:
    return actions.Wording(**{name: form.cleaned_data[name] for name in LABELS})


def _overtaken(request: Request, paper: WorkingPaper, form: DraftForm, why: Overtaken) -> HttpResponse:
    """Old, theirs and mine beside each other. Saving again is deliberate: it goes on from their version."""
    theirs = paper.latest()
    opened = paper.versions.filter(number=form.cleaned_data["opened"]).first() or theirs
    form.data = {**form.data.dict(), "opened": str(theirs.number)}  # type: ignore[attr-defined]  # a QueryDict
    form.add_error(None, errors.say(why))
    clash = {"columns": _columns(opened, theirs, _said(form)), "theirs": theirs}
    return _editor(request, paper, form, status=409, clash=clash)


def _columns(opened: PaperVersion, theirs: PaperVersion, mine: actions.Wording) -> list[Column]:
    named = {"number": opened.number}, {"number": theirs.number, "who": str(theirs.by)}
    old, new, own = [], [], []
    for name, label in LABELS.items():
        was, now, said = (_text(getattr(each, name)) for each in (opened, theirs, mine))
        before, after = compare(was, now)
        old.append((label, before))
        new.append((label, after))
        own.append((label, compare(was, said)[1]))
    return [
        Column(gettext("您打开时（第%(number)s版）") % named[0], old),
        Column(gettext("%(who)s已保存（第%(number)s版）") % named[1], new),
        Column(gettext("您的这一稿（尚未保存）"), own),
    ]


def _text(value: str | Decimal | None) -> str:
    return value if isinstance(value, str) else shown(value)


def _editor(
    request: Request, paper: WorkingPaper, form: DraftForm, *, status: int = 200, clash: Any = None
) -> HttpResponse:
    laid = paper.evidence.live().select_related("attachment", "paper__task").order_by("number")
    context = {
        "paper": paper,
        "form": form,
        "clash": clash,
        "evidence": [(row, _ways(request, row)) for row in laid],
        "add_url": reverse("fieldwork:evidence_new", args=[paper.uid]),
        "back": row_url(WORKING_PAPERS, paper),
        "hindrance": ""
        if _may_edit(request, paper)
        else gettext("当前不能修改：底稿已经提交，或者巡察报告已经提交。"),
    }
    return unkept(render(request, "fieldwork/paper_edit.html", context, status=status))


def _ways(request: Request, row: Evidence) -> dict[str, str]:
    """Where its file and the record behind it are opened, and what that record is called."""
    behind = queries.source_of(row, request.viewer)
    table = table_of(type(behind)) if behind else None
    return {
        "file_url": reverse("fieldwork:evidence_file", args=[row.uid]) if row.attachment_id else "",
        "source_url": row_url(table, behind) if table else "",
        "source_name": str(behind or ""),
        "own_url": row_url(EVIDENCE, row),
    }


def _edit_url(paper: WorkingPaper) -> str:
    return reverse("fieldwork:paper_edit", args=[paper.uid])
