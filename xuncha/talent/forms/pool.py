"""What is asked to open a channel, to nominate, and to take a member through the pool."""

import re
import tomllib
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext

from xuncha.basis.models import Document
from xuncha.kernel import codes
from xuncha.people.rules import Sex
from xuncha.talent.models import Channel, PoolMember, Renewal
from xuncha.talent.rules import Absence, ExitReason, MemberState, Source
from xuncha.ui.reception import DayField, EntryForm, StepForm

MONTH = re.compile(r"\d{4}\D?\d{1,2}\D?")
ROSTER = tomllib.loads((Path(__file__).parents[1] / "data" / "roster.toml").read_text(encoding="utf-8"))


class ChannelForm(EntryForm):
    at = DayField(label="启用日期")

    class Meta:
        model = Channel
        fields = ("name", "body")


class NominationForm(EntryForm):
    """A known person or a new one: told by the ID number, or by name and birth."""

    at = DayField(label="提名日期")
    name = forms.CharField(label="姓名", max_length=40)
    id_number = forms.CharField(
        label="身份证号",
        max_length=30,
        required=False,
        help_text="按GB 11643校验；保存后封存，页面上只显示部分数字。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sex = forms.ChoiceField(
        label="性别",
        required=False,
        choices=[("", ""), *((word.value, word.label) for word in Sex)],
        help_text="填写身份证号的可以不选。",
    )
    born_on = DayField(label="出生日期", required=False, month=True, help_text="填写身份证号的可以不填。")
    joined_party_on = DayField(label="入党日期", month=True)
    education = forms.CharField(label="学历", max_length=20, required=False)
    paper = forms.CharField(label="推荐文件", max_length=200, required=False)
    note = forms.CharField(
        label="说明",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="不完全符合入库条件而确需提名的，写明理由。",
    )
    field_order = (
        "at", "channel", "source", "name", "id_number", "sex", "born_on", "joined_party_on", "education", "organisation",
        "title", "rank", "pool", "specialty", "paper", "note",
    )  # fmt: skip
    masked = frozenset({"id_number"})
    heads_also: ClassVar[Mapping[str, Sequence[str]]] = ROSTER["heads"]
    words_also: ClassVar[Mapping[str, Mapping[str, str]]] = ROSTER["words"]

    class Meta:
        model = PoolMember
        fields = ("organisation", "title", "rank", "specialty", "pool", "channel", "source")

    def narrow(self) -> None:
        self.offer("channel", self.rows("channel").filter(office=self.viewer.office).order_by("at", "pk"))
        self.fields["source"].required = False
        if self.is_bound:
            return
        channels = list(self.rows("channel")[:2])
        if len(channels) == 1:
            self.initial.setdefault("channel", channels[0].pk)

    def clean_name(self) -> str:
        return "".join(self.cleaned_data["name"].split())

    def clean_source(self) -> str:
        return self.cleaned_data["source"] or Source.RECOMMENDED

    def clean_id_number(self) -> str:
        """In its plain form. What Excel made a number of has lost its last digits."""
        number = codes.tidy(self.cleaned_data["id_number"])
        if re.search(r"\dE\+?\d", number):
            raise forms.ValidationError(
                gettext("身份证号在Excel中存成了数值，末几位已经丢失：请把该列设为文本后重填。")
            )
        fault = codes.id_fault(number) if number else None
        if fault:
            raise forms.ValidationError(gettext(fault))
        return number

    def clean(self) -> dict[str, Any]:
        """A sound number says birth and sex; without one both must be filled in."""
        cleaned = super().clean()
        number = cleaned.get("id_number") or ""
        if number:
            self._by_number(cleaned, number)
        elif "id_number" in cleaned:
            self._without_number(cleaned)
        return cleaned

    def _by_number(self, cleaned: dict[str, Any], number: str) -> None:
        born: date = codes.birth_date(number)
        said = cleaned.get("born_on")
        rough = self._said_month_only() and said == born.replace(day=1)
        if said and said != born and not rough:
            self.add_error("born_on", gettext("身份证号与出生日期不符，请核对。"))
        if cleaned.get("sex") and cleaned["sex"] != codes.sex(number):
            self.add_error("sex", gettext("身份证号与性别不符，请核对。"))
        if born > self.today:
            self.add_error("id_number", gettext("身份证号中的出生日期不存在，请核对。"))
        if not self.errors.keys() & {"born_on", "sex"}:
            cleaned.update(born_on=born, sex=codes.sex(number))

    def _without_number(self, cleaned: dict[str, Any]) -> None:
        if "born_on" in cleaned and not cleaned["born_on"]:
            self.add_error("born_on", gettext("没有身份证号的，请填写出生日期。"))
        elif cleaned.get("born_on") and self._said_month_only():
            self.add_error("born_on", gettext("没有身份证号的，出生日期请写到日。"))
        if "sex" in cleaned and not cleaned["sex"]:
            self.add_error("sex", gettext("没有身份证号的，请选择性别。"))

    def _said_month_only(self) -> bool:
        return bool(MONTH.fullmatch(str(self.data.get("born_on", "")).strip()))

    def twin(self) -> Hashable:
        """Two rows of a sheet speak of one person: by number, or by name and birth."""
        known = self.cleaned_data
        return known.get("id_number") or (known.get("name"), known.get("born_on"), known.get("sex"))


