"""Lights and steppers are read out of the table of steps."""

from datetime import date

import pytest

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.ui.lifecycles import main_line, stages, tone_of


class State(Word):
    DRAFT = "draft", "草拟"
    SENT = "sent", "已报审"
    HELD = "held", "延期"
    DONE = "done", "办结"
    DROPPED = "dropped", "不采用"


ROLES = frozenset({"clerk"})
LIFE = LifeCycle(
    "件",
    State,
    Step("drop", "不采用", State.DRAFT, State.DROPPED, ROLES, needs_note=True),
    Step("send", "报审", State.DRAFT, State.SENT, ROLES),
    Step("hold", "延期", State.SENT, State.HELD, ROLES, needs_note=True),
    Step("resume", "恢复", State.HELD, State.SENT, ROLES),
    Step("finish", "办结", State.SENT, State.DONE, ROLES),
    Step("reopen", "重办", State.DONE, State.SENT, ROLES, needs_note=True),
)
DAY = date(2019, 3, 4)


@pytest.mark.parametrize(
    ("state", "tone"),
    [("draft", "grey"), ("sent", "blue"), ("held", "amber"), ("done", "green"), ("dropped", "grey")],
)
def test_a_light_says_how_a_state_stands_in_its_life(state: str, tone: str) -> None:
    assert tone_of(LIFE, state) == tone


def test_the_usual_way_takes_no_step_that_needs_an_excuse() -> None:
    assert main_line(LIFE) == ("draft", "sent", "done")


def test_the_stepper_shows_what_is_done_what_is_now_and_what_lies_ahead() -> None:
    shown = [(s.label, s.status, s.at) for s in stages(LIFE, "sent", {"draft": DAY})]
    assert shown == [("草拟", "done", DAY), ("已报审", "now", None), ("办结", "ahead", None)]


def test_a_stage_that_history_never_saw_was_skipped() -> None:
    assert [s.status for s in stages(LIFE, "done", {"done": DAY})] == ["done", "skipped", "now"]
    assert [s.status for s in stages(LIFE, "done", {})] == [
        "done",
        "done",
        "now",
    ]  # no history is kept at all


def test_a_state_off_the_usual_way_stands_after_what_was_passed() -> None:
    assert [(s.label, s.status) for s in stages(LIFE, "held", {"sent": DAY})] == [
        ("草拟", "done"),
        ("已报审", "done"),
        ("延期", "aside"),
    ]
