"""What became of those who served: the office's appraisal of seconded cadres."""

from django.db import models
from django.db.models import Q

from xuncha.basis.models import Document
from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Reach, Role
from xuncha.rounds.models import GroupMember
from xuncha.teams.rules import Grade


class Appraisal(Record):
    """The office's annual appraisal of a seconded cadre, resting on at least one seat held in the year."""

    year = models.PositiveSmallIntegerField("年度")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appraisals", verbose_name="姓名")
    seat = models.ForeignKey(GroupMember, models.PROTECT, related_name="appraisals", verbose_name="抽调任职")
    grade = WordField(Grade, "考核等次")
    award = models.CharField("奖励", max_length=40, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="通报文件"
    )

    reach = Reach(office=frozenset({Role.DIRECTOR, Role.GUIDANCE, Role.LEADER, Role.COUNTY_OFFICE}))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "person"], condition=Q(voided_at=None), name="appraisal_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year}年度"
