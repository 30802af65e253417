"""Check campaigns: their template, visits and what was found there, what is common to counties, the circular."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.files import File
from django.db import transaction

from xuncha.basis import actions as basis
from xuncha.basis.models import Document, Line
from xuncha.basis.rules import DocumentKind
from xuncha.files import actions as files
from xuncha.guidance.actions.common import enter, next_serial, require_below
from xuncha.guidance.actions.teams import require_cleared
from xuncha.guidance.models import (
    Aspect,
    Campaign,
    CheckEvidence,
    CheckPoint,
    CheckTeam,
    CheckVisit,
    CommonProblem,
    CountyProblem,
    PointResult,
)
from xuncha.guidance.queries.recusal import people_of
from xuncha.guidance.rules import FEWEST_COUNTIES, GUIDES, Score
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.records.queries import today


@transaction.atomic
def open_campaign(
    *,
    name: str,
    plan: Document,
    aspects: Sequence[str],
    by: Viewer,
    at: date,
    template: Campaign | None = None,
) -> Campaign:
    """A check of the counties begins on `at`, by its plan, along the aspects it names."""
    row = Campaign(office=plan.office, name=name, plan=plan)
    return enter_campaign(row, aspects=aspects, template=template, by=by, at=at)


@transaction.atomic
def enter_campaign(
    row: Campaign, *, aspects: Sequence[str], by: Viewer, at: date, template: Campaign | None = None
) -> Campaign:
    """A campaign as it was filled in. The aspects of an earlier one come with their points, before those named."""
    row.office = row.plan.office
    if not aspects and template is None:
        raise NotAllowed("请写明检查的方面。")
    if at < row.plan.at:
        raise NotAllowed("检查开始日期早于督导方案日期，请核对。")
    enter(row, by=by, at=at)
    earlier = list(template.aspects.live().order_by("serial")) if template else []
    titles = [aspect.title for aspect in earlier]
    for aspect in earlier:
        copy = add_aspect(row, aspect.title, by=by, at=at)
        for point in aspect.points.live().order_by("serial"):
            add_point(CheckPoint(aspect=copy, text=point.text), by=by, at=at)
    for title in dict.fromkeys(aspects):
        if title not in titles:
            add_aspect(row, title, by=by, at=at)
    return row


@transaction.atomic
def add_aspect(campaign: Campaign, title: str, *, by: Viewer, at: date) -> Aspect:
    """The campaign's next aspect."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # serials follow one another
    serial = next_serial(campaign.aspects.live())
    return enter(Aspect(office=campaign.office, campaign=campaign, serial=serial, title=title), by=by, at=at)


@transaction.atomic
def enter_aspect(row: Aspect, *, by: Viewer, at: date) -> Aspect:
    """One more aspect as it was filled in."""
    require_running(row.campaign)
    return add_aspect(row.campaign, row.title, by=by, at=at)


@transaction.atomic
def add_point(point: CheckPoint, *, by: Viewer, at: date) -> CheckPoint:
    """The next point under its aspect."""
    aspect = Aspect.objects.select_for_update().get(pk=point.aspect_id)
    require_running(aspect.campaign)
    point.office, point.serial = aspect.office, next_serial(aspect.points.live())
    return enter(point, by=by, at=at)


@transaction.atomic
def visit(team: CheckTeam, county: Office, *, by: Viewer, at: date) -> CheckVisit:
    """The team checks a county on `at`, which may be a day to come."""
    return enter_visit(CheckVisit(team=team, county=county), by=by, at=at)


@transaction.atomic
def enter_visit(row: CheckVisit, *, by: Viewer, at: date) -> CheckVisit:
    """A visit as it was filled in. Nobody goes who is not cleared towards the county; one team a county."""
    team = row.team
    row.office = team.office
    require_below(row.office, row.county)
    require_running(team.campaign)
    if at < team.campaign.at:
        raise NotAllowed("检查日期早于督导检查开始日期，请核对。")
    others = CheckVisit.objects.live().filter(team__campaign=team.campaign_id, county=row.county)
    if others.exists():
        raise NotAllowed("%(county)s已经安排了检查。", county=row.county.short_name)
    require_cleared(team, people_of(team), [row.county])
    records.require(row, GUIDES, by=by)
    return records.enter(row, by=by, at=min(at, today()), since=at)


