"""Petitions received on site: vocabularies and the life of one (domain §4.3)."""

from datetime import date

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class Channel(Word):
    LETTER = "letter", "来信"
    CALL = "call", "来电"
    VISIT = "visit", "来访"
    CODE = "code", "网络码"


class Scope(Word):
    WITHIN = "within", "受理范围内"
    OUTSIDE = "outside", "受理范围外"


class Outcome(Word):
    """What becomes of a petition; the same matter written twice is joined to the first one."""

    VERIFY = "verify", "组内核实"
    DISCIPLINE = "discipline", "转纪检监察机关"
    UNIT = "unit", "转被巡察党组织"
    PETITION = "petition", "转信访部门"
    JOINED = "joined", "并入原件办理"


class PetitionState(Word):
    REGISTERED = "registered", "已登记"
    DISPOSED = "disposed", "已处置"
    ANSWERED = "answered", "已答复"


CLERKS = frozenset({Role.PETITION_CLERK, Role.GROUP_LEADER, Role.LIAISON, Role.COUNTY_OFFICE})
DECIDERS = frozenset({Role.GROUP_LEADER, Role.LIAISON, Role.COUNTY_OFFICE})
OPENERS = frozenset({Role.GROUP_LEADER, Role.PETITION_CLERK})  # who may learn who wrote, see domain §3.2

# fmt: off
PETITION_LIFE = LifeCycle(
    "信访件",
    PetitionState,
    Step(
        "dispose", "提出处置意见", PetitionState.REGISTERED, PetitionState.DISPOSED, DECIDERS, sets="disposed_on"
    ),
    Step(
        "answer", "答复反映人", PetitionState.DISPOSED, PetitionState.ANSWERED, CLERKS,
        guards=("petitioner_known",), sets="answered_on",
    ),
)
# fmt: on


def check_reporter(named: bool, reporter: str) -> None:
    if named and not reporter.strip():
        raise NotAllowed("实名件须登记反映人。")
    if reporter.strip() and not named:
        raise NotAllowed("匿名件不登记反映人。")


def is_late(at: date, closes_on: date | None) -> bool:
    """Whether a group had stopped receiving petitions by that day."""
    return closes_on is not None and at > closes_on


def check_in_time(at: date, closes_on: date | None, reason: str) -> None:
    if is_late(at, closes_on) and closes_on and not reason.strip():
        raise NotAllowed(
            "本组于%(day)s停止受理信访。此后收到的来件仍予受理的，请写明理由。", day=closes_on.isoformat()
        )


def check_outcome(scope: str, outcome: str, joined: bool) -> None:
    """What lies outside the group's field is handed on, never verified by the group; a copy names its original."""
    if scope == Scope.OUTSIDE and outcome == Outcome.VERIFY:
        raise NotAllowed("受理范围外的信访件不由巡察组核实，应当转有关机关。")
    if joined != (outcome == Outcome.JOINED):
        raise NotAllowed("“并入原件办理”须选定原件，其他处置方式不选原件。")
