"""The clock: every line of the deadline table, in both bundled sets, on days worked out by hand (domain §2.2).

The days stand around what goes wrong most easily: ends of months, leap days, swapped weekends, long holidays, and a
year whose notice nobody knows yet.
"""

from dataclasses import dataclass
from datetime import date

import pytest

from xuncha.kernel.deadlines import Due, due, next_period
from xuncha.kernel.workdays import BuiltIn
from xuncha.rounds.actions.rule_sets import read
from xuncha.rounds.models import DeadlineRule
from xuncha.rounds.rules.bundled import RULE_SETS

OLD, NEW = "2017", "2022"
RULES: dict[tuple[str, str], DeadlineRule] = {
    (bundled.name[:4], rule.code): rule for bundled in RULE_SETS for rule in read(bundled)
}
UNSAID = {"D25", "D30"}  # the next meeting; what the notice says


@dataclass(frozen=True)
class KnownTo2026(BuiltIn):
    """Whatever the package knows by now: the vectors speak of a year that is not among them."""

    def covers(self, year: int) -> bool:
        return year <= 2026 and super().covers(year)


CALENDAR = KnownTo2026()
BOTH = (OLD, NEW)

# (sets, rule, anchor, the day by counting, the working day it moves to where it is another one)
VECTORS: list[tuple[tuple[str, ...], str, date, date, date | None]] = [
    (BOTH, "D1", date(2019, 10, 28), date(2019, 10, 14), None),
    (BOTH, "D1", date(2019, 10, 15), date(2019, 9, 26), None),  # over the week of rest, two swapped days within
    (BOTH, "D2", date(2019, 9, 27), date(2019, 10, 12), None),  # begins on a swapped Sunday, ends on a Saturday
    (BOTH, "D3", date(2019, 10, 8), date(2019, 10, 6), date(2019, 9, 30)),  # backwards, so that none is lost
    (BOTH, "D4", date(2019, 10, 10), date(2019, 10, 13), date(2019, 10, 14)),
    (BOTH, "D5", date(2019, 10, 28), date(2019, 10, 28), None),
    (BOTH, "D6", date(2022, 8, 23), date(2022, 8, 16), None),
    (BOTH, "D6", date(2019, 5, 30), date(2019, 5, 23), None),
    ((OLD,), "D7", date(2019, 6, 3), date(2019, 7, 18), None),
    ((NEW,), "D7", date(2022, 6, 6), date(2022, 8, 5), None),
    (BOTH, "D8", date(2019, 9, 29), date(2019, 9, 29), None),  # a Sunday that is worked
    (BOTH, "D9", date(2019, 7, 31), date(2019, 7, 31), None),
    (BOTH, "D9", date(2019, 10, 6), date(2019, 10, 6), date(2019, 9, 30)),
    (BOTH, "D10", date(2019, 9, 20), date(2019, 10, 16), None),
    (BOTH, "D11", date(2024, 1, 31), date(2024, 2, 29), None),
    (BOTH, "D11", date(2023, 1, 31), date(2023, 2, 28), None),
    ((OLD,), "D12", date(2019, 8, 31), date(2019, 9, 30), None),
    ((NEW,), "D12", date(2023, 12, 31), date(2024, 2, 29), None),
    (BOTH, "D13", date(2020, 1, 10), date(2020, 2, 7), None),  # the Spring Festival that was made longer
    (BOTH, "D14", date(2019, 4, 26), date(2019, 5, 13), None),  # two swapped Sundays around May
    ((OLD,), "D15", date(2019, 9, 20), date(2019, 10, 16), None),
    ((NEW,), "D15", date(2024, 1, 31), date(2024, 2, 29), None),
    (BOTH, "D16", date(2022, 1, 21), date(2022, 2, 9), None),  # a swapped Saturday and Sunday
    ((OLD,), "D17", date(2019, 7, 31), date(2019, 9, 30), None),
    ((NEW,), "D17", date(2023, 11, 30), date(2024, 2, 29), None),
    ((OLD,), "D18", date(2019, 12, 31), date(2020, 2, 29), date(2020, 3, 2)),
    ((NEW,), "D18", date(2023, 8, 31), date(2024, 2, 29), None),
    ((OLD,), "D19", date(2018, 12, 31), date(2019, 2, 28), None),
    ((NEW,), "D19", date(2023, 8, 31), date(2024, 2, 29), None),
    ((NEW,), "D19", date(2024, 8, 31), date(2025, 2, 28), None),
    ((OLD,), "D20", date(2019, 8, 31), date(2019, 11, 30), date(2019, 12, 2)),
    ((NEW,), "D20", date(2024, 1, 31), date(2024, 2, 29), None),
    (BOTH, "D21", date(2025, 1, 17), date(2025, 2, 13), None),  # a swapped Sunday, then a swapped Saturday
    (BOTH, "D22", date(2019, 11, 30), date(2020, 2, 29), date(2020, 3, 2)),
    (BOTH, "D23", date(2019, 10, 31), date(2019, 11, 30), date(2019, 12, 2)),
    ((OLD,), "D24", date(2024, 1, 31), date(2024, 2, 29), None),
    ((NEW,), "D24", date(2023, 11, 30), date(2024, 2, 29), None),
    (BOTH, "D26", date(2019, 8, 30), date(2019, 9, 30), None),
    (BOTH, "D27", date(2019, 9, 30), date(2019, 10, 12), None),
    (BOTH, "D28", date(2019, 12, 27), date(2020, 1, 13), None),
    (BOTH, "D29", date(2019, 1, 31), date(2019, 2, 28), None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("era", "code", "anchor", "day", "moved"),
    [(era, code, anchor, day, moved) for eras, code, anchor, day, moved in VECTORS for era in eras],
)
def test_every_rule_on_its_day(era: str, code: str, anchor: date, day: date, moved: date | None) -> None:
    rule = RULES[era, code].rule
    assert rule is not None
    rolled = moved or day
    assert due(anchor, rule, CALENDAR) == Due(day, rolled, min(day, rolled), provisional=False)


def test_no_rule_is_left_out() -> None:
    said = {(era, code) for eras, code, *_ in VECTORS for era in eras}
    assert said == {key for key in RULES if key[1] not in UNSAID}
    assert all(RULES[era, code].rule is None and RULES[era, code].stated for era in BOTH for code in UNSAID)


@pytest.mark.parametrize(
    ("code", "anchor", "day"),
    [
        ("D1", date(2027, 1, 8), date(2026, 12, 25)),  # the unknown year is counted backwards
        ("D27", date(2026, 12, 28), date(2027, 1, 4)),  # Monday to Friday, New Year's Day among them
        ("D11", date(2026, 12, 15), date(2027, 1, 15)),
    ],
)
def test_what_touches_a_year_without_notice_says_so(code: str, anchor: date, day: date) -> None:
    rule = RULES[NEW, code].rule
    assert rule is not None
    found = due(anchor, rule, CALENDAR)
    assert (found.date, found.provisional) == (day, True)


def test_periods_are_counted_from_the_anchor_and_not_from_each_other() -> None:
    """Monthly from 31 January: the last of February pulls no later month forward."""
    monthly, quarterly = RULES[NEW, "D20"].rule, RULES[OLD, "D20"].rule
    assert monthly is not None
    assert quarterly is not None
    start, days = date(2024, 1, 31), []
    last = start
    for _ in range(4):
        last = next_period(start, monthly, last, CALENDAR).date
        days.append(last)
    assert days == [date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30), date(2024, 5, 31)]
    assert next_period(date(2019, 8, 31), quarterly, date(2019, 11, 30), CALENDAR).date == date(2020, 2, 29)


def test_an_answer_in_good_time_leads_to_the_next_period_that_is_not_over() -> None:
    monthly = RULES[NEW, "D20"].rule
    assert monthly is not None
    assert next_period(date(2024, 1, 31), monthly, date(2024, 4, 12), CALENDAR).date == date(2024, 4, 30)
