"""What is asked to make a group, to seat a member, to check who keeps out, and to send a group out."""

from django import forms

from xuncha.kernel.numerals import in_chinese
from xuncha.rounds.forms.rounds import papers
from xuncha.rounds.models import Authorisation, Group, GroupMember, RecusalCheck
from xuncha.rounds.rules.groups import RecusalVerdict
from xuncha.talent.rules import MemberState
from xuncha.ui.reception import DayField, EntryForm, StepForm


class GroupForm(EntryForm):
    at = DayField(label="组建日期")

    class Meta:
        model = Group
        fields = ("number", "name")

    def narrow(self) -> None:
        last = Group.objects.live().filter(round=self.on).order_by("-number").first()
        number = last.number + 1 if last else 1
        self.initial.update({"number": number, "name": "第%(number)s巡察组" % {"number": in_chinese(number)}})


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


class VerdictForm(StepForm):
    at = DayField(label="决定日期")
    verdict = forms.ChoiceField(label="结论", choices=[(word.value, word.label) for word in RecusalVerdict])
    reason = forms.CharField(
        label="理由", max_length=200, required=False, help_text="应当回避或者经研究可不回避的，必须写明。"
    )
    note = None  # type: ignore[assignment]  # the reason is the note

    def clean_verdict(self) -> RecusalVerdict:
        return RecusalVerdict(self.cleaned_data["verdict"])


class AuthorisationForm(EntryForm):
    at = DayField(label="授权日期")

    class Meta:
        model = Authorisation
        fields = ("document",)

    def narrow(self) -> None:
        papers(self, "document")
