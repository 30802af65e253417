"""What is asked to make a group, to seat a member, to check who keeps out, and to send a group out."""

from collections.abc import Mapping
from typing import Any

from django import forms

from xuncha.people.models import Person
from xuncha.rounds.forms.rounds import papers
from xuncha.rounds.models import Authorisation, Group, GroupMember, RecusalCheck, RecusalHit
from xuncha.rounds.queries.rounds import next_group
from xuncha.rounds.queries.screening import in_force
from xuncha.rounds.rules.groups import RecusalVerdict, Ruling
from xuncha.talent.rules import MemberState
from xuncha.ui.reception import DayField, EntryForm, NameField, NamesField, StepForm


class Ticked(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of checks
    """Who, towards which organisation, and what the rules found; those without a tie are ticked to begin with."""

    widget = forms.CheckboxSelectMultiple
    ties: Mapping[int, list[RecusalHit]] = {}

    def label_from_instance(self, obj: Any) -> str:
        said = [f"{tie.rule_label}：{tie.fact}（{tie.weight_label}）" for tie in self.ties.get(obj.pk, [])]
        return " · ".join([f"{obj.person} — {obj.organisation.short_name}", *said])


class GroupForm(EntryForm):
    at = DayField(label="组建日期")

    class Meta:
        model = Group
        fields = ("number", "name")

    def narrow(self) -> None:
        number, name = next_group(self.on)
        self.initial.update({"number": number, "name": name})


class SeatForm(EntryForm):
    """Of the pool, or of the core staff."""

    at = DayField(label="到组日期")

    class Meta:
        model = GroupMember
        fields = ("seat", "pool_member", "person", "letter")

    def narrow(self) -> None:
        home = self.on.office_id
        free = self.rows("pool_member").filter(office=home, state=MemberState.IN_POOL)
        self.offer("pool_member", free.select_related("person"))
        self.offer("person", self.rows("person").filter(office=home).order_by("name"))
        self.fields["pool_member"].help_text = "从人才库抽调的选择此项，其状态随之变为抽调在组。"
        people = self.fields["person"]
        people.required, people.label = False, "本机关人员"
        people.help_text = "巡察机构的专职人员在此选择。"
        papers(self, "letter")


class CheckForm(EntryForm):
    at = DayField(label="核查日期")

    class Meta:
        model = RecusalCheck
        fields = ("person", "organisation")

    def narrow(self) -> None:
        """The organisations of the round."""
        units = self.rows("organisation").filter(tasks__round=self.on, tasks__voided_at=None)
        self.offer("organisation", units.distinct())
        self.offer("person", self.rows("person").filter(office=self.on.office_id).order_by("name"))


class PeopleForm(StepForm):
    """Those who are meant for the group, by name; the organisations are its own."""

    at = DayField(label="核查日期")
    people = NamesField(
        Person.objects.none(), label="拟任人员", help_text="每行一个姓名，可以从Excel整列粘贴。"
    )
    leader = NameField(
        Person.objects.none(),
        label="其中拟任组长",
        required=False,
        help_text="组长适用更严的规则，请单独写明。",
    )

    def narrow(self) -> None:
        for name in ("people", "leader"):
            box: Any = self.fields[name]
            box.queryset = box.queryset.filter(office=self.on.office_id).order_by("name")


class ScreenForm(StepForm):
    at = DayField(label="核查日期")


class RulingForm(StepForm):
    at = DayField(label="决定日期")
    ruling = forms.ChoiceField(label="决定", choices=[(word.value, word.label) for word in Ruling])
    reason = forms.CharField(label="理由", max_length=200)
    note = None  # the reason is the note

    def clean_ruling(self) -> Ruling:
        return Ruling(self.cleaned_data["ruling"])


class VerdictForm(StepForm):
    at = DayField(label="决定日期")
    verdict = forms.ChoiceField(label="结论", choices=[(word.value, word.label) for word in RecusalVerdict])
    reason = forms.CharField(
        label="理由", max_length=200, required=False, help_text="应当回避或者经研究可不回避的，必须写明。"
    )
    note = None  # the reason is the note

    def clean_verdict(self) -> RecusalVerdict:
        return RecusalVerdict(self.cleaned_data["verdict"])


class VerdictsForm(VerdictForm):
    """One verdict for the checks that are ticked."""

    checks = Ticked(RecusalCheck.objects.none(), label="待决定的核查")

    def narrow(self) -> None:
        waiting = (
            self.rows("checks").filter(round=self.on, verdict="").select_related("person", "organisation")
        )
        box: Any = self.fields["checks"]
        box.ties = in_force(list(waiting))
        self.offer("checks", waiting.order_by("person__name", "organisation__short_name"))
        self.initial["checks"] = [row.pk for row in waiting if row.pk not in box.ties]
        self.order_fields(["at", "checks", "verdict", "reason", "basis"])


class AuthorisationForm(EntryForm):
    at = DayField(label="授权日期")

    class Meta:
        model = Authorisation
        fields = ("document",)

    def narrow(self) -> None:
        papers(self, "document")
