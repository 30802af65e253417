"""What comes with the system for rounds: rule sets and step templates, by the files that hold their lines."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xuncha.records.rules import Level
from xuncha.rounds.rules.kinds import TaskKind
from xuncha.rounds.rules.tasks import SKIPPABLE, TaskState

IN_USE_FROM = date(2017, 1, 1)
ANY = ""


class RuleSetFile(NamedTuple):
    """The deadlines of one era of the regulations (domain §2.2)."""

    name: str
    in_use_from: date
    file: str


RULE_SETS = (
    RuleSetFile("2017年制度", IN_USE_FROM, "deadlines-2017.csv"),
    RuleSetFile("2022年以来制度", date(2022, 1, 1), "deadlines-2022.csv"),
)


class TemplateFile(NamedTuple):
    """A step template; `offices` are the levels of the offices that get it."""

    name: str
    kind: TaskKind
    level: str
    file: str
    skips: tuple[TaskState, ...] = ()
    offices: tuple[Level, ...] = (Level.PROVINCE, Level.CITY, Level.COUNTY)


TEMPLATES = (
    TemplateFile("常规巡察流程", TaskKind.ROUTINE, ANY, "steps-routine.csv"),
    TemplateFile("巡察“回头看”流程", TaskKind.LOOKBACK, ANY, "steps-lookback.csv"),
    TemplateFile(
        "直接巡村六步流程",
        TaskKind.ROUTINE,
        Level.VILLAGE,
        "steps-village.csv",
        SKIPPABLE,
        (Level.CITY, Level.COUNTY),
    ),
    TemplateFile(
        "县级常规巡察简化流程",
        TaskKind.ROUTINE,
        Level.COUNTY,
        "steps-county.csv",
        (TaskState.EVALUATED,),
        (Level.COUNTY,),
    ),
)


def templates_for(level: str) -> Iterator[TemplateFile]:
    """Those that an office of this level works by."""
    return (one for one in TEMPLATES if level in one.offices)
