"""What is asked to send a department a request for material, and when its answer has come."""

from django import forms

from xuncha.fieldwork.models import MaterialRequest
from xuncha.ui.reception import DayField, EntryForm, StepForm


class MaterialForm(EntryForm):
    at = DayField(label="发函日期")
    due_on = DayField(
        label="提供期限", future=True, required=False, help_text="不填的，按本轮制度版本规定的期限。"
    )

    class Meta:
        model = MaterialRequest
        fields = ("department", "document", "subject")

    def narrow(self) -> None:
        own = self.rows("department").filter(office=self.on.office_id).alive_on(self.today)
        self.offer("department", own.order_by("name"))
        self.offer("document", self.rows("document").order_by("-at", "-pk"))


class ReceivedForm(StepForm):
    at = DayField(label="收到日期")
    volumes = forms.IntegerField(label="收到份数", min_value=1)
