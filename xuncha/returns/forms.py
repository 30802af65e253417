"""What is asked to register a form, to draw up a return, and for the numbers that no record holds."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext

from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Office
from xuncha.reports.queries.scope import scope_of, years_of
from xuncha.reports.queries.ties import unexplained
from xuncha.returns.engine.cells import CellKind
from xuncha.returns.models import Collection, Form, HandEntry, Return
from xuncha.returns.queries.filling import by_hand
from xuncha.returns.rules.life import FormState
from xuncha.ui.reception import DayField, EntryForm, StepForm

EXCEL = {"accept": ".xlsx"}


class FormForm(EntryForm):
    at = DayField(label="登记日期")
    file = forms.FileField(label="Excel表样", help_text="只收.xlsx；不收加密、含宏或者含外部链接的文件。")

    class Meta:
        model = Form
        fields = ("name", "period", "origin", "workdays")
        help_texts = {
            "origin": "上级制发的表样，填制发单位。",
            "workdays": "布置给下级时，没有另填报送期限的，按统计期间结束后的工作日数推算。",
        }

    field_order = ("at", "name", "period", "origin", "workdays", "file")

    def narrow(self) -> None:
        self.fields["file"].widget.attrs |= EXCEL


class UploadForm(StepForm):
    at = DayField(label="上传日期")
    basis = None
    note = None
    file = forms.FileField(label="Excel表样", help_text="只收.xlsx；不收加密、含宏或者含外部链接的文件。")

    def narrow(self) -> None:
        self.fields["file"].widget.attrs |= EXCEL


class ReturnForm(EntryForm):
    at = DayField(label="编制日期")
    year = forms.TypedChoiceField(label="年度", coerce=int)
    number = forms.IntegerField(
        label="期次",
        min_value=1,
        max_value=12,
        help_text="月报填月份，季报填1至4，半年报填1（上半年）或者2（下半年），年报填1。",
    )

    class Meta:
        model = Return
        fields = ("form", "year", "number")

    field_order = ("at", "form", "year", "number")

    def narrow(self) -> None:
        home = Office.objects.get(pk=self.instance.office_id)
        self.fields["year"].choices = [(year, str(year)) for year in years_of(home)]  # type: ignore[attr-defined]  # a box of choices
        settled = Form.objects.of(home.pk).filter(versions__state=FormState.READY, versions__voided_at=None)
        self.offer("form", settled.distinct().order_by("name"))


class HandForm(StepForm):
    """A box for every cell that is reported by hand."""

    at = DayField(label="填报日期")
    basis = None
    note = None
    source = forms.CharField(label="数据来源", max_length=200)

    def narrow(self) -> None:
        entered = {entry.cell: entry.value for entry in HandEntry.objects.live().filter(of=self.on)}
        for cell in by_hand(self.on):
            no_rows = gettext("没有台账记录的，可以填报") if cell.kind == CellKind.FIGURE else ""
            self.fields["cell_" + cell.cell] = forms.DecimalField(
                label=cell.label or cell.cell,
                required=False,
                max_digits=18,
                decimal_places=4,
                initial=entered[cell.cell].normalize() + 0 if cell.cell in entered else None,
                help_text=" ".join(filter(None, (cell.cell, no_rows))),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        values: dict[str, Decimal | None] = {
            name.removeprefix("cell_"): cleaned.pop(name)
            for name in list(cleaned)
            if name.startswith("cell_")
        }
        cleaned["values"] = values
        return cleaned


class TieForm(StepForm):
    """Why a tie behind the return fails."""

    at = DayField(label="说明日期")
    basis = None
    note = None
    tie = forms.ChoiceField(label="勾稽关系")
    text = forms.CharField(
        label="书面说明",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明两个来源为什么不相等、以哪个为准。说明印在报表的附注中。",
    )

    def narrow(self) -> None:
        try:
            failing = unexplained(scope_of(self.on.office, self.on.year, self.on.until))
        except BadInput:
            failing = []
        choices = [(one.tie.key, one.sentence) for one in failing]
        self.fields["tie"].choices = choices  # type: ignore[attr-defined]  # a box of choices


CELL_NAME = re.compile(r"cell-([A-Z]{1,3}[1-9]\d{0,5})")


def cells_sent(data: Any) -> Iterable[str]:
    """The names of the cells that a mapping page sent."""
    return [found[1] for name in data if (found := CELL_NAME.fullmatch(name))]


class MappingForm(StepForm):
    """The checks of a form, one a line; its cells stand in a table of their own on the page."""

    at = DayField(label="核对日期")
    basis = None
    note = None
    checks = forms.CharField(
        label="审核公式",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def narrow(self) -> None:
        self.fields["checks"].help_text = gettext(
            "每行一条，例如 D8 <= D7、D5 = D6 + D7、F9 = ROUND(D9/E9*100,2)。可用SUM、ROUND和四则运算。"
        )


class Offices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of offices
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class CollectionForm(EntryForm):
    """Which form, for which days, by when and from whom."""

    at = DayField(label="布置日期")
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2099)
    number = forms.IntegerField(
        label="期次",
        min_value=1,
        max_value=12,
        help_text="月报填月份，季报填1至4，半年报填1（上半年）或者2（下半年），年报填1。",
    )
    opens_on = DayField(
        label="开始报送", future=True, required=False, help_text="不填的，为统计期间结束的次日。"
    )
    due_on = DayField(label="报送期限", future=True, required=False)
    workdays = forms.IntegerField(
        label="期后工作日数",
        min_value=1,
        max_value=120,
        required=False,
        help_text="没有填写报送期限的，按统计期间结束后的工作日数推算；再不填的，用表样登记的工作日数。",
    )
    offices = Offices(Office.objects.none(), label="报送机构")

    class Meta:
        model = Collection
        fields = ("form", "year", "number", "paper", "feeds")
        help_texts = {
            "feeds": "汇总后报送上级的，选择本级的报送件；上级审核通过时，下级的报送件一并登记上级已审。"
        }

    field_order = (
        "at",
        "form",
        "year",
        "number",
        "opens_on",
        "due_on",
        "workdays",
        "offices",
        "paper",
        "feeds",
    )

    def narrow(self) -> None:
        home = self.instance.office_id
        settled = Form.objects.of(home).filter(versions__state=FormState.READY, versions__voided_at=None)
        self.offer("form", settled.distinct().order_by("name"))
        self.offer("offices", Office.objects.filter(parent=home).order_by("code"))
        self.initial["offices"] = list(self.rows("offices"))
        self.initial["year"] = self.initial.get("year") or self.today.year
        self.offer("feeds", self.rows("feeds").filter(filer=home).order_by("-due_on"))


class DrawUpForm(StepForm):
    at = DayField(label="编制日期")
    basis = None
    note = None


class SubmitForm(StepForm):
    """The day is not the filer's to choose."""

    at = DayField(label="报送日期", help_text="按办理当日登记。首次报送日期一经登记不再改变。")

    def narrow(self) -> None:
        self.fields["at"].widget.attrs |= {"min": self.today.isoformat(), "readonly": True}


class SendBackForm(StepForm):
    at = DayField(label="退回日期")
    redo_on = DayField(label="重报期限", future=True, required=False)
    basis = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})