@transaction.atomic
def fill_points(
    visit: CheckVisit, *, results: Mapping[CheckPoint, tuple[Score, str]], by: Viewer, at: date
) -> CheckVisit:
    """What was found of each point in the visit's county; a second look replaces the first, which is kept."""
    records.require(visit, GUIDES, by=by)
    require_held(visit, at)
    known = {row.point_id: row for row in visit.results.live()}
    for point, (score, note) in results.items():
        if point.aspect.campaign_id != visit.team.campaign_id:
            raise NotAllowed("该检查要点不属于本次督导检查。")
        if score == Score.LACKING and not note.strip():
            raise NotAllowed("“%(point)s”不符合的，请写明情况。", point=point.text)
        _keep_result(visit, point, score, note.strip(), known.get(point.pk), by=by, at=at)
    return visit


@transaction.atomic
def note_problem(
    visit: CheckVisit,
    *,
    aspect: Aspect,
    text: str,
    by: Viewer,
    pointed_out: bool = True,
    guided: bool = False,
) -> CountyProblem:
    """A problem seen on the visit; whether it was pointed out, and guided, on the spot."""
    row = CountyProblem(visit=visit, aspect=aspect, text=text, pointed_out=pointed_out, guided=guided)
    return enter_problem(row, by=by, at=visit.at)


@transaction.atomic
def enter_problem(row: CountyProblem, *, by: Viewer, at: date) -> CountyProblem:
    """A problem as it was filled in, dated as the visit."""
    seen = row.visit
    require_held(seen, today())
    if row.aspect.campaign_id != seen.team.campaign_id:
        raise NotAllowed("该检查方面不属于本次督导检查。")
    if row.guided and not row.pointed_out:
        raise NotAllowed("未当场指出的问题，不能登记为已当场指导。")
    if seen.team.campaign.circular_id:
        raise NotAllowed("本次督导检查已经通报，不能再登记问题。")
    row.office, row.county = seen.office, seen.county
    return enter(row, by=by, at=seen.at)


@transaction.atomic
def lay_evidence(
    row: CheckEvidence, *, by: Viewer, at: date, upload: "File[bytes] | None" = None
) -> CheckEvidence:
    """What shows a problem: a file, or where the paper lies."""
    row.office = row.problem.office
    records.require(row, GUIDES, by=by)
    if at < row.problem.at:
        raise NotAllowed("取证日期早于检查日期，请核对。")
    if upload is None and not row.shelf.strip():
        raise NotAllowed("请上传附件，或者注明纸质件存放处。")
    if upload is not None:
        media_type = getattr(upload, "content_type", None) or "application/octet-stream"
        row.attachment = files.store(
            upload.read(), name=upload.name or "", media_type=media_type, office=row.office, by=by, at=at
        )
    return records.enter(row, by=by, at=at)


@transaction.atomic
def group_problems(
    campaign: Campaign, members: Sequence[CountyProblem], *, aspect: Aspect, title: str, by: Viewer, at: date
) -> CommonProblem:
    """Problems of at least two counties become one common problem; each member keeps its own row and words."""
    if len({problem.county_id for problem in members}) < FEWEST_COUNTIES:
        raise NotAllowed("共性问题应由两个以上县（市、区）的问题归并而成。")
    if not title.strip():
        raise NotAllowed("请写明共性问题的名称。")
    _require_open_list(campaign, at)
    campaigns = {aspect.campaign_id, *(problem.visit.team.campaign_id for problem in members)}
    if campaigns != {campaign.pk}:
        raise NotAllowed("所归并的问题不属于本次督导检查。")
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # serials follow one another
    serial = next_serial(campaign.common_problems.live())
    common = CommonProblem(
        office=campaign.office, campaign=campaign, aspect=aspect, serial=serial, title=title.strip()
    )
    enter(common, by=by, at=at)
    return add_members(common, members, by=by, at=at)


