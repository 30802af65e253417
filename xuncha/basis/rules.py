"""Documents and meetings, what other rows cite: vocabularies, and what the 2012 regulation on documents asks."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import STAFF

CLERKS = STAFF  # who keeps the register


class DocumentKind(Word):
    """The fifteen types of the 2012 regulation on official documents, and lists that go with them."""

    RESOLUTION = "resolution", "决议"
    DECISION = "decision", "决定"
    ORDER = "order", "命令（令）"
    COMMUNIQUE = "communique", "公报"
    ANNOUNCEMENT = "announcement", "公告"
    PUBLIC_NOTICE = "public_notice", "通告"
    OPINION = "opinion", "意见"
    NOTICE = "notice", "通知"
    CIRCULAR = "circular", "通报"
    REPORT = "report", "报告"
    REQUEST = "request", "请示"
    REPLY = "reply", "批复"
    MOTION = "motion", "议案"
    LETTER = "letter", "函"
    MINUTES = "minutes", "纪要"


class Direction(Word):
    OUT = "out", "发文"
    IN = "in", "收文"


class MeetingKind(Word):
    STANDING_COMMITTEE = "standing_committee", "市委常委会会议"
    SECRETARY = "secretary", "书记专题会"
    LEADING_GROUP = "leading_group", "领导小组会议"
    STUDY = "study", "学习传达会"
    OFFICE = "office", "巡察办会议"
    DISPATCH = "dispatch", "调度会"
    UPPER = "upper", "上级会议"
    TALK = "talk", "约谈"


class Stated(Word):
    """What a paper itself states a number of. A tie compares it with the rows."""

    PROBLEMS = "problems", "反馈问题"
    CLUES = "clues", "移交线索"
    ITEMS = "items", "整改事项"
    ITEMS_DONE = "items_done", "完成整改事项"
    ITEMS_STAGED = "items_staged", "取得阶段性成果事项"
    MEASURES = "measures", "整改措施"
    TASKS = "tasks", "巡察对象"
    SUGGESTIONS = "suggestions", "工作建议"
    NAMED_MATTERS = "named_matters", "点人点事事项"
    INSTITUTIONS = "institutions", "制定修订制度"
    COUNTERPARTS = "counterparts", "商请对口单位巡察报告"
    UNIT_REPORTS = "unit_reports", "报送联动单位巡察报告"
    SUPERVISED = "supervised", "重点督办县（市、区）"


_NUMBER = re.compile(r".+〔(?:19|20)[0-9]{2}〕[1-9][0-9]*号")


@dataclass(frozen=True)
class To:
    """One body a document goes to: the register's organisation (its row) when it is one, and what is due from it."""

    name: str
    organisation: Any = None
    copy: bool = False
    due_on: date | None = None


@dataclass(frozen=True)
class Entry:
    """One line of an annexed list."""

    text: str
    heading: str = ""
    organisation: Any = None


@dataclass(frozen=True)
class Attendee:
    """Someone called to a meeting; `delegation` is the inspection office (its row) they come from."""

    name: str
    body: str = ""
    capacity: str = ""
    present: bool = True
    person: Any = None
    delegation: Any = None


def check_number(number: str) -> None:
    """A number that ends in 号 is written 机关代字〔年份〕序号 (GB/T 9704-2012, 7.2.5): full year, no leading zero."""
    if number.endswith("号") and not _NUMBER.fullmatch(number):
        raise NotAllowed("发文字号应写成“巡办发〔2019〕5号”的样式：年份用六角括号写全，序号前不加“第”和0。")


def check_addressees(kind: str, main: int) -> None:
    """A request goes to one superior body only (regulation on official documents 2012, article 15)."""
    if kind == DocumentKind.REQUEST and main > 1:
        raise NotAllowed("请示只能主送一个上级机关，需要同时送其他机关的，用抄送。")
