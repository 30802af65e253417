"""What findings show on lower pages: the problems of a task with the papers they rest on, and those a paper serves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string

from xuncha.fieldwork.models import Evidence, WorkingPaper
from xuncha.fieldwork.models.base import FieldRecord
from xuncha.fieldwork.queries.papers import sources_of
from xuncha.findings import queries
from xuncha.findings.models import Citation, FactAnswer, Finding
from xuncha.findings.tables import FINDINGS
from xuncha.rounds.models import Task
from xuncha.ui.http import Request
from xuncha.ui.tables.registry import list_url, may_open, row_url, table_of

SHOWN = 40


def made_of(request: Request, row: Finding) -> str:
    """For the slot "findings.finding.main": tags and sources, the papers it cites, what the unit said to its facts."""
    if queries.is_told_only(row, request.viewer):
        return ""
    ((_, cited, tally),) = queries.tallies([row])
    context = {
        "row": row,
        "tally": tally,
        "cited": cited,
        "finder": queries.finder(row),
        "citations": list(_cited(request, row)) if cited else [],
        "answers": FactAnswer.objects.visible_to(request.viewer).filter(finding=row).order_by("at", "pk"),
    }
    return render_to_string("findings/_made_of.html", context, request)


@dataclass(frozen=True)
class Piece:
    """A piece of evidence, and the page of the record it cites; "" for none that this person may open."""

    evidence: Evidence
    url: str


@dataclass(frozen=True)
class Cited:
    citation: Citation
    pieces: tuple[Piece, ...]


def _cited(request: Request, row: Finding) -> Iterator[Cited]:
    """Each paper with its evidence, down to the talks and petitions it was drawn from."""
    citations = Citation.objects.visible_to(request.viewer).filter(finding=row).select_related("paper")
    found = list(citations.order_by("paper__number"))
    papers = [citation.paper_id for citation in found]
    pieces = list(Evidence.objects.visible_to(request.viewer).filter(paper__in=papers).order_by("number"))
    sources = sources_of(pieces, request.viewer)
    for citation in found:
        own = (piece for piece in pieces if piece.paper_id == citation.paper_id)
        yield Cited(citation, tuple(Piece(piece, _source_page(piece, sources)) for piece in own))


def _source_page(piece: Evidence, sources: Mapping[UUID, FieldRecord]) -> str:
    record = sources.get(piece.source_uid) if piece.source_uid else None
    table = table_of(type(record)) if record is not None else None
    return row_url(table, record) if table else ""


def problems_of_task(request: Request, row: Task) -> str:
    """For the slot "rounds.task.main": each problem of the report beside the papers it cites."""
    if not request.viewer.has(*Citation.reach.roles) or not may_open(request, FINDINGS):
        return ""
    seen = Finding.objects.visible_to(request.viewer).filter(task=row).of_report()
    found = list(seen.order_by("serial")[: SHOWN + 1])
    if not found or not Citation.objects.visible_to(request.viewer).filter(finding__in=found).exists():
        return ""
    context = {"lines": queries.tallies(found)[:SHOWN], "all_url": f"{list_url(FINDINGS)}?task={row.pk}"}
    return render_to_string("findings/_of_task.html", context | {"base": list_url(FINDINGS)}, request)


def problems_of_paper(request: Request, row: WorkingPaper) -> str:
    """For the slot "fieldwork.workingpaper.main": which problems rest on the paper."""
    cited = Citation.objects.visible_to(request.viewer).filter(paper=row).values("finding")
    found = Finding.objects.visible_to(request.viewer).filter(pk__in=cited).order_by("serial")
    context = {"findings": list(found), "base": list_url(FINDINGS)}
    return render_to_string("findings/_of_paper.html", context, request) if context["findings"] else ""
