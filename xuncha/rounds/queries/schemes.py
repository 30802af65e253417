"""A scheme as people read it: rounds, groups and organisations by name, loads, cases, and plans side by side."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from xuncha.kernel.numerals import NOTHING
from xuncha.orgs.models import Organisation
from xuncha.orgs.rules import UnitClass
from xuncha.rounds.models import RoundScheme, Term
from xuncha.rounds.queries.planner import group_name


@dataclass(frozen=True)
class Target:
    """An organisation of a round; `row` is None where it is gone from the register."""

    id: str
    name: str
    unit_class: str
    row: Organisation | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """What one group does in one round."""

    number: int
    name: str
    enters: date
    leaves: date
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Line:
    """One proposed round; `so_far` of all that are left are done after it."""

    number: int
    enters: date
    leaves: date
    turns: tuple[Turn, ...]
    so_far: int

    @property
    def count(self) -> int:
        return sum(len(turn.targets) for turn in self.turns)


@dataclass(frozen=True)
class Case:
    """What the end of coverage comes to if something is otherwise."""

    label: str
    ends: date | None
    later: int | None
    late: int
    rounds: int
    is_proven: bool

    @property
    def sooner(self) -> int:
        return -(self.later or 0)

    @property
    def tone(self) -> str:
        if self.ends is None or self.late:
            return "red"
        return "amber" if self.later and self.later > 0 else "green"


@dataclass(frozen=True)
class Shown:
    """Everything of one scheme."""

    scheme: RoundScheme
    lines: tuple[Line, ...]
    loads: tuple[tuple[str, int], ...]
    cases: tuple[Case, ...]

    @cached_property
    def answer(self) -> Mapping[str, Any]:
        return self.scheme.answered

    @property
    def why(self) -> list[str]:
        return [_spoken(one) for one in self.answer.get("why_said", ())]

    @property
    def gap(self) -> int | None:
        """Working days that the end may still be earlier."""
        found: int | None = self.answer.get("gap_days")
        return found

    @property
    def late(self) -> int:
        return int(self.answer.get("late_days") or 0)

    @property
    def apart(self) -> int:
        loads = [load for _, load in self.loads]
        return max(loads) - min(loads) if loads else 0

    @property
    def priorities(self) -> int:
        return int((self.answer.get("aims") or {}).get("priorities", 0))

    @property
    def is_proven(self) -> bool:
        return bool(self.answer.get("proven"))

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)


def shown(scheme: RoundScheme) -> Shown:
    """A scheme with its organisations, in one query."""
    asked, answer = json.loads(scheme.asked), scheme.answered
    of = {one["id"]: one for one in asked["organisations"]}
    rows = {str(row.uid): row for row in Organisation.objects.filter(uid__in=of)}
    lines, so_far = [], 0
    for line in answer.get("rounds", ()):
        turns = tuple(_turn(line, group, of, rows) for group in line["groups"])
        so_far += sum(len(turn.targets) for turn in turns)
        enters, leaves = date.fromisoformat(line["enters"]), date.fromisoformat(line["leaves"])
        lines.append(Line(line["number"], enters, leaves, turns, so_far))
    loads = tuple((group_name(int(id)), load) for id, load in answer.get("loads", {}).items())
    return Shown(scheme, tuple(lines), loads, tuple(_case(one) for one in answer.get("what_if", ())))


def _turn(
    line: Mapping[str, Any],
    group: Mapping[str, Any],
    of: Mapping[str, Mapping[str, Any]],
    rows: Mapping[str, Organisation],
) -> Turn:
    number = int(group["id"])
    targets = tuple(
        Target(
            id=id,
            name=of[id]["name"],
            unit_class=UnitClass(of[id]["kind"]).label,
            row=rows.get(id),
            reasons=tuple(of[id].get("reasons", ())),
        )
        for id in group["organisations"]
    )
    return Turn(
        number,
        group_name(number),
        date.fromisoformat(line["enters"]),
        date.fromisoformat(group["leaves"]),
        targets,
    )


def _spoken(said: Mapping[str, Any]) -> str:
    values: dict[str, object] = said["values"]
    return gettext(str(said["text"])) % values


def _case(row: Mapping[str, Any]) -> Case:
    ends = row["finish"] and date.fromisoformat(row["finish"])
    return Case(_spoken(row["said"]), ends, row["later_days"], row["late_days"], row["rounds"], row["proven"])


@dataclass(frozen=True)
class Measure:
    """One measure of several schemes; `best` are the places of the smallest values where they differ."""

    label: str
    values: tuple[str, ...]
    best: frozenset[int]


def compared(schemes: Iterable[RoundScheme]) -> tuple[tuple[Shown, ...], tuple[Measure, ...]]:
    """Schemes side by side: what was asked and what it came to."""
    every = tuple(shown(one) for one in schemes)
    rows = [
        _measure("完成全覆盖日期", [one.scheme.ends_on for one in every]),
        _measure("超过期限的工作日", [one.late for one in every]),
        _measure("拟定轮次", [len(one.lines) or None for one in every]),
        _measure("各组工作量相差（组日）", [one.apart if one.lines else None for one in every]),
        _measure("优先事项的先后", [one.priorities if one.lines else None for one in every]),
    ]
    fields = (
        "groups",
        "targets",
        "per_year",
        "most_days",
        "preparation",
        "feedback",
        "gap",
        "even",
        "pace",
        "deadline",
    )
    for name in fields:
        rows.append(
            Measure(label_of(name), tuple(_said(getattr(one.scheme, name)) for one in every), frozenset())
        )
    return every, tuple(rows)


def _measure(label: str, values: list[Any]) -> Measure:
    known = [value for value in values if value is not None]
    differ = len(set(known)) > 1
    return Measure(
        label,
        tuple(map(_said, values)),
        frozenset(n for n, v in enumerate(values) if differ and v == min(known)),
    )


def label_of(name: str) -> str:
    """What a parameter is called."""
    return str(RoundScheme._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column of ours


def _said(value: Any) -> str:
    return NOTHING if value is None else str(value)


def kept(term: Term) -> RoundScheme | None:
    """The scheme whose rounds are the term's draft."""
    return term.schemes.live().filter(adopted_on__isnull=False, dropped_on=None).first()
