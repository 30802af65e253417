"""A round proposed, its targets listed, and each task moved along its life, by the verbs."""

from datetime import date
from typing import Any

import pytest

from xuncha.basis.tests.builders import document
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.records.models import Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, viewer
from xuncha.rounds.actions import guards, rounds, tasks
from xuncha.rounds.actions.tasks import Target
from xuncha.rounds.models import Round, Task
from xuncha.rounds.queries.rounds import stage_of, stages_of
from xuncha.rounds.rules.groups import RecusalVerdict
from xuncha.rounds.rules.kinds import Mode, TaskKind
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.stages import Stage
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 1)


@pytest.fixture
def unit() -> Organisation:
    """A planned organisation of an office with a term."""
    term = make.term()
    one = organisation(office=term.office, by=term.by)
    make.version([one], term=term)
    return one


@pytest.fixture
def by(unit: Organisation) -> Viewer:
    return director(unit.office)


@pytest.fixture
def drafting(unit: Organisation, by: Viewer) -> Round:
    own = unit.plan_items.get().version.plan.term
    return rounds.propose(own, rule_set=make.rule_set(unit.office), by=by, at=DAY)


def add(row: Round, unit: Organisation, by: Viewer, at: date = DAY, basis: str = "", **over: Any) -> Task:
    return tasks.add(
        row, Target(**({"organisation": unit, "kind": TaskKind.ROUTINE} | over)), by=by, at=at, basis=basis
    )


# --- Proposing ---------------------------------------------------------------------------------


def test_a_round_takes_the_next_number_and_the_terms_usual_name(drafting: Round, by: Viewer) -> None:
    assert (drafting.number, drafting.name, drafting.state) == (1, "四届市委第一轮", RoundState.DRAFTING)
    second = rounds.propose(drafting.term, rule_set=drafting.rule_set, by=by, at=DAY)
    assert (second.number, second.name) == (2, "四届市委第二轮")


def test_a_number_is_used_once_and_a_cancelled_round_keeps_its_own(drafting: Round, by: Viewer) -> None:
    Round.objects.filter(pk=drafting.pk).update(state=RoundState.CANCELLED)
    assert rounds.propose(drafting.term, rule_set=drafting.rule_set, by=by, at=DAY).number == 2
    with pytest.raises(NotAllowed, match="重复"):
        rounds.propose(drafting.term, rule_set=drafting.rule_set, by=by, at=DAY, number=1)


def test_a_round_lies_in_its_term_and_is_bound_to_the_offices_own_rules(drafting: Round, by: Viewer) -> None:
    with pytest.raises(NotAllowed, match="任期"):
        rounds.propose(drafting.term, rule_set=drafting.rule_set, by=by, at=date(2022, 1, 1))
    foreign = make.rule_set(make.office())
    with pytest.raises(NotAllowed, match="制度版本"):
        rounds.propose(drafting.term, rule_set=foreign, by=by, at=DAY)


def test_the_plan_of_a_round_goes_out_when_it_is_approved_and_once(drafting: Round, by: Viewer) -> None:
    paper = document(office=drafting.office)
    with pytest.raises(NotAllowed, match="尚未批准"):
        rounds.issue(drafting, document=paper, by=by, at=DAY)
    Round.objects.filter(pk=drafting.pk).update(state=RoundState.APPROVED)
    drafting.refresh_from_db()
    rounds.issue(drafting, document=paper, by=by, at=DAY)
    with pytest.raises(NotAllowed, match="不能重复"):
        rounds.issue(drafting, document=document(office=drafting.office), by=by, at=DAY)


def test_a_proposal_names_targets(drafting: Round, unit: Organisation, by: Viewer) -> None:
    with pytest.raises(NotAllowed, match="尚未列入"):
        rounds.move(drafting, "submit", by=by, at=DAY)
    add(drafting, unit, by)
    rounds.move(drafting, "submit", by=by, at=DAY)
    with pytest.raises(WrongRole):
        rounds.move(drafting, "approve", by=by, at=DAY)
    approver = viewer(Role.APPROVER, office=drafting.office)
    rounds.move(drafting, "approve", by=approver, at=date(2019, 4, 8), basis="市委批示")
    drafting.refresh_from_db()
    assert (drafting.state, drafting.approved_on) == (RoundState.APPROVED, date(2019, 4, 8))
    last = drafting.passages().last()
    assert (last.verb, last.before, last.after, last.by_id, last.basis) == (
        "approve", "submitted", "approved", approver.user, "市委批示",
    )  # fmt: skip


