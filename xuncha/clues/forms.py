"""What is asked when a clue is registered, decided, handed over, answered and opened to somebody."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from xuncha.accounts.models import User
from xuncha.basis.models import Document
from xuncha.clues import queries
from xuncha.clues.models import Clue, Outcome, Receipt, Transfer
from xuncha.clues.rules import GRANTER, ClueState, Disposition, ReceiverKind, Subject, subjects_of
from xuncha.kernel.marks import Mark
from xuncha.kernel.refusals import NotAllowed
from xuncha.records import sealing
from xuncha.records.ciphers import CannotOpen
from xuncha.records.marks import capped
from xuncha.ui.reception import DayField, EntryForm, StepForm

LONGEST = 20_000  # characters of a clue's content
OPEN_NOTE = "依据和说明会显示在办理记录中，不得写入线索内容。"


class SealedBox(forms.Textarea):
    """A box whose text no page shows again: after an error it comes back sealed, to be handed in as it is.

    place  who fills it in and where: what another account sealed, or another box, does not open here
    """

    place = ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        typed, kept = str(data.get(name, "")), str(data.get(f"{name}_sealed", ""))
        if typed.strip() or not kept:
            return typed
        try:
            return sealing.open_sealed(kept, f"{self.place}.{name}")
        except CannotOpen:
            return ""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        if not value:
            return super().render(name, "", attrs, renderer)
        attrs = {key: given for key, given in (attrs or {}).items() if key != "required"}
        attrs["placeholder"] = gettext("已填写的内容已密封保留，不再显示；重新填写的，以新填写的为准。")
        return format_html(
            '{}<input type="hidden" name="{}" value="{}">',
            super().render(name, "", attrs, renderer),
            f"{name}_sealed",
            sealing.seal(str(value), f"{self.place}.{name}"),
        )


def _sealed(label: str, rows: int, *, required: bool = False, help_text: str = "") -> forms.CharField:
    box = SealedBox(attrs={"rows": rows, "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(
        label=label, required=required, max_length=LONGEST, widget=box, help_text=help_text
    )


class ClueForm(EntryForm):
    """A clue with what it says. The sealed boxes are not shown a second time."""

    summary = _sealed(
        "主要内容", 6, required=True, help_text="何人何时何地何事，涉及金额。保存后密封，查阅逐次留痕。"
    )
    subjects = _sealed(
        "被反映人",
        4,
        help_text="每人一行：姓名，单位，职务，职级。是一把手的，行末写“一把手”。",
    )
    organisation = _sealed("被反映组织", 1, help_text="没有被反映人的，必须填写。")
    reporter = _sealed("反映人", 1, help_text="实名反映的，写明姓名和联系方式；匿名的不填。")
    named = forms.BooleanField(label="实名", required=False)

    class Meta:
        model = Clue
        fields = ("source", "mark")

    field_order = ("at", "source", "mark", "named", "summary", "subjects", "organisation", "reporter")

    def narrow(self) -> None:
        self.fields["at"].label = "登记日期"
        self.fields["mark"].initial = self.initial["mark"] = capped(Mark.SECRET).value
        for field in self.fields.values():
            if isinstance(field.widget, SealedBox):
                field.widget.place = f"box.{self.viewer.user}"

    def clean_subjects(self) -> tuple[Subject, ...]:
        try:
            return subjects_of(self.cleaned_data["subjects"].splitlines())
        except NotAllowed as why:
            raise forms.ValidationError(gettext(why.message)) from why

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("named") and not cleaned.get("reporter", "").strip() and "reporter" in cleaned:
            self.add_error("reporter", gettext("实名反映的，请填写反映人。"))
        return cleaned


class ClueStepForm(StepForm):
    """A step of a clue: what is written beside it stands in the open."""

    def narrow(self) -> None:
        self.fields["note"].help_text = OPEN_NOTE


def _kind(field: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=field, choices=[(kind.value, kind.label) for kind in ReceiverKind], coerce=ReceiverKind
    )


class SuggestForm(ClueStepForm):
    receiver_kind = _kind("建议移交机关")

    def narrow(self) -> None:
        super().narrow()
        self.fields["at"].label = "建议日期"


class DecideForm(ClueStepForm):
    receiver_kind = _kind("决定移交机关")
    early_approval = forms.ModelChoiceField(
        label="边巡边移批件",
        queryset=Document.objects.none(),
        required=False,
        help_text="书记专题会听取前移交的，选择领导小组的批件。",
    )

    def narrow(self) -> None:
        super().narrow()
        self.fields["at"].label = "决定日期"
        self.fields["basis"].required = True
        self.fields["basis"].help_text = "作出决定的会议或者文件。"
        self.fields["receiver_kind"].initial = self.on.suggested
        _papers_of(self.fields["early_approval"], self.on)


class EarlyForm(StepForm):
    basis = None  # a box of the base that is not asked
    note = None  # a box of the base that is not asked
    document = forms.ModelChoiceField(label="边巡边移批件", queryset=Document.objects.none())

    def narrow(self) -> None:
        _papers_of(self.fields["document"], self.on)


def _papers_of(field: forms.Field, clue: Clue) -> None:
    """The office's own papers since the clue was registered, the newest first."""
    assert isinstance(field, forms.ModelChoiceField)
    assert field.queryset is not None
    papers = field.queryset.filter(office=clue.office_id, at__gte=clue.task.round.at)
    field.queryset = papers.order_by("-at", "-pk")


