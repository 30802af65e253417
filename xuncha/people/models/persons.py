"""Persons and the posts they hold over time."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xuncha.orgs.models import Organisation
from xuncha.people.rules import Rank, Sex
from xuncha.records.fields import DataKeyField, SealedTextField, WordField
from xuncha.records.models import Record, RecordQuerySet
from xuncha.records.rules import OFFICE, Reach


class Person(Record):
    """A cadre. The ID number is sealed; `id_blind` finds it again without opening it."""

    name = models.CharField("姓名", max_length=40)
    sex = WordField(Sex, "性别")
    born_on = models.DateField("出生日期")
    joined_party_on = models.DateField("入党日期", null=True, blank=True)
    education = models.CharField("学历", max_length=20, blank=True)
    id_number = SealedTextField("身份证号", blank=True)
    data_key = DataKeyField()
    id_blind = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
        verbose_name="账号",
    )

    reach = Reach(office=OFFICE)
    deeds = {"complete": "补充登记"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "id_blind"],
                condition=~Q(id_blind="") & Q(voided_at=None),
                name="person_id_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Post(Record):
    """A post in an organisation: rectification is owed by a post, whoever holds it."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="posts", verbose_name="党组织"
    )
    title = models.CharField("职务", max_length=60)
    rank = WordField(Rank, "职级")
    is_principal = models.BooleanField("主要负责人", default=False)

    reach = Reach(office=OFFICE)

    def __str__(self) -> str:
        return f"{self.organisation.short_name}{self.title}"


class TenureQuerySet(RecordQuerySet["Tenure"]):
    def held_on(self, day: date) -> Self:
        """Tenures that run on the day; the last day belongs to them."""
        return self.filter(Q(until=None) | Q(until__gte=day), at__lte=day)


class Tenure(Record):
    """A person in a post from one day (`at`) to another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures", verbose_name="姓名")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures", verbose_name="职务")
    until = models.DateField("离任日期", null=True, blank=True)

    objects = TenureQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"leave": "离任"}
    reach = Reach(office=OFFICE)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("at")), name="tenure_forward"),
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(until=None, voided_at=None), name="tenure_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"
