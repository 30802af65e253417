"""Feedback (反馈) of a task's findings to those whom they concern."""

from django.db import models
from django.db.models import Q

from xuncha.basis.models import Document
from xuncha.findings.models.ways import either, join
from xuncha.findings.rules import AddresseeType
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record
from xuncha.records.rules import GROUP, OFFICE, Reach, Role
from xuncha.rounds.models import Task

COUNTY = frozenset({Role.COUNTY_OFFICE})


class Feedback(Record):
    """Feedback of a task to one addressee on `at`; the document states how many problems it hands over."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="feedbacks", verbose_name="巡察任务")
    addressee_type = WordField(AddresseeType, "反馈对象")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="收件党组织"
    )
    county = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="县级巡察办"
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="反馈意见")
    signed_on = models.DateField("签收日期", null=True, blank=True)

    deeds = {"sign": "签收"}
    reach = Reach(
        office=OFFICE, group="task__group", group_roles=GROUP, organisation="task__organisation",
        addressed="county", addressed_roles=COUNTY,
    )  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(addressee_type="county", county__isnull=False)
                | ~Q(addressee_type="county") & Q(county=None),
                name="feedback_to_a_county_names_it",
            ),
            models.UniqueConstraint(
                fields=["task", "county"],
                condition=Q(county__isnull=False, voided_at=None),
                name="feedback_once_a_county",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "at", "id"], condition=Q(voided_at=None), name="feedback_by_office"
            )
        ]

    @classmethod
    def reached_by(cls, viewer: Viewer) -> Q | None:
        """A unit's contact sees what went to its leading body, and letters to it as the department concerned.

        A county sees the letters to itself.
        """
        inside = either(
            office=viewer.offices(OFFICE),
            task__group=viewer.groups_with(GROUP),
            county=viewer.offices(COUNTY),
        )
        units = viewer.organisations({Role.UNIT_CONTACT})
        if not units:
            return inside
        to_body = Q(task__organisation__in=units, addressee_type=AddresseeType.BODY)
        return join(inside, to_body | Q(organisation__in=units, addressee_type=AddresseeType.DEPARTMENT))

    def __str__(self) -> str:
        kind = self.get_addressee_type_display()
        to = self.county.short_name if self.county else kind
        return f"{self.task.organisation.short_name}反馈意见（{to}）"
