"""Which blocks stand on whose desk: at most seven, each for those who can see its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha.desk.queries import (
    administration,
    arrivals,
    clues,
    counties,
    coverage,
    due,
    group,
    matters,
    review,
    rounds,
    ties,
    unit,
    waiting,
)
from xuncha.desk.rules import BLOCKS
from xuncha.kernel.viewer import Viewer

ALL = 100  # lines on a block's own page; the lists it leads to have the rest


@dataclass(frozen=True)
class Block:
    """One question that someone asks every week.

    name     its address, and the template that answers it
    readers  the roles to which it can show anything
    ask      viewer, day and number of lines → what the template shows
    lines    how many of them stand on the desk
    place    "main": the wide column; "half": half of it; "side": the narrow one
    later    fetched once the desk stands, because counting takes a while
    """

    name: str
    title: str
    readers: frozenset[str]
    ask: Callable[[Viewer, date, int], Any]
    lines: int = 5
    place: str = "main"
    later: bool = False

    @property
    def template(self) -> str:
        return f"desk/_{self.name}.html"


IN_ORDER = (
    Block("tasks", "本组任务", group.READERS, group.own_tasks, lines=12),
    Block("rectification", "本单位整改", unit.READERS, unit.rectification, lines=8),
    Block("demands", "市级要求事项", waiting.COUNTIES, waiting.to_answer),
    Block("decisions", "待我审批", waiting.DECIDERS, waiting.to_decide, place="side"),
    Block("coverage", "全覆盖进度", coverage.READERS, coverage.progress),
    Block("due", "逾期与临期", due.READERS, due.due, lines=3, place="side"),
    Block("rounds", "轮次进展", rounds.READERS, rounds.standing, lines=3),
    Block("problems", "本组问题", group.READERS, group.problems, place="side"),
    Block("matters", "点人点事", matters.READERS, matters.matters, lines=4, place="side"),
    Block("counties", "县区进度", counties.READERS, counties.counties, lines=11, later=True, place="half"),
    Block("arrivals", "近日收到", arrivals.READERS, arrivals.arrivals, lines=6, place="half"),
    Block("ties", "数据勾稽", ties.READERS, ties.ties, later=True, place="side"),
    Block("papers", "收到的反馈意见", unit.READERS, unit.papers, place="side"),
    Block("clues", "线索办理", clues.KEEPERS, clues.kept),
    Block("received", "收到的线索", clues.RECEIVERS, clues.received),
    Block("plans", "整改方案", review.READERS, review.plans, lines=10),
    Block("filings", "市级报送", waiting.PROVINCE, waiting.filed, lines=8),
    Block("accounts", "账号", administration.ACCOUNTS, administration.accounts),
    Block("rights", "岗位授权", administration.RIGHTS, administration.rights),
    Block("chain", "审计记录", administration.CHAIN, administration.chain, lines=8, later=True),
)


def desk_of(viewer: Viewer) -> list[Block]:
    """The first seven whose readers this person is one of."""
    return [block for block in IN_ORDER if viewer.has(*block.readers)][:BLOCKS]


def block_of(viewer: Viewer, name: str) -> Block | None:
    """A block by its name; None for who has no business with it."""
    return next((block for block in IN_ORDER if block.name == name and viewer.has(*block.readers)), None)


def place_of(viewer: Viewer, block: Block) -> int:
    """Its number on this person's desk; 0 when it does not stand there."""
    desk = desk_of(viewer)
    return desk.index(block) + 1 if block in desk else 0
