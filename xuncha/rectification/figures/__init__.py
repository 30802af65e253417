"""Figures of rectification: names that other apps and tests ask for together."""

from xuncha.rectification.figures.after import (
    cards,
    circulars,
    evaluated,
    published_party,
    published_society,
    talks,
)
from xuncha.rectification.figures.catalogue import CATALOGUE
from xuncha.rectification.figures.ledgers import (
    TIES,
    classes,
    disagreement,
    done,
    due,
    extensions,
    items,
    measures,
    mechanisms,
    overdue,
    overdue_first,
    rate,
    staged,
)

__all__ = [
    "CATALOGUE",
    "TIES",
    "cards",
    "circulars",
    "classes",
    "disagreement",
    "done",
    "due",
    "evaluated",
    "extensions",
    "items",
    "measures",
    "mechanisms",
    "overdue",
    "overdue_first",
    "published_party",
    "published_society",
    "rate",
    "staged",
    "talks",
]
