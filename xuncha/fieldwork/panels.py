"""What fieldwork shows on pages: how much was done in a task, by a group, on a day; and the way to who wrote a petition."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.template.loader import render_to_string

from xuncha.fieldwork.models import JournalEntry, Petition
from xuncha.fieldwork.queries.totals import Kind, Total, lines
from xuncha.fieldwork.rules.base import READERS
from xuncha.fieldwork.rules.petitions import OPENERS
from xuncha.kernel.figures import Period
from xuncha.records.rules import GROUP
from xuncha.rounds.models import Group, Task
from xuncha.ui.http import Request
from xuncha.ui.tables.registry import list_url, table_of


@dataclass(frozen=True)
class Line:
    """One kind in the journal: on the day, in its week up to the day, and since the group was set up."""

    kind: Kind
    numbers: tuple[int, ...]


def task_totals(request: Request, row: Task) -> str:
    """For the slot "rounds.task.main", to those who read what was done on site. Each number opens its rows."""
    if row.entered_on is None or row.roles_of(request.viewer).isdisjoint(READERS | GROUP):
        return ""
    shown = [(total, _rows(total, row)) for total in lines(row)]
    return render_to_string("fieldwork/_totals.html", {"totals": shown}, request)


def group_totals(request: Request, row: Group) -> str:
    """For the slot "rounds.group.main"."""
    if row.roles_of(request.viewer).isdisjoint(READERS | GROUP):
        return ""
    return render_to_string("fieldwork/_totals.html", {"totals": [(t, "") for t in lines(row)]}, request)


def journal_totals(request: Request, row: JournalEntry) -> str:
    """For the slot "fieldwork.journalentry.main": counted from the records each time the page is opened."""
    monday = row.at - timedelta(days=row.at.weekday())
    spans = (Period(row.at, row.at), Period(monday, row.at), Period(date.min, row.at))
    counted = zip(*(lines(row.group, span) for span in spans), strict=True)
    found = [
        Line(ever.kind, (on.number, week.number, ever.number)) for on, week, ever in counted if ever.number
    ]
    context = {"lines": found, "monday": monday, "day": row.at}
    return render_to_string("fieldwork/_journal.html", context, request)


def reporter_door(request: Request, row: Petition) -> str:
    """For the slot "fieldwork.petition.actions": to the leader and the petition clerk of a named one."""
    if not row.named or row.roles_of(request.viewer).isdisjoint(OPENERS):
        return ""
    return render_to_string("fieldwork/_reporter_door.html", {"petition": row}, request)


def _rows(total: Total, task: Task) -> str:
    """The list of what was counted; "" where there is nothing to open."""
    table = table_of(total.kind.model)
    if not total.number or table is None:
        return ""
    where = {name: "yes" if value is True else str(value) for name, value in total.kind.where.items()}
    return f"{list_url(table)}?{urlencode({'task': task.pk, **where})}"
