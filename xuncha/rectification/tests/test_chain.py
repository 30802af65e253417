"""Plans before several bodies, two values of progress, dates that move by a decision only, and closing by several hands."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.findings.tests.builders import task
from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.people.models import Tenure
from xuncha.people.tests.builders import person, post
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, office, user, viewer
from xuncha.rectification import figures
from xuncha.rectification.actions import closures, extensions, items, measures, plans, proofs, samples
from xuncha.rectification.models import (
    Closure,
    Extension,
    Item,
    Ledger,
    Measure,
    PlanOpinion,
    PlanSubmission,
    ProgressReport,
    Proof,
    Sample,
    SampledItem,
    SelfReport,
    Verification,
)
from xuncha.rectification.queries.holders import holders
from xuncha.rectification.rules.closures import ClosureState
from xuncha.rectification.rules.items import ItemState
from xuncha.rectification.rules.ledgers import Body
from xuncha.rectification.rules.measures import ExtensionState, Standing
from xuncha.rectification.rules.plans import Stance, SubmissionState
from xuncha.rectification.rules.samples import digest, draw
from xuncha.rectification.tests.builders import (
    DONE_ON,
    DUE_ON,
    PLANNED_ON,
    applied,
    approved,
    checked,
    director,
    endorsed,
    finished,
    item,
    measure,
    opined,
    own_ledger,
    owner,
    proof,
    struck_off,
    submitted,
    towards,
    unit_ledger,
)

pytestmark = pytest.mark.django_db
LATER = date(2020, 1, 15)


@pytest.fixture
def own() -> Ledger:
    return own_ledger(office())


def planned(count: int = 1) -> Ledger:
    """A unit's ledger with a measure for each of its problems."""
    ledger = unit_ledger(count, task())
    for row in Item.objects.filter(ledger=ledger):
        measure(row, at=ledger.at, due_on=LATER)
    return ledger


def test_a_plan_that_misses_a_problem_is_refused_by_its_name_and_leaves_nothing() -> None:
    ledger = unit_ledger(2, task())
    first, second = Item.objects.filter(ledger=ledger).order_by("serial")
    measure(first, at=ledger.at)
    with pytest.raises(NotAllowed, match=f"未覆盖1项：{second.title}"):
        plans.submit_plan(PlanSubmission(ledger=ledger), by=owner(ledger), at=ledger.at)
    assert not PlanSubmission.objects.exists()


def test_a_version_keeps_what_was_handed_in(own: Ledger) -> None:
    row = measure(item(own))
    version = submitted(own)
    assert version.lines[0]["measures"][0]["text"] == row.text
    assert (version.number, version.state, version.principal) == (1, SubmissionState.SIGNED, "某书记")
    with pytest.raises(NotAllowed, match="正在审核"):
        measure(row.item)
    with pytest.raises(NotAllowed, match="尚在签批"):
        submitted(own)
    plans.move(version, "send_back", by=director(own.office), at=PLANNED_ON, note="责任不明")
    measures.revise(row, by=owner(own), at=PLANNED_ON, note="", text="明确责任人")
    again = submitted(own)
    assert again.number == 2
    assert PlanSubmission.objects.get(number=1).lines[0]["measures"][0]["text"] == "制定学习计划"


def test_a_plan_is_approved_by_nobody_before_all_bodies_have_agreed(own: Ledger) -> None:
    measure(item(own))
    version, by = submitted(own), director(own.office)
    with pytest.raises(NotAllowed, match="纪委监委、组织部、巡察办尚未提出"):
        plans.move(version, "accept", by=by, at=PLANNED_ON)
    opined(version, discipline=Stance.REVISE)
    with pytest.raises(NotAllowed, match="纪委监委认为须修改"):
        plans.move(version, "accept", by=by, at=PLANNED_ON)
    plans.move(version, "send_back", by=by, at=PLANNED_ON, note="按意见修改")
    assert approved(own).state == SubmissionState.ACCEPTED


def test_one_person_speaks_for_one_body_and_others_by_their_paper(own: Ledger) -> None:
    measure(item(own))
    version, reviewer = submitted(own), viewer(Role.PLAN_REVIEWER, office=own.office)

    def opinion(body: Body, paper: str = "") -> PlanOpinion:
        return PlanOpinion(submission=version, body=body, stance=Stance.AGREED, text="同意", paper=paper)

    plans.opine(opinion(Body.DISCIPLINE), by=reviewer, at=PLANNED_ON)
    with pytest.raises(NotAllowed, match="代表一个单位"):
        plans.opine(opinion(Body.ORGANISATION), by=reviewer, at=PLANNED_ON)
    with pytest.raises(NotAllowed, match="代为登记组织部"):
        plans.opine(opinion(Body.ORGANISATION), by=director(own.office), at=PLANNED_ON)
    plans.opine(opinion(Body.ORGANISATION, "复函"), by=director(own.office), at=PLANNED_ON)
    with pytest.raises(NotAllowed, match="已对本版"):
        plans.opine(opinion(Body.ORGANISATION, "复函"), by=director(own.office), at=PLANNED_ON)