class AdmissionForm(StepForm):
    """What the discipline commission said, and the paper that approves it."""

    at = DayField(label="入库日期")
    opinion = forms.CharField(
        label="廉政审查意见",
        max_length=200,
        help_text="纪检监察机关的书面意见，如“同意，未发现影响使用的问题”。",
    )
    approval = forms.ModelChoiceField(Document.objects.none(), label="批准文件", required=False)

    def narrow(self) -> None:
        rows = self.rows("approval").filter(office=self.on.office_id)
        self.offer("approval", rows.order_by("-at", "-pk"))


class RemovalForm(StepForm):
    at = DayField(label="出库日期")
    reason = forms.ChoiceField(label="出库原因", choices=[(word.value, word.label) for word in ExitReason])

    def clean_reason(self) -> ExitReason:
        return ExitReason(self.cleaned_data["reason"])


class PauseForm(StepForm):
    at = DayField(label="暂停日期")
    reason = forms.ChoiceField(label="暂停原因", choices=[(word.value, word.label) for word in Absence])
    until = DayField(
        label="预计截止日期", required=False, future=True, help_text="处分影响期等已知截止日期的填写。"
    )

    def clean_reason(self) -> Absence:
        return Absence(self.cleaned_data["reason"])


class Waiting(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of members
    """Members of a channel, each with unit, rank and pool."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        said = (obj.person.name, obj.organisation.short_name, obj.title, obj.get_pool_display())
        return " · ".join(str(word) for word in said if word)


class _Batch:
    """Those of a channel who wait for the same step, all ticked to begin with."""

    state: ClassVar[MemberState]
    fields: Any
    initial: Any
    on: Any

    def narrow(self) -> None:
        rows = self.on.members.live().filter(state=self.state)
        rows = rows.select_related("person", "organisation").defer("person__id_number").order_by("pk")
        box: Any = self.fields["members"]
        box.queryset = rows
        self.initial["members"] = [row.pk for row in rows]


class ReviewAllForm(_Batch, StepForm):
    members = Waiting(PoolMember.objects.none(), label="人选")
    state = MemberState.NOMINATED


class VetAllForm(ReviewAllForm):
    state = MemberState.REVIEWING


class AdmitAllForm(_Batch, AdmissionForm):
    members = Waiting(PoolMember.objects.none(), label="人选")
    state = MemberState.VETTING

    def narrow(self) -> None:
        _Batch.narrow(self)
        AdmissionForm.narrow(self)


class RenewalForm(EntryForm):
    at = DayField(label="续用日期")

    class Meta:
        model = Renewal
        fields = ("reason",)