# --- Listing (I1) ------------------------------------------------------------------------------


def test_a_planned_organisation_is_listed_and_counts(drafting: Round, unit: Organisation, by: Viewer) -> None:
    task = add(drafting, unit, by, modes=[Mode.OWN, Mode.EXTENDED])
    assert (task.state, task.counts, task.at, task.by_id) == (TaskState.LISTED, True, DAY, by.user)
    assert sorted(task.modes.values_list("mode", flat=True)) == ["extended", "own"]
    assert task.mode_words == "本级独立、延伸巡察"
    assert Passage.objects.get(subject_uid=task.uid).after == TaskState.LISTED


def test_an_organisation_is_listed_once_per_kind(drafting: Round, unit: Organisation, by: Viewer) -> None:
    add(drafting, unit, by)
    with pytest.raises(NotAllowed, match="已列入本轮同类巡察"):
        add(drafting, unit, by)
    add(drafting, unit, by, kind=TaskKind.SPECIAL)
    assert drafting.tasks.count() == 2


def test_outside_the_plan_a_reason_is_asked_for(drafting: Round, by: Viewer) -> None:
    stranger = organisation(office=drafting.office)
    with pytest.raises(NotAllowed, match="不在现行规划之内"):
        add(drafting, stranger, by)
    assert add(drafting, stranger, by, unplanned_reason="群众反映集中").unplanned_reason == "群众反映集中"


def test_an_organisation_that_was_abolished_is_not_listed(
    drafting: Round, unit: Organisation, by: Viewer
) -> None:
    Organisation.objects.filter(pk=unit.pk).update(abolished_on=DAY)
    with pytest.raises(NotAllowed, match="已经撤销"):
        add(drafting, unit, by)


def test_a_look_back_needs_a_finished_task_or_a_reason_and_never_counts(
    drafting: Round, unit: Organisation, by: Viewer
) -> None:
    earlier = make.round_(term=drafting.term)
    open_ = make.task(round=earlier, organisation=unit, state=TaskState.ENTERED)
    with pytest.raises(NotAllowed, match="前次任务"):
        add(drafting, unit, by, kind=TaskKind.LOOKBACK)
    with pytest.raises(NotAllowed, match="已经完成"):
        add(drafting, unit, by, kind=TaskKind.LOOKBACK, parent_task=open_)
    Task.objects.filter(pk=open_.pk).update(left_on=date(2018, 6, 1))
    open_.refresh_from_db()
    with pytest.raises(NotAllowed, match="不计入覆盖"):
        add(drafting, unit, by, kind=TaskKind.LOOKBACK, parent_task=open_, counts=True, counts_reason="试点")
    task = add(drafting, unit, by, kind=TaskKind.LOOKBACK, parent_task=open_)
    assert (task.counts, task.parent_task) == (False, open_)


def test_a_look_back_without_an_earlier_task_says_why(
    drafting: Round, unit: Organisation, by: Viewer
) -> None:
    task = add(drafting, unit, by, kind=TaskKind.LOOKBACK, without_parent_reason="上一届已巡察")
    assert not task.counts


def test_a_look_back_looks_at_the_same_organisation_or_at_what_merged_into_it(
    drafting: Round, unit: Organisation, by: Viewer
) -> None:
    gone = organisation(office=drafting.office)
    parent = make.finished(make.round_(term=drafting.term), gone, date(2018, 1, 1))
    with pytest.raises(NotAllowed, match="同一党组织"):
        add(drafting, unit, by, kind=TaskKind.LOOKBACK, parent_task=parent)
    plan = unit.plan_items.get().version.plan
    after = make.version([unit], plan=plan, at=date(2018, 7, 1))
    make.change(after, gone, "merged", unit)
    assert add(drafting, unit, by, kind=TaskKind.LOOKBACK, parent_task=parent).parent_task == parent


def test_what_counts_against_its_kind_counts_for_a_reason(
    drafting: Round, unit: Organisation, by: Viewer
) -> None:
    with pytest.raises(NotAllowed, match="请写明理由"):
        add(drafting, unit, by, kind=TaskKind.MOBILE, counts=True)
    assert add(drafting, unit, by, kind=TaskKind.MOBILE, counts=True, counts_reason="以机动代替常规").counts
    with pytest.raises(NotAllowed, match="请写明理由"):
        add(drafting, unit, by, counts=False)


