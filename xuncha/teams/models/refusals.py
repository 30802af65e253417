"""Who was asked to serve and did not."""

from django.db import models
from django.db.models import Q

from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Reach
from xuncha.rounds.models import Round
from xuncha.talent.models import READERS
from xuncha.teams.rules import RefusalReason


class Refusal(Record):
    """A person, or the unit for them, refused a secondment for a round."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="refusals", verbose_name="姓名")
    round = models.ForeignKey(Round, models.PROTECT, related_name="refusals", verbose_name="轮次")
    reason = WordField(RefusalReason, "原因")
    details = models.CharField("说明", max_length=200, blank=True)

    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "round"], condition=Q(voided_at=None), name="refused_once_a_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}未参加{self.round}"
