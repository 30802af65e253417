"""Clues: vocabularies and the life of a clue (domain §6.3)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from xuncha.kernel.deadlines import add_months
from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import GROUP, OFFICE, Role


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


class Result(Word):
    """What came of a clue; the four forms are those of the 2016 regulation on inner-Party supervision, article 7."""

    UNVERIFIED = "unverified", "未查实"
    ENDED = "ended", "了结"
    FIRST = "first", "第一种形态（批评教育等）"
    SECOND = "second", "第二种形态（轻处分）"
    THIRD = "third", "第三种形态（重处分）"
    FOURTH = "fourth", "第四种形态（移送司法）"


class Occasion(Word):
    """Why a receiver is reminded: the result is due soon, is overdue, or a quarter has passed since it was due."""

    AHEAD = "ahead", "期前提醒"
    OVERDUE = "overdue", "逾期催办"
    QUARTERLY = "quarterly", "季度核查"


@dataclass(frozen=True)
class Subject:
    """A person reflected. The text never shows in a repr, hence in no traceback and no log."""

    details: str = field(repr=False)
    is_principal: bool = False


@dataclass(frozen=True)
class Content:
    """What a clue says, as handed in and as opened. Nothing of it shows in a repr."""

    summary: str = field(repr=False)
    organisation: str = field(default="", repr=False)
    reporter: str = field(default="", repr=False)
    named: bool = False
    subjects: tuple[Subject, ...] = field(default=(), repr=False)


REGISTRAR = frozenset(
    {Role.GROUP_LEADER, Role.LIAISON, Role.MEMBER, Role.PETITION_CLERK, Role.CLUE_KEEPER, Role.COUNTY_OFFICE}
)
KEEPER = frozenset({Role.CLUE_KEEPER, Role.COUNTY_OFFICE})
PROPOSER = frozenset({Role.GROUP_LEADER, Role.COUNTY_OFFICE})
DECIDER = frozenset({Role.APPROVER, Role.COUNTY_OFFICE})
RECEIVER = frozenset({Role.CLUE_RECEIVER, Role.CLUE_KEEPER, Role.COUNTY_OFFICE})
OPENER = frozenset({Role.CLUE_KEEPER})  # reads content by office; everyone else by a recorded grant
GRANTER = frozenset({Role.DIRECTOR, Role.APPROVER, Role.COUNTY_OFFICE})  # says who else may read it
# Who may be given a grant, and must still hold such a post towards the clue whenever they use it.
HOLDER = OFFICE | GROUP | {Role.CLUE_KEEPER, Role.CLUE_RECEIVER}
QUARTER = 3  # months between the checks of what is overdue (domain §2.2, D22)
WITHOUT_PERSONS = frozenset({Result.UNVERIFIED})

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
    Step(
        "close", "办结", ClueState.DISPOSED, ClueState.CLOSED, KEEPER,
        guards=("clue_result_reported",), sets="closed_on",
    ),
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


PRINCIPAL = re.compile(r"[\s,，、;；]*[（(]?一把手[）)]?\s*$")


def subjects_of(lines: Iterable[str]) -> tuple[Subject, ...]:
    """One person a line; a line that ends in 一把手 reflects the head of a body."""
    told = [line.strip() for line in lines if line.strip()]
    found = tuple(Subject(PRINCIPAL.sub("", line), bool(PRINCIPAL.search(line))) for line in told)
    if not all(subject.details for subject in found):
        raise NotAllowed("被反映人每人一行，须写明姓名、单位、职务，不能只写“一把手”。")
    return found


def check_result(result: str, *, filed: int, handled: int) -> None:
    """What was not borne out has nobody filed against or handled."""
    if result in WITHOUT_PERSONS and (filed or handled):
        raise NotAllowed("结果为“未查实”的，立案人数和处理人数应为0。")


def check_day(due_on: date, day: date) -> date:
    """The check that a reminder of `day` belongs to: the day the result is due, then every quarter after it."""
    number = 0
    while add_months(due_on, (number + 1) * QUARTER) <= day:
        number += 1
    return add_months(due_on, number * QUARTER)


def occasion(due_on: date, day: date) -> Occasion:
    if day <= due_on:
        return Occasion.AHEAD
    return Occasion.OVERDUE if check_day(due_on, day) == due_on else Occasion.QUARTERLY
