"""Evaluating a ledger: a standard that adds up, points with reasons, a total nobody types, once and by whom it is due."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.findings.tests.builders import installation, sign_in, task
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, viewer
from xuncha.rectification.actions import evaluations
from xuncha.rectification.models import (
    Evaluation,
    EvaluationScore,
    EvaluationStandard,
    Ledger,
    ProgressReport,
)
from xuncha.rectification.rules.evaluations import (
    BUNDLED,
    BUNDLED_BANDS,
    Band,
    Criterion,
    check_bands,
    check_scores,
    check_weights,
    grade,
)
from xuncha.rectification.tests.builders import director, own_ledger, unit_ledger

SINCE, ON = date(2019, 1, 1), date(2019, 12, 20)
SEVENTY_SIX = ("10", "12", "50", "4")


def standard(of: int, since: date = SINCE, criteria: tuple[Criterion, ...] = BUNDLED) -> EvaluationStandard:
    row = EvaluationStandard(office_id=of, name=f"标准{since.isoformat()}")
    by = viewer(Role.RECTIFICATION, office=row.office)
    return evaluations.set_standard(
        row, criteria=criteria, grades=BUNDLED_BANDS, since=since, by=by, at=since
    )


def reported(count: int = 1) -> Ledger:
    """A unit's ledger whose progress report was accepted, and a standard in force."""
    ledger = unit_ledger(count, task())
    report(ledger)
    standard(ledger.office_id)
    return ledger


def report(ledger: Ledger) -> None:
    ProgressReport.objects.create(
        office=ledger.office, by_id=ledger.by_id, at=ON, ledger=ledger, number=1, text="进展", own_account="带头",
        done=0, basic=0, open=1, state="accepted", principal="某书记", paper="签批单", signed_on=ON, accepted_on=ON,
    )  # fmt: skip


def scores(ledger: Ledger, points: tuple[str, ...] = SEVENTY_SIX) -> dict[int, tuple[Decimal, str]]:
    row = EvaluationStandard.objects.in_force(ledger.office_id, ON).get()
    criteria = row.criteria.live().order_by("serial")
    return {one.pk: (Decimal(each), "查阅资料") for one, each in zip(criteria, points, strict=True)}


def evaluated(ledger: Ledger, by: Viewer | None = None, at: date = ON, **over: object) -> Evaluation:
    given = over.get("scores") or scores(ledger)
    return evaluations.evaluate(
        Evaluation(ledger=ledger),
        scores=given,
        by=by or director(ledger.office),
        at=at,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("total", "expected"), [("100", "好"), ("90", "好"), ("89.9", "较好"), ("80", "较好"), ("60", "一般"), ("59.9", "差"), ("0", "差")]
)  # fmt: skip
def test_a_grade_begins_at_its_floor(total: str, expected: str) -> None:
    assert grade(Decimal(total), BUNDLED_BANDS) == expected


def test_the_bundled_standard_adds_up() -> None:
    check_weights(one.weight for one in BUNDLED)
    check_bands(BUNDLED_BANDS)


@pytest.mark.parametrize("weights", [("60", "39.9"), ("60", "50"), ("110", "-10"), ("100", "0")])
def test_weights_that_do_not_make_a_hundred_are_refused(weights: tuple[str, ...]) -> None:
    with pytest.raises(NotAllowed):
        check_weights(Decimal(weight) for weight in weights)


@pytest.mark.parametrize(
    "bands",
    [
        [("好", 90)],
        [("好", 90), ("差", 10)],
        [("差", 0), ("好", 90)],
        [("好", 101), ("差", 0)],
        [("好", 90), ("好", 0)],
        [("好", 90), ("中", 90), ("差", 0)],
    ],
)
def test_grades_that_leave_a_total_out_or_give_it_two_are_refused(bands: list[tuple[str, int]]) -> None:
    with pytest.raises(NotAllowed):
        check_bands([Band(name, Decimal(floor)) for name, floor in bands])


