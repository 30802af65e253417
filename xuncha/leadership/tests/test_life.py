"""The life of a suggestion and of a named matter: every verb in every state by every role."""

from xuncha.leadership.rules import MATTER_LIFE, SUGGESTION_LIFE
from xuncha.records.rules import Role
from xuncha.records.tests.lives import allowed, expected

FORUM = {Role.LEADER, Role.APPROVER, Role.COUNTY_OFFICE}
SUPERVISORS = {Role.RECTIFICATION, Role.DIRECTOR, Role.COUNTY_OFFICE}


def test_a_suggestion_is_adopted_in_full_in_part_or_not_at_all_by_those_who_decide() -> None:
    arrows = {
        ("adopt", "made"): "adopted",
        ("adopt_partly", "made"): "partly",
        ("decline", "made"): "declined",
    }
    assert allowed(SUGGESTION_LIFE) == expected(
        arrows, dict.fromkeys(("adopt", "adopt_partly", "decline"), FORUM)
    )


def test_a_named_matter_is_worked_on_answered_closed_and_opened_again_by_those_who_supervise() -> None:
    arrows = {
        ("start", "assigned"): "under_way",
        ("reply", "under_way"): "replied",
        ("return", "replied"): "under_way",
        ("close", "replied"): "closed",
        ("reopen", "closed"): "under_way",
    }
    verbs = ("start", "reply", "return", "close", "reopen")
    assert allowed(MATTER_LIFE) == expected(arrows, dict.fromkeys(verbs, SUPERVISORS))


def test_declining_returning_and_reopening_ask_for_a_reason_and_the_usual_way_does_not() -> None:
    noted = {
        (life.name, s.verb) for life in (SUGGESTION_LIFE, MATTER_LIFE) for s in life.steps if s.needs_note
    }
    assert noted == {
        ("工作建议", "adopt_partly"),
        ("工作建议", "decline"),
        ("点人点事", "return"),
        ("点人点事", "reopen"),
    }
