"""Lists of rectification."""

from xuncha.rectification.tables.closures import CLOSURES, SAMPLED_ITEMS, SAMPLES
from xuncha.rectification.tables.ledgers import CLASSES, ITEMS, LEDGERS, MEASURES, YIELDS
from xuncha.rectification.tables.measures import EXTENSIONS, PROOFS, SELF_REPORTS, VERIFICATIONS
from xuncha.rectification.tables.plans import OPINIONS, PLANS, PROGRESS_REPORTS

__all__ = [
    "CLASSES",
    "CLOSURES",
    "EXTENSIONS",
    "ITEMS",
    "LEDGERS",
    "MEASURES",
    "OPINIONS",
    "PLANS",
    "PROGRESS_REPORTS",
    "PROOFS",
    "SAMPLED_ITEMS",
    "SAMPLES",
    "SELF_REPORTS",
    "VERIFICATIONS",
    "YIELDS",
]
