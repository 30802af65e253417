"""Clues: vocabularies and the life of a clue (domain §6.3)."""

from datetime import date

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class Source(Word):
    LETTER = "letter", "来信"
    CALL = "call", "来电"
    VISIT = "visit", "来访"
    CODE = "code", "网络码"
    TALK = "talk", "谈话"
    REVIEW = "review", "查阅发现"
    AUDIT = "audit", "审计移送"
    SURVEY = "survey", "问卷"
    SINKING = "sinking", "下沉了解"


class ReceiverKind(Word):
    DISCIPLINE = "discipline", "纪委监委"
    ORGANISATION = "organisation", "组织部"
    JUDICIAL = "judicial", "政法机关"
    UNIT = "unit", "被巡察党组织"
    DEPARTMENT = "department", "职能部门"
    PETITION = "petition", "信访部门"


class ClueState(Word):
    REGISTERED = "registered", "已登记"
    SUGGESTED = "suggested", "已提出处置建议"
    DECIDED = "decided", "已研究决定"
    TRANSFERRED = "transferred", "已移交"
    DISPOSED = "disposed", "已处置"
    CLOSED = "closed", "已办结"


class Disposition(Word):
    """The four ways of the 2018 rules on supervision and discipline enforcement."""

    TALK = "talk", "谈话函询"
    PRELIMINARY = "preliminary", "初步核实"
    SHELVED = "shelved", "暂存待查"
    ENDED = "ended", "予以了结"


REGISTRAR = frozenset(
    {Role.GROUP_LEADER, Role.LIAISON, Role.MEMBER, Role.PETITION_CLERK, Role.CLUE_KEEPER, Role.COUNTY_OFFICE}
)
KEEPER = frozenset({Role.CLUE_KEEPER, Role.COUNTY_OFFICE})
PROPOSER = frozenset({Role.GROUP_LEADER, Role.COUNTY_OFFICE})
DECIDER = frozenset({Role.APPROVER, Role.COUNTY_OFFICE})
RECEIVER = frozenset({Role.CLUE_RECEIVER, Role.CLUE_KEEPER, Role.COUNTY_OFFICE})
OPENER = frozenset({Role.CLUE_KEEPER})  # reads content by office; everyone else by a recorded grant

# fmt: off
CLUE_LIFE = LifeCycle(
    "问题线索",
    ClueState,
    Step("suggest", "提出处置建议", ClueState.REGISTERED, ClueState.SUGGESTED, PROPOSER),
    Step("decide", "研究决定", ClueState.SUGGESTED, ClueState.DECIDED, DECIDER, sets="decided_on"),
    Step(
        "transfer", "移交", ClueState.DECIDED, ClueState.TRANSFERRED, KEEPER,
        guards=("clue_in_a_batch",), sets="transferred_on",
    ),
    Step(
        "dispose", "处置", ClueState.TRANSFERRED, ClueState.DISPOSED, RECEIVER,
        guards=("clue_receipted", "clue_disposition_named"),
    ),
    Step("close", "办结", ClueState.DISPOSED, ClueState.CLOSED, KEEPER, sets="closed_on"),
    Step("reopen", "重新办理", ClueState.CLOSED, ClueState.TRANSFERRED, KEEPER, needs_note=True),
)
# fmt: on


def clue_number(year: int, round_number: int, group_number: int, serial: int) -> str:
    """Year, round, group and serial, e.g. 2019-6-2-001 (domain §6.3). Never reused."""
    return f"{number_series(year, round_number, group_number)}{serial:03d}"


def number_series(year: int, round_number: int, group_number: int) -> str:
    return f"{year}-{round_number}-{group_number}-"


def check_reflects(persons: int, organisation: str) -> None:
    """A clue reflects at least one person, or an organisation (I7). What reflects neither is no clue."""
    if persons < 1 and not organisation.strip():
        raise NotAllowed("线索须有被反映人或者被反映组织。")


def is_early(transferred_on: date, heard_on: date | None) -> bool:
    """Handed over before the secretary meeting has heard its task (边巡边移): only by an approval on record."""
    return heard_on is None or transferred_on < heard_on
