"""Sealed content that was kept long enough: schedules, one list destroyed, one approved, one proposed."""

from datetime import date
from typing import Any

from xuncha.accounts.models import User
from xuncha.kernel.viewer import Viewer
from xuncha.operations.city.named import name_again, record_on_its_days
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import World
from xuncha.records.models import Passage, recorded_noon
from xuncha.records.rules import Role
from xuncha.retention import actions
from xuncha.retention.models import Destruction, DestructionLine, Schedule
from xuncha.rounds.queries.viewer import viewer_of

FACTS = table("retention")


def keep(world: World) -> None:
    general, director = (
        viewer_of(User.objects.get(pk=world.users[role].pk)) for role in (Role.GENERAL, Role.DIRECTOR)
    )
    schedules = {}
    for said in FACTS["schedules"]:
        row = Schedule(office=world.home, matter=said["matter"], years=said["years"], basis=said["basis"])
        schedules[said["matter"]] = actions.set_schedule(row, by=director, at=said["at"])
        name_again(world, row)
    for said in FACTS["destructions"]:
        _destroy(world, schedules[said["matter"]], said, general, director)


def _destroy(
    world: World, schedule: Schedule, said: dict[str, Any], general: Viewer, director: Viewer
) -> None:
    """As far as it came: proposed, approved, destroyed."""
    row = Destruction(office=world.home, schedule=schedule, until=said["until"])
    actions.propose(row, by=general, at=said["proposed"])
    name_again(world, row)
    lines = list(row.lines.order_by("serial"))
    for line in lines:
        name_again(world, line)
    if "approved" in said:
        actions.move(row, "approve", by=director, at=said["approved"])
    if "destroyed" in said:
        actions.destroy(row, witness=said["witness"], by=general, at=said["destroyed"])
        _of_that_day(lines, said["destroyed"])
    record_on_its_days(row)


def _of_that_day(lines: list[DestructionLine], day: date) -> None:
    """What each record's own history says of its destruction."""
    uids = [line.subject_uid for line in lines]
    for passage in Passage.objects.filter(subject_uid__in=uids, verb="destroy", at=day):
        Passage.objects.filter(pk=passage.pk).update(recorded_at=recorded_noon(day))
