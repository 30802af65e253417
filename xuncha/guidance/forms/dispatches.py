"""What is asked for a dispatch meeting: who came, what each county stated, what it took home."""

from typing import Any

from django import forms

from xuncha.basis.models import Decision
from xuncha.guidance.forms.common import NO_COUNTIES, OneCounty, Ticked, long_text, offer_counties
from xuncha.guidance.models import CountyStatement, DispatchMeeting
from xuncha.guidance.queries import counties_below
from xuncha.guidance.rules import EACH_COUNTY_SENDS
from xuncha.records.models import Office
from xuncha.ui.reception import DayField, EntryForm, NameField, RowsField, StepForm

USUAL_RULE = "各县（市、区）巡察办主任和1名巡察组组长参加"
SEATS = "、".join(seat.label for seat in EACH_COUNTY_SENDS)


class DispatchForm(EntryForm):
    """Dated as its meeting."""

    at = None  # type: ignore[assignment]  # no day is asked for

    class Meta:
        model = DispatchMeeting
        fields = ("rule",)

    def narrow(self) -> None:
        self.initial["rule"] = USUAL_RULE

    def asked(self) -> dict[str, Any]:
        return super().asked() | {"at": self.on.at}


class AttendanceForm(StepForm):
    """Many people at once, by county."""

    at = DayField(label="登记日期")
    people = RowsField(
        {
            "county": NameField(Office.objects.none(), label="县（市、区）"),
            "name": forms.CharField(label="姓名", max_length=60),
            "capacity": forms.CharField(label="参会身份", max_length=40),
            "absent": forms.CharField(label="缺席的写“是”", max_length=2, required=False),
        },
        label="参会人员",
        help_text="可以从Excel粘贴。参会身份写职务，如巡察办主任、第一巡察组组长，据此核对参会要求。",
    )
    basis = None
    note = None

    def narrow(self) -> None:
        box: Any = self.fields["people"]
        box.columns["county"].queryset = counties_below(self.on.office_id)


class StatementForm(EntryForm):
    at = None  # type: ignore[assignment]  # no day is asked for
    county = OneCounty(NO_COUNTIES, label="县（市、区）")
    text = long_text("发言要点")

    class Meta:
        model = CountyStatement
        fields = ("county", "text")

    def narrow(self) -> None:
        offer_counties(self)

    def asked(self) -> dict[str, Any]:
        return super().asked() | {"at": self.on.at}


class TaskForm(StepForm):
    """The same task for one county, several or all."""

    at = DayField(label="交办日期")
    text = long_text("调度任务")
    counties = Ticked(NO_COUNTIES, label="责任县（市、区）")
    due_on = DayField(label="完成期限", future=True)
    decision = forms.ModelChoiceField(Decision.objects.none(), label="对应的会议决定", required=False)
    basis = None
    note = None

    def narrow(self) -> None:
        offer_counties(self, "counties")
        self.initial["at"] = self.on.at
        made = self.rows("decision").filter(agenda_item__meeting=self.on.meeting_id)
        self.offer("decision", made.order_by("pk"))


class DoneForm(StepForm):
    at = DayField(label="完成日期")
    result = long_text("完成情况")
    note = None