@pytest.mark.parametrize(
    "given",
    [{}, {1: (Decimal(5), "")}, {1: (Decimal(11), "好")}, {1: (Decimal(-1), "差")}, {1: (Decimal(5), "好"), 2: (Decimal(1), "好")}],
)  # fmt: skip
def test_points_are_within_the_weight_with_a_reason_for_each_criterion(
    given: dict[int, tuple[Decimal, str]],
) -> None:
    with pytest.raises(NotAllowed):
        check_scores({1: Decimal(10)}, given)


@pytest.mark.django_db
def test_total_and_grade_follow_from_the_points() -> None:
    row = evaluated(reported())
    assert (row.total, row.grade) == (Decimal(76), "一般")
    assert sum(row.scores.values_list("points", flat=True)) == row.total


@pytest.mark.django_db
def test_the_standard_in_force_on_the_day_is_the_one() -> None:
    ledger = reported()
    of_then = EvaluationStandard.objects.get()
    standard(ledger.office_id, date(2020, 1, 1))
    row = evaluated(ledger)
    assert row.standard == of_then


@pytest.mark.django_db
def test_a_later_version_begins_later() -> None:
    first = standard(office().pk)
    with pytest.raises(NotAllowed, match="启用日期"):
        standard(first.office_id, SINCE)


@pytest.mark.django_db
def test_a_standard_that_does_not_add_up_is_not_kept() -> None:
    with pytest.raises(NotAllowed, match="100"):
        standard(office().pk, criteria=BUNDLED[:3])
    assert not EvaluationStandard.objects.exists()


@pytest.mark.django_db
def test_a_ledger_is_evaluated_once_until_the_evaluation_is_taken_back() -> None:
    ledger = reported()
    row = evaluated(ledger)
    with pytest.raises(NotAllowed, match="已经评估"):
        evaluated(ledger)
    evaluations.annul(row, by=director(ledger.office), at=ON, note="评错单位")
    assert not EvaluationScore.objects.live().exists()
    assert evaluated(ledger).pk != row.pk


@pytest.mark.django_db
def test_points_put_right_move_total_and_grade_and_keep_the_old() -> None:
    ledger = reported()
    row = evaluated(ledger)
    task_done = row.scores.get(criterion__name="任务完成")
    by = director(ledger.office)
    evaluations.rescore(task_done, points=Decimal(55), reason="补交材料", by=by, at=ON, note="材料补齐")
    row.refresh_from_db()
    assert (row.total, row.grade) == (Decimal(81), "较好")
    kept = Passage.objects.get(subject_uid=row.uid, verb="correct").changes
    assert kept["grade"] == ["一般", "较好"]
    with pytest.raises(NotAllowed):
        evaluations.rescore(task_done, points=Decimal(61), reason="多给", by=by, at=ON, note="多给")


@pytest.mark.django_db
def test_before_the_progress_report_is_accepted_nothing_is_evaluated() -> None:
    ledger = unit_ledger(1, task())
    standard(ledger.office_id)
    with pytest.raises(NotAllowed, match="进展报告"):
        evaluated(ledger)


@pytest.mark.django_db
def test_without_a_standard_nothing_is_evaluated() -> None:
    ledger = unit_ledger(1, task())
    report(ledger)
    with pytest.raises(NotAllowed, match="评估标准"):
        evaluated(ledger, scores={1: (Decimal(1), "查阅")})


@pytest.mark.django_db
def test_the_office_does_not_evaluate_itself() -> None:
    ledger = own_ledger(office())
    standard(ledger.office_id)
    with pytest.raises(NotAllowed, match="上级"):
        evaluated(ledger)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.UNIT_CONTACT, Role.GROUP_LEADER, Role.PLAN_REVIEWER, Role.LEADER])
def test_others_do_not_evaluate(role: Role) -> None:
    ledger = reported()
    of = viewer(role, office=ledger.office)
    with pytest.raises(WrongRole):
        evaluated(ledger, by=of)
    with pytest.raises(WrongRole):
        evaluations.annul(evaluated(ledger), by=of, at=ON, note="不服")


@pytest.mark.django_db
def test_a_task_is_evaluated_by_its_ledgers_evaluation() -> None:
    ledger = reported()
    assert ledger.task
    with pytest.raises(NotAllowed, match="尚未评估"):
        evaluations.effect_evaluated(ledger.task)
    row = evaluated(ledger)
    evaluations.effect_evaluated(ledger.task)
    evaluations.annul(row, by=director(ledger.office), at=ON, note="评错单位")
    with pytest.raises(NotAllowed):
        evaluations.effect_evaluated(ledger.task)


