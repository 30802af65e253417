"""The chained record of sensitive reads, refusals and administration. Plain text: it outlives what it describes."""

import uuid
from typing import Any, ClassVar, NoReturn, Self

from django.apps import apps
from django.db import models

from xuncha.audit.rules import READERS, Act
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records.fields import WordField
from xuncha.records.models import Passage
from xuncha.records.rules import Reach

BIGGEST = 2**63  # of a BIGINT: a made-up uid asks for a number that exists nowhere, not for an overflow
COMMON = {"enter": "登记", "correct": "更正", "void": "作废", "destroy": "销毁封存内容"}
REFUSAL = "审计记录只能新增，不得修改或者删除。"


class EntryQuerySet(models.QuerySet["Entry"]):
    """The database refuses as well (`append_only`); the chain shows what went past both."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.all() if viewer.offices(READERS) else self.none()

    def update(self, **columns: Any) -> NoReturn:
        raise NotAllowed(REFUSAL)

    def delete(self) -> NoReturn:
        raise NotAllowed(REFUSAL)


class Entry(models.Model):
    """One thing someone did or was refused. `digest` binds it to the entry before it."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField("时间")
    who = models.CharField("账号", max_length=60)
    verb = WordField(Act, "行为", max_length=40)
    subject = models.CharField("对象", max_length=200)
    note = models.CharField("说明", max_length=300, blank=True)
    previous = models.CharField("前一条摘要", max_length=64, unique=True)
    digest = models.CharField("摘要", max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()
    reach: ClassVar[Reach] = Reach(office=READERS)
    append_only = True

    class Meta:
        indexes = [models.Index(fields=["who", "at"], name="audit_entry_by_account")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.verb}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise NotAllowed(REFUSAL)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise NotAllowed(REFUSAL)

    def passages(self) -> models.QuerySet[Passage]:
        """None: an entry takes no steps."""
        return Passage.objects.none()


class TraceQuerySet(models.QuerySet["Trace"]):
    def visible_to(self, viewer: Viewer) -> Self:
        return self.all() if viewer.offices(READERS) else self.none()

    def filter(self, *conditions: Any, **lookups: Any) -> Self:
        """A passage has a number, not a UUID; a page that asks by `uid` asks by that number."""
        if "uid" in lookups:
            lookups["pk"] = lookups.pop("uid").int % BIGGEST
        return super().filter(*conditions, **lookups)


class Trace(Passage):
    """A record's step as the auditor reads it: who, when, which record. What it said stays with the record."""

    objects = TraceQuerySet.as_manager()  # type: ignore[misc]  # knows more questions
    reach: ClassVar[Reach] = Reach(office=READERS)

    class Meta:
        proxy = True

    def __str__(self) -> str:
        return str(self.subject_uid)

    @property
    def uid(self) -> uuid.UUID:
        return uuid.UUID(int=self.pk)

    @property
    def deed(self) -> str:
        """The word for the step."""
        model: Any = apps.get_model(self.subject)
        words = {**COMMON, **model.deeds}
        return words.get(self.verb) or (model.life.label(self.verb) if hasattr(model, "life") else self.verb)

    def passages(self) -> models.QuerySet[Passage]:
        """None: they would tell what the record's own page tells, to someone who may not open it."""
        return Passage.objects.none()
