"""What is asked to enter a Party organisation in the register."""

from django import forms

from xuncha.orgs.models import Division, Organisation
from xuncha.ui.reception import DayField, EntryForm


class DivisionBox(forms.ModelChoiceField):  # type: ignore[type-arg]  # of divisions
    """By code and name: names repeat."""

    reads = ("code", "name")

    def label_from_instance(self, obj: Division) -> str:
        return f"{obj.code} {obj.name}"


class OrganisationForm(EntryForm):
    at = DayField(label="成立日期")
    division = DivisionBox(Division.objects.all(), label="所在区划")
    basis = forms.CharField(label="依据", max_length=200, required=False)
    field_order = (
        "name",
        "short_name",
        "kind",
        "unit_class",
        "level",
        "division",
        "parent",
        "credit_code",
        "at",
        "basis",
    )

    class Meta:
        model = Organisation
        fields = ("name", "short_name", "kind", "unit_class", "level", "division", "parent", "credit_code")
        help_texts = {
            "name": "党组织全称，例如“中共某某局党组”。",
            "credit_code": "所在单位的统一社会信用代码，没有可不填。",
        }

    def narrow(self) -> None:
        own = self.rows("parent").filter(office=self.viewer.office, abolished_on=None)
        self.offer("parent", own.order_by("name"))
