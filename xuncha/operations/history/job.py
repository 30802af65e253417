"""One load: what is known, what is wrong, what will be stored; and how a sheet's words are looked up."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from xuncha.operations.history.columns import Column, Faults, Line, number, word
from xuncha.operations.history.known import Known
from xuncha.operations.history.store import Store
from xuncha.rounds.models import Round, Task
from xuncha.rounds.rules.kinds import TaskKind

V = TypeVar("V")

# The columns by which every sheet but that of the rounds says which task it speaks of.
TERM = Column("term", "届次", number, required=True, help="第几届，如4")
ROUND = Column("round", "轮次", number, required=True, help="本届第几轮，如3")
UNIT = Column("unit", "党组织", required=True, help="党组织名称，与机构登记一致；简称没有重名时也可以填简称")
KIND = word("kind", "巡察类型", TaskKind, required=True)
TASK = (TERM, ROUND, UNIT, KIND)


@dataclass
class Job:
    """`there` counts the lines that the office has already; `seen` remembers the natural keys of the sheet."""

    known: Known
    store: Store
    faults: Faults
    today: date
    there: int = 0
    seen: dict[Hashable, int] = field(default_factory=dict)

    def fault(self, line: Line, name: str, sentence: str) -> None:
        self.faults.add(line, name, sentence)

    def find(self, line: Line, name: str, among: Mapping[Any, V], what: str = "本机构没有“%s”。") -> V | None:
        """The row a cell speaks of; a fault, and None, where there is none."""
        asked = line[name]
        if asked is None:
            return None
        found = among.get(asked)
        if found is None:
            self.fault(line, name, what % asked)
        return found

    def is_new(self, line: Line, name: str, key: Hashable, exists: bool) -> bool:
        """Whether the line's natural key is neither stored nor in the sheet already."""
        if exists:
            self.there += 1
            self.fault(line, name, "已有该记录，不能重复导入。")
            return False
        if key in self.seen:
            self.fault(line, name, "与第%d行重复。" % self.seen[key])
            return False
        self.seen[key] = line.row
        return True

    def round(self, line: Line) -> Round | None:
        if line["term"] is None or line["round"] is None:
            return None
        found = self.known.rounds.get((line["term"], line["round"]))
        if found is None or found.voided_at:
            self.fault(line, "round", "没有第%d届第%d轮，请先导入轮次。" % (line["term"], line["round"]))
            return None
        return found

    def task(self, line: Line) -> Task | None:
        """The task a line speaks of by round, organisation and kind."""
        round_ = self.round(line)
        unit = self.find(line, "unit", self.known.organisations)
        if round_ is None or unit is None or line["kind"] is None:
            return None
        found = self.known.tasks.get((round_.pk, unit.pk, line["kind"]))
        if found is None:
            self.fault(line, "unit", "本轮没有该党组织的这类任务，请先导入任务。")
        return found


Load = Callable[[Job, list[Line]], None]


@dataclass(frozen=True)
class Kind:
    """One kind of sheet: what it is called, its columns, how its lines become rows, and an example line."""

    name: str
    title: str
    columns: tuple[Column, ...]
    load: Load
    example: Mapping[str, object]
