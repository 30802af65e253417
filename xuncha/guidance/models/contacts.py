"""Who of the city keeps in touch with which county, township or village."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.guidance.models.reach import ABOUT_COUNTY
from xuncha.guidance.rules import ContactLevel, ContactPurpose, SponsorLevel
from xuncha.orgs.models import Division
from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record, RecordQuerySet
from xuncha.rounds.models import Group


class SponsorshipQuerySet(RecordQuerySet["Sponsorship"]):
    def in_force_on(self, day: date) -> Self:
        """Pairs that hold on the day; the last day belongs to them."""
        return self.filter(Q(until=None) | Q(until__gte=day), at__lte=day)

    def of_counties(self) -> Self:
        """Pairs with a county as such, and not with a place in it."""
        return self.filter(level=SponsorLevel.COUNTY)


class Sponsorship(Record):
    """A leading-group member paired (包联) from `at` with a county, a township or village in one, or a group.

    `due_on` is by when the next visit is owed: once a quarter. It only moves on when a visit was made.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="sponsorships", verbose_name="领导小组成员"
    )
    level = WordField(SponsorLevel, "包联对象", default=SponsorLevel.COUNTY)
    county = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="县（市、区）"
    )
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="乡镇或者村"
    )
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="巡察组"
    )
    purpose = models.CharField("包联内容", max_length=100)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="依据文件")
    due_on = models.DateField("下次走访期限", null=True, blank=True)
    until = models.DateField("结束日期", null=True, blank=True)

    objects = SponsorshipQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"end": "结束包联"}
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county"],
                condition=Q(until=None, voided_at=None, level="county"),
                name="county_one_sponsor",
            ),
            models.UniqueConstraint(
                fields=["division"], condition=Q(until=None, voided_at=None), name="place_one_sponsor"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=Q(until=None, voided_at=None), name="group_one_sponsor"
            ),
            models.CheckConstraint(
                condition=Q(level="county", county__isnull=False, division=None, group=None)
                | Q(
                    level__in=["township", "village"],
                    county__isnull=False,
                    division__isnull=False,
                    group=None,
                )
                | Q(level="group", county=None, division=None, group__isnull=False),
                name="sponsorship_has_its_target",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="sponsorship_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.target}"

    @property
    def target(self) -> str:
        """Whom the sponsor looks after, by name."""
        county = self.county.short_name if self.county is not None else ""
        place = str(self.division) if self.division is not None else ""
        return county + place + (str(self.group) if self.group is not None else "")


class SponsorVisit(Record):
    """A sponsor's visit on `at`: what was seen and what was suggested."""

    sponsorship = models.ForeignKey(Sponsorship, models.PROTECT, related_name="visits", verbose_name="包联")
    county = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="县（市、区）"
    )
    seen = models.CharField("了解情况", max_length=300)
    suggestion = models.CharField("工作建议", max_length=300, blank=True)

    reach = ABOUT_COUNTY

    def __str__(self) -> str:
        return f"{self.sponsorship.person}到{self.sponsorship.target}"


class ContactPointQuerySet(RecordQuerySet["ContactPoint"]):
    def in_force_on(self, day: date) -> Self:
        """Points that are designated on the day; the last day belongs to them."""
        return self.filter(Q(until=None) | Q(until__gte=day), at__lte=day)


class ContactPoint(Record):
    """A county, township or village designated on `at` as a contact point for a purpose."""

    level = WordField(ContactLevel, "层级")
    purpose = WordField(ContactPurpose, "用途")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", verbose_name="联系点")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="依据文件")
    until = models.DateField("结束日期", null=True, blank=True)

    objects = ContactPointQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"end": "取消联系点"}
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "purpose"],
                condition=Q(until=None, voided_at=None),
                name="contact_point_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="contact_point_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division}（{self.get_purpose_display()}）"
