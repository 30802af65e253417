"""What an upper office asks for (报送安排), what each lower office owes of it (报送件), and each time it was sent."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from xuncha.files.models import Attachment
from xuncha.kernel.figures import Period
from xuncha.kernel.lifecycle import Step
from xuncha.kernel.viewer import Viewer
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record, RecordQuerySet, Stateful
from xuncha.records.rules import Reach
from xuncha.returns.engine import periods
from xuncha.returns.engine.periods import PeriodKind
from xuncha.returns.models.forms import Form, FormVersion
from xuncha.returns.rules.filing import (
    COLLECTION_LIFE,
    FILER,
    FILING_LIFE,
    FILING_ROLES,
    OWED,
    CollectionState,
    FilingState,
    days_late,
)
from xuncha.returns.rules.life import ReturnState
from xuncha.returns.rules.values import ASKERS, FILERS


class Collection(Stateful):
    """A form asked for over one period, on the version of the day it was issued (`at`): a later version changes nothing.

    `feeds` is the office's own filing further up, when what is collected goes into it.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="collections", verbose_name="表样")
    version = models.ForeignKey(
        FormVersion, models.PROTECT, related_name="collections", verbose_name="表样版次"
    )
    title = models.CharField("报送安排", max_length=100)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("期次")
    until = models.DateField("数据截至")
    opens_on = models.DateField("开始报送")
    due_on = models.DateField("报送期限")
    paper = models.CharField("通知文号", max_length=60, blank=True)
    feeds = models.ForeignKey(
        "ReturnFiling",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="collected",
        verbose_name="汇总后报送",
    )
    state = WordField(CollectionState, "状态", default=CollectionState.ISSUED)

    life = COLLECTION_LIFE
    reach = Reach(office=ASKERS - FILER)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "form", "year", "number"],
                condition=Q(voided_at=None) & ~Q(state="withdrawn"),
                name="collection_once_a_period",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")), name="collection_due_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def span(self) -> periods.Span:
        return periods.span(PeriodKind(self.form.period), self.year, self.number)


class FilingQuerySet(RecordQuerySet["ReturnFiling"]):
    def asked(self) -> Self:
        """Those that are owed or were, without the excused and withdrawn."""
        return self.live().exclude(state=FilingState.WITHDRAWN)

    def due_within(self, period: Period) -> Self:
        """What completeness is counted of: the due day lies within the days and was not lifted."""
        return self.asked().within(period, "due_on")


class ReturnFiling(Stateful):
    """What one lower office owes of a collection. Its page is that office's door: the collection is not for it to read.

    `due_on` and the day of the first filing, `filed_on`, are written once: no step moves them, so that what came late
    stays late when it is sent back, filed again and accepted. `redo_on` is by when what was sent back is owed again.
    """

    collection = models.ForeignKey(
        Collection, models.PROTECT, related_name="filings", verbose_name="报送安排"
    )
    filer = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="报送机构")
    title = models.CharField("报送件", max_length=100)
    opens_on = models.DateField("开始报送", editable=False)
    due_on = models.DateField("报送期限", editable=False)
    filed_on = models.DateField("首次报送", null=True, blank=True, editable=False)
    redo_on = models.DateField("重报期限", null=True, blank=True, editable=False)
    returned_times = models.PositiveSmallIntegerField("退回次数", default=0, editable=False)
    accepted_on = models.DateField("本级审核日期", null=True, blank=True, editable=False)
    accepted_above_on = models.DateField("上级审核日期", null=True, blank=True, editable=False)
    state = WordField(FilingState, "状态", default=FilingState.WAITING)

    life = FILING_LIFE
    reach = Reach(office=ASKERS, addressed="filer", addressed_roles=FILERS)
    objects = FilingQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "filer"], condition=Q(voided_at=None), name="return_filing_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"]) | Q(filed_on__isnull=False),
                name="return_filing_was_filed",
            ),
        ]
        indexes = [
            models.Index(fields=["filer", "due_on"], name="return_filing_of_filer"),
            models.Index(fields=["office", "due_on"], name="return_filing_of_asker"),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.filer.short_name}"

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        """Which side a person stands on: towards what his own office files a director above is no examiner."""
        above = {h.role for h in viewer.holds if h.office == self.office_id and h.organisation is None}
        below = {h.role for h in viewer.holds if h.office == self.filer_id and h.organisation is None}
        return frozenset((above - FILER) | (FILER if below & FILING_ROLES else set()))

    def steps_for(self, viewer: Viewer) -> list[Step]:
        """Filing is offered when the return is issued: until then the way leads over drawing it up."""
        steps = super().steps_for(viewer)
        if any(step.verb == "submit" for step in steps) and not self._is_issued():
            return [step for step in steps if step.verb != "submit"]
        return steps

    def _is_issued(self) -> bool:
        issued = self.drafts.filter(voided_at=None, state=ReturnState.ISSUED)
        return issued.exclude(uid__in=self.sendings.values("source")).exists()

    @property
    def late_days(self) -> int:
        """Of what was filed; what has not come is late as of a day (`late_on`)."""
        return days_late(self.due_on, self.filed_on, self.due_on)

    def late_on(self, day: date) -> int:
        return days_late(self.due_on, self.filed_on, day)

    @property
    def is_owed(self) -> bool:
        return self.state in OWED

    @property
    def last(self) -> "Sending | None":
        """What was sent last; of one that was sent back, what the examiner saw."""
        return self.sendings.live().select_related("file").order_by("-serial").first()


class Sending(Record):
    """A return as it was filed on `at`, the first time or again: the workbook and every value with where it comes from."""

    filing = models.ForeignKey(ReturnFiling, models.PROTECT, related_name="sendings", verbose_name="报送件")
    serial = models.PositiveSmallIntegerField("第几次报送")
    source = models.UUIDField("报表标识", editable=False)  # of the filer's own return
    file = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="报送文件")
    digest = models.CharField("文件摘要", max_length=64, editable=False)
    values = models.JSONField("数值", editable=False)  # {cell: ["12.50" | null, source]}
    notes = models.JSONField(
        "填报说明", default=list, editable=False
    )  # [[cell, label, value, said where from], …]

    inside = ("filing",)
    reach = Reach(office=ASKERS, addressed="filing__filer", addressed_roles=FILERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filing", "serial"], name="sending_serial_once"),
            models.UniqueConstraint(fields=["filing", "source"], name="a_return_is_sent_once"),
        ]

    def __str__(self) -> str:
        return "%s 第%s次" % (self.filing, self.serial)
