"""The divisions below an office as a tree: what is covered there, and who looks after what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from xuncha.guidance.models import ContactPoint, Sponsorship
from xuncha.guidance.queries.contacts import counties_below
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Division, Organisation
from xuncha.records.models import Office
from xuncha.rounds.queries.counties import listed_of


@dataclass
class Node:
    """A division. `listed` organisations of it and below are planned, `covered` of them inspected."""

    division: Division
    office: Office | None = None
    points: list[ContactPoint] = field(default_factory=list)
    sponsors: list[Sponsorship] = field(default_factory=list)
    below: list["Node"] = field(default_factory=list)
    listed: int = 0
    covered: int = 0

    @property
    def marked(self) -> bool:
        """Whether somebody looks after it or anything below it."""
        return bool(self.points or self.sponsors) or any(node.marked for node in self.below)


def tree(city: int, viewer: Viewer, day: date) -> list[Node]:
    """The counties below the office with their townships and villages; in a constant number of queries."""
    counties = list(counties_below(city))
    codes = [county.code for county in counties]
    wanted = Division.objects.in_use_on(day).filter(code__in=codes) | Division.objects.in_use_on(day).filter(
        parent__code__in=codes
    )
    wanted |= Division.objects.in_use_on(day).filter(parent__parent__code__in=codes)
    nodes = {division.pk: Node(division) for division in wanted.order_by("code")}
    by_code = {county.code: county for county in counties}
    top: list[Node] = []
    for node in nodes.values():
        node.office = by_code.get(node.division.code)
        above = nodes.get(node.division.parent_id or 0)
        (above.below if above else top).append(node)
    _mark(nodes, city, viewer, day)
    _count(nodes, counties, day)
    return top


def flat(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every division, each before those in it."""
    for node in nodes:
        yield node
        yield from flat(node.below)


def _mark(nodes: dict[int, Node], city: int, viewer: Viewer, day: date) -> None:
    points = ContactPoint.objects.visible_to(viewer).filter(office=city).in_force_on(day)
    for point in points.order_by("pk"):
        if point.division_id in nodes:
            nodes[point.division_id].points.append(point)
    pairs = Sponsorship.objects.visible_to(viewer).filter(office=city, county__isnull=False)
    of_office = {node.office.pk: node for node in nodes.values() if node.office}
    for pair in pairs.in_force_on(day).select_related("person").defer("person__id_number").order_by("pk"):
        node = nodes.get(pair.division_id or 0) or of_office.get(pair.county_id or 0)
        if node is not None:
            node.sponsors.append(pair)


def _count(nodes: dict[int, Node], counties: list[Office], day: date) -> None:
    """Organisations by the division they lie in, and summed upwards."""
    rows = [row for listed in listed_of(counties, day).values() for row in listed]
    place = dict(
        Organisation.objects.filter(pk__in=[row.organisation for row in rows]).values_list("pk", "division")
    )
    seen: dict[int, list[bool]] = defaultdict(list)
    for row in rows:
        seen[place[row.organisation]].append(row.covered)
    for key, covered in seen.items():
        node = nodes.get(key)
        while node is not None:
            node.listed += len(covered)
            node.covered += sum(covered)
            node = nodes.get(node.division.parent_id or 0)
