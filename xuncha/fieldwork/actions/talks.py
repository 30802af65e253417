"""Holding talks."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from xuncha.fieldwork.actions import base
from xuncha.fieldwork.models import Talk, TalkInterviewer
from xuncha.fieldwork.rules.base import WRITERS
from xuncha.fieldwork.rules.methods import check_interviewers
from xuncha.kernel.viewer import Viewer
from xuncha.rounds.models import GroupMember


@transaction.atomic
def hold(talk: Talk, *, interviewers: Collection[GroupMember], by: Viewer, at: date, basis: str = "") -> Talk:
    """A talk with the members of the group who held it: two at least."""
    base.admit(talk, WRITERS, by=by)
    members = list({member.pk: member for member in interviewers}.values())
    check_interviewers(len(members))
    base.check_members(talk.task, members, at)
    base.enter(talk, by=by, at=at, basis=basis)
    TalkInterviewer.objects.bulk_create(TalkInterviewer(talk=talk, member=member) for member in members)
    return talk
