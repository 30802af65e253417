"""Counties under key supervision: why, and what was done about it; meetings that dispatch the work."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from xuncha.basis.models import Document, Meeting
from xuncha.guidance.models.reach import ABOUT_COUNTY, ABOVE, CITY
from xuncha.guidance.rules import CASE_LIFE, ActionKind, CaseState, Gauge, Judgement, ReasonCode, printed
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record, RecordQuerySet, Stateful


class SupervisionCaseQuerySet(RecordQuerySet["SupervisionCase"]):
    def talked_by(self, day: date) -> Self:
        """Cases in which the county's secretary was talked to by the day."""
        actions = CaseAction.objects.live().filter(case=OuterRef("pk"), kind=ActionKind.TALK, at__lte=day)
        return self.filter(Exists(actions))


class SupervisionLineQuerySet(RecordQuerySet["SupervisionLine"]):
    def in_force_on(self, day: date) -> Self:
        """Lines that hold on the day; on its last day the next one holds already."""
        return self.filter(Q(until=None) | Q(until__gt=day), at__lte=day)


class SupervisionCase(Stateful):
    """Key supervision of one county, opened on `at`."""

    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="督办文件")
    matter = models.CharField("督办事项", max_length=200)
    due_on = models.DateField("整改期限")
    effect = models.CharField("成效核查情况", max_length=300, blank=True)
    closed_on = models.DateField("结束日期", null=True, blank=True)
    state = WordField(CaseState, "状态", default=CaseState.OPENED)

    objects = SupervisionCaseQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    life = CASE_LIFE
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on=None),
                name="case_closed_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("at")), name="case_closed_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county.short_name}重点督办"


class CaseReason(Record):
    """Why a county is supervised: one reason code."""

    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="reasons", verbose_name="重点督办")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    code = WordField(ReasonCode, "督办原因")

    inside = ("case",)
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"], condition=Q(voided_at=None), name="case_reason_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())


class CaseAction(Record):
    """A step of supervision taken on `at`: letter, talk with the county secretary, visit, circular, dispatch."""

    case = models.ForeignKey(
        SupervisionCase, models.PROTECT, related_name="case_actions", verbose_name="重点督办"
    )
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    kind = WordField(ActionKind, "督办方式")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="约谈记录"
    )
    note = models.CharField("情况", max_length=300, blank=True)
    due_on = models.DateField("答复期限", null=True, blank=True)
    reply = models.CharField("答复", max_length=300, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)

    deeds = {"reply": "答复"}
    inside = ("case",)
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="talk") | Q(meeting__isnull=False), name="talk_has_its_record"
            ),
            models.CheckConstraint(
                condition=Q(replied_on=None) | Q(replied_on__gte=F("at")) & ~Q(reply=""),
                name="case_action_reply_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county.short_name} {self.get_kind_display()}"

    @property
    def late_days(self) -> int | None:
        """How many days after its day the reply came; None while there is none, or where it came in time."""
        if self.due_on is None or self.replied_on is None or self.replied_on <= self.due_on:
            return None
        return (self.replied_on - self.due_on).days


class SupervisionLine(Record):
    """From `at` a county whose reading crosses this line is proposed for key supervision. The next line ends it."""

    gauge = WordField(Gauge, "督办指标")
    value = models.DecimalField("督办线", max_digits=6, decimal_places=2)
    basis = models.CharField("依据", max_length=100)
    until = models.DateField("停用日期", null=True, blank=True)

    objects = SupervisionLineQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"end": "停用"}
    reach = ABOVE

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "gauge"],
                condition=Q(until=None, voided_at=None),
                name="one_line_a_gauge",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="supervision_line_forward"
            ),
            models.CheckConstraint(condition=Q(value__gt=0), name="supervision_line_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_gauge_display()} {self.value}"

    @property
    def said(self) -> str:
        """The line as a page says it: a rate with its hundredths, a number of things whole."""
        return printed(Gauge(self.gauge), self.value)


class CaseJudgement(Record):
    """What a person decided on `at` about a county that the lines proposed, and on which readings."""

    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    verdict = WordField(Judgement, "研判结论")
    grounds = models.TextField("研判依据")
    reason = models.CharField("理由", max_length=300, blank=True)
    case = models.OneToOneField(
        SupervisionCase,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="judgement",
        verbose_name="重点督办",
    )

    reach = ABOVE

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="opened", case__isnull=False)
                | Q(verdict="declined", case=None) & ~Q(reason=""),
                name="judgement_has_its_case_or_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.county.short_name} {self.get_verdict_display()}"


class CaseGauge(Record):
    """A reading of the county when its case was opened, and when its effect was checked last."""

    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="gauges", verbose_name="重点督办")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    gauge = WordField(Gauge, "督办指标")
    line = models.DecimalField("督办线", max_digits=6, decimal_places=2, null=True, blank=True)
    before = models.DecimalField("立案时", max_digits=6, decimal_places=2, null=True, blank=True)
    before_rows = models.CharField("立案时构成", max_length=40, blank=True)
    after = models.DecimalField("核查时", max_digits=6, decimal_places=2, null=True, blank=True)
    after_rows = models.CharField("核查时构成", max_length=40, blank=True)
    after_on = models.DateField("核查日期", null=True, blank=True)

    deeds = {"measure": "核查成效"}
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "gauge"], condition=Q(voided_at=None), name="case_gauge_once"
            ),
            models.CheckConstraint(
                condition=Q(after=None) | Q(after_on__isnull=False), name="case_gauge_after_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_gauge_display())


class DispatchMeeting(Record):
    """A dispatch meeting (调度会) held on `at`: the office director and one group leader of each county attend."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="dispatch", verbose_name="会议")
    rule = models.CharField("参会要求", max_length=100)

    reach = CITY

    def __str__(self) -> str:
        return self.meeting.title
