"""Forms as the house uses them: what can be chosen is what the person may see. They clean; they never save."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.models import construct_instance
from django.utils.translation import gettext

from xuncha.kernel import contents
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.ui import errors
from xuncha.ui.reception.days import read_day
from xuncha.ui.reception.rows import ByName, RowsField
from xuncha.ui.reception.select import quick
from xuncha.ui.tables.spoken import named

YEARS = [MinValueValidator(1949), MaxValueValidator(2199)]  # of anything an office could enter
BASIS = 200  # characters a passage keeps of the paper


class DayField(forms.DateField):
    """A day that has come; boxes for days to come say `future=True`, those that take a month alone `month=True`."""

    def __init__(self, *, future: bool = False, month: bool = False, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)
        self.future, self.month = future, month

    def to_python(self, value: Any) -> date | None:
        """However it is written (`read_day`)."""
        if isinstance(value, str) and value.strip():
            try:
                found = read_day(value, month=self.month)
            except NotAllowed as why:
                raise ValidationError(errors.say(why)) from why
            if found is not None:
                return found
        return super().to_python(value)


class _Reception:
    """What every form knows: who fills it in, what day it is, and on which record (`on`) it is filled in."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(
        self, *args: Any, viewer: Viewer, today: date, on: Any = None, words: str = "", **options: Any
    ) -> None:
        self.viewer, self.today, self.on = viewer, today, on
        super().__init__(*args, **options)
        for field in self.fields.values():
            self._prepare(field)
        if isinstance(year := self.fields.get("year"), forms.IntegerField):
            year.validators += YEARS
        self.narrow()

    def narrow(self) -> None:
        """Subclasses leave in their choices what belongs to `on`."""

    def full_clean(self) -> None:
        """A key of more digits than any database counts was written by no box of ours."""
        try:
            super().full_clean()  # type: ignore[misc]  # of the form it is mixed into
        except OverflowError as why:
            raise BadRequest from why

    def rows(self, name: str) -> Any:
        """The rows that can be chosen in a box, for `narrow` to go on from."""
        return getattr(self.fields[name], "queryset")  # noqa: B009  # of a field that is a choice of rows

    def offer(self, name: str, rows: Any) -> None:
        """Let the box choose among these rows only."""
        setattr(self.fields[name], "queryset", named(rows))  # noqa: B010

    def _prepare(self, field: forms.Field) -> None:
        quick(field)
        if isinstance(field, RowsField):
            for part in field.columns.values():
                self._prepare(part)
        elif isinstance(field, (forms.ModelChoiceField, ByName)) and field.queryset is not None:
            manager: Any = field.queryset.model._default_manager
            if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
                field.empty_label = gettext("请选择")
            if hasattr(manager, "visible_to"):
                field.queryset = named(manager.visible_to(self.viewer))
        elif isinstance(field, forms.FileField):
            accepted = ",".join(f".{kind}" for kind in contents.ALLOWED)
            say = gettext("附件超过50MB，请压缩或者拆分后再上传。")
            field.widget.attrs |= {"accept": accepted, "data-most": contents.LIMIT, "data-say": say}
        elif isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            field.choices = [(value, gettext(str(label) if value else "请选择")) for value, label in choices]
        elif isinstance(field, forms.DateField):
            field.widget.input_type = "date"
            field.widget.format = "%Y-%m-%d"
            if not getattr(field, "future", True):
                field.widget.attrs["max"] = self.today.isoformat()
                field.initial = field.initial or self.today

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        for name, field in self.fields.items():
            day = cleaned.get(name)
            if isinstance(field, DayField) and not field.future and day and day > self.today:
                self.add_error(name, gettext("日期不能晚于今天。"))  # type: ignore[attr-defined]
        return cleaned


class StepForm(_Reception, forms.Form):
    """What every step of a life cycle asks: when, by which paper, and why. Verbs that need more subclass it.

    A verb that takes no paper or no reason sets `basis` or `note` to None.
    """

    at = DayField(label="办理日期")
    basis: forms.CharField | None = forms.CharField(label="依据", max_length=BASIS, required=False)
    note: forms.CharField | None = forms.CharField(
        label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("at", "*", "basis", "note")

    def __init__(self, *args: Any, needs_note: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        names = [name for name in self.fields if name not in ("at", "basis", "note")]
        self.order_fields(["at", *names, "basis", "note"])
        if "basis" in self.fields and not self.fields["basis"].required:
            self.fields["basis"].widget.attrs["placeholder"] = gettext("文号或者会议名称，没有可不填")
        if needs_note:
            self.fields["note"].required, self.fields["note"].label = True, gettext("理由")


class EntryForm(_Reception, forms.ModelForm):  # type: ignore[type-arg]  # of whichever model the subclass names
    """A new record. Boxes that are no columns of the model go to the verb by name."""

    at = DayField(label="日期")
    field_order: Sequence[str] = ("at",)  # then as declared
    heads_also: ClassVar[Mapping[str, Sequence[str]]] = {}  # box → what else a sheet may call its column
    words_also: ClassVar[Mapping[str, Mapping[str, str]]] = {}  # box → what else a sheet may call a choice
    masked: ClassVar[frozenset[str]] = frozenset()  # boxes whose content is not shown back

    def twin(self) -> Hashable | None:
        """What two rows of a sheet have in common that speak of the same thing; None where that may be."""
        return None

    def _post_clean(self) -> None:
        """The boxes into the record. Of constraints Django would say the name: the verb refuses in words."""
        try:
            self.instance = construct_instance(self, self.instance, self._meta.fields)
            left_out = self._get_validation_exclusions()  # type: ignore[attr-defined]  # Django's own
            left_out |= set(self.fields) - set(
                self._meta.fields or ()
            )  # Django takes no column for every column
            self.instance.clean_fields(exclude=left_out)
        except ValidationError as faults:
            self._update_errors(faults)  # type: ignore[attr-defined]  # Django's own

    def asked(self) -> dict[str, Any]:
        """What the verb takes by name: the day (unless the form sets `at` to None), and boxes that are no columns."""
        columns = set(self._meta.fields or ())
        return {name: value for name, value in self.cleaned_data.items() if name not in columns}
