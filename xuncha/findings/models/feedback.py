"""Feedback (反馈) of a task's findings to those whom they concern."""

from django.db import models
from django.db.models import Q

from xuncha.basis.models import Document
from xuncha.findings.models.ways import either, join
from xuncha.findings.rules import AddresseeType
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import GROUP, OFFICE, Reach, Role
from xuncha.rounds.models import Task


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
        inside = either(office=viewer.offices(OFFICE), task__group=viewer.groups_with(GROUP))
        units = viewer.organisations({Role.UNIT_CONTACT})
        if not units:
            return inside
        to_body = Q(task__organisation__in=units, addressee_type=AddresseeType.BODY)
        return join(inside, to_body | Q(organisation__in=units, addressee_type=AddresseeType.DEPARTMENT))

    def __str__(self) -> str:
        return f"{self.task.organisation.short_name}反馈意见（{self.get_addressee_type_display()}）"
