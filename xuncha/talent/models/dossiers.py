"""What recusal asks of people: careers, kin, studies, origins, interests."""

from django.db import models
from django.db.models import F, Q

from xuncha.orgs.models import Division, Organisation
from xuncha.people.models import Person
from xuncha.records.fields import DataKeyField, SealedTextField, WordField
from xuncha.records.models import Record
from xuncha.records.rules import Reach
from xuncha.talent.models.pool import READERS
from xuncha.talent.rules import DECLARED
from xuncha.talent.rules.dossiers import InterestKind, PlaceKind


class CareerEntry(Record):
    """A line of a résumé: where the person worked from `at` to `until`. Recusal reads it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="career", verbose_name="姓名")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    title = models.CharField("职务", max_length=60)
    until = models.DateField("截止日期", null=True, blank=True)

    reach = Reach(office=READERS)

    def __str__(self) -> str:
        return f"{self.person} {self.organisation.short_name}{self.title}"


class Relative(Record):
    """A relative a person declared, sealed: name, unit and post are opened for recusal checks only."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="relatives", verbose_name="姓名")
    relation = models.CharField("关系", max_length=20)
    details = SealedTextField("亲属情况")
    data_key = DataKeyField()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="亲属所在单位"
    )

    reach = Reach(office=DECLARED)

    def __str__(self) -> str:
        return f"{self.person}亲属"


class Study(Record):
    """Time at a school from `at` on; `organisation` where the school is a Party organisation registered here."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="studies", verbose_name="姓名")
    school = models.CharField("学校", max_length=60)
    course = models.CharField("专业班级", max_length=60, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="学校党组织"
    )
    until = models.DateField("毕业日期", null=True, blank=True)

    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("at")), name="study_forward")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.school}"


class Origin(Record):
    """A division a person comes from or grew up in."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="origins", verbose_name="姓名")
    kind = WordField(PlaceKind, "类别")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", verbose_name="区划")

    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(voided_at=None), name="origin_of_a_kind_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}{self.get_kind_display()}{self.division}"


class DeclaredInterest(Record):
    """An interest a person declared towards an organisation, open until its last day; what it is about is sealed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="interests", verbose_name="姓名")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="涉及党组织"
    )
    kind = WordField(InterestKind, "类别")
    details = SealedTextField("具体情况", blank=True)
    data_key = DataKeyField()
    until = models.DateField("了结日期", null=True, blank=True)

    reach = Reach(office=DECLARED)
    deeds = {"settle": "了结"}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("at")), name="interest_forward")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"
