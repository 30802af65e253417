"""The theme of a year and its key tasks."""

from datetime import date

from django.db import transaction

from xuncha.basis.models import Document
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rounds.models import KeyTask, Theme
from xuncha.rounds.rules.roles import OFFICE


@transaction.atomic
def set_theme(
    *, office: Office, year: int, title: str, by: Viewer, at: date, document: Document | None = None
) -> Theme:
    """One theme a year."""
    return enter_theme(Theme(office=office, year=year, title=title, document=document), by=by, at=at)


@transaction.atomic
def enter_theme(theme: Theme, *, by: Viewer, at: date) -> Theme:
    """A theme as it was filled in."""
    records.require(theme, OFFICE, by=by)
    return records.enter(theme, by=by, at=at)


@transaction.atomic
def add_key_task(theme: Theme, *, text: str, owner: str, due_on: date, by: Viewer, at: date) -> KeyTask:
    """The next key task under a theme."""
    task = KeyTask(office=theme.office, theme=theme, text=text, owner=owner, due_on=due_on)
    return enter_key_task(task, by=by, at=at)


@transaction.atomic
def enter_key_task(task: KeyTask, *, by: Viewer, at: date) -> KeyTask:
    """A key task as it was filled in; it takes the next number."""
    records.require(task, OFFICE, by=by)
    task.serial = task.theme.key_tasks.count() + 1
    return records.enter(task, by=by, at=at)


@transaction.atomic
def finish(task: KeyTask, *, by: Viewer, at: date, basis: str = "", note: str = "") -> KeyTask:
    """A key task is done, once."""
    records.require(task, OFFICE, by=by)
    return records.fill(task, "finish", by=by, at=at, sets={"done_on": at}, basis=basis, note=note)
