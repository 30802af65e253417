"""Lists of rectification."""

from xuncha.rectification.tables.cards import ADVICES, CARDS, ESCALATIONS, REPLIES
from xuncha.rectification.tables.closures import CLOSURES, SAMPLED_ITEMS, SAMPLES
from xuncha.rectification.tables.evaluations import CRITERIA, EVALUATIONS, SCORES, STANDARDS
from xuncha.rectification.tables.ledgers import CLASSES, ITEMS, LEDGERS, MEASURES, YIELDS
from xuncha.rectification.tables.lookbacks import VERDICTS
from xuncha.rectification.tables.measures import EXTENSIONS, PROOFS, SELF_REPORTS, VERIFICATIONS
from xuncha.rectification.tables.plans import OPINIONS, PLANS, PROGRESS_REPORTS
from xuncha.rectification.tables.publications import EXEMPTIONS, PUBLICATIONS

__all__ = [
    "ADVICES",
    "CARDS",
    "CLASSES",
    "CLOSURES",
    "CRITERIA",
    "ESCALATIONS",
    "EVALUATIONS",
    "EXEMPTIONS",
    "EXTENSIONS",
    "ITEMS",
    "LEDGERS",
    "MEASURES",
    "OPINIONS",
    "PLANS",
    "PROGRESS_REPORTS",
    "PROOFS",
    "PUBLICATIONS",
    "REPLIES",
    "SAMPLED_ITEMS",
    "SAMPLES",
    "SCORES",
    "SELF_REPORTS",
    "STANDARDS",
    "VERDICTS",
    "VERIFICATIONS",
    "YIELDS",
]
