"""Fieldwork: what is asked for and received before and during the stay on site."""

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.orgs.models import Organisation
from xuncha.records.models import Record
from xuncha.records.rules import OFFICE, Reach
from xuncha.rounds.models import Round


class MaterialRequest(Record):
    """A request, sent before entry on `at`, to a department for what it knows of a round's targets (函请)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="material_requests", verbose_name="轮次")
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="协作部门")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="函")
    subject = models.CharField("商请内容", max_length=200)
    due_on = models.DateField("提供期限")
    received_on = models.DateField("收到日期", null=True, blank=True)
    volumes = models.PositiveSmallIntegerField("收到份数", null=True, blank=True)

    reach = Reach(office=OFFICE)
    deeds = {"receive": "收到材料"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("at")), name="material_after_request"
            ),
            models.UniqueConstraint(
                fields=["round", "department"], condition=Q(voided_at=None), name="material_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department.short_name}：{self.subject}"
