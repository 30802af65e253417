"""Boxes that several forms of guidance have: counties below the office, papers, lines of text."""

from typing import Any

from django import forms

from xuncha.basis.models import Document
from xuncha.guidance.queries import counties_below
from xuncha.records.models import Office
from xuncha.ui.reception import EntryForm, StepForm

MOST, LONGEST = 100, 60
NO_COUNTIES, NO_PAPERS = Office.objects.none(), Document.objects.none()  # until a form offers some


class Ticked(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of counties
    """Several counties, ticked."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class OneCounty(forms.ModelChoiceField):  # type: ignore[type-arg]  # of counties
    """A county by its short name."""

    reads = ("short_name",)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class LinesField(forms.CharField):
    """One a line; a list of them when cleaned."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 6}), **options)

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST or any(len(line) > LONGEST for line in found):
            raise forms.ValidationError(
                "每行一条，每条不超过%(longest)s字，不超过%(most)s条。" % {"longest": LONGEST, "most": MOST}
            )
        return found


def long_text(label: str, *, rows: int = 3, length: int = 300, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


def offer_counties(form: EntryForm | StepForm, name: str = "county", office: int | None = None) -> None:
    """The counties below the office of the row, or of who fills in the form."""
    of = office or getattr(form.on, "office_id", None) or form.viewer.office or 0
    form.offer(name, counties_below(of))


def offer_papers(form: EntryForm | StepForm, name: str, kind: str = "") -> None:
    """The register's papers, the latest first."""
    rows = form.rows(name).filter(office=getattr(form.on, "office_id", None) or form.viewer.office)
    form.offer(name, (rows.filter(kind=kind) if kind else rows).order_by("-at", "-pk"))
