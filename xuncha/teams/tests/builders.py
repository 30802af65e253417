"""Appraisals for tests."""

from typing import Any

from xuncha.records.tests.builders import DAY
from xuncha.rounds.tests.builders import member
from xuncha.teams.models import Appraisal
from xuncha.teams.rules import Grade


def appraisal(**over: Any) -> Appraisal:
    """Somebody who held a seat in 2019, found competent."""
    seat = over.pop("seat", None) or member()
    values: dict[str, Any] = {
        "office": seat.office, "by": seat.by, "person": seat.person, "year": 2019, "grade": Grade.COMPETENT, "at": DAY,
    }  # fmt: skip
    return Appraisal.objects.create(seat=seat, **(values | over))
