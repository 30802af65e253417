"""What is read on site and asked of others: files borrowed, personal matters checked, help requested."""

from django.db import models
from django.db.models import F, Q

from xuncha.fieldwork.models.base import FieldRecord
from xuncha.rounds.models import GroupMember


class Loan(FieldRecord):
    """Files borrowed from the unit on `at` (调阅资料), and the day they went back."""

    title = models.CharField("资料名称", max_length=120)
    owner = models.CharField("提供部门", max_length=60)
    period = models.CharField("所属期间", max_length=40, blank=True)
    volumes = models.PositiveIntegerField("份数")
    borrower = models.ForeignKey(GroupMember, models.PROTECT, related_name="loans", verbose_name="调阅人")
    returned_on = models.DateField("归还日期", null=True, blank=True)

    deeds = {"return": "归还"}

    class Meta(FieldRecord.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(volumes__gte=1), name="loan_of_something"),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(returned_on__gte=F("at")), name="loan_returned_after"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PersonalMatterCheck(FieldRecord):
    """How many cadres' reported personal matters were checked, and how many did not agree (个人有关事项抽查)."""

    scope = models.CharField("抽查范围", max_length=120)
    number = models.PositiveSmallIntegerField("抽查人数")
    inconsistent = models.PositiveSmallIntegerField("不一致人数")
    remarks = models.TextField("核查情况", blank=True)

    class Meta(FieldRecord.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(inconsistent__lte=F("number")), name="inconsistent_within_checked"
            )
        ]

    def __str__(self) -> str:
        return self.scope


class Assistance(FieldRecord):
    """A request for help to an organ (提请协助), made on `at`, and its reply."""

    organ = models.CharField("协助机关", max_length=60)
    matter = models.CharField("协助事项", max_length=200)
    reply = models.TextField("回复内容", blank=True)
    replied_on = models.DateField("回复日期", null=True, blank=True)

    deeds = {"reply": "收到回复"}

    class Meta(FieldRecord.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_on=None) | Q(replied_on__gte=F("at")), name="assistance_replied_after"
            )
        ]

    def __str__(self) -> str:
        return self.matter
