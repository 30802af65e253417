"""Reports to leading forums, suggestions, named matters, institution documents, resources (domain §1.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha.basis.rules import MeetingKind
from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.records.rules import LEADERS, Role


class Forum(Word):
    STANDING_COMMITTEE = "standing_committee", "市委常委会"
    SECRETARY = "secretary", "书记专题会"
    LEADING_GROUP = "leading_group", "巡察工作领导小组"


FORUM_OF = {
    MeetingKind.STANDING_COMMITTEE: Forum.STANDING_COMMITTEE,
    MeetingKind.SECRETARY: Forum.SECRETARY,
    MeetingKind.LEADING_GROUP: Forum.LEADING_GROUP,
}


class Purpose(Word):
    REPORT = "report", "汇报"
    CONVEY = "convey", "传达"
    COMPOSITE = "composite", "综合情况汇报"
    SUGGESTION = "suggestion", "工作建议"


class SuggestionState(Word):
    MADE = "made", "已提出"
    ADOPTED = "adopted", "已采纳"
    PARTLY = "partly", "部分采纳"
    DECLINED = "declined", "未采纳"


class MatterState(Word):
    ASSIGNED = "assigned", "已交办"
    UNDER_WAY = "under_way", "办理中"
    REPLIED = "replied", "已回复"
    CLOSED = "closed", "已办结"


PRESSED = (MatterState.ASSIGNED, MatterState.UNDER_WAY)  # unanswered: what a supervision card presses


class DispositionKind(Word):
    """What a group suggests should become of what it found, and the leading group decides (domain §4.5, §4.6)."""

    CLUE = "clue", "移交问题线索"
    NAMED = "named", "提请点人点事"
    DEPARTMENT = "department", "向职能部门提出建议"
    CHECK = "check", "开展专项检查"
    TALK = "talk", "约谈提醒"
    RECTIFY = "rectify", "责令限期整改"


class Ruling(Word):
    AGREED = "agreed", "同意"
    CHANGED = "changed", "调整后同意"
    REJECTED = "rejected", "不同意"


class InstitutionAct(Word):
    MADE = "made", "制定"
    REVISED = "revised", "修订"
    ABOLISHED = "abolished", "废止"


ISSUED = (InstitutionAct.MADE, InstitutionAct.REVISED)  # what counts as made or revised; abolishing does not


class Privilege(Word):
    MEETINGS = "meetings", "列席重要会议"
    PAPERS = "papers", "阅知重要文件"


@dataclass(frozen=True)
class Named:
    """A matter as the secretary named it: the organisation that takes the lead (its row) and when it answers."""

    gist: str
    lead: Any
    due_on: date


# A county office works its own ledgers with one role.
OFFICE = frozenset({Role.GENERAL, Role.DIRECTOR, Role.COUNTY_OFFICE})
SUPERVISORS = frozenset({Role.RECTIFICATION, Role.DIRECTOR, Role.COUNTY_OFFICE})
NAMERS = OFFICE | SUPERVISORS  # who enters what was named at the meeting
PROPOSERS = frozenset({Role.GROUP_LEADER, Role.COUNTY_OFFICE})  # disposition proposals: the leader only
FORUMS = LEADERS | {Role.COUNTY_OFFICE}

SUGGESTION_LIFE = LifeCycle(
    "工作建议",
    SuggestionState,
    Step("adopt", "采纳", SuggestionState.MADE, SuggestionState.ADOPTED, FORUMS),
    Step("adopt_partly", "部分采纳", SuggestionState.MADE, SuggestionState.PARTLY, FORUMS, needs_note=True),
    Step("decline", "不采纳", SuggestionState.MADE, SuggestionState.DECLINED, FORUMS, needs_note=True),
)

MATTER_LIFE = LifeCycle(
    "点人点事",
    MatterState,
    Step("start", "开始办理", MatterState.ASSIGNED, MatterState.UNDER_WAY, SUPERVISORS),
    Step("reply", "回复", MatterState.UNDER_WAY, MatterState.REPLIED, SUPERVISORS),
    Step("return", "退回重办", MatterState.REPLIED, MatterState.UNDER_WAY, SUPERVISORS, needs_note=True),
    Step("close", "办结", MatterState.REPLIED, MatterState.CLOSED, SUPERVISORS, sets="closed_on"),
    Step("reopen", "重新交办", MatterState.CLOSED, MatterState.UNDER_WAY, SUPERVISORS, needs_note=True),
)
