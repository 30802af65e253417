"""Fieldwork: what is asked for, heard, read and seen before and during the stay on site, and the working papers made of it."""

from xuncha.fieldwork.models.group import GroupMeeting, JournalEntry
from xuncha.fieldwork.models.material import MaterialRequest
from xuncha.fieldwork.models.meetings import Forum, Hearing, SitIn
from xuncha.fieldwork.models.notices import ImmediateNotice
from xuncha.fieldwork.models.papers import Evidence, PaperVersion, WorkingPaper
from xuncha.fieldwork.models.petitions import Petition, PetitionReporter
from xuncha.fieldwork.models.reading import Assistance, Loan, PersonalMatterCheck
from xuncha.fieldwork.models.surveys import Questionnaire, QuestionnaireOption, Visit
from xuncha.fieldwork.models.talks import Talk, TalkInterviewer

__all__ = [
    "Assistance",
    "Evidence",
    "Forum",
    "GroupMeeting",
    "Hearing",
    "ImmediateNotice",
    "JournalEntry",
    "Loan",
    "MaterialRequest",
    "PaperVersion",
    "PersonalMatterCheck",
    "Petition",
    "PetitionReporter",
    "Questionnaire",
    "QuestionnaireOption",
    "SitIn",
    "Talk",
    "TalkInterviewer",
    "Visit",
    "WorkingPaper",
]
