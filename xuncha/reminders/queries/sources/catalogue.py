"""Every source of due things, each once: the notices, the desk, the calendar all go by this list."""

from xuncha.reminders.queries.sources import clues, fieldwork, rectification, rounds
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
STORED: tuple[Due, ...] = (
    rectification.MEASURES,
    rectification.ITEMS,
    rectification.MATTERS,
    rectification.CARDS,
    rectification.ADVICES,
    fieldwork.REQUESTS,
    fieldwork.REPLIES,
    rounds.KEY_TASKS,
    fieldwork.DECISIONS,
    rectification.CASES,
    fieldwork.NOTICES,
    fieldwork.PETITIONS,
    fieldwork.LOANS,
    clues.RESULTS,
)
SOURCES: tuple[Due, ...] = (*STORED, *COUNTED)
BY_KIND = {str(source.kind): source for source in SOURCES}
