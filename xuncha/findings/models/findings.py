"""Findings (问题) and their later corrections."""

from django.db import models
from django.db.models import Q

from xuncha.basis.models import Document
from xuncha.findings.models.dictionaries import Category, FocusItem
from xuncha.findings.models.ways import either, join
from xuncha.findings.rules import FINDING_LIFE, FROZEN, FindingState, Method, Nature, Weight
from xuncha.kernel.viewer import Viewer
from xuncha.records.fields import WordField
from xuncha.records.models import Record, RecordQuerySet, Stateful
from xuncha.records.rules import GROUP, OFFICE, Reach, Role
from xuncha.rounds.models import GroupMember, Task

TAGS = (
    "of_principal", "four_winds", "near_people", "common", "systemic", "unrectified", "watched",
)  # fmt: skip


class FindingQuerySet(RecordQuerySet["Finding"]):
    def frozen(self) -> "FindingQuerySet":
        """Those on the list handed over at feedback: the set all statistics count."""
        return self.filter(in_list=True, fed_back_on__isnull=False)

    def unsettled(self) -> "FindingQuerySet":
        """Those that stand between a task and its feedback: still drafts, or on the list and not handed over."""
        return self.live().filter(Q(state=FindingState.DRAFT) | Q(state=FindingState.CONFIRMED, in_list=True))

    def of_report(self) -> "FindingQuerySet":
        """The problems of a task's report: on the list, neither dropped nor struck from it."""
        return self.live().filter(in_list=True).exclude(state=FindingState.DROPPED)


class Finding(Stateful):
    """One problem found in a task. Frozen at feedback: later wording changes only by a correction on record."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="findings", verbose_name="巡察任务")
    serial = models.PositiveSmallIntegerField("序号")
    title = models.CharField("问题", max_length=200)
    facts = models.TextField("具体表现", blank=True)
    focus = models.ForeignKey(FocusItem, models.PROTECT, related_name="+", verbose_name="监督重点")
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name="问题类别")
    nature = WordField(Nature, "性质", blank=True)
    weight = WordField(Weight, "程度", blank=True)
    amount = models.DecimalField("涉及金额（万元）", max_digits=14, decimal_places=2, null=True, blank=True)
    clause = models.CharField("违反的规定", max_length=200, blank=True)
    period = models.CharField("问题发生时间", max_length=60, blank=True)
    persons = models.CharField("涉及人员（职务）", max_length=200, blank=True)  # positions, never names
    sources = models.CharField("发现途径", max_length=120, blank=True)  # codes of `Method`, with commas
    finder = models.ForeignKey(
        GroupMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发现人"
    )
    of_principal = models.BooleanField("涉及“一把手”", default=False)
    four_winds = models.BooleanField("“四风”问题", default=False)
    near_people = models.BooleanField("群众身边问题", default=False)
    common = models.BooleanField("共性问题", default=False)
    systemic = models.BooleanField("体制机制问题", default=False)
    unrectified = models.BooleanField("上轮整改未到位", default=False)
    watched = models.BooleanField("重点关注", default=False)
    watch_reason = models.CharField("重点关注理由", max_length=200, blank=True)
    in_text = models.BooleanField("写入反馈意见", default=True)
    in_list = models.BooleanField("列入问题清单", default=True)
    immediate = models.BooleanField("立行立改", default=False)
    fed_back_on = models.DateField("反馈日期", null=True, blank=True)
    accepted_on = models.DateField("销号日期", null=True, blank=True)
    state = WordField(FindingState, "状态", default=FindingState.DRAFT)

    objects = FindingQuerySet.as_manager()  # type: ignore[misc, assignment]  # a narrower manager than the base's
    life = FINDING_LIFE
    reach = Reach(
        office=OFFICE | {Role.PLAN_REVIEWER}, group="task__group", organisation="task__organisation"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "serial"], condition=Q(voided_at=None), name="finding_serial_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["fed_back", "rectified", "accepted"]) | Q(fed_back_on__isnull=False),
                name="finding_frozen_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(fed_back_on=None) | Q(in_list=True, state__in=[*FROZEN]),
                name="finding_dated_is_frozen",
            ),  # I5
            models.CheckConstraint(
                condition=Q(in_text=False) | Q(in_list=True), name="finding_in_text_is_on_list"
            ),  # domain §4.6: the list may be longer than the text, never shorter
            models.CheckConstraint(
                condition=Q(watched=False) | ~Q(watch_reason=""), name="finding_watched_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "at", "id"], condition=Q(voided_at=None), name="finding_by_office"
            ),
            models.Index(
                fields=["office", "state", "at", "id"], condition=Q(voided_at=None), name="finding_by_state"
            ),
            models.Index(
                fields=["office", "fed_back_on", "in_list"],
                condition=Q(voided_at=None),
                name="finding_by_feedback",
            ),
        ]

    @classmethod
    def reached_by(cls, viewer: Viewer) -> Q | None:
        """Plan reviewers and the unit's contact see what was fed back, and nothing before."""
        inside = either(office=viewer.offices(OFFICE), task__group=viewer.groups_with(GROUP))
        outside = either(
            office=viewer.offices({Role.PLAN_REVIEWER}),
            task__organisation=viewer.organisations({Role.UNIT_CONTACT}),
        )
        return join(inside, outside and outside & Q(fed_back_on__isnull=False))

    def __str__(self) -> str:
        return self.title

    @property
    def source_words(self) -> list[str]:
        """How it came to light, in words."""
        return [Method(code).label for code in self.sources.split(",") if code]

    @property
    def tag_words(self) -> list[str]:
        """The cross-cut tags it bears; that it involves money is told by its amount."""
        borne = [str(self._meta.get_field(name).verbose_name) for name in TAGS if getattr(self, name)]  # type: ignore[union-attr]
        return [*borne, "涉及金额"] if self.amount else borne


class Correction(Record):
    """A later wording of a frozen finding, with the reason and the paper; the frozen wording stays."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="corrections", verbose_name="问题")
    before = models.TextField("原表述")
    after = models.TextField("更正后表述")
    reason = models.CharField("更正理由", max_length=200)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="依据"
    )

    inside = ("finding",)
    reach = Reach(office=OFFICE, group="finding__task__group", organisation="finding__task__organisation")

    def __str__(self) -> str:
        return f"{self.finding}（更正）"
