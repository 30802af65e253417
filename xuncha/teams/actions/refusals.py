"""Keeping who was asked and did not come."""

from datetime import date

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rounds.models import GroupMember
from xuncha.talent.rules import OFFICE
from xuncha.teams.models import Refusal


@transaction.atomic
def enter(row: Refusal, *, by: Viewer, at: date) -> Refusal:
    """A refusal as it was filled in: of a round in which the person has no seat, once a round."""
    row.office_id = row.person.office_id
    records.require(row, OFFICE, by=by)
    if GroupMember.objects.live().filter(round=row.round, person=row.person).exists():
        raise NotAllowed("%(name)s本轮已在巡察组任职。", name=row.person.name)
    if Refusal.objects.live().filter(round=row.round, person=row.person).exists():
        raise NotAllowed("%(name)s本轮未参加的情况已经登记。", name=row.person.name)
    return records.enter(row, by=by, at=at)
