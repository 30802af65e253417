"""Life cycles tried in every combination; the stage of a round; dates in their order."""

from datetime import date
from itertools import chain, combinations

import pytest

from xuncha.kernel.lifecycle import LifeCycle
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.rules import Role
from xuncha.rounds.rules.kinds import Mode, TaskKind, contradicts, qualifies
from xuncha.rounds.rules.rounds import ROUND_LIFE, RoundState
from xuncha.rounds.rules.stages import STAGE_OF_TASK, Stage, stage
from xuncha.rounds.rules.tasks import ASIDE, SKIPPABLE, TASK_LIFE, TaskState, is_on_way, out_of_order

# (verb, from, to): the law once more, by another hand, so that a slip in the table shows.
ROUND_WAYS = {
    ("submit", "drafting", "submitted"),
    ("approve", "submitted", "approved"),
    ("return", "submitted", "drafting"),
    ("authorise", "approved", "authorised"),
    ("mobilise", "authorised", "mobilised"),
    ("close", "mobilised", "closed"),
    ("reopen", "closed", "mobilised"),
    ("cancel", "approved", "cancelled"),
    ("cancel", "authorised", "cancelled"),
}
TASK_WAYS = {
    ("notify", "listed", "notified"),
    ("enter", "notified", "entered"),
    ("leave", "entered", "left"),
    ("report", "left", "reported"),
    ("send_back", "reported", "left"),
    ("review", "reported", "reviewed"),
    ("hear", "reviewed", "heard"),
    ("decide", "heard", "decided"),
    ("feed_back", "decided", "fed_back"),
    ("rectify", "fed_back", "rectifying"),
    ("report_progress", "rectifying", "progress_reported"),
    ("publish", "progress_reported", "published"),
    ("evaluate", "published", "evaluated"),
    ("archive", "evaluated", "archived"),
    ("hear", "reported", "heard"),
    ("feed_back", "heard", "fed_back"),
    ("report_progress", "fed_back", "progress_reported"),
    ("evaluate", "progress_reported", "evaluated"),
    ("archive", "published", "archived"),
    ("archive", "progress_reported", "archived"),
    ("postpone", "listed", "postponed"),
    ("postpone", "notified", "postponed"),
    ("resume", "postponed", "listed"),
    ("withdraw", "listed", "withdrawn"),
    ("withdraw", "notified", "withdrawn"),
    ("withdraw", "postponed", "withdrawn"),
}
OFFICE = {Role.DIRECTOR, Role.GENERAL, Role.COUNTY_OFFICE}
HEAD = {Role.DIRECTOR, Role.COUNTY_OFFICE}
FIELD = {Role.GROUP_LEADER, Role.LIAISON, Role.COUNTY_OFFICE}
APPROVAL = {Role.APPROVER, Role.COUNTY_OFFICE}
WHO = {
    (ROUND_LIFE.name, "submit"): OFFICE,
    (ROUND_LIFE.name, "approve"): APPROVAL,
    (ROUND_LIFE.name, "return"): APPROVAL,
    (ROUND_LIFE.name, "authorise"): HEAD,
    (ROUND_LIFE.name, "mobilise"): OFFICE,
    (ROUND_LIFE.name, "close"): HEAD,
    (ROUND_LIFE.name, "reopen"): HEAD,
    (ROUND_LIFE.name, "cancel"): HEAD,
    **{(TASK_LIFE.name, verb): OFFICE for verb in TASK_LIFE.verbs()},
    **{(TASK_LIFE.name, verb): FIELD for verb in ("enter", "leave", "report")},
    **{(TASK_LIFE.name, verb): HEAD for verb in ("postpone", "resume", "withdraw")},
}
LIVES = pytest.mark.parametrize(("life", "ways"), [(ROUND_LIFE, ROUND_WAYS), (TASK_LIFE, TASK_WAYS)])


@LIVES
def test_every_verb_in_every_state_for_every_role_does_what_the_law_says(
    life: LifeCycle, ways: set[tuple[str, str, str]]
) -> None:
    targets = {(verb, source): target for verb, source, target in ways}
    for verb in life.verbs():
        for state in life.states:
            for role in Role:
                target = targets.get((verb, state))
                if target is None:
                    with pytest.raises(NotAllowed, match="当前状态"):
                        life.step(verb, state, {role})
                elif role not in WHO[life.name, verb]:
                    with pytest.raises(WrongRole):
                        life.step(verb, state, {role})
                else:
                    assert life.step(verb, state, {role}).target == target


