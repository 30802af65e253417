"""Items drawn by lot to be looked at on site. The unit does not see which, and the group does not draw."""

from django.db import models

from xuncha.records.models import Record
from xuncha.records.rules import Reach
from xuncha.rectification.models.base import STAFF
from xuncha.rectification.models.ledgers import Item
from xuncha.rounds.models import Round

EYES = Reach(office=STAFF)


class Sample(Record):
    """One draw: from which rows, with which seed, how many. The same rows and seed give the same draw."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="samples", verbose_name="轮次")
    size = models.PositiveSmallIntegerField("抽取数")
    population = models.PositiveIntegerField("抽取范围数")
    seed = models.PositiveBigIntegerField("随机种子")
    digest = models.CharField("抽取范围摘要", max_length=64)
    purpose = models.CharField("抽查事由", max_length=200)

    reach = EYES

    def __str__(self) -> str:
        return f"{self.purpose}（{self.at.isoformat()}）"


class SampledItem(Record):
    """An item that was drawn."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="items", verbose_name="抽查")
    item = models.ForeignKey(Item, models.PROTECT, related_name="sampled", verbose_name="整改事项")
    serial = models.PositiveSmallIntegerField("签号")

    reach = EYES

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "item"], name="item_drawn_once_a_sample"),
            models.UniqueConstraint(fields=["sample", "serial"], name="lot_drawn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.serial}号 {self.item}"
