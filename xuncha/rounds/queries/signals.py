"""What speaks for inspecting an organisation early: the office's own past here, other apps' rows as config wires them.

A signal sees with the eyes of who asks: what a person may not read raises no priority on that person's page.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext

from xuncha.kernel.viewer import Viewer
from xuncha.rounds.models import PlanItem, Task
from xuncha.rounds.rules.planner import MOST_WEIGHT, YEARS_AGO, StipulationKind


@dataclass(frozen=True)
class Signal:
    """One reason: how much it weighs, and the sentence with its values apart."""

    organisation: int
    weight: int
    text: str
    values: tuple[tuple[str, object], ...] = ()


Source = Callable[[Viewer, Collection[int], date], Iterable[Signal]]
_sources: list[Source] = []


def provide(source: Source) -> None:
    """Ask this source too; twice the same counts once."""
    if source not in _sources:
        _sources.append(source)


@dataclass(frozen=True)
class Suggestion:
    """An organisation that is left, with what speaks for it and the priority that comes to."""

    item: PlanItem
    signals: tuple[Signal, ...]

    @property
    def weight(self) -> int:
        return min(sum(one.weight for one in self.signals), MOST_WEIGHT)

    @property
    def spoken(self) -> str:
        """没有巡察记录；承办督办事项2件"""
        return gettext("；").join(gettext(one.text) % dict(one.values) for one in self.signals)

    @property
    def query(self) -> str:
        """What a form begins with that makes a priority of it."""
        return urlencode(
            {
                "kind": StipulationKind.PRIORITY.value,
                "organisation": self.item.organisation_id,
                "weight": self.weight,
                "reason": self.spoken[:200],
            }
        )


def suggestions(viewer: Viewer, left: Collection[PlanItem], day: date) -> list[Suggestion]:
    """Every organisation that is left, the most pressing first."""
    keys = [item.organisation_id for item in left]
    found: dict[int, list[Signal]] = {key: [] for key in keys}
    for source in (since_last_time, *_sources):
        for signal in source(viewer, keys, day):
            found[signal.organisation].append(signal)
    rows = [Suggestion(item, tuple(found[item.organisation_id])) for item in left]
    return sorted(rows, key=lambda one: (-one.weight, one.item.pk))


def since_last_time(viewer: Viewer, organisations: Collection[int], day: date) -> Iterable[Signal]:
    """Years since inspectors last left it, in whatever term; nothing known at all weighs most."""
    tasks = Task.objects.visible_to(viewer).filter(organisation__in=organisations, left_on__lte=day)
    last: dict[int, date] = {}
    for key, left_on in tasks.values_list("organisation", "left_on"):
        if left_on:
            last[key] = max(left_on, last.get(key, left_on))
    long, short = YEARS_AGO
    for key in organisations:
        if key not in last:
            yield Signal(key, 3, "没有巡察记录")
            continue
        years = (day - last[key]).days // 365
        if years >= short:
            weight = 3 if years >= long else 2
            yield Signal(key, weight, "距上次巡察已%(years)s年", (("years", years),))
