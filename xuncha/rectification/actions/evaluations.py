"""Setting the standard of evaluation, evaluating a ledger by it once, putting points right, taking an evaluation back."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rectification.models import (
    Evaluation,
    EvaluationCriterion,
    EvaluationScore,
    EvaluationStandard,
    Ledger,
)
from xuncha.rectification.queries import evaluations as queries
from xuncha.rectification.queries import plans
from xuncha.rectification.rules import evaluations as law
from xuncha.rectification.rules.evaluations import Band, Criterion
from xuncha.rectification.rules.ledgers import OwnerKind
from xuncha.rounds.models import Task

Scores = Mapping[int, tuple[Decimal, str]]  # by the criterion's key: points, reason


@transaction.atomic
def set_standard(
    standard: EvaluationStandard,
    *,
    criteria: Sequence[Criterion],
    grades: Sequence[Band],
    since: date,
    by: Viewer,
    at: date,
) -> EvaluationStandard:
    """A standard with all its criteria and grades, in force from `since`."""
    records.require(standard, law.KEEPERS, by=by)
    law.check_weights(criterion.weight for criterion in criteria)
    law.check_bands(grades)
    last = EvaluationStandard.objects.of(standard.office_id).order_by("-at").first()
    if last is not None and since <= last.at:
        raise NotAllowed("启用日期应晚于现有各版本（最近一版%(day)s启用）。", day=last.at.isoformat())
    standard.bands = [{"name": band.name, "floor": f"{band.floor:f}"} for band in grades]
    records.enter(standard, by=by, at=at, since=since)
    for serial, one in enumerate(criteria, 1):
        row = EvaluationCriterion(
            office_id=standard.office_id,
            standard=standard,
            serial=serial,
            name=one.name,
            weight=one.weight,
            rule=one.rule,
        )
        records.enter(row, by=by, at=at, since=since)
    return standard


@transaction.atomic
def evaluate(evaluation: Evaluation, *, scores: Scores, by: Viewer, at: date) -> Evaluation:
    """Points for each criterion of the standard in force on the day; total and grade follow from them."""
    ledger = evaluation.ledger
    evaluation.office_id = ledger.office_id
    records.require(evaluation, law.EVALUATORS, by=by)
    Ledger.objects.select_for_update().get(pk=ledger.pk)
    _check_ripe(ledger, at)
    standard = queries.standard_on(ledger.office_id, at)
    if standard is None:
        raise NotAllowed("该日尚无启用的评估标准，请先登记。")
    criteria = {row.pk: row for row in standard.criteria.live()}
    law.check_scores({pk: row.weight for pk, row in criteria.items()}, scores)
    evaluation.standard = standard
    evaluation.total = sum((points for points, _ in scores.values()), Decimal(0))
    evaluation.grade = law.grade(evaluation.total, standard.grades())
    records.enter(evaluation, by=by, at=at)
    for pk, (points, reason) in scores.items():
        row = EvaluationScore(
            office_id=evaluation.office_id,
            evaluation=evaluation,
            criterion=criteria[pk],
            points=points,
            reason=reason.strip(),
        )
        records.enter(row, by=by, at=at)
    return evaluation


@transaction.atomic
def rescore(
    score: EvaluationScore, *, points: Decimal, reason: str, by: Viewer, at: date, note: str, basis: str = ""
) -> EvaluationScore:
    """Put one criterion's points right; total and grade follow, and the old ones stay in the history."""
    records.require(score, law.EVALUATORS, by=by)
    evaluation, criterion = score.evaluation, score.criterion
    law.check_scores({criterion.pk: criterion.weight}, {criterion.pk: (points, reason)})
    changes = {"points": points, "reason": reason.strip()}
    records.correct(score, by=by, at=at, note=note, basis=basis, changes=changes)
    total = sum(evaluation.scores.live().values_list("points", flat=True), Decimal(0))
    if total != evaluation.total:
        found = {"total": total, "grade": law.grade(total, evaluation.standard.grades())}
        records.correct(evaluation, by=by, at=at, note=note, basis=basis, changes=found)
    return score


@transaction.atomic
def annul(evaluation: Evaluation, *, by: Viewer, at: date, note: str, basis: str = "") -> Evaluation:
    """Take an evaluation back with its points: the ledger can be evaluated again."""
    records.require(evaluation, law.EVALUATORS, by=by)
    for score in evaluation.scores.live():
        records.void(score, by=by, at=at, note=note, basis=basis)
    return records.void(evaluation, by=by, at=at, note=note, basis=basis)


def effect_evaluated(record: Record) -> None:
    """Guard of a task's evaluation: its ledger has one."""
    assert isinstance(record, Task)
    if not Evaluation.objects.live().filter(ledger__task=record).exists():
        raise NotAllowed("该单位的整改成效尚未评估，请在整改台账办理。")


def _check_ripe(ledger: Ledger, at: date) -> None:
    if ledger.owner_kind == OwnerKind.OFFICE:
        raise NotAllowed("本机构自身的整改由上级机构评估，不在此登记。")
    if Evaluation.objects.live().filter(ledger=ledger).exists():
        raise NotAllowed("该台账已经评估；有误的请更正得分，或者作废后重新评估。")
    if ledger.task and not plans.progress_filed(ledger.task, accepted=True):
        raise NotAllowed("整改进展报告尚未审核通过，不能评估。")
    if at < ledger.at:
        raise NotAllowed("评估日期不能早于台账建立日期。")
