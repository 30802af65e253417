"""Documents taken out of records: as Word files, as PDF where LibreOffice is installed."""

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext, override
from django.views.decorators.http import require_http_methods, require_safe

from xuncha.kernel.refusals import BadInput, NotAllowed
from xuncha.papers import offers
from xuncha.papers.documents.frame import marked
from xuncha.papers.engine.printing import as_pdf
from xuncha.papers.engine.writer import write
from xuncha.papers.offers import Paper
from xuncha.records import reading
from xuncha.ui import stamps, witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import table_of


@dataclass(frozen=True)
class Asked:
    """A kind of document and the record it is asked of, both open to who asks."""

    paper: Paper
    row: Any
    door: str  # of its records' table


@require_http_methods(["GET", "HEAD", "POST"])
def paper_docx(request: Request, name: str, uid: UUID) -> HttpResponseBase:
    """The document as a Word file. What is sealed is asked for by POST, so that no address leads to it again."""
    asked = _asked(request, name, uid)
    method = "POST" if asked.paper.sealed else "GET"
    if (request.method == "POST") is not asked.paper.sealed:
        return HttpResponseNotAllowed([method])
    return _answered(request, asked, _written(request, asked), "docx")


@require_safe
def paper_pdf(request: Request, name: str, uid: UUID) -> HttpResponseBase:
    """The document as it prints. Nothing that is sealed: the converter works on a disk."""
    asked = _asked(request, name, uid)
    if asked.paper.sealed:
        raise Http404
    return _answered(request, asked, as_pdf(_written(request, asked)), "pdf")


def _asked(request: Request, name: str, uid: UUID) -> Asked:
    paper = offers.found(name)
    table = table_of(paper.model) if paper else None
    if paper is None or table is None:
        raise Http404
    admit(request, table)
    row = get_object_or_404(paper.model.objects.visible_to(request.viewer), uid=uid)
    if not paper.sealed and not paper.is_open_to(row, request.viewer):
        raise PermissionDenied
    if not paper.ready(row):
        raise NotAllowed("该事项尚未办理到出具本文书的环节。")
    return Asked(paper, row, table.door)


def _written(request: Request, asked: Asked) -> bytes:
    """Documents are Chinese in every locale."""
    with override("zh-hans"):
        with reading.watched() as read:
            document = asked.paper.make(asked.row, request.viewer)
        mark = read.mark(asked.row.mark)
        document = replace(marked(document, mark), stamp=stamps.stamp(request, mark).line)
        try:
            return write(document)
        except BadInput as why:
            raise NotAllowed("文书不合公文格式：%(why)s", why=why) from why


def _answered(request: Request, asked: Asked, content: bytes, suffix: str) -> FileResponse:
    """Taking it out is recorded; a sealed one is recorded by its opening as well."""
    witnesses.exported(request, asked.door, request.get_full_path())
    label = "" if asked.paper.sealed else f"_{asked.row}"[:60]
    name = f"{gettext(asked.paper.title)}{label}.{suffix}"
    return unkept(FileResponse(BytesIO(content), as_attachment=True, filename=name))
