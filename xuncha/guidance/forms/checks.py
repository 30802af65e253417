"""What is asked for a check of the counties: the campaign, its template, its teams, and what they found."""

from typing import Any

from django import forms

from xuncha.basis.rules import DocumentKind
from xuncha.guidance.forms.common import (
    NO_COUNTIES,
    NO_PAPERS,
    LinesField,
    OneCounty,
    Ticked,
    long_text,
    offer_counties,
    offer_papers,
)
from xuncha.guidance.models import (
    Aspect,
    Campaign,
    CheckEvidence,
    CheckMember,
    CheckPoint,
    CheckTeam,
    CheckVisit,
    CountyProblem,
    Recheck,
)
from xuncha.guidance.queries.points import open_points
from xuncha.guidance.rules import Score
from xuncha.people.models import Person
from xuncha.ui.reception import DayField, EntryForm, NamesField, StepForm

CUSTOMARY = "主体责任落实\n组织建设\n全覆盖进度\n巡察质量\n整改和成果运用"


class CampaignForm(EntryForm):
    at = DayField(label="开始日期")
    template = forms.ModelChoiceField(
        Campaign.objects.none(),
        label="沿用检查模板",
        required=False,
        help_text="选择以往的督导检查，沿用其检查方面和检查要点；下面另写的方面接在后面。",
    )
    aspects = LinesField(label="检查方面", required=False, help_text="每行一个方面，可以修改、增减。")
    field_order = ("name", "plan", "at", "template", "aspects")

    class Meta:
        model = Campaign
        fields = ("name", "plan")

    def narrow(self) -> None:
        offer_papers(self, "plan")
        self.fields["plan"].help_text = "先在公文中登记督导方案。"
        earlier = self.rows("template").filter(office=self.viewer.office)
        self.offer("template", earlier.order_by("-at", "-pk"))
        if not earlier.exists():
            self.initial["aspects"] = CUSTOMARY


class AspectForm(EntryForm):
    class Meta:
        model = Aspect
        fields = ("title",)


class PointForm(EntryForm):
    class Meta:
        model = CheckPoint
        fields = ("text",)


class TeamForm(EntryForm):
    at = DayField(label="成立日期")

    class Meta:
        model = CheckTeam
        fields = ("name", "head")

    def narrow(self) -> None:
        self.offer("head", self.rows("head").filter(office=self.on.office_id).order_by("name"))


class ScreenForm(StepForm):
    """Who is meant for the team, and which counties it is meant for."""

    at = DayField(label="核查日期")
    people = NamesField(
        Person.objects.none(),
        label="拟抽调人员",
        required=False,
        help_text="每行一个姓名，可以从Excel整列粘贴。带队人和已在组人员一并核查，不必再写。",
    )
    counties = Ticked(NO_COUNTIES, label="拟检查的县（市、区）", required=False)
    basis = None
    note = None

    def narrow(self) -> None:
        offer_counties(self, "counties")
        box: Any = self.fields["people"]
        box.queryset = box.queryset.filter(office=self.on.office_id).order_by("name")


class MemberForm(EntryForm):
    at = DayField(label="抽调日期")

    class Meta:
        model = CheckMember
        fields = ("person", "work")

    def narrow(self) -> None:
        self.offer("person", self.rows("person").filter(office=self.on.office_id).order_by("name"))
        self.fields["person"].help_text = "须先对本组检查的各县（市、区）核查回避并作出决定。"


class VisitForm(EntryForm):
    at = DayField(label="检查日期", future=True, help_text="尚未到县的，填写计划日期。")
    county = OneCounty(NO_COUNTIES, label="县（市、区）")

    class Meta:
        model = CheckVisit
        fields = ("county",)

    def narrow(self) -> None:
        offer_counties(self)


