"""Talks with one person (个别谈话)."""

from django.db import models
from django.db.models import Q

from xuncha.fieldwork.models.base import FieldRecord
from xuncha.fieldwork.rules.base import READERS
from xuncha.fieldwork.rules.methods import TalkCategory
from xuncha.kernel.viewer import Viewer
from xuncha.people.rules import Rank
from xuncha.records.fields import WordField
from xuncha.records.rules import Role
from xuncha.rounds.models import GroupMember


class Talk(FieldRecord):
    """A talk with one person, held on `at` by two or more members of the group.

    A confidential one is read by those who held or wrote it and by the leader, not by the rest of the group.
    """

    interviewee = models.CharField("谈话对象", max_length=40)
    post = models.CharField("职务", max_length=80)
    rank = WordField(Rank, "职级", blank=True)
    category = WordField(TalkCategory, "人员类别")
    place = models.CharField("谈话地点", max_length=80)
    outline = models.TextField("谈话提纲", blank=True)
    minutes = models.TextField("谈话记录")
    confidential = models.BooleanField("限制知悉", default=False)

    def __str__(self) -> str:
        return f"{self.interviewee}（{self.post}）"

    @property
    def interviewer_names(self) -> str:
        """A query of its own: for the page of one talk, not for lists."""
        return "、".join(self.interviewers.order_by("pk").values_list("member__person__name", flat=True))

    @classmethod
    def reached_by(cls, viewer: Viewer) -> Q | None:
        readers = super().reached_by(viewer)
        if readers is None:
            return None
        held = TalkInterviewer.objects.filter(member__person=viewer.person).values("talk")
        known = Q(confidential=False) | Q(by=viewer.user) | Q(pk__in=held)
        known |= Q(office__in=viewer.offices(READERS))
        known |= Q(task__group__in=viewer.groups_with({Role.GROUP_LEADER}))
        return readers & known


class TalkInterviewer(models.Model):
    """A member of the group who held a talk."""

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="interviewers", verbose_name="个别谈话")
    member = models.ForeignKey(GroupMember, models.PROTECT, related_name="interviews", verbose_name="谈话人")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talk", "member"], name="interviewer_once_in_a_talk")]

    def __str__(self) -> str:
        return str(self.member)
