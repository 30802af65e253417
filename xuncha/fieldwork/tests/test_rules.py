"""The law of fieldwork: days, counts, outcomes and dues."""

from datetime import date

import pytest

from xuncha.fieldwork.rules.base import OPEN, check_day, has_entered, takes_fieldwork
from xuncha.fieldwork.rules.group import check_group_day
from xuncha.fieldwork.rules.methods import check_chosen, check_counts, check_interviewers
from xuncha.fieldwork.rules.notices import check_due
from xuncha.fieldwork.rules.petitions import Outcome, Scope, check_outcome, check_reporter
from xuncha.kernel.refusals import NotAllowed
from xuncha.rounds.rules.tasks import TaskState

ENTERED, REPORTED = date(2019, 6, 3), date(2019, 8, 5)
DURING, BEFORE, AFTER = date(2019, 7, 1), date(2019, 6, 2), date(2019, 8, 6)


@pytest.mark.parametrize("state", list(TaskState))
def test_records_are_taken_from_entry_to_report_and_later_by_a_paper_only(state: TaskState) -> None:
    for basis in ("", "补录审批单"):
        allowed = takes_fieldwork(state) or (
            bool(basis) and (has_entered(state) or state == TaskState.ARCHIVED)
        )
        if allowed:
            check_day(state, ENTERED, REPORTED, DURING, basis)
        else:
            with pytest.raises(NotAllowed):
                check_day(state, ENTERED, REPORTED, DURING, basis)


@pytest.mark.parametrize("state", OPEN)
def test_nothing_happened_before_entry(state: TaskState) -> None:
    check_day(state, ENTERED, None, ENTERED, "")
    with pytest.raises(NotAllowed, match="早于进驻日期"):
        check_day(state, ENTERED, None, BEFORE, "补录审批单")


def test_nothing_of_the_stay_happened_after_the_report() -> None:
    with pytest.raises(NotAllowed, match="晚于巡察报告提交日期"):
        check_day(TaskState.DECIDED, ENTERED, REPORTED, AFTER, "补录审批单")


def test_a_group_writes_from_its_first_day_until_it_hands_over() -> None:
    check_group_day(ENTERED, None, DURING, "")
    check_group_day(ENTERED, REPORTED, DURING, "补录审批单")
    for dissolved, at, basis in (
        (None, BEFORE, ""),
        (REPORTED, DURING, " "),
        (REPORTED, AFTER, "补录审批单"),
    ):
        with pytest.raises(NotAllowed):
            check_group_day(ENTERED, dissolved, at, basis)


def test_nobody_talks_alone() -> None:
    check_interviewers(2)
    with pytest.raises(NotAllowed, match="两名以上"):
        check_interviewers(1)


@pytest.mark.parametrize(("sent", "returned", "valid"), [(80, 81, 74), (80, 70, 71)])
def test_no_more_sheets_come_back_than_went_out(sent: int, returned: int, valid: int) -> None:
    check_counts(80, 80, 80)
    with pytest.raises(NotAllowed):
        check_counts(sent, returned, valid)


def test_an_option_is_chosen_on_valid_sheets_only() -> None:
    check_chosen(74, 74)
    with pytest.raises(NotAllowed, match="74份"):
        check_chosen(75, 74)


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("scope", list(Scope))
def test_what_lies_outside_is_handed_on_and_a_copy_names_its_original(scope: Scope, outcome: Outcome) -> None:
    for joined in (True, False):
        right = joined == (outcome == Outcome.JOINED) and (scope, outcome) != (Scope.OUTSIDE, Outcome.VERIFY)
        if right:
            check_outcome(scope, outcome, joined)
        else:
            with pytest.raises(NotAllowed):
                check_outcome(scope, outcome, joined)


def test_a_named_petition_names_somebody_and_an_anonymous_one_nobody() -> None:
    check_reporter(True, "某人")
    check_reporter(False, "")
    for named, reporter in ((True, " "), (False, "某人")):
        with pytest.raises(NotAllowed):
            check_reporter(named, reporter)


def test_a_notice_is_due_while_the_group_is_there() -> None:
    check_due(ENTERED, DURING, DURING)
    check_due(ENTERED, AFTER, None)
    for due, latest in ((BEFORE, None), (AFTER, REPORTED)):
        with pytest.raises(NotAllowed):
            check_due(ENTERED, due, latest)
