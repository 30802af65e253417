"""Terms, themes of a year, and the versioned plan with its list."""

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.orgs.models import Organisation
from xuncha.orgs.rules import UnitClass
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Level
from xuncha.rounds.models.reaches import PLANNING
from xuncha.rounds.rules.plans import PlanChangeKind


class Term(Record):
    """A committee's term (届) and its first and last day."""

    number = models.PositiveSmallIntegerField("届次")
    name = models.CharField("届", max_length=40)
    ends_on = models.DateField("届满日期")

    reach = PLANNING

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="term_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("at")), name="term_forward"),
        ]

    def __str__(self) -> str:
        return self.name


class Theme(Record):
    """The office's theme of a year."""

    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("年度主题", max_length=60)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="印发文件"
    )

    reach = PLANNING

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="theme_year_once")]

    def __str__(self) -> str:
        return f"{self.year}年“{self.title}”"


class KeyTask(Record):
    """A key task of the year under its theme."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="key_tasks", verbose_name="年度主题")
    serial = models.PositiveSmallIntegerField("序号")
    text = models.CharField("工作要点", max_length=200)
    owner = models.CharField("责任科室", max_length=60)
    due_on = models.DateField("完成时限")
    done_on = models.DateField("完成日期", null=True, blank=True)

    reach = PLANNING
    deeds = {"finish": "完成"}

    def __str__(self) -> str:
        return self.text


class Plan(Record):
    """The inspection plan of a term (五年规划)."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="plans", verbose_name="届")
    name = models.CharField("规划名称", max_length=100)

    reach = PLANNING

    def __str__(self) -> str:
        return self.name


class PlanVersion(Record):
    """The plan's list as in force from `at` until the next version."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", verbose_name="规划")
    number = models.PositiveSmallIntegerField("版次")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="印发文件")

    reach = PLANNING

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan}第{self.number}版"


class PlanItem(Record):
    """One organisation on one version's list: a row of the denominator of coverage."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="items", verbose_name="规划版次")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plan_items", verbose_name="党组织"
    )
    unit_class = WordField(UnitClass, "单位类别")
    level = WordField(Level, "层级")

    reach = PLANNING

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "organisation"], name="plan_item_once")]

    def __str__(self) -> str:
        return self.organisation.name


class PlanChange(Record):
    """Why one version's list differs from the one before: who came, went, merged into whom, by which paper."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="changes", verbose_name="规划版次")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="党组织")
    kind = WordField(PlanChangeKind, "调整类型")
    successor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承接党组织"
    )
    reason = models.CharField("调整理由", max_length=200)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="依据文件")

    reach = PLANNING

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["merged", "split"]) | Q(successor__isnull=False),
                name="plan_change_names_successor",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("organisation")), name="plan_change_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_kind_display()}"