def test_who_handed_a_plan_in_does_not_decide_on_it(own: Ledger) -> None:
    measure(item(own))
    by = director(own.office)
    version = plans.submit_plan(PlanSubmission(ledger=own), by=by, at=PLANNED_ON)
    with pytest.raises(NotAllowed, match="由他人办理"):
        plans.move(version, "send_back", by=by, at=PLANNED_ON, note="不妥")
    with pytest.raises(WrongRole):
        plans.move(
            version, "send_back", by=viewer(Role.GENERAL, office=own.office), at=PLANNED_ON, note="不妥"
        )


def test_a_task_waits_for_its_plan_and_its_progress_report() -> None:
    ledger = planned()
    assert ledger.task
    for guard in (plans.plan_approved, plans.progress_report_filed, plans.progress_report_accepted):
        with pytest.raises(NotAllowed):
            guard(ledger.task)
    approved(ledger, ledger.at)
    plans.plan_approved(ledger.task)
    row = ProgressReport(ledger=ledger, text="推进情况", own_account="带头领办")
    with pytest.raises(NotAllowed, match="尚有1项没有自报"):
        plans.submit_progress(row, by=owner(ledger), at=LATER)
    report(Measure.objects.get(item__ledger=ledger), Standing.UNDER_WAY, 40)
    plans.submit_progress(row, by=owner(ledger), at=LATER)
    assert (row.due(), row.done, row.basic, row.open) == (1, 0, 0, 1)
    with pytest.raises(NotAllowed):
        plans.progress_report_filed(ledger.task)
    plans.sign(row, by=owner(ledger), at=LATER, principal="某书记", paper="签批单")
    plans.progress_report_filed(ledger.task)
    plans.move(row, "accept", by=director(ledger.office), at=LATER)
    plans.progress_report_accepted(ledger.task)


def report(of: Measure, claimed: Standing, percent: int) -> SelfReport:
    row = SelfReport(measure=of, claimed=claimed, percent=percent, text="情况")
    return measures.report(row, by=owner(of.item.ledger), at=max(LATER, of.at))


def test_what_is_said_and_what_is_found_are_two_values(own: Ledger) -> None:
    of = measure(item(own))
    said = report(of, Standing.FINISHED, 100)
    of.refresh_from_db()
    assert of.done_on == LATER
    found = Verification(measure=of, found=Standing.UNDER_WAY, percent=60, text="缺制度文本")
    measures.verify(found, by=director(own.office), at=LATER)
    said.refresh_from_db()
    of.refresh_from_db()
    assert (said.claimed, said.percent) == (Standing.FINISHED, 100)
    assert (found.report, found.agrees(), of.done_on) == (said, False, None)
    asked = Scope(own.office_id, 2020, date(2020, 12, 31))
    assert figures.disagreement(asked).parts() == (1, 1)


def test_nobody_checks_his_own_report(own: Ledger) -> None:
    of, by = measure(item(own)), director(own.office)
    measures.report(
        SelfReport(measure=of, claimed=Standing.UNDER_WAY, percent=10, text="情况"), by=by, at=LATER
    )
    with pytest.raises(NotAllowed, match="由他人办理"):
        measures.verify(
            Verification(measure=of, found=Standing.UNDER_WAY, percent=10, text="情况"), by=by, at=LATER
        )


@pytest.mark.parametrize(("claimed", "percent"), [("finished", 90), ("under_way", 100), ("not_begun", 5)])
def test_a_share_that_does_not_fit_its_word_is_refused(own: Ledger, claimed: str, percent: int) -> None:
    with pytest.raises(NotAllowed, match="完成比例"):
        report(measure(item(own)), Standing(claimed), percent)


def asked_for(of: Measure, new: date = LATER) -> Extension:
    row = Extension(measure=of, new_due_on=new, reason="工期")
    return extensions.request(row, by=owner(of.item.ledger), at=DONE_ON)


def test_a_date_moves_by_a_decision_of_another_and_the_first_is_kept(own: Ledger) -> None:
    of = measure(item(own))
    extension = asked_for(of)
    with pytest.raises(NotAllowed, match="待审批"):
        asked_for(of)
    with pytest.raises(NotAllowed, match="由他人办理"):
        extensions.move(extension, "grant", by=as_viewer(extension), at=DONE_ON)
    extensions.move(extension, "grant", by=director(own.office), at=DONE_ON, basis="批示")
    again = asked_for(Measure.objects.get(pk=of.pk), date(2020, 3, 1))
    extensions.move(again, "grant", by=director(own.office), at=DONE_ON)
    of.refresh_from_db()
    assert (of.first_due_on, of.due_on, again.number) == (DUE_ON, date(2020, 3, 1), 2)
    of.item.refresh_from_db()
    assert (of.item.first_due_on, of.item.due_on) == (DUE_ON, date(2020, 3, 1))


