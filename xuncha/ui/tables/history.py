"""The history of a row as its page tells it: what happened, when, by whom and on what basis."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField
from django.utils import timezone
from django.utils.translation import gettext

from xuncha.ui.tables.spoken import is_sealed

COMMON = {"enter": "登记", "correct": "更正", "void": "作废", "destroy": "销毁封存内容"}


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Event:
    """One step: `label` what was done, `way` from which state to which, `known` the other day on which it was recorded.

    Where the business date stands still (a demonstration) the page does not show a day beyond it.
    """

    at: date
    label: str
    by: str
    after: str = ""
    way: tuple[str, str] | None = None
    basis: str = ""
    note: str = ""
    known: date | None = None
    changes: tuple[Change, ...] = ()


def history(row: Any) -> list[Event]:
    """Every step the row took, oldest first."""
    return [_event(row, passage) for passage in row.passages()]


def _event(row: Any, passage: Any) -> Event:
    recorded = timezone.localtime(passage.recorded_at).date()
    return Event(
        at=passage.at,
        label=_label(row, passage),
        by=str(passage.by),
        after=passage.after,
        way=_way(row, passage),
        basis=passage.basis,
        note=passage.note,
        known=recorded if recorded != passage.at else None,
        changes=tuple(_changes(row, passage.changes)),
    )


def _label(row: Any, passage: Any) -> str:
    """A step that leads from a state is the life cycle's: its words come first (a task's "enter" is 进驻)."""
    verb, deeds, life = passage.verb, getattr(row, "deeds", {}), getattr(row, "life", None)
    if life is not None and passage.before and verb in life.verbs():
        return gettext(life.label(verb))
    return gettext(COMMON.get(verb) or deeds.get(verb) or (life.label(verb) if life else verb))


def _way(row: Any, passage: Any) -> tuple[str, str] | None:
    life = getattr(row, "life", None)
    if life is None or not passage.before or not passage.after:
        return None
    return gettext(life.states(passage.before).label), gettext(life.states(passage.after).label)


def _changes(row: Any, changes: dict[str, Any]) -> list[Change]:
    """What a correction replaced, but never a word of a sealed column, nor the key of another row."""
    return [
        Change(gettext(str(field.verbose_name)), _said(field, before), _said(field, after))
        for name, (before, after) in changes.items()
        if (before or after) and (field := _open_field(row, name)) is not None
    ]


def _said(field: Any, kept: Any) -> str:
    """A kept value as the page says it: a word by its label, yes and no in words."""
    text = str(kept)
    if field.choices:
        return str(dict(field.flatchoices).get(text, text))
    if isinstance(field, BooleanField):
        return {"True": gettext("是"), "False": gettext("否")}.get(text, text)
    return text


def _open_field(row: Any, name: str) -> Any:
    try:
        field = row._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    hidden = is_sealed(field) or field.is_relation or not field.editable  # digests and JSON are no reading
    return None if hidden else field