@LIVES
def test_the_law_has_no_way_that_the_table_lacks(life: LifeCycle, ways: set[tuple[str, str, str]]) -> None:
    assert {(step.verb, step.source.value, step.target.value) for step in life.steps} == ways


@LIVES
def test_buttons_are_exactly_the_steps_that_would_not_be_refused(
    life: LifeCycle, ways: set[tuple[str, str, str]]
) -> None:
    for state in life.states:
        for role in Role:
            may = {verb for verb, source, _ in ways if source == state and role in WHO[life.name, verb]}
            assert {step.verb for step in life.open_steps(state, {role})} == may


@pytest.mark.parametrize(
    "skips", list(chain.from_iterable(combinations(SKIPPABLE, n) for n in range(len(SKIPPABLE) + 1)))
)
def test_whatever_a_template_skips_one_way_leads_from_the_notice_to_the_file(skips: tuple[str, ...]) -> None:
    state, passed = TaskState.LISTED, []
    while state != TaskState.ARCHIVED:
        onward = [
            s for s in TASK_LIFE.steps if s.source == state and s.verb not in ASIDE and is_on_way(s, skips)
        ]
        assert len(onward) == 1, (state, skips)
        state = TaskState(onward[0].target)
        passed.append(state)
    assert not set(passed) & set(skips)
    assert len(passed) == len(STAGE_OF_TASK) - 1 - len(skips)


def test_a_short_cut_asks_for_all_that_the_usual_step_asks_for() -> None:
    for step in TASK_LIFE.steps:
        usual = next(s for s in TASK_LIFE.steps if s.verb == step.verb)
        assert set(usual.guards) <= set(step.guards)
        assert (step.roles, step.sets, step.needs_note) == (usual.roles, usual.sets, usual.needs_note)
        assert ("steps_done" in step.guards) == (step.verb not in ASIDE)


def test_who_called_something_off_says_why() -> None:
    reasons = {step.verb for life in (ROUND_LIFE, TASK_LIFE) for step in life.steps if step.needs_note}
    assert reasons == {"return", "reopen", "cancel", "send_back", "postpone", "withdraw"}


def test_only_a_routine_inspection_counts_by_its_kind() -> None:
    assert [kind for kind in TaskKind if qualifies(kind)] == [TaskKind.ROUTINE]


def test_own_and_linked_exclude_each_other() -> None:
    assert contradicts([Mode.OWN, Mode.LINKED])
    assert contradicts([Mode.OWN, Mode.COUNTERPART])
    assert not contradicts([Mode.LINKED, Mode.CROSS])
    assert not contradicts([Mode.OWN, Mode.EXTENDED])


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ([], Stage.MOBILISED),
        (["listed", "notified"], Stage.MOBILISED),
        (["listed", "entered"], Stage.ON_SITE),
        (["listed", "fed_back"], Stage.ON_SITE),
        (["left", "entered"], Stage.ON_SITE),
        (["left", "decided"], Stage.DELIBERATING),
        (["decided", "fed_back"], Stage.FEEDING_BACK),
        (["fed_back", "published"], Stage.RECTIFYING),
        (["published", "archived"], Stage.ARCHIVING),
        (["archived", "postponed", "withdrawn"], Stage.ARCHIVING),
        (["postponed", "withdrawn"], Stage.MOBILISED),
    ],
)
def test_the_slowest_task_says_where_a_round_is(tasks: list[str], expected: Stage) -> None:
    assert stage(RoundState.MOBILISED, tasks) == expected


def test_before_the_first_entry_and_after_the_end_the_stored_state_speaks() -> None:
    for state in RoundState:
        assert stage(state, ["listed"]) == state
    assert stage(RoundState.CLOSED, ["entered"]) == Stage.CLOSED
    assert stage(RoundState.CANCELLED, ["left"]) == Stage.CANCELLED


def test_every_state_of_a_working_task_has_its_stage() -> None:
    assert set(TaskState) - set(STAGE_OF_TASK) == {TaskState.POSTPONED, TaskState.WITHDRAWN}


def test_dates_in_order_and_dates_unknown_are_no_fault() -> None:
    assert out_of_order([("a", date(2019, 1, 1)), ("b", None), ("c", date(2019, 1, 1))]) == []
    assert out_of_order([("a", None), ("b", None)]) == []


def test_a_date_before_the_latest_of_its_predecessors_is_named_with_it() -> None:
    days = [
        ("a", date(2019, 3, 1)),
        ("b", date(2019, 2, 1)),
        ("c", date(2019, 2, 15)),
        ("d", date(2019, 4, 1)),
    ]
    assert out_of_order(days) == [("a", "b"), ("a", "c")]
