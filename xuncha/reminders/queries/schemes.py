"""Which thresholds hold where: the office's own scheme, that of the office above, or the one that comes along."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from xuncha.records.models import Office
from xuncha.reminders.models import Notice, Scheme, Threshold
from xuncha.reminders.rules.thresholds import Audience, Ladder, Row, ladder

BUNDLED = Path(__file__).parents[1] / "data" / "thresholds.csv"


@dataclass(frozen=True)
class InForce:
    """A scheme and the offices whose things go by it; `scheme` is None for the thresholds that come along."""

    scheme: int | None
    rows: tuple[Row, ...]
    offices: tuple[int, ...]

    @cached_property
    def _ladders(self) -> dict[str, Ladder]:
        return {}

    def ladder(self, kind: str) -> Ladder:
        if kind not in self._ladders:
            self._ladders[kind] = ladder(self.rows, kind)
        return self._ladders[kind]


@cache
def bundled() -> tuple[Row, ...]:
    """The thresholds that come along."""
    with BUNDLED.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return tuple(Row(line["kind"], int(line["days"]), Audience(line["audience"])) for line in lines)


def in_force(day: date) -> list[InForce]:
    """Every office of the installation, by the scheme it goes by on that day. Three queries."""
    own = _own(day)
    parents = dict(Office.objects.values_list("pk", "parent"))
    offices: dict[int | None, list[int]] = defaultdict(list)
    for office in sorted(parents):
        offices[_scheme_of(office, own, parents)].append(office)
    rows = _rows([scheme for scheme in offices if scheme])
    return [
        InForce(scheme, rows[scheme] if scheme else bundled(), tuple(group))
        for scheme, group in offices.items()
    ]


def _own(day: date) -> dict[int, int]:
    """Office → its latest scheme in use."""
    found = Scheme.objects.live().filter(at__lte=day).order_by("at", "pk")
    return dict(found.values_list("office", "pk"))


def _scheme_of(office: int, own: Mapping[int, int], parents: Mapping[int, int | None]) -> int | None:
    """One's own, else that of the nearest office above."""
    place: int | None = office
    while place is not None:
        if place in own:
            return own[place]
        place = parents.get(place)
    return None


def _rows(schemes: list[int]) -> dict[int, tuple[Row, ...]]:
    found: dict[int, list[Row]] = {scheme: [] for scheme in schemes}
    lines = Threshold.objects.live().filter(scheme__in=schemes).order_by("pk")
    for scheme, kind, days, audience in lines.values_list("scheme", "kind", "days", "audience"):
        found[scheme].append(Row(kind, days, Audience(audience)))
    return {scheme: tuple(rows) for scheme, rows in found.items()}


def is_open(scheme: Scheme) -> bool:
    """Whether its thresholds may still be changed: nobody was told by them yet."""
    return not Notice.objects.filter(scheme=scheme).exists()


def is_open_threshold(threshold: Threshold) -> bool:
    return is_open(threshold.scheme)
