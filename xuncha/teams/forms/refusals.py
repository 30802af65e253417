"""What is asked when somebody does not come."""

from xuncha.teams.models import Refusal
from xuncha.ui.reception import DayField, EntryForm


class RefusalForm(EntryForm):
    at = DayField(label="日期")

    class Meta:
        model = Refusal
        fields = ("round", "reason", "details")

    def narrow(self) -> None:
        rounds = self.rows("round").filter(office=self.on.office_id) if self.on else self.rows("round")
        self.offer("round", rounds.order_by("-at", "-pk"))
