"""The methods of fieldwork: what is heard, asked, read and seen (domain §4.3)."""

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word

INTERVIEWERS = 2  # nobody talks to anybody alone


class HearingKind(Word):
    PARTY = "party", "党组织汇报"
    SPECIAL = "special", "专题汇报"


class TalkCategory(Word):
    LEADERSHIP = "leadership", "班子成员"
    MIDDLE = "middle", "中层干部"
    ORDINARY = "ordinary", "一般干部职工"
    RETIRED = "retired", "离退休人员"
    SERVED = "served", "服务对象"


class SurveyKind(Word):
    SURVEY = "survey", "问卷调查"
    ASSESSMENT = "assessment", "民主测评"


class VisitKind(Word):
    VISIT = "visit", "走访调研"
    COVERT = "covert", "暗访"
    SINKING = "sinking", "下沉了解"


class MeetingKind(Word):
    GROUP = "group", "组务会"
    BRANCH = "branch", "临时党支部会"


def check_interviewers(number: int) -> None:
    if number < INTERVIEWERS:
        raise NotAllowed("个别谈话须有两名以上巡察人员参加。")


def check_counts(sent: int, returned: int, valid: int) -> None:
    """No more sheets come back than went out, and no more are valid than came back."""
    if not valid <= returned <= sent:
        raise NotAllowed("有效份数不能多于收回份数，收回份数不能多于发放份数。")


def check_chosen(count: int, valid: int) -> None:
    if count > valid:
        raise NotAllowed("选择人数不能多于有效份数（%(valid)s份）。", valid=valid)
