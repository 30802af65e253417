"""Petitions received on site (信访), and who wrote them: sealed, and apart."""

from django.db import models
from django.db.models import F, Q

from xuncha.fieldwork.models.base import FieldMatter
from xuncha.fieldwork.rules.petitions import (
    OPENERS,
    PETITION_LIFE,
    Channel,
    Outcome,
    PetitionState,
    Scope,
)
from xuncha.records.fields import DataKeyField, SealedTextField, WordField
from xuncha.records.models import Record
from xuncha.records.rules import NOBODY, Reach
from xuncha.records.unopened import UnopenedManager


class Petition(FieldMatter):
    """A letter, call, visit or message of the code, received on `at`. Nothing in it says who it came from."""

    serial = models.PositiveSmallIntegerField("序号")
    channel = WordField(Channel, "来件渠道")
    named = models.BooleanField("实名", default=False)
    objects_reflected = models.CharField("被反映对象", max_length=120)
    summary = models.TextField("内容摘要")
    scope = WordField(Scope, "受理范围")
    outcome = WordField(Outcome, "处置方式", blank=True)
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="duplicates", verbose_name="原件"
    )
    disposed_on = models.DateField("处置日期", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    state = WordField(PetitionState, "状态", default=PetitionState.REGISTERED)

    life = PETITION_LIFE

    class Meta(FieldMatter.Meta):
        constraints = [
            models.UniqueConstraint(fields=["task", "serial"], name="petition_serial_never_reused"),
            models.CheckConstraint(
                condition=Q(outcome="joined", duplicate_of__isnull=False)
                | ~Q(outcome="joined") & Q(duplicate_of=None),
                name="petition_joined_to_another",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("id")), name="petition_not_its_own_copy"
            ),
        ]

    def __str__(self) -> str:
        return f"信访第{self.serial}号"


class PetitionReporter(Record):
    """Who wrote a petition, sealed: opened on record only (`actions.petitions.open_reporter`)."""

    petition = models.OneToOneField(Petition, models.PROTECT, related_name="reporter", verbose_name="信访件")
    name = SealedTextField("反映人")
    contact = SealedTextField("联系方式", blank=True)
    data_key = DataKeyField()

    objects = UnopenedManager()  # type: ignore[misc]  # a narrower manager than the base's
    inside = ("petition",)
    reach = Reach(office=NOBODY, group="petition__task__group", group_roles=OPENERS)

    def __str__(self) -> str:
        return str(self.petition)
