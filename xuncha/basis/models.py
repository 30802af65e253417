"""The register of official documents and meetings: the papers that other rows cite."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from xuncha.basis.rules import Direction, DocumentKind, MeetingKind, Stated
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record, RecordQuerySet
from xuncha.records.rules import OFFICE, Reach

READERS = Reach(office=OFFICE)


class Document(Record):
    """An official document in or out, issued on `at`."""

    number = models.CharField("文号", max_length=60, blank=True)
    kind = WordField(DocumentKind, "文种")
    direction = WordField(Direction, "收发")
    title = models.CharField("标题", max_length=200)
    issuer = models.CharField("发文机关", max_length=100)
    approver = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签发（批准）人"
    )
    approved_on = models.DateField("批准日期", null=True, blank=True)
    in_reply_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies", verbose_name="所答复文件"
    )

    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "direction", "number"],
                condition=~Q(number="") & Q(voided_at=None),
                name="document_number_once",
            ),
            models.CheckConstraint(
                condition=Q(approved_on=None) | Q(approved_on__lte=F("at")),
                name="document_approved_before_issue",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "at", "id"], condition=Q(voided_at=None), name="document_by_office"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）" if self.number else self.title


class AddresseeQuerySet(RecordQuerySet["Addressee"]):
    def owing_on(self, day: date) -> Self:
        """Those who owe a reply on the day: asked for by then, not answered by then."""
        answered_later = Q(replied_on=None) | Q(replied_on__gt=day)
        return self.filter(answered_later, at__lte=day, due_on__isnull=False)

    def late_on(self, day: date) -> Self:
        """Those whose reply was due before the day."""
        return self.owing_on(day).filter(due_on__lt=day)


class Addressee(Record):
    """One body a document was sent to on `at`, with its receipt and the reply that is due."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="addressees", verbose_name="文件")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="收文党组织"
    )
    name = models.CharField("收文单位", max_length=100)
    copy = models.BooleanField("抄送", default=False)
    received_on = models.DateField("签收日期", null=True, blank=True)
    due_on = models.DateField("答复期限", null=True, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    reply = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复文件"
    )

    objects = AddresseeQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"receive": "签收", "reply": "答复"}
    reach = READERS

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("at")), name="received_after_sent"
            ),
            models.CheckConstraint(
                condition=Q(replied_on=None) | Q(replied_on__gte=F("at")), name="replied_after_sent"
            ),
            models.UniqueConstraint(
                fields=["document", "name"], condition=Q(voided_at=None), name="addressee_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Statement(Record):
    """A number that a document itself states: the independent side of a tie."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="statements", verbose_name="文件")
    what = WordField(Stated, "所述事项")
    count = models.PositiveIntegerField("所述数量")

    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "what"], condition=Q(voided_at=None), name="statement_once_a_document"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.get_what_display()}{self.count}"


class Line(Record):
    """One line of a list annexed to a document, as the paper has it."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="lines", verbose_name="文件")
    serial = models.PositiveIntegerField("序号")
    heading = models.CharField("分组", max_length=60, blank=True)  # e.g. kind or mode, class of measures
    text = models.CharField("内容", max_length=300)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="党组织"
    )

    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "serial"], condition=Q(voided_at=None), name="line_serial_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.text}"


class Meeting(Record):
    """A meeting held on `at`."""

    kind = WordField(MeetingKind, "会议类型")
    title = models.CharField("会议名称", max_length=200)
    place = models.CharField("地点", max_length=100, blank=True)
    chair = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主持人"
    )
    minutes = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="会议纪要"
    )

    deeds = {"attach_minutes": "印发纪要"}
    reach = READERS

    class Meta:
        indexes = [
            models.Index(fields=["office", "at", "id"], condition=Q(voided_at=None), name="meeting_by_office")
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(Record):
    """One subject on a meeting's agenda."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda", verbose_name="会议")
    serial = models.PositiveSmallIntegerField("序号")
    subject = models.CharField("议题", max_length=200)

    inside = ("meeting",)
    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "serial"], condition=Q(voided_at=None), name="agenda_serial_once"
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Decision(Record):
    """What a meeting decided on an agenda item, and who owes it by when."""

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="decisions", verbose_name="议题")
    text = models.CharField("决定事项", max_length=300)
    owner = models.CharField("责任单位", max_length=100, blank=True)
    due_on = models.DateField("完成期限", null=True, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)

    deeds = {"carry_out": "落实"}
    inside = ("agenda_item",)
    reach = READERS

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(done_on__gte=F("at")), name="decision_done_after_made"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Attendance(Record):
    """Who was called to a meeting, in what capacity, and whether they came."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name="会议")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员"
    )
    name = models.CharField("参会人", max_length=60)
    body = models.CharField("单位", max_length=100, blank=True)
    capacity = models.CharField("参会身份", max_length=40, blank=True)
    present = models.BooleanField("到会", default=True)
    delegation = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所属巡察机构"
    )

    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False, voided_at=None),
                name="attendance_once_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.body}{self.name}"
