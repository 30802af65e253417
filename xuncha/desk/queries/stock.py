"""How many records of one kind stand in which state, as a bar and as links to their lists."""

from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from django.db.models import Count, QuerySet

from xuncha.desk.rules import spans
from xuncha.kernel.lifecycle import LifeCycle
from xuncha.kernel.words import Word
from xuncha.ui.lifecycles import tone_of
from xuncha.ui.lines import address
from xuncha.ui.tables.registry import table_of

RAMP = ("step-1", "step-2", "step-3", "step-4", "step-6")


@dataclass(frozen=True)
class Part:
    """One part of a bar: how many, where it begins and how long it is (0 to 100), and the list of them."""

    label: str
    tone: str
    count: int
    start: float
    width: float
    url: str = ""


@dataclass(frozen=True)
class Stock:
    """`states` maps a state to how many stand in it."""

    states: dict[str, int]
    parts: list[Part]

    @property
    def total(self) -> int:
        return sum(self.states.values())

    def count(self, *states: str) -> int:
        return sum(self.states.get(state, 0) for state in states)


def stock(model: type[Any], rows: QuerySet[Any]) -> Stock:
    """Rows of a life-cycled model by state, in the order of its vocabulary; in one query."""
    sizes = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    tones = tones_of(model)
    states = {state: sizes[state] for state in tones if state in sizes}
    base = address(model)
    places = zip(states.items(), spans(list(states.values())), strict=True)
    parts = [
        Part(str(state.label), tones[state], size, *span, url=f"{base}?state={state}" if base else "")
        for (state, size), span in places
    ]
    return Stock({str(state): size for state, size in states.items()}, parts)


def tones_of(model: type[Any]) -> dict[Word, str]:
    """From light to dark as the work goes on; dark is finished, pale grey what was given up for a reason, red what
    the list shows red."""
    life: LifeCycle = model.life
    table = table_of(model)
    ramp = chain(RAMP, repeat(RAMP[-1]))
    ended = {"green": "step-5", "grey": "grey"}
    found: dict[Word, str] = {}
    for state in life.states:
        tone = tone_of(life, state)
        if table is not None and table.tones.get(state) == "red":
            found[state] = "late"
        else:
            found[state] = next(ramp) if state == life.initial or tone not in ended else ended[tone]
    return found
