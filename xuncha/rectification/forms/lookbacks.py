"""What is asked of a look-back's group about each earlier problem."""

from xuncha.rectification.models import Verdict
from xuncha.rectification.queries.lookbacks import unjudged
from xuncha.ui.reception import DayField, EntryForm, StepForm


class VerdictForm(EntryForm):
    at = DayField(label="复查日期")

    class Meta:
        model = Verdict
        fields = ["finding", "outcome", "text"]

    def narrow(self) -> None:
        self.offer("finding", unjudged(self.on))


class ReopenForm(StepForm):
    """The reason is what the group found."""

    note = None  # stands in the verdict
