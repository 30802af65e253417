"""Groups of a round, who sits in them, who had to keep out, and what authorises them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.records.fields import DataKeyField, SealedTextField, WordField
from xuncha.records.models import Record
from xuncha.records.rules import GROUP, OFFICE, Reach, Role
from xuncha.rounds.models.rounds import Round
from xuncha.rounds.rules.groups import Errand, RecusalVerdict, Ruling, Seat
from xuncha.talent.models import PoolMember
from xuncha.talent.rules.recusal import Rule, Weight

CHECKERS = frozenset({Role.DIRECTOR, Role.GENERAL, Role.GUIDANCE, Role.COUNTY_OFFICE})


class Group(Record):
    """An inspection group of a round; it dissolves when its files are handed over."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="groups", verbose_name="轮次")
    number = models.PositiveSmallIntegerField("组别")
    name = models.CharField("巡察组", max_length=60)
    dissolved_on = models.DateField("撤组日期", null=True, blank=True)

    reach = Reach(office=OFFICE, group="pk")
    deeds = {"dissolve": "撤组"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="group_number_once")]

    def __str__(self) -> str:
        return self.name


class GroupMember(Record):
    """A person's seat in a group for one round. Pool members are posted, core staff sit by office."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name="轮次")
    group = models.ForeignKey(Group, models.PROTECT, related_name="members", verbose_name="巡察组")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name="姓名")
    pool_member = models.ForeignKey(
        PoolMember, models.PROTECT, null=True, blank=True, related_name="postings", verbose_name="人才库成员"
    )
    seat = WordField(Seat, "职责")
    until = models.DateField("归队日期", null=True, blank=True)
    letter = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="抽调函"
    )

    reach = Reach(office=OFFICE, group="group")
    deeds = {"release": "归队"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(seat="leader", until=None, voided_at=None),
                name="group_has_one_leader",
            ),  # I3; a leader who left may be followed by another
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(voided_at=None), name="person_in_one_group"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("at")), name="seat_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.get_seat_display()}）"


class RecusalCheck(Record):
    """Whether a person may inspect an organisation on this occasion, and who decided it (I4).

    The occasion is a round, or an errand of an app above, known by its identifier and name. `inputs` is the digest
    of what the rules were given when they were last tried; "" for a check by hand.
    """

    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="recusal_checks", verbose_name="轮次"
    )
    errand = models.UUIDField("其他事由标识", null=True, blank=True, editable=False, db_index=True)
    errand_name = models.CharField("其他事由", max_length=100, blank=True)
    errand_on = models.DateField("事由开始日期", null=True, blank=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="recusal_checks", verbose_name="姓名")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="党组织")
    verdict = WordField(RecusalVerdict, "结论", blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )

    proposed = WordField(Seat, "拟任职责", blank=True)
    screened_on = models.DateField("规则核查日期", null=True, blank=True)
    inputs = models.CharField("核查依据摘要", max_length=64, blank=True, editable=False)

    reach = Reach(office=CHECKERS)
    deeds = {"decide": "作出决定", "screen": "按规则核查"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "organisation"],
                condition=Q(voided_at=None),
                name="recusal_check_once",
            ),
            models.UniqueConstraint(
                fields=["errand", "person", "organisation"],
                condition=Q(voided_at=None),
                name="recusal_check_once_an_errand",
            ),
            models.CheckConstraint(
                condition=Q(round__isnull=False, errand=None)
                | Q(round=None, errand__isnull=False, errand_on__isnull=False) & ~Q(errand_name=""),
                name="recusal_check_has_its_occasion",
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(decided_on__isnull=False), name="recusal_verdict_is_dated"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="waived") | ~Q(reason=""), name="recusal_waiver_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.organisation}"

    @property
    def occasion(self) -> Round | Errand:
        if self.round is not None:
            return self.round
        assert self.errand is not None  # the database says so
        assert self.errand_on is not None
        since: date = self.errand_on
        return Errand(self.errand, self.errand_name, self.office, since)


class RecusalHit(Record):
    """A tie that a rule found between the two of a check: kept with its ruling, also when it is found no more."""

    check_row = models.ForeignKey(RecusalCheck, models.PROTECT, related_name="hits", verbose_name="回避核查")
    rule = WordField(Rule, "规则")
    weight = WordField(Weight, "规则结论")
    fact = SealedTextField("情形")
    data_key = DataKeyField()
    key = models.CharField(max_length=64, editable=False)
    ruling = WordField(Ruling, "决定", blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )
    lapsed_on = models.DateField("不再存在日期", null=True, blank=True)

    reach = Reach(office=CHECKERS)
    deeds = {"rule": "作出决定", "lapse": "情形不再存在"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["check_row", "key"],
                condition=Q(lapsed_on=None, voided_at=None),
                name="recusal_hit_once",
            ),
            models.CheckConstraint(
                condition=Q(ruling="") | (Q(decided_on__isnull=False) & ~Q(reason="")),
                name="recusal_ruling_is_dated_and_reasoned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}：{self.check_row}"

    @property
    def rule_label(self) -> str:
        return str(self.get_rule_display())

    @property
    def weight_label(self) -> str:
        return str(self.get_weight_display())


class Authorisation(Record):
    """The decision that authorises a group for a round, frozen with the recusal checks it rests on (一次一授权)."""

    group = models.OneToOneField(Group, models.PROTECT, related_name="authorisation", verbose_name="巡察组")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="授权文件")
    rests_on = models.CharField("所依据回避核查的摘要", max_length=64, blank=True, editable=False)

    reach = Reach(office=OFFICE, group="group", group_roles=GROUP)

    def __str__(self) -> str:
        return f"{self.group}授权"
