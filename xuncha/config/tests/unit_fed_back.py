"""Before a story: a unit of the demo city is fed back three problems, and the demo contact speaks for it.

Run in an installation of its own (XUNCHA_HOME): `python -m xuncha.config.tests.unit_fed_back`. Prints the task's
address.
"""

import os
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")
django.setup()

from django.db import transaction

from xuncha.accounts.models import User
from xuncha.basis.models import Document
from xuncha.findings import queries
from xuncha.findings.actions import letters
from xuncha.findings.actions.letters import Letter
from xuncha.findings.models import Finding
from xuncha.findings.rules import AddresseeType, FindingState
from xuncha.kernel.viewer import Viewer
from xuncha.people import actions as people
from xuncha.records import actions as records
from xuncha.records.queries import installation
from xuncha.records.rules import Role
from xuncha.rounds.actions import checklists
from xuncha.rounds.models import Task
from xuncha.rounds.queries.checklists import owing
from xuncha.rounds.queries.viewer import viewer_of
from xuncha.rounds.rules.tasks import TaskState

KEPT = 3


def _settle(task: Task, *, by: Viewer, at: date) -> None:
    """What the checklist still asks for in the stage is not part of the story."""
    for step in owing(task):
        checklists.waive(step, by=by, at=at, reason="不在本次演练之内")


@transaction.atomic
def prepare() -> Task:
    place = installation()
    day, home = place.today, place.home
    director = viewer_of(User.objects.get(username="director"))
    decided = Task.objects.filter(office=home, state=TaskState.DECIDED).order_by("pk")
    task = next(row for row in decided if not queries.undecided(row).exists())
    confirmed = Finding.objects.live().filter(task=task, state=FindingState.CONFIRMED).order_by("serial")
    kept = list(confirmed[:KEPT])
    confirmed.exclude(pk__in=[row.pk for row in kept]).update(in_list=False, in_text=False)
    letter = Document(
        office=home, kind="opinion", direction="out", title="关于反馈巡察意见的通知", issuer=home.name
    )
    records.enter(letter, by=director, at=day)
    _settle(task, by=director, at=day)
    sent = Letter(AddresseeType.BODY, letter, stated=KEPT)
    letters.feed_back(task, letters=[sent], by=director, at=day)
    task.refresh_from_db()
    _settle(task, by=director, at=day)
    people.grant(
        User.objects.get(username="contact"),
        Role.UNIT_CONTACT,
        office=home,
        organisation=task.organisation,
        by=User.objects.get(username="security"),
        at=day,
    )
    return task


if __name__ == "__main__":
    print(f"/rounds/tasks/{prepare().uid}/")
