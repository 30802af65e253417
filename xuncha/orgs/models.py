"""Divisions, Party organisations and what became of them."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from xuncha.kernel.viewer import Viewer
from xuncha.orgs.rules import ChangeKind, OrganisationKind, UnitClass
from xuncha.records.fields import WordField
from xuncha.records.models import Passage, Record, RecordQuerySet
from xuncha.records.rules import OFFICE, Level, Reach, Role

EVERYONE = OFFICE | {Role.CLUE_KEEPER, Role.PLAN_REVIEWER, Role.CLUE_RECEIVER, Role.PROVINCIAL_OFFICE}


class DivisionQuerySet(models.QuerySet["Division"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Divisions are public; whoever works with organisations reads all of them."""
        return self.all() if viewer.offices(Division.reach.office) else self.none()

    def in_use_on(self, day: date) -> Self:
        """Codes that are in use on the day."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_until=None) | Q(valid_until__gt=day))


class Division(models.Model):
    """An administrative division, any depth from province to village (GB/T 2260, GB/T 10114)."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("区划代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=60)
    level = WordField(Level, "层级")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级区划"
    )
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_until = models.DateField("停用日期", null=True, blank=True)

    objects = DivisionQuerySet.as_manager()
    reach: ClassVar[Reach] = Reach(office=EVERYONE)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="division_forward",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def passages(self) -> models.QuerySet[Passage]:
        """None: a division's history is the register's own (its two dates), not the office's."""
        return Passage.objects.none()


class OrganisationQuerySet(RecordQuerySet["Organisation"]):
    def alive_on(self, day: date) -> Self:
        """Organisations that exist on the day; one that ends on it does so no more."""
        return self.filter(Q(abolished_on=None) | Q(abolished_on__gt=day), at__lte=day)


class Organisation(Record):
    """A Party organisation (党组织): the object that is planned, inspected and counted. Not a legal unit."""

    name = models.CharField("党组织名称", max_length=120)
    short_name = models.CharField("单位简称", max_length=60)
    kind = WordField(OrganisationKind, "党组织类型")
    unit_class = WordField(UnitClass, "单位类别")
    level = WordField(Level, "层级")
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="organisations", verbose_name="所在区划"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级党组织"
    )
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)  # GB 32100-2015
    abolished_on = models.DateField("撤销日期", null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {kind.value: kind.label for kind in ChangeKind}
    reach = Reach(
        office=EVERYONE,
        upper=frozenset({Role.DIRECTOR, Role.GUIDANCE, Role.GENERAL, Role.LEADER}),
        organisation="pk",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(voided_at=None), name="organisation_name_once"
            ),
            models.CheckConstraint(
                condition=Q(abolished_on=None) | Q(abolished_on__gte=F("at")),
                name="organisation_abolished_after_start",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "at", "id"], condition=Q(voided_at=None), name="organisation_by_office"
            )
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationChange(Record):
    """A merger, split, abolition or renaming on a day (`at`), with the paper that decided it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="changes", verbose_name="党组织"
    )
    kind = WordField(ChangeKind, "变动类型")
    successor = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="came_from",
        verbose_name="承接党组织",
    )
    former_name = models.CharField("原名称", max_length=120, blank=True)
    basis = models.CharField("依据文件", max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["merged", "split"]) | Q(successor__isnull=False),
                name="change_names_successor",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("organisation")), name="change_into_another"
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(kind__in=["merged", "abolished"], voided_at=None),
                name="organisation_ends_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "successor"],
                condition=Q(voided_at=None),
                name="change_names_successor_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}（{self.get_kind_display()}）"
