"""The base of every business row, the office that owns it, and the history that is never overwritten."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from xuncha.kernel.figures import Period
from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import reading
from xuncha.records.fields import WordField
from xuncha.records.marks import MarkField
from xuncha.records.rules import Level, Reach


class Office(models.Model):
    """An inspection office (巡察办 / 巡视办): the body that owns rows."""

    code = models.CharField("编码", max_length=12, unique=True)  # GB/T 2260 code of its division
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=20)
    committee = models.CharField("派出党委", max_length=60)
    level = WordField(Level, "层级")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")

    def __str__(self) -> str:
        return self.name


class Installation(models.Model):
    """The one row that says what this installation is: demo or real, whose, and what day it is there."""

    home = models.ForeignKey(Office, models.PROTECT, related_name="+")
    is_demo = models.BooleanField("演示数据", default=False)
    business_date = models.DateField("业务日期", null=True, blank=True)  # none: the calendar's own
    single = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(name="installation_single", condition=Q(single=True))]

    def __str__(self) -> str:
        return str(self.home)

    @property
    def today(self) -> date:
        return self.business_date or timezone.localdate()


class Passage(models.Model):
    """One step a record took, kept for ever: its history, its clock and the source of as-of statistics.

    The primary key only rises, so that readers can ask what came since they last looked.
    """

    id = models.BigAutoField(primary_key=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    subject = models.CharField("对象", max_length=60)  # "findings.finding"
    subject_uid = models.UUIDField("对象标识")
    verb = models.CharField("事项", max_length=30)
    before = models.CharField("变更前", max_length=30, blank=True)
    after = models.CharField("变更后", max_length=30, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办")
    at = models.DateField("发生日期")
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)
    basis = models.CharField("依据", max_length=200, blank=True)  # the paper that allows it
    note = models.TextField("说明", blank=True)
    changes = models.JSONField("更正内容", default=dict, blank=True)  # {field: [before, after]}

    append_only = True

    class Meta:
        indexes = [models.Index(fields=["subject_uid", "at", "id"], name="passage_of_subject")]

    def __str__(self) -> str:
        return f"{self.at} {self.verb}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk and not self._state.adding:
            raise NotAllowed("办理记录一经形成不得修改。")
        super().save(*args, **options)


M = TypeVar("M", bound="Record")


class RecordQuerySet(models.QuerySet[M], Generic[M]):
    """Questions every record answers. Lists, details, exports, search and figure rows start at `visible_to`."""

    def live(self) -> Self:
        """Rows that have not been voided."""
        return self.filter(voided_at=None)

    def of(self, office: int) -> Self:
        """Live rows that the office owns."""
        return self.live().filter(office=office)

    def within(self, period: Period, field: str = "at") -> Self:
        """Rows whose date `field` lies in the period, both ends included."""
        return self.filter(**{f"{field}__gte": period.start, f"{field}__lte": period.end})

    def visible_to(self, viewer: Viewer) -> Self:
        """Live rows that this viewer reaches; nothing when no role reaches them."""
        condition = self.model.reached_by(viewer)
        return self.live().filter(condition) if condition else self.none()

    def with_state_on(self, day: date) -> Self:
        """Annotate `state_on`: the state in which each row was at the end of that day, by its passages."""
        steps = Passage.objects.filter(subject_uid=OuterRef("uid"), at__lte=day).exclude(after="")
        return self.annotate(state_on=Subquery(steps.order_by("-at", "-id").values("after")[:1]))


class Record(models.Model):
    """A business row: whose it is, how it is marked, who entered it, when it happened and when it was known.

    Never edited and never deleted: `correct` and `void` in `records.actions` keep what was there.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="所属巡察机构")
    mark = MarkField("密级标识")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateField("日期")
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)

    objects = RecordQuerySet.as_manager()
    reach: ClassVar[Reach] = Reach()
    inside: ClassVar[tuple[str, ...]] = ()  # columns that name the rows this one lies in (`containing`)
    holds: ClassVar[tuple[str, ...]] = ()  # columns that name rows which lie in this one
    deeds: ClassVar[Mapping[str, str]] = {}  # the words for verbs of `records.fill`: {"receive": "签收"}

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **rest: Any
    ) -> Self:
        row = super().from_db(db, field_names, values, **rest)
        reading.seen(row)
        return row

    @classmethod
    def reached_by(cls, viewer: Viewer) -> Q | None:
        """The condition under which this viewer reads rows of the model; None when there is no way."""
        parts = [
            Q(**{path: ids[0]} if len(ids) == 1 else {f"{path}__in": ids})
            for path, ids in cls.ways(viewer)
            if ids
        ]
        if not parts:
            return None
        condition = parts[0]
        for part in parts[1:]:
            condition |= part
        return condition

    @classmethod
    def ways(cls, viewer: Viewer) -> Iterable[tuple[str, list[int]]]:
        reach = cls.reach
        yield "office", viewer.offices(reach.office)
        yield "office__parent", viewer.offices(reach.upper)
        if reach.group:
            yield reach.group, viewer.groups_with(reach.group_roles)
        if reach.organisation:
            yield reach.organisation, viewer.organisations(reach.organisation_roles)
        if reach.addressed:
            yield reach.addressed, viewer.offices(reach.addressed_roles)

    def passages(self) -> models.QuerySet[Passage]:
        """The steps this row took, oldest first."""
        return Passage.objects.filter(subject_uid=self.uid).select_related("by").order_by("at", "id")

    def along(self, path: str) -> int | None:
        """The primary key at the end of a `__` path, e.g. "task__group"."""
        *steps, last = path.split("__")
        thing: Any = self
        for step in steps:
            thing = getattr(thing, step)
            if thing is None:
                return None
        key: int | None = thing.pk if last == "pk" else getattr(thing, f"{last}_id")
        return key

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        """The roles this viewer holds towards this row."""
        reach = self.reach
        roles = {h.role for h in viewer.holds if h.office == self.office_id and h.organisation is None}
        if reach.group:
            group = self.along(reach.group)
            roles |= {h.role for h in viewer.groups if h.group == group}
        if reach.organisation:
            organisation = self.along(reach.organisation)
            roles |= {h.role for h in viewer.holds if organisation and h.organisation == organisation}
        if reach.addressed:
            addressed = self.along(reach.addressed)
            roles |= {
                h.role for h in viewer.holds if h.office == addressed and h.role in reach.addressed_roles
            }
        return frozenset(roles)


class Stateful(Record):
    """A record with a life cycle; the table in the app's `rules.py` says what may happen to it."""

    life: ClassVar[LifeCycle]

    class Meta:
        abstract = True

    state: Any  # each model declares its own WordField

    def steps_for(self, viewer: Viewer) -> list[Step]:
        """What this viewer may do with it now."""
        return self.life.open_steps(self.state, self.roles_of(viewer))

    def state_label(self) -> str:
        return self.life.states(self.state).label


def recorded_noon(day: date) -> datetime:
    """The moment at which a fact of `day` counts as recorded when only the day is known (loaded history)."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))
