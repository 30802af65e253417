"""The page of a draft under proof: upload or paste, read it marked, take it away with comments. Nothing of it is kept."""

from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from xuncha.proofs.annotated import as_docx
from xuncha.proofs.formats import Proofed, read
from xuncha.proofs.forms import ProofForm
from xuncha.proofs.marked import page_of
from xuncha.proofs.queries.comparison import compared
from xuncha.records.models import Office
from xuncha.records.rules import OFFICE, Role
from xuncha.reports.queries.scope import scope_of, years_of
from xuncha.rounds.queries.frame import one_look
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import unkept

READERS = OFFICE | {Role.CLUE_KEEPER}


@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: Request) -> HttpResponseBase:
    """The form, and under it the draft that was sent. 403 for who reads no figures, 422 for what cannot be read."""
    office = _office(request)
    years = years_of(office)
    if request.method != "POST":
        return _page(request, {"form": ProofForm(years=years, initial={"year": years[0] if years else ""})})
    form = ProofForm(request.POST, request.FILES, years=years)
    if not form.is_valid():
        return _page(request, {"form": form}, status=422)
    proofed = _proofed(form, office)
    if "docx" in request.POST:
        return _document(request, proofed)
    context = {"form": form, "proofed": proofed, "page": page_of(proofed), "year": form.cleaned_data["year"]}
    return _page(request, context)


def _office(request: Request) -> Office:
    """The viewer's own office, among those whose figures he reads."""
    offices = Office.objects.filter(pk__in=request.viewer.offices(READERS)).order_by("code")
    own = next((office for office in offices if office.pk == request.viewer.office), offices.first())
    if own is None:
        raise PermissionDenied
    return own


def _proofed(form: ProofForm, office: Office) -> Proofed:
    proofed, year = read(form.cleaned_data["draft"]), form.cleaned_data["year"]
    if year is None:
        return proofed
    with one_look():
        return compared(proofed, office, scope_of(office, year))


def _document(request: Request, proofed: Proofed) -> HttpResponseBase:
    witnesses.exported(request, request.path, "docx")
    name = proofed.draft.name.rpartition(".")[0] or proofed.draft.name
    file = BytesIO(as_docx(proofed))
    return unkept(FileResponse(file, as_attachment=True, filename=f"{name}_{request.path.strip('/')}.docx"))


def _page(request: Request, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return unkept(render(request, "proofs/proof.html", context, status=status))
