"""Ledger → class → item → measure, whoever owes it: a unit, a county or the office itself."""

from django.db import models
from django.db.models import Q

from xuncha.basis.models import Document
from xuncha.findings.models import Finding
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.people.models import Post
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record, Stateful
from xuncha.records.rules import GROUP, OFFICE, Reach, Role
from xuncha.rectification.rules import ITEM_LIFE, ItemState, MeasureKind, OwnerKind, YieldKind
from xuncha.rounds.models import Task

STAFF = OFFICE | {Role.PLAN_REVIEWER}


class OnLedger(Record):
    """A row of a ledger. A county answers for its own ledger as a unit does for its: it reports, others check."""

    class Meta:
        abstract = True

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        roles = super().roles_of(viewer)
        if Role.COUNTY_OFFICE in roles and self.office_id not in viewer.offices({Role.COUNTY_OFFICE}):
            return roles - {Role.COUNTY_OFFICE} | {Role.UNIT_CONTACT}
        return roles


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
    reach = Reach(
        office=STAFF,
        group="task__group",
        group_roles=GROUP,
        organisation="task__organisation",
        addressed="county",
        addressed_roles=frozenset({Role.COUNTY_OFFICE}),
    )

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

    reach = Reach(
        office=STAFF, group="ledger__task__group", organisation="ledger__task__organisation",
        addressed="ledger__county", addressed_roles=frozenset({Role.COUNTY_OFFICE}),
    )  # fmt: skip

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
    done_on = models.DateField("完成日期", null=True, blank=True)
    state = WordField(ItemState, "状态", default=ItemState.NOT_STARTED)

    life = ITEM_LIFE
    reach = Reach(
        office=STAFF, group="ledger__task__group", organisation="ledger__task__organisation",
        addressed="ledger__county", addressed_roles=frozenset({Role.COUNTY_OFFICE}),
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ledger", "serial"], name="item_serial_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="item_done_is_dated"
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
    due_on = models.DateField("完成期限")
    done_on = models.DateField("完成日期", null=True, blank=True)

    deeds = {"finish": "报告完成"}
    reach = Reach(
        office=STAFF, group="item__ledger__task__group", organisation="item__ledger__task__organisation",
        addressed="item__ledger__county", addressed_roles=frozenset({Role.COUNTY_OFFICE}),
    )  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "serial"], name="measure_serial_once")]
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

    reach = Reach(
        office=STAFF, group="item__ledger__task__group", organisation="item__ledger__task__organisation",
        addressed="item__ledger__county", addressed_roles=frozenset({Role.COUNTY_OFFICE}),
    )  # fmt: skip

    def __str__(self) -> str:
        return self.title