class _Numbered(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Clues by their envelopes: number, whose, to whom, since when."""

    reads = ("number", "task__organisation__short_name", "decided", "decided_on")

    def label_from_instance(self, obj: Any) -> str:
        to = gettext(obj.get_decided_display())
        return f"{obj.number}　{obj.task.organisation.short_name}　{to}　{obj.decided_on or ''}"


class BatchForm(EntryForm):
    letter = forms.CharField(
        label="移交函文号",
        max_length=60,
        help_text="如“×巡线〔2019〕5号”。尚未登记的，保存时一并登入发文簿。",
    )
    leading = _Numbered(
        label="牵头办理的线索",
        queryset=Clue.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="已研究决定、尚未移交的线索，按住Ctrl可以多选。一件线索只有一个牵头机关。",
    )
    copied = _Numbered(
        label="抄送协办的线索",
        queryset=Clue.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text="已由其他机关牵头办理的线索，按住Ctrl可以多选。抄送不计入移交件数。",
    )

    class Meta:
        model = Transfer
        fields = ("receiver_kind", "receiver")

    field_order = ("at", "receiver_kind", "receiver", "letter", "leading", "copied")

    def narrow(self) -> None:
        self.fields["at"].label = "移交日期"
        own = Clue.objects.visible_to(self.viewer).filter(office=self.viewer.office)
        shown = own.select_related("task__organisation").order_by("decided", "number")
        for name, wanted in (
            ("leading", shown.filter(state=ClueState.DECIDED)),
            ("copied", shown.filter(transferred_on__isnull=False).exclude(state=ClueState.CLOSED)),
        ):
            if not wanted.exists():
                self.fields[name].help_text = "目前没有可选的线索。"
            self.fields[name].queryset = wanted  # type: ignore[attr-defined]  # both are choices of rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("leading") and not cleaned.get("copied"):
            self.add_error("leading", gettext("请至少选择一件线索。"))
        return cleaned


class ReceiptForm(EntryForm):
    class Meta:
        model = Receipt
        fields = ("number", "stated", "stated_leading", "signed_by")

    def narrow(self) -> None:
        self.fields["at"].label = "回执日期"


class DisposeForm(ClueStepForm):
    disposition = forms.TypedChoiceField(
        label="处置方式", choices=[(way.value, way.label) for way in Disposition], coerce=Disposition
    )

    def narrow(self) -> None:
        super().narrow()
        self.fields["at"].label = "处置日期"


class OutcomeForm(EntryForm):
    class Meta:
        model = Outcome
        fields = ("result", "filed", "handled", "amount", "recovered", "letter")

    def narrow(self) -> None:
        self.fields["at"].label = "结果反馈日期"


class RemindForm(StepForm):
    basis = None  # a box of the base that is not asked
    note = None  # a box of the base that is not asked

    def narrow(self) -> None:
        self.fields["at"].label = "催办日期"


class _Named(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.username}）"


class _AccessForm(StepForm):
    basis = None  # a box of the base that is not asked
    note = None  # a box of the base that is not asked
    until = DayField(future=True, label="截止日期")
    reason = forms.CharField(label="理由", max_length=200, help_text="说明为何需要知悉，不得写入线索内容。")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        until = cleaned.get("until")
        if until and until < self.today:
            self.add_error("until", gettext("截止日期不能早于今天。"))
        return cleaned


class GrantForm(_AccessForm):
    user = _Named(label="授权账号", queryset=User.objects.none())

    field_order = ("at", "user", "until", "reason")

    def narrow(self) -> None:
        self.fields["at"].label = "起始日期"
        accounts = queries.accounts_for(self.on, self.today).exclude(pk=self.viewer.user)
        self.fields["user"].queryset = accounts  # type: ignore[attr-defined]  # a choice of rows


class DelegateForm(_AccessForm):
    deputy = _Named(label="代管账号", queryset=User.objects.none())

    def narrow(self) -> None:
        self.fields["at"].label = "起始日期"
        offices = self.viewer.offices(GRANTER)
        found = queries.accounts_of(offices[0], self.today) if offices else User.objects.none()
        self.fields["deputy"].queryset = found.exclude(pk=self.viewer.user)  # type: ignore[attr-defined]  # rows
