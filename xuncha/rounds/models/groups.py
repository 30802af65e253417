"""Groups of a round, who sits in them, who had to keep out, and what authorises them."""

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import GROUP, OFFICE, Reach, Role
from xuncha.rounds.models.rounds import Round
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.talent.models import PoolMember


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
    """Whether a person may inspect an organisation on this occasion, and who decided it (I4)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="recusal_checks", verbose_name="轮次")
    person = models.ForeignKey(Person, models.PROTECT, related_name="recusal_checks", verbose_name="姓名")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="党组织")
    verdict = WordField(RecusalVerdict, "结论", blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )

    reach = Reach(office=frozenset({Role.DIRECTOR, Role.GENERAL, Role.GUIDANCE, Role.COUNTY_OFFICE}))
    deeds = {"decide": "作出决定"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "organisation"],
                condition=Q(voided_at=None),
                name="recusal_check_once",
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


class Authorisation(Record):
    """The decision that authorises a group for a round, frozen with the recusal checks it rests on (一次一授权)."""

    group = models.OneToOneField(Group, models.PROTECT, related_name="authorisation", verbose_name="巡察组")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="授权文件")

    reach = Reach(office=OFFICE, group="group", group_roles=GROUP)

    def __str__(self) -> str:
        return f"{self.group}授权"
