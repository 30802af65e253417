"""What is asked to propose a round, to send its plan out, and for terms, themes and key tasks."""

from django import forms

from xuncha.basis.models import Document
from xuncha.rounds.models import KeyTask, Round, Term, Theme
from xuncha.rounds.queries.rounds import next_number, usual_name
from xuncha.ui.reception import DayField, EntryForm, StepForm


class TermForm(EntryForm):
    at = DayField(label="起始日期")
    ends_on = DayField(label="届满日期", future=True)

    class Meta:
        model = Term
        fields = ("number", "name", "ends_on")


class ThemeForm(EntryForm):
    at = DayField(label="确定日期")

    class Meta:
        model = Theme
        fields = ("year", "title", "document")


class KeyTaskForm(EntryForm):
    due_on = DayField(label="完成时限", future=True)

    class Meta:
        model = KeyTask
        fields = ("text", "owner", "due_on")


class RoundForm(EntryForm):
    """The next round of the term under its usual name, bound to the rule set last in use."""

    at = DayField(label="酝酿日期")

    class Meta:
        model = Round
        fields = ("number", "name", "rule_set")

    def narrow(self) -> None:
        number = next_number(self.on)
        self.initial.update({"number": number, "name": usual_name(self.on, number)})
        sets = self.rows("rule_set").filter(office=self.on.office_id).order_by("-at")
        self.offer("rule_set", sets)
        self.initial["rule_set"] = sets.filter(at__lte=self.today).first()


class IssueForm(StepForm):
    """The work plan; the paper is registered first."""

    document = forms.ModelChoiceField(
        Document.objects.none(), label="工作方案", help_text="先在公文中登记，再在这里选择。"
    )
    at = DayField(label="印发日期")
    basis = None  # the paper is the basis

    def narrow(self) -> None:
        papers(self, "document")


def papers(form: EntryForm | StepForm, name: str) -> None:
    """The register's documents as choices, the latest first."""
    form.offer(name, form.rows(name).order_by("-at", "-pk"))


class DoneForm(StepForm):
    """A day, the paper and a remark: what ends or is done."""
