"""How an office words its reports: every saving is a version, kept as it was."""

from django.db import models
from django.db.models import F, Q

from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Reach
from xuncha.reports.engine.design import Design, from_json
from xuncha.reports.rules import READERS, DesignKind


class ReportDesign(Record):
    """One version of the office's design of a kind of report, saved on `at`; in use from `confirmed_on`.

    content  the design as `engine.design.as_json` writes it
    """

    kind = WordField(DesignKind, "报告类型")
    number = models.PositiveSmallIntegerField("版本")
    content = models.TextField("样式内容", editable=False)
    why = models.CharField("修改说明", max_length=200)
    confirmed_on = models.DateField("启用日期", null=True, blank=True)

    reach = Reach(office=READERS)
    deeds = {"confirm": "启用"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "number"], name="report_design_number_once"),
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(confirmed_on__gte=F("at")), name="report_design_in_order"
            ),
        ]

    def __str__(self) -> str:
        return "%s样式第%s版" % (self.get_kind_display(), self.number)

    @property
    def design(self) -> Design:
        return from_json(self.content)
