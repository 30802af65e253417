"""The versioned dictionaries by which findings are sorted."""

from django.db import models

from xuncha.records.models import Record
from xuncha.records.rules import OFFICE, Reach


class FocusDictionary(Record):
    """One generation of the focus areas (三个聚焦、四个落实、四个聚焦), in force from `at`."""

    name = models.CharField("监督重点", max_length=40)

    reach = Reach(office=OFFICE)

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
        constraints = [models.UniqueConstraint(fields=["dictionary", "serial"], name="focus_serial_once")]

    def __str__(self) -> str:
        return self.short


class Category(Record):
    """A node of the three-level tree of problem types (domain §6.2); `code` is its path, e.g. "2.3.1"."""

    code = models.CharField("编号", max_length=12)
    name = models.CharField("类别", max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级类别"
    )

    reach = Reach(office=OFFICE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "code"], name="category_code_once")]

    def __str__(self) -> str:
        return self.name
