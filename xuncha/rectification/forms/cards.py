"""What is asked for supervision cards and suggestions to departments."""

from django import forms

from xuncha.rectification.forms.ledgers import long_text
from xuncha.rectification.models import Advice, Card, Escalation
from xuncha.rectification.rules.cards import Level, Source
from xuncha.ui.reception import DayField, EntryForm, StepForm


class CardForm(EntryForm):
    at = DayField(label="拟办日期")
    due_on = DayField(label="办理期限", future=True)

    class Meta:
        model = Card
        fields = ["source", "matter", "basis", "lead", "partners", "contact", "due_on", "answer"]
        help_texts = {"basis": "批示、会议纪要、反馈意见等的名称或者文号。"}


class ItemCardForm(CardForm):
    """About an item that is late: what is known of it stands there."""

    def narrow(self) -> None:
        ledger = self.on.ledger
        known = {"source": Source.OVERDUE, "matter": self.on.title, "basis": str(ledger.source)}
        self.initial.update(known)
        if ledger.task:
            self.initial["lead"] = ledger.task.organisation_id


class DeliverForm(StepForm):
    at = DayField(label="送达日期")
    receipt = forms.CharField(label="签收人", max_length=60)


class ReplyForm(StepForm):
    at = DayField(label="回复日期")
    text = long_text("办理结果")
    paper = forms.CharField(label="回复文件", max_length=200, required=False)
    basis = None  # the paper is a column of its own
    note = None


class EscalationForm(EntryForm):
    at = DayField(label="督办日期")

    class Meta:
        model = Escalation
        fields = ["level", "text", "paper"]
        help_texts = {"paper": "约谈、通报须写明批准的文件或者会议。"}

    def narrow(self) -> None:
        reached = self.on.escalations.live().count()
        self.initial["level"] = [*Level][min(reached, len(Level) - 1)]


class AdviceForm(EntryForm):
    at = DayField(label="发出日期")
    due_on = DayField(label="回复期限", future=True)

    class Meta:
        model = Advice
        fields = ["department", "text", "due_on"]


class AnswerForm(StepForm):
    at = DayField(label="回复日期")
    reply = long_text("回复情况")
    note = None
