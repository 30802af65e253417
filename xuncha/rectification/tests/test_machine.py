"""Random verbs by random people over whole ledgers: whatever is tried, the book stays true.

A few hundred steps with every run of the tests; LEDGER_STEPS=10000 for the long walk (`make drill`).
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from xuncha.rectification.tests.machine import TAKEN, LedgerMachine

STEPS = int(os.environ.get("LEDGER_STEPS", "300"))
SOME = 4  # verbs that came to pass on a short walk, at least
LONG, MANY = 5_000, 13  # by so many steps, so many of the verbs below have come to pass
EVERY = (
    "add_measure", "report", "verify", "request", "lay", "apply", "strike_off", "submit_plan", "grant", "reopen",
    "accept", "sign", "opine", "endorse", "stage", "lapse", "drop", "submit_progress",
)  # fmt: skip
RUN = 100  # steps from one fresh set of ledgers


@pytest.mark.django_db
def test_no_order_of_verbs_breaks_the_book() -> None:
    machine = LedgerMachine.TestCase.settings
    assert machine is not None
    run = settings(
        max_examples=max(STEPS // RUN, 1),
        stateful_step_count=RUN,
        deadline=None,
        database=None,
        derandomize="LEDGER_STEPS" not in os.environ,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    LedgerMachine.TestCase.settings = run
    TAKEN.clear()
    LedgerMachine.TestCase("runTest").runTest()
    assert "refused" in TAKEN
    assert len(TAKEN) > SOME, TAKEN  # a short walk takes some verbs, which ones is chance
    if STEPS >= LONG:
        assert len(TAKEN.keys() & set(EVERY)) >= MANY, TAKEN
