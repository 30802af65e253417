"""What is asked to register a document or a meeting, and what belongs to them."""

from datetime import date
from typing import Any

from django import forms

from xuncha.basis.models import (
    Addressee,
    AgendaItem,
    Attendance,
    Decision,
    Document,
    Line,
    Meeting,
    Statement,
)
from xuncha.basis.rules import DocumentKind
from xuncha.ui.reception import DayField, EntryForm, StepForm

MOST_LINES, LONGEST = 200, 100


class LinesField(forms.CharField):
    """One name a line; a list of them when cleaned."""

    def __init__(self, *, longest: int = LONGEST, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3}), **options)
        self.longest = longest

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_LINES or any(len(name) > self.longest for name in names):
            raise forms.ValidationError(
                "每行一条，每条不超过%(longest)s字，不超过%(most)s条。"
                % {"longest": self.longest, "most": MOST_LINES}
            )
        return names


class DocumentForm(EntryForm):
    at = DayField(label="成文日期")
    number = forms.CharField(
        label="文号", max_length=60, required=False, help_text="如：巡办发〔2019〕5号。没有文号的可不填。"
    )
    approved_on = DayField(label="批准日期", required=False)
    sent_to = LinesField(label="主送", help_text="每行一个单位。")
    copied_to = LinesField(label="抄送", help_text="每行一个单位。")

    class Meta:
        model = Document
        fields = (
            "direction", "kind", "number", "title", "mark", "issuer", "approver", "approved_on", "in_reply_to",
        )  # fmt: skip

    field_order = ("direction", "kind", "number", "at", "title", "mark", "issuer")

    def narrow(self) -> None:
        """Signed by someone of the office's own; in reply to the latest first."""
        self.fields["approved_on"].initial = None
        self.offer("approver", self.rows("approver").filter(office=self.viewer.office).order_by("name"))
        self.offer("in_reply_to", self.rows("in_reply_to").order_by("-at", "-pk"))


class AddresseeForm(EntryForm):
    at = DayField(label="送达日期")
    due_on = DayField(label="答复期限", required=False, future=True)

    class Meta:
        model = Addressee
        fields = ("name", "organisation", "copy", "due_on")

    def narrow(self) -> None:
        self.offer("organisation", self.rows("organisation").alive_on(self.today).order_by("name"))


class AsDated(EntryForm):
    """What is dated as the record it is entered on."""

    at = DayField(label="日期", required=False)

    def narrow(self) -> None:
        self.fields["at"].widget = forms.HiddenInput()
        self.fields["at"].initial = self.on.at

    def clean_at(self) -> date:
        day: date = self.on.at
        return day


class LineForm(AsDated):
    class Meta:
        model = Line
        fields = ("heading", "text", "organisation")
        help_texts = {
            "heading": "轮次工作方案的附件，常规巡察对象写组织方式，如“本级独立”“上下联动”，据此与任务台账勾稽。"
        }


class StatementForm(AsDated):
    class Meta:
        model = Statement
        fields = ("what", "count")


class MeetingForm(EntryForm):
    at = DayField(label="会议日期")
    agenda = LinesField(label="议题", longest=200, help_text="每行一项，依次编号。")

    class Meta:
        model = Meeting
        fields = ("kind", "title", "place", "chair")

    def narrow(self) -> None:
        self.offer("chair", self.rows("chair").filter(office=self.viewer.office).order_by("name"))


class AgendaForm(AsDated):
    class Meta:
        model = AgendaItem
        fields = ("subject",)


class DecisionForm(AsDated):
    due_on = DayField(label="完成期限", required=False, future=True)

    class Meta:
        model = Decision
        fields = ("text", "owner", "due_on")


class AttendanceForm(AsDated):
    class Meta:
        model = Attendance
        fields = ("name", "body", "capacity", "present", "person")

    def narrow(self) -> None:
        super().narrow()
        self.offer("person", self.rows("person").filter(office=self.on.office_id).order_by("name"))


class ReceiptForm(StepForm):
    at = DayField(label="签收日期")


class ReplyForm(StepForm):
    at = DayField(label="答复日期")
    paper = forms.ModelChoiceField(Document.objects.none(), label="答复文件", required=False)

    def narrow(self) -> None:
        self.offer("paper", self.rows("paper").order_by("-at", "-pk"))


class CarriedOutForm(StepForm):
    at = DayField(label="落实日期")


class MinutesForm(StepForm):
    at = DayField(label="印发日期")
    minutes = forms.ModelChoiceField(
        Document.objects.none(), label="会议纪要", help_text="先在公文中登记文种为纪要的文件。"
    )

    def narrow(self) -> None:
        found = self.rows("minutes").filter(kind=DocumentKind.MINUTES, at__gte=self.on.at)
        self.offer("minutes", found.order_by("-at", "-pk"))
