"""The template of a check as it stands for one county, and the common problems with what was seen in each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.guidance.models import (
    Aspect,
    Campaign,
    CheckPoint,
    CheckVisit,
    CommonProblem,
    CountyProblem,
    PointResult,
)
from xuncha.kernel.viewer import Viewer


def open_points(visit: CheckVisit) -> list[tuple[CheckPoint, PointResult | None]]:
    """Every point of the campaign's template in its order, with what this visit found of it."""
    known = {row.point_id: row for row in visit.results.live()}
    points = CheckPoint.objects.live().filter(aspect__campaign=visit.team.campaign_id)
    ordered = points.select_related("aspect").order_by("aspect__serial", "serial")
    return [(point, known.get(point.pk)) for point in ordered]


@dataclass(frozen=True)
class Heap:
    """The problems seen under one aspect: those that are in no common problem yet, and the common ones."""

    aspect: Aspect
    loose: list[CountyProblem]
    common: list[tuple[CommonProblem, list[CountyProblem]]]


def heaps(campaign: Campaign, viewer: Viewer) -> list[Heap]:
    """All that was seen in a campaign, by aspect; in three queries."""
    seen = CountyProblem.objects.visible_to(viewer).filter(visit__team__campaign=campaign)
    loose: dict[int, list[CountyProblem]] = defaultdict(list)
    members: dict[int, list[CountyProblem]] = defaultdict(list)
    for problem in seen.select_related("county").order_by("county__code", "pk"):
        if problem.common_id is None:
            loose[problem.aspect_id].append(problem)
        else:
            members[problem.common_id].append(problem)
    common: dict[int, list[CommonProblem]] = defaultdict(list)
    for row in CommonProblem.objects.visible_to(viewer).filter(campaign=campaign).order_by("serial"):
        common[row.aspect_id].append(row)
    aspects: Sequence[Aspect] = list(campaign.aspects.live().order_by("serial"))
    return [
        Heap(aspect, loose[aspect.pk], [(row, members[row.pk]) for row in common[aspect.pk]])
        for aspect in aspects
    ]
