"""What is asked for sponsors, contact points and how a county is staffed."""

from django import forms

from xuncha.guidance.forms.common import NO_COUNTIES, OneCounty, long_text, offer_counties, offer_papers
from xuncha.guidance.models import ContactPoint, Sponsorship, SponsorVisit, Staffing
from xuncha.records.rules import Level
from xuncha.ui.reception import DayField, EntryForm, StepForm

PLACES = (Level.TOWNSHIP, Level.VILLAGE)


class SponsorshipForm(EntryForm):
    at = DayField(label="起始日期")
    county = OneCounty(NO_COUNTIES, label="县（市、区）", required=False)

    class Meta:
        model = Sponsorship
        fields = ("person", "level", "county", "division", "group", "purpose", "document")
        help_texts = {
            "division": "包联乡镇、村的选择此项，并选择所在的县（市、区）。",
            "group": "包联巡察组的选择此项。",
        }

    def narrow(self) -> None:
        offer_counties(self)
        home = self.viewer.office
        self.offer("person", self.rows("person").filter(office=home).order_by("name"))
        self.offer("division", self.rows("division").filter(level__in=PLACES).order_by("code"))
        groups = self.rows("group").filter(office=home, dissolved_on=None)
        self.offer("group", groups.order_by("-at", "number"))
        offer_papers(self, "document")


class SponsorVisitForm(EntryForm):
    at = DayField(label="走访日期")
    seen = long_text("了解情况")
    suggestion = long_text("工作建议", required=False)

    class Meta:
        model = SponsorVisit
        fields = ("seen", "suggestion")


class ContactPointForm(EntryForm):
    at = DayField(label="确定日期")
    county = OneCounty(NO_COUNTIES, label="县（市、区）")

    class Meta:
        model = ContactPoint
        fields = ("purpose", "county", "division", "document")

    def narrow(self) -> None:
        offer_counties(self)
        levels = (Level.COUNTY, *PLACES)
        self.offer("division", self.rows("division").filter(level__in=levels).order_by("code"))
        offer_papers(self, "document")


class StaffingForm(EntryForm):
    at = DayField(label="统计日期")
    county = OneCounty(NO_COUNTIES, label="县（市、区）")

    class Meta:
        model = Staffing
        fields = ("county", "approved", "filled")

    def narrow(self) -> None:
        offer_counties(self)


class EndForm(StepForm):
    at = DayField(label="结束日期")
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 2}))