@transaction.atomic
def add_members(
    common: CommonProblem, members: Sequence[CountyProblem], *, by: Viewer, at: date
) -> CommonProblem:
    """More county problems under a common one."""
    _require_open_list(common.campaign, at)
    for problem in members:
        records.require(problem, GUIDES, by=by)
        if problem.visit.team.campaign_id != common.campaign_id:
            raise NotAllowed("所归并的问题不属于本次督导检查。")
        records.fill(problem, "group", by=by, at=at, sets={"common": common})
    return common


@transaction.atomic
def ungroup(problem: CountyProblem, *, by: Viewer, at: date, note: str, basis: str = "") -> CountyProblem:
    """Take a problem out of its common one again, as long as the circular is not out and two counties stay."""
    records.require(problem, GUIDES, by=by)
    common = problem.common
    if common is None:
        raise NotAllowed("该问题没有归入共性问题。")
    _require_open_list(common.campaign, at)
    left = common.members.live().exclude(pk=problem.pk).values("county").distinct().count()
    if left < FEWEST_COUNTIES:
        raise NotAllowed("移出后“%(common)s”只剩一个县（市、区），不再是共性问题。", common=common.title)
    return records.correct(problem, by=by, at=at, note=note, basis=basis, changes={"common": None})


@transaction.atomic
def issue_circular(
    campaign: Campaign,
    circular: Document,
    *,
    by: Viewer,
    at: date | None = None,
    annex: bool = False,
    basis: str = "",
    note: str = "",
) -> Campaign:
    """The circular on the campaign; the list annexed to it has as many lines as there are common problems.

    With `annex` a circular that has no list yet takes the common problems as they are written.
    """
    records.require(campaign, GUIDES, by=by)
    if circular.kind != DocumentKind.CIRCULAR:
        raise NotAllowed("督导检查情况通报的文种应为“通报”。")
    if not campaign.common_problems.live().exists():
        raise NotAllowed("尚未归并共性问题，不能通报。")
    if annex and not circular.lines.live().exists():
        _annex(campaign, circular, by=by)
    if circular.lines.live().count() != campaign.common_problems.live().count():
        raise NotAllowed("通报所列问题与共性问题台账的项数不一致，请核对。")
    sets = {"circular": circular}
    return records.fill(
        campaign, "issue_circular", by=by, at=at or circular.at, sets=sets, basis=basis, note=note
    )


@transaction.atomic
def end_campaign(campaign: Campaign, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Campaign:
    """The campaign's last day is `at`."""
    records.require(campaign, GUIDES, by=by)
    if campaign.until:
        raise NotAllowed("本次督导检查已经结束。")
    if at < campaign.at:
        raise NotAllowed("结束日期早于开始日期，请核对。")
    return records.fill(campaign, "end", by=by, at=at, sets={"until": at}, basis=basis, note=note)


def require_running(campaign: Campaign) -> None:
    if campaign.until:
        raise NotAllowed("本次督导检查已经结束。")


def require_held(visit: CheckVisit, day: date) -> None:
    if visit.at > day:
        raise NotAllowed("尚未到检查日期，不能登记检查情况。")


def _require_open_list(campaign: Campaign, at: date) -> None:
    if campaign.circular_id:
        raise NotAllowed("本次督导检查已经通报，共性问题不能再调整。")
    if at < campaign.at:
        raise NotAllowed("归并日期早于督导检查开始日期，请核对。")


def _annex(campaign: Campaign, circular: Document, *, by: Viewer) -> None:
    for row in campaign.common_problems.live().select_related("aspect").order_by("serial"):
        line = Line(document=circular, heading=row.aspect.title, text=row.title)
        basis.add_line(line, by=by, at=circular.at)


def _keep_result(
    visit: CheckVisit,
    point: CheckPoint,
    score: Score,
    note: str,
    known: PointResult | None,
    *,
    by: Viewer,
    at: date,
) -> None:
    if known is None:
        row = PointResult(
            office=visit.office, visit=visit, county=visit.county, point=point, score=score, note=note
        )
        enter(row, by=by, at=at)
    elif (known.score, known.note) != (score, note):
        records.correct(known, by=by, at=at, note="重新检查", changes={"score": score, "note": note})
