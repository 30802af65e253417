"""What is put to the leaders, what they name, and what they give."""

from xuncha.leadership.models.forums import Briefing, Disposition, StudySession, Suggestion
from xuncha.leadership.models.matters import MatterReply, NamedMatter
from xuncha.leadership.models.means import (
    Institution,
    InstitutionVersion,
    PrivilegeEntry,
    StaffAddition,
    Vehicle,
)

__all__ = [
    "Briefing",
    "Disposition",
    "Institution",
    "InstitutionVersion",
    "MatterReply",
    "NamedMatter",
    "PrivilegeEntry",
    "StaffAddition",
    "StudySession",
    "Suggestion",
    "Vehicle",
]
