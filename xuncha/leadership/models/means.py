"""The office's own rules, and what it was given."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from xuncha.basis.models import Decision, Document
from xuncha.leadership.models.base import READERS
from xuncha.leadership.rules import InstitutionAct, Privilege
from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Record, RecordQuerySet
from xuncha.records.rules import OFFICE, Reach, Role
from xuncha.rounds.models import GroupMember


class Institution(Record):
    """A rule of the office's own (制度), through its versions."""

    name = models.CharField("制度名称", max_length=120)
    field = models.CharField("类别", max_length=40)

    reach = Reach(office=OFFICE, upper=frozenset({Role.GUIDANCE, Role.DIRECTOR}))

    def __str__(self) -> str:
        return self.name


class InstitutionVersion(Record):
    """A rule made, revised or abolished on `at` by an issued document."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="versions", verbose_name="制度")
    number = models.PositiveSmallIntegerField("版次")
    act = WordField(InstitutionAct, "立改废")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="印发文件")

    inside = ("institution",)
    reach = Reach(office=OFFICE, upper=frozenset({Role.GUIDANCE, Role.DIRECTOR}))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "number"], condition=Q(voided_at=None), name="institution_version_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1, act="made") | Q(number__gt=1, act__in=["revised", "abolished"]),
                name="institution_begins_with_its_making",
            ),
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(act="abolished", voided_at=None),
                name="institution_abolished_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}（{self.get_act_display()}）"


class StaffAddition(Record):
    """A person added to the office's staff on `at` by a leading group's decision."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="姓名")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name="决定")
    title = models.CharField("岗位", max_length=60)

    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "person"], condition=Q(voided_at=None), name="staff_added_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.title}"


class VehicleQuerySet(RecordQuerySet["Vehicle"]):
    def in_service_on(self, day: date) -> Self:
        """Vehicles that serve on the day; one withdrawn on it does so no more."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day), at__lte=day)


class Vehicle(Record):
    """A vehicle put at a group's disposal on `at`."""

    plate = models.CharField("车辆编号", max_length=20)
    model = models.CharField("车型", max_length=40)
    group_number = models.PositiveSmallIntegerField("保障巡察组")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name="决定")
    withdrawn_on = models.DateField("收回日期", null=True, blank=True)

    objects = VehicleQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"withdraw": "收回"}
    reach = READERS

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("at")),
                name="vehicle_withdrawn_after_given",
            ),
            models.UniqueConstraint(
                fields=["office", "plate"],
                condition=Q(withdrawn_on=None, voided_at=None),
                name="vehicle_once",
            ),
        ]

    def __str__(self) -> str:
        return self.plate


class PrivilegeEntryQuerySet(RecordQuerySet["PrivilegeEntry"]):
    def in_force_on(self, day: date) -> Self:
        """Entries of the lists as they stand on the day; one taken off on it stands no more."""
        return self.filter(Q(until=None) | Q(until__gt=day), at__lte=day)

    def completing(self, day: date) -> Self:
        """For each leader who stands on both lists on the day: the entry that came second.

        One row a leader, and taking away either entry takes the leader away.
        """
        earlier = Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk"))
        other = PrivilegeEntry.objects.live().in_force_on(day).exclude(privilege=OuterRef("privilege"))
        first = other.filter(earlier, office=OuterRef("office"), person=OuterRef("person"))
        return self.in_force_on(day).filter(Exists(first))


class PrivilegeEntry(Record):
    """A group leader put on the list for major meetings or key documents on `at`."""

    seat = models.ForeignKey(GroupMember, models.PROTECT, related_name="+", verbose_name="组长任职")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="姓名")
    privilege = WordField(Privilege, "范围")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="依据文件")
    until = models.DateField("移出日期", null=True, blank=True)

    objects = PrivilegeEntryQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"take_off": "移出范围"}
    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "person", "privilege"],
                condition=Q(until=None, voided_at=None),
                name="privilege_once_a_person",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("at")), name="privilege_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_privilege_display()}"
