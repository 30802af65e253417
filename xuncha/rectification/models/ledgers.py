"""Ledger → class → item → measure, whoever owes it: a unit, a county or the office itself."""

from datetime import date
from typing import Generic, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from xuncha.basis.models import Document
from xuncha.findings.models import Finding
from xuncha.orgs.models import Organisation
from xuncha.people.models import Post
from xuncha.records.fields import WordField
from xuncha.records.models import Office, RecordQuerySet, Stateful
from xuncha.rectification.models.base import OnLedger, readers
from xuncha.rectification.rules.items import ITEM_LIFE, ItemState, YieldKind
from xuncha.rectification.rules.ledgers import OwnerKind
from xuncha.rectification.rules.measures import MeasureKind
from xuncha.rounds.models import Task

M = TypeVar("M", bound=OnLedger)


class OwedQuerySet(RecordQuerySet[M], Generic[M]):
    """Rows with a date on which they are due, and the date on which they were due at first."""

    def unfinished_on(self, day: date) -> Self:
        return self.filter(Q(done_on=None) | Q(done_on__gt=day))

    def due_before(self, due: Combinable, day: date) -> Self:
        """By a due date that is computed for each row."""
        return self.alias(due_then=due).filter(due_then__lt=day)

    def late_at_first(self, day: date) -> Self:
        """Not finished by the day, though the date that was set at first lies before it: no extension helps."""
        return self.unfinished_on(day).due_before(Coalesce("first_due_on", "due_on"), day)


class Ledger(OnLedger):
    """One body's rectification of one source: opened on `at`, with the plan filed and the final report."""

    owner_kind = WordField(OwnerKind, "整改主体类型")
    task = models.OneToOneField(
        Task, models.PROTECT, null=True, blank=True, related_name="ledger", verbose_name="巡察任务"
    )
    county = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="县级巡察办"
    )
    title = models.CharField("整改台账", max_length=120)
    source = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="来源文件")
    plan = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="整改方案"
    )
    final_report = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="整改报告"
    )

    deeds = {"file_plan": "报送整改方案", "file_report": "报送整改报告"}
    reach = readers()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_kind="task", task__isnull=False, county=None)
                | Q(owner_kind="county", county__isnull=False, task=None)
                | Q(owner_kind="office", task=None, county=None),
                name="ledger_has_its_owner",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ItemClass(OnLedger):
    """A class of items on a ledger (大类)."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="classes", verbose_name="整改台账")
    serial = models.PositiveSmallIntegerField("序号")
    title = models.CharField("类别", max_length=120)

    inside = ("ledger",)
    reach = readers("ledger")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ledger", "serial"], name="item_class_serial_once")]

    def __str__(self) -> str:
        return self.title


class Item(OnLedger, Stateful):
    """One matter to be rectified: for a unit exactly one frozen finding. Rates count items, never measures."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="items", verbose_name="整改台账")
    item_class = models.ForeignKey(ItemClass, models.PROTECT, related_name="items", verbose_name="类别")
    finding = models.OneToOneField(
        Finding, models.PROTECT, null=True, blank=True, related_name="item", verbose_name="问题"
    )
    serial = models.PositiveSmallIntegerField("序号")
    title = models.CharField("整改事项", max_length=200)
    due_on = models.DateField("整改期限")
    first_due_on = models.DateField("原定期限", null=True, blank=True)  # set when an extension moves `due_on`
    done_on = models.DateField("完成日期", null=True, blank=True)
    state = WordField(ItemState, "状态", default=ItemState.NOT_STARTED)

    objects = OwedQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions

    life = ITEM_LIFE
    holds = ("finding",)
    inside = ("ledger",)
    reach = readers("ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="item_serial_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="item_done_is_dated"
            ),
            models.CheckConstraint(
                condition=Q(first_due_on=None) | Q(first_due_on__lt=F("due_on")),
                name="item_due_date_moves_on",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "at", "id"], condition=Q(voided_at=None), name="item_by_office")
        ]

    def __str__(self) -> str:
        return self.title


class Measure(OnLedger):
    """One thing that will be done about an item: its owner is a post, its due date never silently moved."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="measures", verbose_name="整改事项")
    serial = models.PositiveSmallIntegerField("序号")
    text = models.CharField("整改措施", max_length=300)
    kind = WordField(MeasureKind, "措施类型", default=MeasureKind.DATED)
    owner = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name="责任岗位")
    department = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位"
    )
    lead = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="牵头领导"
    )
    due_on = models.DateField("完成期限")
    first_due_on = models.DateField("原定期限", null=True, blank=True)  # set when an extension moves `due_on`
    done_on = models.DateField("完成日期", null=True, blank=True)

    objects = OwedQuerySet.as_manager()  # type: ignore[misc]  # knows more questions
    deeds = {"finish": "报告完成"}
    inside = ("item",)
    reach = readers("item__ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "serial"], name="measure_serial_once"),
            models.CheckConstraint(
                condition=Q(first_due_on=None) | Q(first_due_on__lt=F("due_on")),
                name="measure_due_date_moves_on",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "at", "id"], condition=Q(voided_at=None), name="measure_by_office")
        ]

    def __str__(self) -> str:
        return self.text


class Yield(OnLedger):
    """Something rectification brought about on `at`: a mechanism, a rule, money, persons handled, a meeting."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="yields", verbose_name="整改事项")
    kind = WordField(YieldKind, "成果类型")
    title = models.CharField("成果", max_length=200)
    amount = models.DecimalField("金额（万元）", max_digits=14, decimal_places=2, null=True, blank=True)
    persons = models.PositiveIntegerField("人数", null=True, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )

    inside = ("item",)
    reach = readers("item__ledger")

    def __str__(self) -> str:
        return self.title
