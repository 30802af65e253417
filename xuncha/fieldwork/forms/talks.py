"""A talk, and the two or more who held it."""

from typing import Any

from django import forms

from xuncha.fieldwork.forms.base import FieldForm
from xuncha.fieldwork.models import Talk
from xuncha.rounds.models import GroupMember
from xuncha.ui.reception import DayField


class TalkForm(FieldForm):
    at = DayField(label="谈话日期")
    interviewers = forms.ModelMultipleChoiceField(
        label="谈话人", queryset=GroupMember.objects.none(), help_text="须有两名以上"
    )
    field_order = ["at", "interviewee", "post", "rank", "category", "place", "interviewers"]

    class Meta:
        model = Talk
        fields = ["interviewee", "post", "rank", "category", "place", "outline", "minutes", "confidential"]
        widgets = {"outline": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"confidential": "只由谈话人、登记人、组长和巡察办主任查阅"}

    def narrow(self) -> None:
        """Members of the task's group; who sat in it that day is the action's to judge."""
        field: Any = self.fields["interviewers"]
        members = GroupMember.objects.visible_to(self.viewer).filter(group=self.task().group_id)
        field.queryset = members.select_related("person")
