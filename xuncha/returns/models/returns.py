"""Returns (报表): one form over one period of one office, and what was reported by hand."""

from django.db import models
from django.db.models import Q

from xuncha.files.models import Attachment
from xuncha.records.fields import WordField
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import Reach
from xuncha.reports.models import Cutoff
from xuncha.returns.engine import periods
from xuncha.returns.engine.periods import PeriodKind
from xuncha.returns.models.filings import ReturnFiling
from xuncha.returns.models.forms import Form, FormVersion
from xuncha.returns.rules.life import READERS, RETURN_LIFE, ReturnState


class Return(Stateful):
    """One form over one period of the office that owns it. Its uid is what other levels will know it by.

    `values` and what else belongs to the issue are filled when it is issued, and stay.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="returns", verbose_name="表样")
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="returns", verbose_name="表样版次")
    title = models.CharField("报表", max_length=100)
    year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("期次")
    until = models.DateField("数据截至")
    issued_on = models.DateField("出具日期", null=True, blank=True)
    cutoff = models.OneToOneField(
        Cutoff, models.PROTECT, null=True, blank=True, related_name="issued_return", verbose_name="截数"
    )
    file = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="出具的报表"
    )
    values = models.JSONField("数值", null=True, blank=True, editable=False)  # {cell: "12.50" | null}
    annex = models.JSONField("附注", null=True, blank=True, editable=False)  # [[text, …], …]
    filing = models.ForeignKey(
        ReturnFiling, models.PROTECT, null=True, blank=True, related_name="drafts", verbose_name="报送件"
    )  # for which an upper office asked; none: drawn up of its own accord
    state = WordField(ReturnState, "状态", default=ReturnState.DRAFTED)

    life = RETURN_LIFE
    holds = ("cutoff",)
    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "form", "year", "number"],
                condition=Q(voided_at=None) & ~Q(state="withdrawn"),
                name="return_once_a_period",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | Q(issued_on__isnull=False, cutoff__isnull=False, file__isnull=False, values__isnull=False),
                name="issued_return_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def span(self) -> periods.Span:
        return periods.span(PeriodKind(self.form.period), self.year, self.number)


class HandEntry(Record):
    """A number of a return that no record holds, as a person reported it, with where it comes from."""

    of = models.ForeignKey(Return, models.PROTECT, related_name="entries", verbose_name="报表")
    cell = models.CharField("单元格", max_length=10)
    label = models.CharField("栏目", max_length=200)
    value = models.DecimalField("填报数", max_digits=18, decimal_places=4)
    source = models.CharField("数据来源", max_length=200)

    inside = ("of",)
    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "cell"], condition=Q(voided_at=None), name="hand_entry_once_a_cell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.of.title} {self.cell}"