def as_viewer(row: Any) -> Any:
    """Whoever entered the row, as a director."""
    by = director(row.office)
    return type(by)(user=row.by_id, name=by.name, office=by.office, holds=by.holds)


def test_overdue_against_the_first_date_stays_a_figure(own: Ledger) -> None:
    of = measure(item(own))
    extensions.move(asked_for(of), "grant", by=director(own.office), at=date(2019, 10, 20))

    def late(day: date) -> tuple[int, int]:
        asked = Scope(own.office_id, 2019, day)
        return figures.overdue(asked).value(), figures.overdue_first(asked).value()

    assert late(DUE_ON) == (0, 0)
    assert late(date(2019, 10, 1)) == (1, 1)  # nobody had granted more time by then
    assert late(date(2019, 12, 31)) == (0, 1)
    assert figures.extensions(Scope(own.office_id, 2019, date(2019, 12, 31))).value() == 1


def test_a_late_item_is_taken_up_again_with_more_time(own: Ledger) -> None:
    row = item(own)
    of = measure(row)
    items.move(row, "lapse", by=director(own.office), at=date(2019, 10, 1))
    extension = Extension(measure=of, new_due_on=LATER, reason="工期")
    extensions.request(extension, by=owner(own), at=date(2019, 10, 2))
    extensions.move(extension, "grant", by=director(own.office), at=date(2019, 10, 3))
    row.refresh_from_db()
    assert row.state == ItemState.UNDER_WAY


def test_a_planned_date_is_not_revised(own: Ledger) -> None:
    of = measure(item(own))
    approved(own)
    with pytest.raises(NotAllowed, match="申请延期"):
        measures.revise(of, by=owner(own), at=PLANNED_ON, note="推迟", due_on=LATER)
    with pytest.raises(NotAllowed, match="申请延期"):
        measures.drop(of, by=owner(own), at=PLANNED_ON, note="不做了")


def test_closing_is_applied_for_with_proof_and_all_measures_done(own: Ledger) -> None:
    row = item(own)
    ask = Closure(item=row, text="完成", principal="某书记", paper="签批单", signed_on=DONE_ON)
    with pytest.raises(NotAllowed, match="未启动"):
        closures.apply(ask, by=owner(own), at=DONE_ON)
    finished(row)
    with pytest.raises(NotAllowed, match="佐证材料"):
        closures.apply(ask, by=owner(own), at=DONE_ON)
    proof(row)
    closures.apply(ask, by=owner(own), at=DONE_ON)
    with pytest.raises(NotAllowed, match="正在办理"):
        applied(row)


def test_each_hand_of_the_chain_is_another(own: Ledger) -> None:
    closure = applied(finished(item(own)))
    with pytest.raises(NotAllowed, match="由他人办理"):
        closures.check(closure, by=as_viewer(closure), at=DONE_ON, checked="属实")
    closures.check(closure, by=director(own.office), at=DONE_ON, checked="属实")
    with pytest.raises(NotAllowed, match="以外的单位"):
        closures.endorse(closure, by=director(own.office), at=DONE_ON, body=Body.OFFICE, opinion="同意")
    with pytest.raises(NotAllowed, match="代为登记"):
        closures.endorse(closure, by=director(own.office), at=DONE_ON, body=Body.DISCIPLINE, opinion="同意")
    by = director(own.office)
    closures.endorse(closure, by=by, at=DONE_ON, body=Body.DISCIPLINE, opinion="同意", basis="复函")
    with pytest.raises(NotAllowed, match="由他人办理"):
        closures.move(closure, "strike_off", by=by, at=DONE_ON)
    closures.move(closure, "strike_off", by=director(own.office), at=DONE_ON)
    assert closure.state == ClosureState.STRUCK_OFF
    assert Item.objects.get(pk=closure.item_id).done_on == DONE_ON