@pytest.mark.django_db
def test_the_page_asks_for_each_criterion_and_the_ledger_shows_what_came_of_it(client: Client) -> None:
    ledger = reported()
    installation(ledger.office)
    sign_in(client, Role.RECTIFICATION, ledger.office)
    address = reverse("rectification:evaluations_new", args=[ledger.uid])
    page = client.get(reverse("rectification:ledgers_detail", args=[ledger.uid])).content.decode()
    assert address in page
    form = client.get(address).content.decode()
    assert all(one.name in form for one in BUNDLED)
    sent = {"at": ON.isoformat(), "text": "总体到位", "total": "100"}
    for pk, (points, reason) in scores(ledger).items():
        sent |= {f"points_{pk}": str(points), f"reason_{pk}": reason}
    short = {name: value for name, value in sent.items() if not name.startswith("reason_")}
    assert client.post(address, short).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert Evaluation.objects.get().total == Decimal(76)
    page = client.get(reverse("rectification:ledgers_detail", args=[ledger.uid])).content.decode()
    assert "一般" in page
    assert "查阅资料" in page
    assert address not in page


@pytest.mark.django_db
def test_a_standard_is_registered_from_what_comes_with_the_system(client: Client) -> None:
    of = office()
    installation(of)
    sign_in(client, Role.RECTIFICATION, of)
    address = reverse("rectification:evaluation_standards_new")
    assert BUNDLED[0].rule in client.get(address).content.decode()
    sent = {"at": "2019-12-20", "since": "2020-01-01", "name": "新标准"}
    for number, one in enumerate(BUNDLED):
        sent |= {f"criteria-{number}-name": one.name, f"criteria-{number}-weight": str(one.weight)}
    for number, band in enumerate(BUNDLED_BANDS):
        sent |= {f"grades-{number}-name": band.name, f"grades-{number}-floor": str(band.floor)}
    assert client.post(address, sent | {"criteria-0-weight": "14"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert EvaluationStandard.objects.get().criteria.count() == len(BUNDLED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["evaluations", "evaluation_scores", "evaluation_standards", "evaluation_criteria"]
)
def test_lists_ask_no_more_for_more_rows(name: str, client: Client) -> None:
    ledger = reported()
    evaluated(ledger)
    installation(ledger.office)
    sign_in(client, Role.RECTIFICATION, ledger.office)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"rectification:{name}")).status_code == 200
        counts.append(len(queries))
        other = unit_ledger(1, task(office=ledger.office))
        report(other)
        evaluated(other)
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_another_units_evaluation_is_not_to_be_found(client: Client) -> None:
    ledger = reported()
    row = evaluated(ledger)
    other = unit_ledger(1, task(office=ledger.office))
    installation(ledger.office)
    assert other.task
    sign_in(client, Role.UNIT_CONTACT, ledger.office, other.task.organisation)
    assert client.get(reverse("rectification:evaluations_detail", args=[row.uid])).status_code == 404


@pytest.mark.django_db
def test_an_evaluation_is_not_older_than_its_ledger() -> None:
    ledger = reported()
    with pytest.raises(NotAllowed, match="建立日期"):
        evaluated(ledger, at=date(2019, 9, 1))


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.UNIT_CONTACT, Role.GROUP_LEADER, Role.LEADER, Role.GENERAL])
def test_others_set_no_standard_and_put_no_points_right(role: Role) -> None:
    ledger = reported()
    of = viewer(role, office=ledger.office)
    later = EvaluationStandard(office=ledger.office, name="新标准")
    with pytest.raises(WrongRole):
        evaluations.set_standard(
            later, criteria=BUNDLED, grades=BUNDLED_BANDS, since=date(2020, 1, 1), by=of, at=ON
        )
    score = evaluated(ledger).scores.earliest("pk")
    with pytest.raises(WrongRole):
        evaluations.rescore(score, points=Decimal(1), reason="改", by=of, at=ON, note="改")