class PointsForm(StepForm):
    """One line a point of the template: the result, and what was found."""

    at = DayField(label="检查日期")
    basis = None
    note = None

    def __init__(self, *args: Any, **options: Any) -> None:
        """Result and description of a point side by side: the day, a box of its own, comes last."""
        super().__init__(*args, **options)
        self.order_fields([*(name for name in self.fields if name != "at"), "at"])

    def narrow(self) -> None:
        self.points = open_points(self.on)
        self.initial.setdefault("at", self.on.at)
        for point, known in self.points:
            aspect, text = point.aspect.title, point.text
            choices = [("", "请选择"), *((score.value, score.label) for score in Score)]
            self.fields[f"score_{point.pk}"] = forms.ChoiceField(
                label="%s：%s" % (aspect, text),
                choices=choices,
                required=False,
                initial=known.score if known else "",
            )
            self.fields[f"note_{point.pk}"] = forms.CharField(
                label="检查情况", max_length=300, required=False, initial=known.note if known else ""
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        results: dict[CheckPoint, tuple[Score, str]] = {}
        for point, _known in self.points:
            score = cleaned.pop(f"score_{point.pk}", "")
            note = cleaned.pop(f"note_{point.pk}", "").strip()
            if note and not score:
                self.add_error(f"score_{point.pk}", "写了检查情况的，请选择检查结果。")
            elif score:
                results[point] = (Score(score), note)
        if not results and not self.errors:
            raise forms.ValidationError("请至少填写一个检查要点。")
        cleaned["results"] = results
        return cleaned


class ProblemForm(EntryForm):
    at = None  # type: ignore[assignment]  # dated as the visit
    text = long_text("问题")

    class Meta:
        model = CountyProblem
        fields = ("aspect", "text", "pointed_out", "guided")

    def narrow(self) -> None:
        self.offer("aspect", self.rows("aspect").filter(campaign=self.on.team.campaign_id).order_by("serial"))

    def asked(self) -> dict[str, Any]:
        return super().asked() | {"at": self.on.at}


class EvidenceForm(EntryForm):
    at = DayField(label="取证日期")
    upload = forms.FileField(label="附件", required=False)

    class Meta:
        model = CheckEvidence
        fields = ("title", "shelf")
        help_texts = {"shelf": "没有电子文件的，注明纸质件存放处。"}

    def narrow(self) -> None:
        self.fields["shelf"].required = False


class RecheckForm(EntryForm):
    at = DayField(label="复核日期")
    text = long_text("复核情况")

    class Meta:
        model = Recheck
        fields = ("result", "text")

    def narrow(self) -> None:
        self.fields["result"].help_text = "已销号的事项复核为未整改到位、问题反弹的，随即转为重新整改。"


class CircularForm(StepForm):
    at = DayField(label="通报日期")
    circular = forms.ModelChoiceField(
        NO_PAPERS, label="情况通报", help_text="先在公文中登记文种为通报的文件。"
    )
    annex = forms.BooleanField(
        label="附件清单按共性问题台账登记",
        required=False,
        initial=True,
        help_text="通报尚未登记附件清单时有效；已经登记的，两者项数应当一致。",
    )

    def narrow(self) -> None:
        offer_papers(self, "circular", DocumentKind.CIRCULAR)


class EndForm(StepForm):
    at = DayField(label="结束日期")


class LedgersForm(StepForm):
    """Which counties rectify, and by when."""

    at = DayField(label="建账日期")
    due_on = DayField(label="整改期限", future=True)
    counties = Ticked(NO_COUNTIES, label="县（市、区）", help_text="列出有问题尚未列入台账的县（市、区）。")

    def narrow(self) -> None:
        waiting = CountyProblem.objects.live().filter(visit__team__campaign=self.on, item=None)
        offer_counties(self, "counties")
        self.offer("counties", self.rows("counties").filter(pk__in=waiting.values("county")))
        self.initial["counties"] = [row.pk for row in self.rows("counties")]


class ReleaseForm(StepForm):
    at = DayField(label="归队日期")


class ReasonForm(StepForm):
    note = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}))
