"""The versioned dictionaries by which findings are sorted."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from xuncha.records.models import Record, RecordQuerySet
from xuncha.records.rules import OFFICE, Reach


class FocusDictionary(Record):
    """One generation of the focus areas (三个聚焦、四个落实、四个聚焦), in force from `at` until the next one is.

    Never edited once findings are sorted by it: another generation, or another wording, is another dictionary.
    """

    name = models.CharField("监督重点", max_length=40)

    reach = Reach(office=OFFICE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(voided_at=None), name="focus_dictionary_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class FocusItem(Record):
    """One focus area of a dictionary."""

    dictionary = models.ForeignKey(
        FocusDictionary, models.PROTECT, related_name="items", verbose_name="监督重点"
    )
    serial = models.PositiveSmallIntegerField("序号")
    text = models.CharField("内容", max_length=120)
    short = models.CharField("简称", max_length=30)

    reach = Reach(office=OFFICE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dictionary", "serial"], condition=Q(voided_at=None), name="focus_serial_once"
            )
        ]

    def __str__(self) -> str:
        return self.short


class CategoryQuerySet(RecordQuerySet["Category"]):
    def in_force(self, day: date) -> Self:
        """Live ones by which a finding of that day may be sorted."""
        return self.live().filter(Q(ended_on=None) | Q(ended_on__gt=day), at__lte=day)


class Category(Record):
    """A node of the three-level tree of problem types (domain §6.2); `code` is its path, e.g. "2.3.1".

    In use from `at` until `ended_on`. Renamed only while nothing is sorted by it: a later meaning is a node of its own.
    """

    code = models.CharField("编号", max_length=12)
    name = models.CharField("类别", max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级类别"
    )
    ended_on = models.DateField("停用日期", null=True, blank=True)

    objects = CategoryQuerySet.as_manager()  # type: ignore[misc, assignment]  # a narrower manager than the base's
    reach = Reach(office=OFFICE)
    deeds = {"end": "停用"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "code"],
                condition=Q(voided_at=None, ended_on=None),
                name="category_code_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("at")), name="category_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return self.name
