"""What is asked to staff a round: targets, what groups want, choices by hand, and letters."""

from typing import Any

from django import forms

from xuncha.rounds.models import Group
from xuncha.talent.rules import IN_THE_POOL, Specialty
from xuncha.teams.models import Choice, Staffing
from xuncha.teams.rules import PARTS, letters
from xuncha.ui.reception import DayField, EntryForm, StepForm

SECONDS = (5, 15, 30, 60, 120)
SEATS = 60  # no group has more


class StaffingForm(EntryForm):
    at = DayField(label="启动日期")

    class Meta:
        model = Staffing
        fields = ("age_target", "rank_target")
        help_texts = {
            "age_target": "各组组员平均年龄以此为准，偏离越多的方案越靠后。",
            "rank_target": "科员1、乡科级副职2、乡科级正职3、县处级副职4、县处级正职5。",
        }


class AdjustForm(StepForm):
    """Targets, and what departing from them costs."""

    at = DayField(label="调整日期")
    age_target = forms.IntegerField(label="平均年龄目标", min_value=18, max_value=70)
    rank_target = forms.IntegerField(label="平均职级目标", min_value=1, max_value=5)
    basis = None

    def narrow(self) -> None:
        for name, label in PARTS.items():
            self.fields[name] = forms.IntegerField(label=label, min_value=0, max_value=1000)
        for name in ("age_target", "rank_target", *PARTS):
            self.initial[name] = getattr(self.on, name)
        self.fields["served"].help_text = "以下为权重，越大越看重，0为不考虑。"
        self.order_fields(["at", "age_target", "rank_target", *PARTS, "note"])


class DemandForm(StepForm):
    """How many members, and how many of each specialty."""

    at = DayField(label="调整日期")
    least = forms.IntegerField(label="组员下限", min_value=0, max_value=SEATS)
    most = forms.IntegerField(label="组员上限", min_value=0, max_value=SEATS)
    leader_of_pool = forms.BooleanField(label="组长从人才库选配", required=False)
    basis = None

    def narrow(self) -> None:
        for word in Specialty:
            box = forms.IntegerField(label=word.label, min_value=0, max_value=SEATS, required=False)
            self.fields[word.value] = box
            self.initial[word.value] = self.on.needs.get(word.value)
        for name in ("least", "most", "leader_of_pool"):
            self.initial[name] = getattr(self.on, name)
        self.order_fields(
            ["at", "least", "most", "leader_of_pool", *(word.value for word in Specialty), "note"]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        needs = {word.value: cleaned.pop(word.value, None) or 0 for word in Specialty}
        return cleaned | {"needs": needs}


class ChoiceForm(EntryForm):
    at = DayField(label="登记日期")

    class Meta:
        model = Choice
        fields = ("kind", "pool_member", "group", "other", "reason")
        help_texts = {
            "group": "不安排本轮任何一组的，巡察组不选。",
            "other": "选择“两人不同组”时填写。",
        }

    def narrow(self) -> None:
        pool = self.rows("pool_member").filter(office=self.on.office_id, state__in=IN_THE_POOL, left_on=None)
        for name in ("pool_member", "other"):
            self.offer(name, pool.select_related("person").order_by("person__name", "pk"))
        groups = Group.objects.live().filter(round=self.on.round_id, dissolved_on=None)
        self.offer("group", groups.order_by("number"))


class PlainForm(StepForm):
    """The day and a remark."""

    at = DayField(label="办理日期")
    basis = None


class ProposeForm(StepForm):
    at = DayField(label="求解日期")
    seconds = forms.TypedChoiceField(
        label="求解时限", choices=[(n, f"{n} s") for n in SECONDS], coerce=int, initial=15
    )
    basis = None


class CarryOutForm(StepForm):
    """When they come, and how the letters are numbered: one to each unit, one number after the other."""

    at = DayField(label="到组日期")
    series = forms.CharField(label="抽调函文号前缀", max_length=40)
    first = forms.IntegerField(label="首份序号", min_value=1, max_value=9999)
    basis = None

    def narrow(self) -> None:
        self.initial["series"] = letters.series(self.today.year)
        self.fields["series"].help_text = "每个派出单位一份，序号依次递增。"
