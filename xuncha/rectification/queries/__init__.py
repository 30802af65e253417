"""Questions to ledgers: names that other rooms ask for together."""

from xuncha.rectification.queries.items import (
    STATE_ON,
    progress,
    reopened_on,
    standing,
    tally_on,
    uncovered,
    without_measures,
)

__all__ = ["STATE_ON", "progress", "reopened_on", "standing", "tally_on", "uncovered", "without_measures"]
