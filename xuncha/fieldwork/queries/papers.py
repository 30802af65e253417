"""What a working paper may point at, and who has written it."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.apps import apps

from xuncha.fieldwork.models.base import FieldRecord
from xuncha.fieldwork.models.papers import Evidence, WorkingPaper
from xuncha.kernel.viewer import Viewer
from xuncha.rounds.models import Task


def field_models() -> dict[str, type[FieldRecord]]:
    """Every kind of record made on site, by its label; a working paper is no evidence of itself."""
    found = [model for model in apps.get_models() if issubclass(model, FieldRecord)]
    return {model._meta.label_lower: model for model in found if model is not WorkingPaper}


def source(task: Task, subject: str, uid: UUID, viewer: Viewer) -> FieldRecord | None:
    """The task's record under that label and identifier, if this person may see it."""
    model = field_models().get(subject)
    if model is None:
        return None
    return model.objects.visible_to(viewer).filter(task=task, uid=uid).first()


def source_of(evidence: Evidence, viewer: Viewer) -> FieldRecord | None:
    if evidence.source_uid is None:
        return None
    return source(evidence.paper.task, evidence.source_subject, evidence.source_uid, viewer)


def sources_of(pieces: Iterable[Evidence], viewer: Viewer) -> dict[UUID, FieldRecord]:
    """The records that pieces of evidence point at, as far as this person may see them, by identifier."""
    asked: dict[str, list[UUID]] = {}
    for piece in pieces:
        if piece.source_uid is not None:
            asked.setdefault(piece.source_subject, []).append(piece.source_uid)
    models = {label: model for label, model in field_models().items() if label in asked}
    return {
        row.uid: row
        for label, model in models.items()
        for row in model.objects.visible_to(viewer).filter(uid__in=asked[label])
    }


def sources(task: Task, viewer: Viewer) -> Iterator[tuple[type[FieldRecord], list[FieldRecord]]]:
    """The task's records that this person may see, by kind."""
    for model in field_models().values():
        rows = list(model.objects.visible_to(viewer).filter(task=task).order_by("at", "pk"))
        if rows:
            yield model, rows


def writers(paper: WorkingPaper) -> set[int]:
    """The accounts that saved one of its versions."""
    return set(paper.versions.values_list("by", flat=True))
