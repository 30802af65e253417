"""Attachments by digest. They know no owner and have no address: the owner's view serves them."""

from django.db import models
from django.db.models import Q

from xuncha.records.models import Record
from xuncha.records.rules import NOBODY, Reach


class Attachment(Record):
    """One file's bytes, stored under its SHA-256 outside the web root."""

    digest = models.CharField("摘要", max_length=64, db_index=True)
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("大小")

    reach = Reach(office=NOBODY)
    is_content = True  # of whatever names it (`records.containing`)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty")]

    def __str__(self) -> str:
        return self.name
