"""The talent pool: drawing channels and members, and what is decided of a member."""

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.people.rules import Rank
from xuncha.records.fields import WordField
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import Reach, Role
from xuncha.talent.rules import MEMBER_LIFE, ExitReason, MemberState, PoolKind, Source, Specialty

READERS = frozenset({Role.DIRECTOR, Role.GUIDANCE, Role.GENERAL, Role.LEADER, Role.COUNTY_OFFICE})


class Channel(Record):
    """A body through which members are drawn into the pool (纪委监委、组织部、巡察办)."""

    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="抽调渠道")
    name = models.CharField("渠道名称", max_length=40)

    reach = Reach(office=READERS)

    def __str__(self) -> str:
        return self.name


class PoolMember(Stateful):
    """A person in the pool since `entered_on`; `at` is the nomination."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="pool_members", verbose_name="姓名")
    channel = models.ForeignKey(Channel, models.PROTECT, related_name="members", verbose_name="抽调渠道")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="工作单位")
    pool = WordField(PoolKind, "入库类别")
    specialty = WordField(Specialty, "专业特长")
    title = models.CharField("职务", max_length=60, blank=True)
    rank = WordField(Rank, "职级")
    source = WordField(Source, "来源", default=Source.RECOMMENDED)
    opinion = models.CharField("廉政审查意见", max_length=200, blank=True)
    approval = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批准文件"
    )
    entered_on = models.DateField("入库日期", null=True, blank=True)
    left_on = models.DateField("出库日期", null=True, blank=True)
    exit_reason = WordField(ExitReason, "出库原因", blank=True)
    state = WordField(MemberState, "状态", default=MemberState.NOMINATED)

    life = MEMBER_LIFE
    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "person"],
                condition=Q(left_on=None, voided_at=None),
                name="pool_member_once",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("entered_on")), name="pool_left_after_in"
            ),
            models.CheckConstraint(
                condition=Q(exit_reason="") | Q(left_on__isnull=False), name="pool_reason_of_those_gone"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Renewal(Record):
    """A member stays in the pool for another term from `at` on, as somebody decided."""

    member = models.ForeignKey(PoolMember, models.PROTECT, related_name="renewals", verbose_name="人才库成员")
    reason = models.CharField("理由", max_length=200, blank=True)

    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "at"], condition=Q(voided_at=None), name="renewed_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}{self.at:%Y}年续用"