def test_modes_fit_together_and_a_linkage_names_the_upper_round(
    drafting: Round, unit: Organisation, by: Viewer
) -> None:
    for modes in ([], [Mode.OWN, Mode.LINKED]):
        with pytest.raises(NotAllowed, match="组织方式"):
            add(drafting, unit, by, modes=modes)
    with pytest.raises(NotAllowed, match="上级轮次"):
        add(drafting, unit, by, modes=[Mode.LINKED])
    assert add(drafting, unit, by, modes=[Mode.LINKED], upper_round="九届省委第七轮").upper_round


def test_a_stay_does_not_end_before_it_begins(drafting: Round, unit: Organisation, by: Viewer) -> None:
    with pytest.raises(NotAllowed, match="计划撤点"):
        add(drafting, unit, by, entry_planned_on=date(2019, 6, 2), exit_planned_on=date(2019, 6, 1))


def test_after_the_proposal_is_out_a_target_needs_its_paper(
    drafting: Round, unit: Organisation, by: Viewer
) -> None:
    Round.objects.filter(pk=drafting.pk).update(state=RoundState.APPROVED)
    drafting.refresh_from_db()
    with pytest.raises(NotAllowed, match="批准依据"):
        add(drafting, unit, by)
    add(drafting, unit, by, basis="市委巡办〔2019〕9号")
    Round.objects.filter(pk=drafting.pk).update(state=RoundState.CLOSED)
    drafting.refresh_from_db()
    with pytest.raises(NotAllowed, match="已经办结"):
        add(drafting, unit, by, kind=TaskKind.SPECIAL, basis="市委巡办〔2019〕9号")


@pytest.mark.parametrize("role", [role for role in Role if role not in tasks.OFFICE])
def test_nobody_else_lists_a_target(drafting: Round, unit: Organisation, role: Role) -> None:
    with pytest.raises(WrongRole):
        add(drafting, unit, viewer(role, office=drafting.office))
    with pytest.raises(WrongRole):
        add(drafting, unit, director(make.office()))


# --- A task's life -----------------------------------------------------------------------------


@pytest.fixture
def sent() -> Task:
    """A notified task of an authorised group in a mobilised round."""
    task = make.task(state=TaskState.NOTIFIED, at=DAY)
    make.authorisation(make.staffed(task.round, [task]))
    return task


def of_group(task: Task, role: Role = Role.GROUP_LEADER) -> Viewer:
    return viewer(office=task.office, groups=(GroupHold(role, task.group_id),))


@pytest.mark.usefixtures("own_guards_only")
def test_a_task_walks_from_notice_to_decision_and_keeps_its_dates(sent: Task) -> None:
    group, office = of_group(sent), director(sent.office)
    for verb, who, day in [
        ("enter", group, 2), ("leave", group, 3), ("report", group, 4), ("review", office, 5), ("hear", office, 6),
        ("decide", office, 7),
    ]:  # fmt: skip
        tasks.move(sent, verb, by=who, at=date(2019, 6, day))
    sent.refresh_from_db()
    assert sent.state == TaskState.DECIDED
    assert [d.day for d in (sent.entered_on, sent.left_on, sent.reported_on, sent.heard_on, sent.decided_on)] == [
        2, 3, 4, 6, 7,
    ]  # fmt: skip
    assert sent.date_faults() == []


def test_a_group_enters_its_own_target_and_no_other(sent: Task) -> None:
    other = make.task(round=sent.round, state=TaskState.NOTIFIED)
    make.authorisation(make.staffed(sent.round, [other]))
    with pytest.raises(WrongRole):
        tasks.move(other, "enter", by=of_group(sent), at=date(2019, 6, 2))
    tasks.move(sent, "enter", by=of_group(sent), at=date(2019, 6, 2))


def test_the_second_of_two_people_is_told(sent: Task) -> None:
    theirs = Task.objects.get(pk=sent.pk)
    tasks.move(theirs, "enter", by=of_group(sent), at=date(2019, 6, 2))
    with pytest.raises(NotAllowed, match="刚刚被他人办理"):
        tasks.move(sent, "enter", by=of_group(sent), at=date(2019, 6, 2))


def test_a_postponed_task_gets_a_new_day_and_comes_back(sent: Task) -> None:
    head = director(sent.office)
    with pytest.raises(NotAllowed, match="理由"):
        tasks.move(sent, "postpone", by=head, at=date(2019, 5, 1))
    tasks.move(sent, "postpone", by=head, at=date(2019, 5, 1), note="上级进驻", resumes_on=date(2019, 9, 1))
    tasks.move(sent, "resume", by=head, at=date(2019, 8, 1))
    sent.refresh_from_db()
    assert (sent.state, sent.entry_planned_on) == (TaskState.LISTED, date(2019, 9, 1))


