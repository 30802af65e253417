"""Feedback as the annual report counts it."""

from django.db.models import QuerySet

from xuncha.basis.models import Statement
from xuncha.basis.rules import Stated
from xuncha.findings.models import Feedback, Finding
from xuncha.findings.rules import AddresseeType
from xuncha.kernel.figures import Catalogue, Scope, Tie
from xuncha.records.answers import Answer, Rows, Total

CATALOGUE: Catalogue[Answer] = Catalogue()
INDICATORS: Catalogue[Answer] = Catalogue()  # what returns ask beyond the annual report


@CATALOGUE.figure(
    "feedback.units",
    name="反馈单位",
    unit="家",
    definition="本年度召开反馈会、向领导班子书面反馈巡察意见的被巡察党组织数，按党组织去重；"
    "向主要负责人、分管领导和职能部门的反馈不另计。",
)
def units(scope: Scope) -> Rows:
    return Rows(_to_bodies(scope), distinct="task__organisation")


@CATALOGUE.figure(
    "feedback.problems",
    name="反馈问题",
    unit="个",
    definition="反馈日期在本年度内、列入问题清单并随反馈意见移交被巡察党组织的问题数；"
    "清单在反馈时冻结，此后的表述更正和整改进展不影响计数。",
)
def problems(scope: Scope) -> Rows:
    return Rows(_frozen(scope), date="fed_back_on")


def _frozen(scope: Scope) -> QuerySet[Finding]:
    return Finding.objects.of(scope.office).frozen().within(scope.period, "fed_back_on")


def _to_bodies(scope: Scope) -> QuerySet[Feedback]:
    to_body = Feedback.objects.of(scope.office).filter(addressee_type=AddresseeType.BODY)
    return to_body.within(scope.period)


def _stated_in_signed_papers(scope: Scope) -> int:
    """What the papers say that the leading bodies have signed for; each paper is asked once."""
    signed = _to_bodies(scope).filter(signed_on__isnull=False)
    said = Statement.objects.live().filter(what=Stated.PROBLEMS, document__in=signed.values("document"))
    return sum(said.values_list("count", flat=True))


TIES: tuple[Tie[int], ...] = (
    Tie(
        key="feedback.problems",
        name="反馈问题数",
        left_name="随反馈冻结的问题清单",
        right_name="已签收反馈意见所述问题数之和",
        left=lambda scope: _frozen(scope).count(),
        right=_stated_in_signed_papers,
        figures=("feedback.problems", "feedback.units"),
    ),
)


@INDICATORS.figure(
    "findings.amount",
    name="问题涉及金额",
    unit="万元",
    definition="期间内反馈、列入问题清单的问题所载涉及金额之和，按反馈日期计；没有填写金额的问题不计。",
)
def amount(scope: Scope) -> Total:
    return Total(_frozen(scope).filter(amount__isnull=False), of="amount", date="fed_back_on")


@INDICATORS.figure(
    "findings.common",
    name="共性问题",
    unit="项",
    definition="期间内反馈、列入问题清单并标明为共性问题的问题数，按反馈日期计。",
)
def common(scope: Scope) -> Rows:
    return Rows(_frozen(scope).filter(common=True), date="fed_back_on")


def _of_focus(name: str, word: str, serial: int) -> None:
    """A focus is known by its place in the dictionary the round used: the generations differ in their words."""

    def rows(scope: Scope) -> Rows:
        return Rows(_frozen(scope).filter(focus__serial=serial), date="fed_back_on")

    INDICATORS.figure(
        "findings.focus_" + name,
        name="监督重点%s的问题" % word,
        unit="个",
        definition="期间内反馈、列入问题清单，归入所用监督重点字典第%s项的问题数，按反馈日期计。" % word,
    )(rows)


for _serial, (_name, _word) in enumerate((("one", "一"), ("two", "二"), ("three", "三"), ("four", "四")), 1):
    _of_focus(_name, _word, _serial)
