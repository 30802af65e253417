"""Findings: vocabularies and the life of a finding (domain §4.6, §6)."""

import re
from collections.abc import Iterable
from datetime import date

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class FindingState(Word):
    DRAFT = "draft", "草拟"
    CONFIRMED = "confirmed", "已审定"
    FED_BACK = "fed_back", "已反馈"
    RECTIFIED = "rectified", "已整改"
    ACCEPTED = "accepted", "已销号"
    DROPPED = "dropped", "不采用"


FROZEN = (FindingState.FED_BACK, FindingState.RECTIFIED, FindingState.ACCEPTED)


class Nature(Word):
    POLITICAL = "political", "政治性偏差"
    VIOLATION = "violation", "违纪违规"
    MANAGEMENT = "management", "管理不规范"
    ADVICE = "advice", "建议改进"


class Weight(Word):
    MAJOR = "major", "重大"
    CONSIDERABLE = "considerable", "较大"
    ORDINARY = "ordinary", "一般"


class AddresseeType(Word):
    """To whom feedback goes (domain §4.6)."""

    BODY = "body", "领导班子"
    PRINCIPAL = "principal", "主要负责人"
    SUPERIOR = "superior", "分管市领导"
    DEPARTMENT = "department", "职能部门"
    FORMER = "former", "前任主要负责人"
    COUNTY = "county", "县（市、区）"


class Method(Word):
    """How a problem came to light (domain §4.3)."""

    HEARING = "hearing", "听取汇报"
    TALK = "talk", "个别谈话"
    PETITION = "petition", "受理信访"
    READING = "reading", "调阅资料"
    SURVEY = "survey", "问卷测评"
    VISIT = "visit", "走访调研"
    SIT_IN = "sit_in", "列席会议"
    FORUM = "forum", "座谈会"
    MATTERS = "matters", "个人事项抽查"
    UNDERCOVER = "undercover", "暗访"
    ASSISTANCE = "assistance", "提请协助"


class FactState(Word):
    """Where the hearing of the other side stands (事实确认)."""

    PUT = "put", "待答复"
    CONFIRMED = "confirmed", "确认属实"
    OBJECTED = "objected", "有异议"
    UPHELD = "upheld", "采纳异议"
    PARTLY = "partly", "部分采纳"
    REJECTED = "rejected", "不予采纳"
    WITHDRAWN = "withdrawn", "已撤回"


UNANSWERED = (FactState.PUT, FactState.WITHDRAWN)
UNDECIDED = (FactState.PUT, FactState.OBJECTED)
DECIDED = (FactState.UPHELD, FactState.PARTLY, FactState.REJECTED)

GROUP = frozenset({Role.GROUP_LEADER, Role.LIAISON, Role.MEMBER, Role.COUNTY_OFFICE})
LEAD = frozenset({Role.GROUP_LEADER, Role.COUNTY_OFFICE})
OFFICE = frozenset({Role.DIRECTOR, Role.GENERAL, Role.RECTIFICATION, Role.COUNTY_OFFICE})
SIGNERS = OFFICE | {Role.GROUP_LEADER, Role.LIAISON, Role.UNIT_CONTACT}
HEAD = frozenset({Role.DIRECTOR, Role.RECTIFICATION, Role.COUNTY_OFFICE})
PUTTERS = frozenset({Role.GROUP_LEADER, Role.LIAISON, Role.COUNTY_OFFICE})
ANSWERERS = PUTTERS | {Role.UNIT_CONTACT}  # the group enters an answer given on paper

KEEPERS = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})  # who keeps the dictionaries
DEPTH = 3  # levels of the tree of problem types
BEGINS = date(2017, 1, 3)  # from when the bundled tree is in use
_CODE = re.compile(r"[1-9][0-9]?(\.[1-9][0-9]?){0,2}")


def check_code(code: str) -> None:
    if not _CODE.fullmatch(code):
        raise NotAllowed("编号按层级书写，如“2”“2.3”“2.3.1”，不超过三级。")


def code_above(code: str) -> str:
    """That of the node above: "2.3.1" → "2.3", "2" → ""."""
    return code.rpartition(".")[0]


def next_code(above: str, taken: Iterable[str]) -> str:
    """The first free code below a node, "" for the top."""
    last = [int(code.rpartition(".")[2]) for code in taken if code_above(code) == above]
    return f"{above}.{max(last, default=0) + 1}".lstrip(".")


# fmt: off
FINDING_LIFE = LifeCycle(
    "问题",
    FindingState,
    Step("confirm", "审定", FindingState.DRAFT, FindingState.CONFIRMED, LEAD),
    Step("drop", "不采用", FindingState.DRAFT, FindingState.DROPPED, LEAD, needs_note=True),
    Step("send_back", "退回", FindingState.CONFIRMED, FindingState.DRAFT, OFFICE, needs_note=True),
    Step(
        "feed_back", "反馈", FindingState.CONFIRMED, FindingState.FED_BACK, OFFICE,
        guards=("feedback_stated", "objections_decided"), sets="fed_back_on",
    ),
    Step("rectify", "报告整改完成", FindingState.FED_BACK, FindingState.RECTIFIED, HEAD | {Role.UNIT_CONTACT}),
    Step("return", "退回整改", FindingState.RECTIFIED, FindingState.FED_BACK, HEAD, needs_note=True),
    Step(
        "accept", "销号", FindingState.RECTIFIED, FindingState.ACCEPTED, HEAD,
        guards=("problem_struck_off",), sets="accepted_on",
    ),
    Step(
        "reopen", "重新整改", FindingState.ACCEPTED, FindingState.FED_BACK, HEAD,
        guards=("problem_reopened",), needs_note=True,
    ),
)

FACT_LIFE = LifeCycle(
    "事实确认",
    FactState,
    Step("confirm", "确认属实", FactState.PUT, FactState.CONFIRMED, ANSWERERS, sets="answered_on"),
    Step("object", "提出异议", FactState.PUT, FactState.OBJECTED, ANSWERERS, sets="answered_on"),
    Step("withdraw", "撤回", FactState.PUT, FactState.WITHDRAWN, PUTTERS, needs_note=True),
    Step("uphold", "采纳异议", FactState.OBJECTED, FactState.UPHELD, LEAD, needs_note=True, sets="decided_on"),
    Step("uphold_partly", "部分采纳", FactState.OBJECTED, FactState.PARTLY, LEAD, needs_note=True, sets="decided_on"),
    Step("reject", "不予采纳", FactState.OBJECTED, FactState.REJECTED, LEAD, needs_note=True, sets="decided_on"),
)
# fmt: on
