"""What the tests of rounds share."""

import pytest

from xuncha.kernel import guards as kernel
from xuncha.rounds.actions import guards
from xuncha.rounds.rules.tasks import TASK_LIFE


@pytest.fixture
def own_guards_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What higher apps ask of a task is theirs to test: here it stands aside."""
    named = {name for step in TASK_LIFE.steps for name in step.guards}
    for name in named - guards.SKIPPING.keys() - vars(guards).keys():
        monkeypatch.setitem(kernel._providers, name, lambda record: None)