def test_the_database_takes_no_closing_by_one(own: Ledger) -> None:
    closure = endorsed(finished(item(own)))
    for columns in ({"endorsed_by": closure.by}, {"body": Body.OFFICE}, {"struck_off_by": closure.by}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Closure.objects.filter(pk=closure.pk).update(**columns)


def test_reopening_takes_the_application_and_the_problem_along() -> None:
    ledger = unit_ledger(1, task())
    row = struck_off(Item.objects.get(ledger=ledger), at=LATER)
    closure = Closure.objects.get(item=row)
    problem = Finding.objects.get(item=row)
    assert (closure.state, problem.state) == (ClosureState.STRUCK_OFF, FindingState.ACCEPTED)
    closures.move(closure, "reopen", by=director(ledger.office), at=LATER, note="反弹")
    problem.refresh_from_db()
    row.refresh_from_db()
    assert (closure.state, problem.state, row.state) == (
        ClosureState.REOPENED,
        FindingState.FED_BACK,
        ItemState.UNDER_WAY,
    )


def test_a_problem_is_struck_off_by_its_item_only() -> None:
    ledger = unit_ledger(1, task())
    problem = Finding.objects.get(item__ledger=ledger)
    with pytest.raises(NotAllowed, match="随整改事项"):
        items.problem_struck_off(problem)
    struck_off(problem.item, at=LATER)
    items.problem_struck_off(problem)
    with pytest.raises(NotAllowed, match="重新整改"):
        items.problem_reopened(problem)


def test_a_supervised_application_is_sent_back_with_a_reason(own: Ledger) -> None:
    closure = checked(finished(item(own)))
    with pytest.raises(NotAllowed, match="理由"):
        closures.move(closure, "send_back", by=director(own.office), at=DONE_ON)
    closures.move(closure, "send_back", by=director(own.office), at=DONE_ON, note="材料不全")
    assert applied(Item.objects.get(pk=closure.item_id)).number == 2


def test_proof_is_a_file_or_lies_somewhere_and_stays_once_applied(own: Ledger) -> None:
    row = finished(item(own))
    with pytest.raises(NotAllowed, match="存放处"):
        proofs.lay(Proof(item=row, title="记录"), by=owner(own), at=DONE_ON)
    program = SimpleUploadedFile("记录.docx", b"MZ" + bytes(100))
    with pytest.raises(NotAllowed, match="不符"):
        proofs.lay(Proof(item=row, title="记录"), by=owner(own), at=DONE_ON, upload=program)
    assert not Proof.objects.exists()
    paper = SimpleUploadedFile("记录.pdf", b"%PDF-1.7")
    laid = proofs.lay(Proof(item=row, title="记录"), by=owner(own), at=DONE_ON, upload=paper)
    proofs.withdraw(laid, by=owner(own), at=DONE_ON, note="错放")
    second = proof(row)
    assert second.number == 2
    applied(row)
    with pytest.raises(NotAllowed, match="不能撤回"):
        proofs.withdraw(second, by=owner(own), at=DONE_ON, note="错放")


def test_the_same_seed_and_rows_give_the_same_draw_in_whatever_order() -> None:
    ledger = unit_ledger(6, task())
    assert ledger.task
    for row in Item.objects.filter(ledger=ledger):
        finished(row, at=LATER)
    sample = Sample(round=ledger.task.round, size=3, purpose="抽查")
    samples.draw(sample, by=director(ledger.office), at=LATER, seed=7)
    uids = list(Item.objects.filter(ledger=ledger).values_list("uid", flat=True))
    drawn = [row.item.uid for row in SampledItem.objects.filter(sample=sample).order_by("serial")]
    assert drawn == draw(7, reversed(uids), 3)
    assert sample.digest == digest(uids)
    assert any(drawn != draw(seed, uids, 3) for seed in range(8, 28))  # one of them may draw the same
    with pytest.raises(NotAllowed, match="6项"):
        samples.draw(
            Sample(round=ledger.task.round, size=7, purpose="抽查"), by=director(ledger.office), at=LATER
        )
    assert not SampledItem.objects.visible_to(towards(Role.UNIT_CONTACT, ledger)).exists()


def test_the_duty_stays_with_the_post_and_passes_from_person_to_person(own: Ledger) -> None:
    held = post()
    of = measure(item(own), owner=held)
    base = {"office": own.office, "by": user(), "post": held}
    first, second = person(name="甲"), person(name="乙")
    Tenure.objects.create(person=first, at=DAY, until=date(2019, 8, 1), **base)
    Tenure.objects.create(person=second, at=date(2019, 8, 2), **base)
    Tenure.objects.create(person=person(), at=date(2010, 1, 1), until=date(2011, 1, 1), **base)
    assert [(row.name, row.since, row.until) for row in holders(of)] == [
        ("甲", of.at, date(2019, 8, 1)),
        ("乙", date(2019, 8, 2), None),
    ]


def test_an_extension_refused_moves_nothing(own: Ledger) -> None:
    of = measure(item(own))
    extension = asked_for(of)
    with pytest.raises(NotAllowed, match="理由"):
        extensions.move(extension, "refuse", by=director(own.office), at=DONE_ON)
    extensions.move(extension, "refuse", by=director(own.office), at=DONE_ON, note="理由不充分")
    of.refresh_from_db()
    assert (extension.state, of.due_on, of.first_due_on) == (ExtensionState.REFUSED, DUE_ON, None)
