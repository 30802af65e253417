"""What is asked when an archive is begun, an item is filed, and the office signs for a hand-over."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from xuncha.archive.models import ArchiveItem, Handover, RequiredPaper, ShelfPaper
from xuncha.archive.rules import PaperState
from xuncha.basis.models import Document
from xuncha.clues.models import Clue
from xuncha.kernel.marks import Mark, at_most
from xuncha.records import marks
from xuncha.rounds.models import Task
from xuncha.ui.reception import DayField, EntryForm, StepForm


class HandoverForm(EntryForm):
    at = DayField(label="建立日期")

    class Meta:
        model = Handover
        fields = ["fonds"]
        help_texts = {"fonds": "由同级档案馆编给，如A012。"}

    def narrow(self) -> None:
        """The office's last one is offered again."""
        last = Handover.objects.filter(office=self.on.office_id).order_by("-pk").first()
        self.fields["fonds"].initial = last.fonds if last else None
        self.initial.pop("fonds", None)


class PaperForm(EntryForm):
    """An item of the office's or the group's volume. What the register knows of a document may be left empty."""

    at = DayField(label="归档日期")
    dated_on = DayField(label="文件日期", required=False)
    upload = forms.FileField(label="电子文件", required=False)

    class Meta:
        model = ArchiveItem
        fields = [
            "paper", "document", "title", "document_number", "dated_on", "pages", "responsible", "retention", "shelf",
        ]  # fmt: skip
        help_texts = {
            "document": "选择后，空着的题名、文号、日期和责任者取自公文登记。",
            "shelf": "没有电子文件的，注明存放处，如“3号柜2层”。",
        }

    field_order = ("at", "paper", "document", "upload", "title")

    def narrow(self) -> None:
        self.order_fields(self.field_order)
        handover = self.on.handover
        papers = RequiredPaper.objects.live().filter(handover=handover, volume=self.on.kind)
        wanted = papers.filter(
            pk__in=[key for key in [self.initial.get("paper")] if str(key).isdigit()]
        ).first()
        if wanted is not None:  # begun at a line of the checklist
            self.initial.update({"title": wanted.title, "retention": wanted.retention})
        self.fields["paper"].queryset = papers.order_by("serial")  # type: ignore[attr-defined]
        known = self.fields["document"].queryset  # type: ignore[attr-defined]
        known = known.filter(pk__in=_papers_about(handover.task)).order_by("at", "pk")
        self.fields["document"].queryset = known  # type: ignore[attr-defined]
        if not known.exists():  # a group reads nothing of the register
            del self.fields["document"]
        for name in ("title", "document_number", "responsible", "shelf"):
            self.fields[name].required = False


class ClueForm(EntryForm):
    """Clue material: which clue, and what the seal's label says."""

    at = DayField(label="密封日期")
    dated_on = DayField(label="文件日期")
    clue = forms.ModelChoiceField(Clue.objects.none(), label="线索")

    class Meta:
        model = ArchiveItem
        fields = ["clue", "dated_on", "pages", "retention"]

    def narrow(self) -> None:
        waiting = Clue.objects.visible_to(self.viewer).filter(task=self.on.handover.task)
        sealed = ArchiveItem.objects.live().filter(clue__isnull=False).values("clue")
        self.fields["clue"].queryset = waiting.exclude(pk__in=sealed).order_by("number")  # type: ignore[attr-defined]


class AcceptForm(StepForm):
    signed_by = forms.CharField(label="接收签字人", max_length=40)


class AbsentForm(StepForm):
    """Documents that there are none of, and why."""

    papers = forms.ModelMultipleChoiceField(
        RequiredPaper.objects.none(), label="没有形成的文件", widget=forms.CheckboxSelectMultiple
    )
    basis = None  # the reason is enough
    note = forms.CharField(label="缺失理由", max_length=200)

    def narrow(self) -> None:
        missing = self.rows("papers").filter(handover=self.on, state=PaperState.MISSING)
        self.offer("papers", missing.order_by("serial"))


class TakeOutForm(StepForm):
    basis = None  # the reason is enough

    def narrow(self) -> None:
        self.fields["note"].required = True
        self.fields["note"].label = "理由"


class ShelfPaperForm(EntryForm):
    """A paper that may not stand in the system: what sort it is and where it lies."""

    at = DayField(label="登记日期")

    class Meta:
        model = ShelfPaper
        fields = ["sort", "level", "paper_number", "copies", "shelf", "holder", "task"]
        help_texts = {
            "sort": "只记类别，不写题名、内容和所涉人员。",
            "paper_number": "原件上印的编号，没有的不填。",
            "shelf": "如“保密室2号密码柜1层”。",
        }

    def narrow(self) -> None:
        level = self.fields["level"]
        above = [mark for mark in Mark if not at_most(mark, marks.cap())]
        level.choices = [(mark.value, gettext(mark.label)) for mark in above]  # type: ignore[attr-defined]  # a box of choices
        level.initial = self.initial["level"] = above[0].value
        self.narrow_task()

    def narrow_task(self) -> None:
        self.offer("task", self.rows("task").order_by("-at", "-pk"))


class TaskPaperForm(ShelfPaperForm):
    """Entered on its task."""

    class Meta(ShelfPaperForm.Meta):
        fields = ["sort", "level", "paper_number", "copies", "shelf", "holder"]

    def narrow_task(self) -> None:
        """It is known."""


class RelocateForm(StepForm):
    at = DayField(label="变更日期")
    shelf = forms.CharField(label="存放位置", max_length=60)
    holder = forms.CharField(label="保管人", max_length=40)
    basis = None  # the reason is enough

    def narrow(self) -> None:
        self.initial.update({"shelf": self.on.shelf, "holder": self.on.holder})
        self.fields["note"].required = True
        self.fields["note"].label = "理由"


def _papers_about(task: Task) -> "QuerySet[Document, Any]":
    """Documents of the task's round: sent to its organisation, or named after it or after the round."""
    unit = task.organisation
    about = (
        Q(addressees__organisation=unit) | Q(title__contains=unit.short_name) | Q(pk=task.round.document_id)
    )
    about |= Q(title__contains=task.round.name)
    return Document.objects.filter(about, office=task.office_id, at__gte=task.round.at).values("pk")
