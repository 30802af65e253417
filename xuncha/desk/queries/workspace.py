"""A group's workspace: what its people can enter where, what waits for each of them, and what they entered last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xuncha.calendars.queries import lights_of
from xuncha.fieldwork.models import QuestionnaireOption
from xuncha.fieldwork.queries.totals import Total, lines
from xuncha.kernel.figures import Period
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Passage
from xuncha.rounds.models import Group, Task
from xuncha.rounds.queries.owed import Owed, next_steps
from xuncha.rounds.rules.tasks import IDLE
from xuncha.ui.http import Request
from xuncha.ui.lines import address
from xuncha.ui.reception.entry import offered, offered_each
from xuncha.ui.reception.verbs import workshops
from xuncha.ui.tables.registry import row_url, table_of, tables

LAST = 12  # of one's own records
FEW = 6  # of one kind that waits
WEEK = timedelta(days=6)
PARTS = {QuestionnaireOption._meta.label_lower}  # lines of a record that is entered with them


@dataclass(frozen=True)
class Target:
    """A task of the group: what is due in it next, and what this person may enter on it."""

    task: Task
    url: str
    next: Owed | None
    entries: list[tuple[str, str]]


@dataclass(frozen=True)
class Pile:
    """Records of one kind that wait for this person's step, in words as the kind's list is called."""

    title: str
    rows: list[tuple[Any, str]]


@dataclass(frozen=True)
class Mark:
    """One thing this person did: when, what, and where it stands now ("" where it cannot be opened)."""

    at: date
    kind: str
    row: str
    url: str


def targets(request: Request, group: Group, day: date) -> list[Target]:
    """The group's tasks in the order of their entry."""
    tasks = Task.objects.visible_to(request.viewer).filter(group=group).exclude(state__in=IDLE)
    rows = list(
        tasks.select_related("organisation", "round", "group", "office").order_by("entry_planned_on", "pk")
    )
    steps, entries = next_steps(rows, lights_of(day)), offered_each(request, rows)
    return [Target(task, address(Task, task), steps.get(task.pk), entries[task.pk]) for task in rows]


def on_group(request: Request, group: Group) -> list[tuple[str, str]]:
    """What may be entered on the group itself."""
    return offered(request, group)


def waiting(viewer: Viewer, group: Group) -> list[Pile]:
    """What stands in a state from which this person's seat leads on; a question a kind of record."""
    roles = {hold.role for hold in viewer.groups if hold.group == group.pk}
    return [pile for model in workshops() if (pile := _pile(model, roles, viewer, group)).rows]


def _pile(model: type[Any], roles: set[str], viewer: Viewer, group: Group) -> Pile:
    table = table_of(model)
    states = {step.source for step in model.life.steps if step.roles & roles and not step.needs_note}
    if table is None or not model.reach.group or not states or model is Task:
        return Pile("", [])
    rows = model.objects.visible_to(viewer).filter(
        **{model.reach.group: group.pk, "state__in": [state.value for state in states]}
    )
    found = rows.order_by("at", "pk")[:FEW]
    return Pile(table.title, [(row, row_url(table, row)) for row in found])


def last_entered(viewer: Viewer) -> list[Mark]:
    """This person's own newest entries, as far as he still sees them; a survey stands for its options."""
    entries = Passage.objects.filter(by=viewer.user, verb="enter", before="").exclude(subject__in=PARTS)
    steps = entries.order_by("-id")[: 2 * LAST]
    return list(_marks(steps, viewer))[:LAST]


def _marks(steps: Iterable[Passage], viewer: Viewer) -> Iterator[Mark]:
    by_label = {table.model._meta.label_lower: table for table in tables()}
    found = list(steps)
    rows: dict[Any, Any] = {}
    for label in {step.subject for step in found} & by_label.keys():
        uids = [step.subject_uid for step in found if step.subject == label]
        visible = by_label[label].model.objects.visible_to(viewer).filter(uid__in=uids)
        rows |= {row.uid: row for row in visible}
    for step in found:
        table = by_label.get(step.subject)
        row = rows.get(step.subject_uid)
        if table is not None and row is not None:
            yield Mark(step.at, table.title, str(row), row_url(table, row))


def week(group: Group, day: date) -> list[Total]:
    """The group's fieldwork of the seven days up to this one, kinds without any left out."""
    return [total for total in lines(group, Period(day - WEEK, day)) if total.number]
