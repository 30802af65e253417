"""Every source of due things, each once: the notices, the desk, the calendar all go by this list.

What stands above reminders on the stairs provides its own sources; config wires them.
"""

from xuncha.reminders.queries.sources import clues, fieldwork, guidance, linkage, rectification, rounds
from xuncha.reminders.queries.sources.base import Counted, Due

COUNTED: tuple[Counted, ...] = (
    *rounds.TASKS,
    rectification.PLANS,
    rectification.REVIEWS,
    rectification.PROGRESS,
    rectification.PERIODIC,
    rectification.PUBLICATION,
    rectification.EVALUATION,
    rounds.ARCHIVE,
    rounds.ROUND_PLAN,
    rounds.COMPOSITE,
    clues.TRANSFERS,
)
STORED: list[Due] = [
    rectification.MEASURES,
    rectification.ITEMS,
    rectification.MATTERS,
    rectification.CARDS,
    rectification.ADVICES,
    fieldwork.REQUESTS,
    fieldwork.REPLIES,
    rounds.KEY_TASKS,
    fieldwork.DECISIONS,
    guidance.CASES,
    guidance.REPLIES,
    guidance.TASKS,
    guidance.VISITS,
    fieldwork.NOTICES,
    fieldwork.PETITIONS,
    fieldwork.LOANS,
    clues.RESULTS,
    linkage.COUNTY_PLANS,
    linkage.COUNTERPARTS,
]
SOURCES: list[Due] = [*STORED, *COUNTED]
BY_KIND = {str(source.kind): source for source in SOURCES}


def provide(source: Due) -> None:
    """Ask this source too; twice the same counts once."""
    if source not in STORED:
        STORED.append(source)
        SOURCES.append(source)
        BY_KIND[str(source.kind)] = source
