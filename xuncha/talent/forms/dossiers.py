"""What is asked of a person for recusal: where they served and studied, come from, whom and what they declare."""

from typing import Any

from xuncha.talent.models import CareerEntry, DeclaredInterest, Origin, Relative, Study
from xuncha.ui.reception import DayField, EntryForm, StepForm


class CareerForm(EntryForm):
    at = DayField(label="起始日期")
    until = DayField(label="截止日期", required=False, help_text="现职不填。")

    class Meta:
        model = CareerEntry
        fields = ("organisation", "title", "until")


class RelativeForm(EntryForm):
    at = DayField(label="申报日期")

    class Meta:
        model = Relative
        fields = ("relation", "organisation", "details")
        help_texts = {
            "relation": "按通用称谓填写，如配偶、父亲、兄弟姐妹、配偶的父母。",
            "details": "姓名、单位和职务。保存后封存，只为核查回避启封。",
        }


class StudyForm(EntryForm):
    at = DayField(label="入学日期")
    until = DayField(label="毕业日期", required=False)

    class Meta:
        model = Study
        fields = ("school", "course", "organisation", "until")
        help_texts = {"organisation": "学校本身是巡察对象时选择。"}


class OriginForm(EntryForm):
    at = DayField(label="登记日期")

    class Meta:
        model = Origin
        fields = ("kind", "division")


class InterestForm(EntryForm):
    at = DayField(label="申报日期")

    class Meta:
        model = DeclaredInterest
        fields = ("organisation", "kind", "details")
        help_texts = {"details": "保存后封存。"}


class SettledForm(StepForm):
    """When it was over."""

    at = DayField(label="了结日期")

    def narrow(self) -> Any:
        self.fields["basis"].help_text = "结案文书或者还清凭据。"
