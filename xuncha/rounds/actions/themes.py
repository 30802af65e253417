"""The theme of a year and its key tasks."""

from datetime import date

from django.db import transaction

from xuncha.basis.models import Document
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rounds.models import KeyTask, Theme
from xuncha.rounds.rules import OFFICE


@transaction.atomic
def set_theme(
    *, office: Office, year: int, title: str, by: Viewer, at: date, document: Document | None = None
) -> Theme:
    """One theme a year."""
    theme = Theme(office=office, year=year, title=title, document=document)
    records.require(theme, OFFICE, by=by)
    return records.enter(theme, by=by, at=at)


@transaction.atomic
def add_key_task(theme: Theme, *, text: str, owner: str, due_on: date, by: Viewer, at: date) -> KeyTask:
    """The next key task under a theme."""
    task = KeyTask(
        office=theme.office,
        theme=theme,
        serial=theme.key_tasks.count() + 1,
        text=text,
        owner=owner,
        due_on=due_on,
    )
    records.require(task, OFFICE, by=by)
    return records.enter(task, by=by, at=at)


@transaction.atomic
def finish(task: KeyTask, *, by: Viewer, at: date, note: str = "") -> KeyTask:
    """A key task is done, once."""
    records.require(task, OFFICE, by=by)
    return records.fill(task, "finish", by=by, at=at, sets={"done_on": at}, note=note)
