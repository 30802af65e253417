"""What is asked to give a role, to end one, and to lend one in an emergency."""

from typing import Any

from django import forms

from xuncha.accounts.boxes import AccountBox
from xuncha.accounts.models import User
from xuncha.orgs.models import Organisation
from xuncha.people.models import Emergency, Grant
from xuncha.people.rules import GRANTED, LONGEST
from xuncha.records.models import Office
from xuncha.ui.reception import DayField, EntryForm, StepForm

ROLES = [("", ""), *((role.value, role.label) for role in GRANTED)]


class UnitBox(forms.ModelChoiceField):  # type: ignore[type-arg]  # of organisations
    """By its name alone: whoever gives roles reads no register of organisations, and the names are public."""

    reads = ("name",)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class _ForAnAccount(EntryForm):
    """Accounts in use but one's own."""

    user = AccountBox(User.objects.none(), label="账号")
    office = forms.ModelChoiceField(Office.objects.none(), label="巡察机构")
    role = forms.ChoiceField(label="岗位", choices=ROLES)

    def narrow(self) -> None:
        users = User.objects.filter(is_active=True).exclude(pk=self.viewer.user)
        self.offer("user", users.order_by("username"))
        self.offer("office", Office.objects.order_by("code"))
        self.initial.setdefault("office", self.viewer.office)


class GrantForm(_ForAnAccount):
    at = DayField(label="起始日期", future=True)
    until = DayField(label="截止日期", required=False, future=True, help_text="长期有效的可不填。")
    organisation = UnitBox(
        Organisation.objects.none(),
        label="所属单位",
        required=False,
        help_text="只用于被巡察单位联络员和线索承办人。",
    )
    basis = forms.CharField(label="依据", max_length=200)
    field_order = ("user", "role", "office", "organisation", "at", "until", "basis")

    class Meta:
        model = Grant
        fields = ("user", "role", "office", "organisation", "basis")

    def narrow(self) -> None:
        super().narrow()
        self.initial["at"] = self.today
        self.offer("organisation", Organisation.objects.live().filter(abolished_on=None).order_by("name"))


class WithdrawForm(StepForm):
    at = DayField(label="最后一日")
    basis = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})


class EmergencyForm(_ForAnAccount):
    at = None  # type: ignore[assignment]  # it begins with its approval
    hours = forms.IntegerField(label="时长（小时）", min_value=1, max_value=LONGEST, initial=4)
    field_order = ("user", "role", "office", "hours", "reason")

    class Meta:
        model = Emergency
        fields = ("user", "role", "office", "hours", "reason")
        help_texts = {
            "reason": "写明事由和时限内要办的事项；审计员、巡察办主任和全体用户都会看到紧急授权提示。"
        }


class NowForm(StepForm):
    """What happens at the moment it is confirmed: no other day can be said."""

    basis = None
    note = None

    def narrow(self) -> None:
        self.fields["at"].widget = forms.HiddenInput()
        self.fields["at"].initial = self.today


class NowWithReason(StepForm):
    basis = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})

    def narrow(self) -> None:
        self.fields["at"].widget = forms.HiddenInput()
        self.fields["at"].initial = self.today
