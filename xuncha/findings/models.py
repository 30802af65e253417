"""Findings (问题), the versioned dictionaries they are sorted by, and their feedback."""

from django.db import models
from django.db.models import Q

from xuncha.basis.models import Document
from xuncha.findings.rules import FINDING_LIFE, FROZEN, AddresseeType, FindingState, Nature, Weight
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records.fields import WordField
from xuncha.records.models import Record, RecordQuerySet, Stateful
from xuncha.records.rules import GROUP, OFFICE, Reach, Role
from xuncha.rounds.models import Task


def _either(**ways: list[int]) -> Q | None:
    """Rows at the end of one of these paths; None when no path leads anywhere. One key is asked for by `=`."""
    condition = None
    for path, ids in ways.items():
        if ids:
            condition = _join(condition, Q(**{path: ids[0]} if len(ids) == 1 else {f"{path}__in": ids}))
    return condition


def _join(one: Q | None, other: Q | None) -> Q | None:
    return one | other if one and other else one or other


class FocusDictionary(Record):
    """One generation of the focus areas (三个聚焦、四个落实、四个聚焦), in force from `at`."""

    name = models.CharField("监督重点", max_length=40)

    reach = Reach(office=OFFICE)

    def __str__(self) -> str:
        return self.name


class FocusItem(Record):
    """One focus area of a dictionary."""

    dictionary = models.ForeignKey(
        FocusDictionary, models.PROTECT, related_name="items", verbose_name="监督重点"
    )
    serial = models.PositiveSmallIntegerField("序号")
    text = models.CharField("内容", max_length=120)
    short = models.CharField("简称", max_length=30)

    reach = Reach(office=OFFICE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dictionary", "serial"], name="focus_serial_once")]

    def __str__(self) -> str:
        return self.short


class Category(Record):
    """A node of the three-level tree of problem types (domain §6.2); `code` is its path, e.g. "2.3.1"."""

    code = models.CharField("编号", max_length=12)
    name = models.CharField("类别", max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="上级类别"
    )

    reach = Reach(office=OFFICE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "code"], name="category_code_once")]

    def __str__(self) -> str:
        return self.name


class FindingQuerySet(RecordQuerySet["Finding"]):
    def frozen(self) -> "FindingQuerySet":
        """Those on the list handed over at feedback: the set all statistics count."""
        return self.filter(in_list=True, fed_back_on__isnull=False)

    def unsettled(self) -> "FindingQuerySet":
        """Those that stand between a task and its feedback: still drafts, or on the list and not handed over."""
        return self.live().filter(Q(state=FindingState.DRAFT) | Q(state=FindingState.CONFIRMED, in_list=True))


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
        inside = _either(office=viewer.offices(OFFICE), task__group=viewer.groups_with(GROUP))
        outside = _either(
            office=viewer.offices({Role.PLAN_REVIEWER}),
            task__organisation=viewer.organisations({Role.UNIT_CONTACT}),
        )
        return _join(inside, outside and outside & Q(fed_back_on__isnull=False))

    def __str__(self) -> str:
        return self.title


class Correction(Record):
    """A later wording of a frozen finding, with the reason and the paper; the frozen wording stays."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="corrections", verbose_name="问题")
    before = models.TextField("原表述")
    after = models.TextField("更正后表述")
    reason = models.CharField("更正理由", max_length=200)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="依据"
    )

    reach = Reach(office=OFFICE, group="finding__task__group", organisation="finding__task__organisation")

    def __str__(self) -> str:
        return f"{self.finding}（更正）"


class Feedback(Record):
    """Feedback of a task to one addressee on `at`; the document states how many problems it hands over."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="feedbacks", verbose_name="巡察任务")
    addressee_type = WordField(AddresseeType, "反馈对象")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="收件党组织"
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="反馈意见")
    signed_on = models.DateField("签收日期", null=True, blank=True)

    deeds = {"sign": "签收"}
    reach = Reach(office=OFFICE, group="task__group", group_roles=GROUP, organisation="task__organisation")

    class Meta:
        indexes = [
            models.Index(
                fields=["office", "at", "id"], condition=Q(voided_at=None), name="feedback_by_office"
            )
        ]

    @classmethod
    def reached_by(cls, viewer: Viewer) -> Q | None:
        """A unit's contact sees what went to its leading body, and letters to it as the department concerned."""
        inside = _either(office=viewer.offices(OFFICE), task__group=viewer.groups_with(GROUP))
        units = viewer.organisations({Role.UNIT_CONTACT})
        if not units:
            return inside
        to_body = Q(task__organisation__in=units, addressee_type=AddresseeType.BODY)
        return _join(inside, to_body | Q(organisation__in=units, addressee_type=AddresseeType.DEPARTMENT))

    def __str__(self) -> str:
        return f"{self.task.organisation.short_name}反馈意见（{self.get_addressee_type_display()}）"