def test_nobody_is_told_before_the_round_is_approved(drafting: Round, unit: Organisation, by: Viewer) -> None:
    task = add(drafting, unit, by)
    with pytest.raises(NotAllowed, match="尚未批准"):
        tasks.move(task, "notify", by=by, at=DAY)
    Round.objects.filter(pk=drafting.pk).update(state=RoundState.APPROVED)
    tasks.move(Task.objects.get(pk=task.pk), "notify", by=by, at=DAY)


def test_no_group_enters_without_authorisation(sent: Task) -> None:
    sent.group.authorisation.delete()
    with pytest.raises(NotAllowed, match="授权"):
        tasks.move(Task.objects.get(pk=sent.pk), "enter", by=of_group(sent), at=date(2019, 6, 2))


def test_no_group_enters_while_one_of_its_people_is_not_cleared(sent: Task) -> None:
    late = make.member(group=sent.group)
    with pytest.raises(NotAllowed, match="尚未作出决定"):
        tasks.move(sent, "enter", by=of_group(sent), at=date(2019, 6, 2))
    make.cleared(late.person, sent, RecusalVerdict.BARRED)
    with pytest.raises(NotAllowed, match="应当回避"):
        tasks.move(sent, "enter", by=of_group(sent), at=date(2019, 6, 2))


def test_no_group_enters_in_a_round_that_was_cancelled(sent: Task) -> None:
    Round.objects.filter(pk=sent.round_id).update(state=RoundState.CANCELLED)
    with pytest.raises(NotAllowed, match="终止"):
        guards.group_authorised(Task.objects.get(pk=sent.pk))


# --- Dates in their order (I10) ----------------------------------------------------------------


def test_dates_out_of_order_are_named_by_their_labels() -> None:
    task = make.task(entered_on=date(2019, 6, 3), reported_on=date(2019, 6, 1), state=TaskState.ENTERED)
    assert task.date_faults() == [("进驻日期", "报告日期")]


def test_corrected_dates_keep_their_old_values_and_a_reason_only_where_order_is_broken(sent: Task) -> None:
    head = director(sent.office)
    tasks.correct_dates(
        sent,
        {"notified_on": date(2019, 3, 20), "entry_planned_on": date(2019, 4, 5)},
        by=head,
        at=DAY,
        note="登记有误",
    )
    sent.refresh_from_db()
    assert (sent.notified_on, sent.dates_reason) == (date(2019, 3, 20), "")
    assert sent.passages().last().changes["notified_on"] == [str(DAY), "2019-03-20"]
    tasks.correct_dates(sent, {"entered_on": date(2019, 3, 1)}, by=head, at=DAY, note="先行进驻")
    sent.refresh_from_db()
    assert sent.date_faults()
    assert sent.dates_reason == "先行进驻"


def test_only_dates_are_corrected_so_and_leaving_never_comes_before_entry(sent: Task) -> None:
    head = director(sent.office)
    with pytest.raises(NotAllowed, match="只能更正任务的日期"):
        tasks.correct_dates(sent, {"at": DAY}, by=head, at=DAY, note="登记有误")
    with pytest.raises(NotAllowed):
        tasks.correct_dates(
            sent,
            {"entered_on": date(2019, 6, 2), "left_on": date(2019, 6, 1)},
            by=head,
            at=DAY,
            note="登记有误",
        )
    sent.refresh_from_db()
    assert sent.entered_on is None


# --- Where a round is --------------------------------------------------------------------------


def test_the_stage_of_a_round_is_read_from_its_tasks() -> None:
    row = make.round_()
    assert stage_of(row) == Stage.MOBILISED
    make.task(round=row, state=TaskState.LEFT)
    make.task(round=row, state=TaskState.POSTPONED)
    assert stage_of(row) == Stage.DELIBERATING
    make.task(round=row, state=TaskState.ENTERED)
    assert stage_of(row) == Stage.ON_SITE


def test_the_stages_of_many_rounds_cost_one_question(django_assert_num_queries) -> None:
    first = make.round_()
    rows = [first, make.round_(term=first.term), make.round_(term=first.term, state=RoundState.APPROVED)]
    make.task(round=rows[0], state=TaskState.FED_BACK)
    with django_assert_num_queries(1):
        found = stages_of(rows)
    assert list(found.values()) == [Stage.RECTIFYING, Stage.MOBILISED, Stage.APPROVED]
