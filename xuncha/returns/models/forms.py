"""Forms (表样) in their versions."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from xuncha.files.models import Attachment
from xuncha.records.fields import WordField
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import Reach
from xuncha.returns.engine.cells import FormCell, read_cells
from xuncha.returns.engine.periods import PeriodKind
from xuncha.returns.rules.life import FORM_LIFE, FORM_READERS, FormState


class Form(Record):
    """A form by its name. What it asks stands in its versions; a return is drawn up on the newest."""

    name = models.CharField("表样名称", max_length=60)
    period = WordField(PeriodKind, "报送周期")
    origin = models.CharField("制发单位", max_length=60, blank=True)
    workdays = models.PositiveSmallIntegerField(
        "报送期限（期后工作日）",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )

    reach = Reach(office=FORM_READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(voided_at=None), name="form_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def newest(self) -> "FormVersion | None":
        """The version that returns are drawn up on."""
        ready = self.versions.filter(voided_at=None, state=FormState.READY)
        return ready.order_by("-number").first()


class FormVersion(Stateful):
    """A form as uploaded on `at`. Once a person has settled its cells it is never edited: a change is another version."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions", verbose_name="表样")
    number = models.PositiveSmallIntegerField("版次")
    template = models.ForeignKey(Attachment, models.PROTECT, related_name="+", verbose_name="Excel表样")
    sheet = models.CharField("工作表", max_length=31)
    cells = models.JSONField("单元格", default=list)  # [FormCell as a row]
    checks = models.JSONField("审核公式", default=list)  # ["C7 <= C8"]
    state = WordField(FormState, "状态", default=FormState.MAPPING)

    life = FORM_LIFE
    reach = Reach(office=FORM_READERS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_version_once")]

    def __str__(self) -> str:
        return "%s（第%s版）" % (self.form.name, self.number)

    @property
    def form_cells(self) -> list[FormCell]:
        return read_cells(self.cells)
