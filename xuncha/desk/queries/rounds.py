"""Where the rounds under way are: their stage, and their tasks by what they go through."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count

from xuncha.desk.queries.stock import Part
from xuncha.desk.rules import spans
from xuncha.kernel.viewer import Viewer
from xuncha.rounds.models import Round, Task
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.stages import STAGE_OF_TASK, Stage, stage
from xuncha.rounds.rules.tasks import IDLE, TaskState
from xuncha.ui.lines import address

READERS = Round.reach.office
BEGUN = (RoundState.SUBMITTED, RoundState.APPROVED, RoundState.AUTHORISED, RoundState.MOBILISED)
COURSE = (  # what a task goes through, as the bar has it: its word and its step on the ramp
    (Stage.MOBILISED, "待进驻", "step-1"),
    (Stage.ON_SITE, "现场了解", "step-2"),
    (Stage.DELIBERATING, "报告审议", "step-3"),
    (Stage.FEEDING_BACK, "待反馈", "step-4"),
    (Stage.RECTIFYING, "整改", "step-5"),
    (Stage.ARCHIVING, "评估归档", "step-6"),
)


@dataclass(frozen=True)
class Standing:
    """A round under way. `idle` tasks are postponed or withdrawn and stand on no bar."""

    name: str
    stage: Stage
    tasks: int
    parts: list[Part]
    idle: int
    url: str


class _Round(NamedTuple):
    """The columns of a round, in the order of its sorting."""

    term: int
    number: int
    name: str
    state: str
    uid: object


def standing(viewer: Viewer, day: date, limit: int) -> list[Standing]:
    """The office's rounds under way, the youngest first. No round is submitted without tasks; so they tell all, in one query."""
    tasks = Task.objects.visible_to(viewer).filter(
        round__office=viewer.office, round__voided_at=None, round__state__in=BEGUN
    )
    columns = ("round__term__number", "round__number", "round__name", "round__state", "round__uid", "state")
    found: dict[_Round, dict[str, int]] = defaultdict(dict)
    for *round_, state, number in tasks.order_by().values_list(*columns).annotate(n=Count("pk")):
        found[_Round(*round_)][state] = number
    youngest = sorted(found, key=lambda round_: (round_.term, round_.number), reverse=True)
    return [_standing(round_, found[round_]) for round_ in youngest[:limit]]


def _standing(round_: _Round, states: Mapping[str, int]) -> Standing:
    idle, base = sum(states.get(state, 0) for state in IDLE), address(Round)
    return Standing(
        name=round_.name,
        stage=stage(round_.state, states),
        tasks=sum(states.values()) - idle,
        parts=_parts(states),
        idle=idle,
        url=f"{base}{round_.uid}/" if base else "",
    )


def _parts(states: Mapping[str, int]) -> list[Part]:
    sizes: Counter[Stage] = Counter()
    for state, number in states.items():
        if state not in IDLE:
            sizes[STAGE_OF_TASK[TaskState(state)]] += number
    begun = [(label, tone, sizes[step]) for step, label, tone in COURSE if sizes[step]]
    places = spans([number for _, _, number in begun])
    return [
        Part(label, tone, number, *span) for (label, tone, number), span in zip(begun, places, strict=True)
    ]
