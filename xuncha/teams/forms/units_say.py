"""What the inspected organisation is asked."""

from django import forms

from xuncha.rounds.models import GroupMember
from xuncha.teams.models import ConductEvaluation, RecusalRequest
from xuncha.teams.rules import BEST, QUESTIONS
from xuncha.ui.reception import DayField, EntryForm

SCALE = [(str(n), str(n)) for n in range(BEST, 0, -1)]


class RecusalRequestForm(EntryForm):
    at = DayField(label="申请日期")

    class Meta:
        model = RecusalRequest
        fields = ("member", "reason")

    def narrow(self) -> None:
        """Who is in the group was announced to the unit; it reads nothing else of them."""
        seats = GroupMember.objects.live().filter(group=self.on.group, until=None) if self.on else None
        box = self.fields["member"]
        if seats is not None and isinstance(box, forms.ModelChoiceField):
            box.queryset = seats.select_related("person").order_by("pk")


class ConductForm(EntryForm):
    at = DayField(label="评价日期")

    class Meta:
        model = ConductEvaluation
        fields = (*QUESTIONS, "remarks")
        help_texts = dict.fromkeys(QUESTIONS, "5分最好，1分最差")
        widgets = {name: forms.Select(choices=SCALE) for name in QUESTIONS}
