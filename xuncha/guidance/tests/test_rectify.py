"""What follows a circular: the counties' ledgers on the engine, and the city's second look."""

from datetime import date

import pytest

from xuncha.guidance.actions import checks, rectify
from xuncha.guidance.models import Campaign, CheckVisit, CountyProblem, Recheck
from xuncha.guidance.rules import RecheckResult, Score
from xuncha.guidance.tests import builders as make
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.tests.builders import installation, post
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, county, office, viewer
from xuncha.rectification.actions import closures, items, ledgers, measures, proofs
from xuncha.rectification.models import Closure, Item, Ledger, Measure, Proof
from xuncha.rectification.rules.items import ItemState
from xuncha.rectification.rules.ledgers import Body, OwnerKind

pytestmark = pytest.mark.django_db

TOLD, OPENED, DUE, DONE, LOOKED = (
    date(2019, 7, 1), date(2019, 7, 8), date(2019, 9, 30), date(2019, 9, 2), date(2019, 11, 4),
)  # fmt: skip


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@pytest.fixture
def guide(city: Office) -> Viewer:
    return viewer(Role.GUIDANCE, office=city)


@pytest.fixture
def seen(city: Office) -> CheckVisit:
    return make.visit(office=city)


@pytest.fixture
def of(seen: CheckVisit) -> Campaign:
    return seen.team.campaign


def told(of: Campaign, guide: Viewer, problems: list[CountyProblem]) -> Campaign:
    """One common problem with these members, and the circular that names it."""
    checks.group_problems(of, problems, aspect=problems[0].aspect, title="机构编制不到位", by=guide, at=TOLD)
    return checks.issue_circular(of, make.circular(of, lines=0, at=TOLD), annex=True, by=guide, at=TOLD)


def pair(seen: CheckVisit) -> list[CountyProblem]:
    """The same matter in two counties."""
    along = make.aspect(campaign=seen.team.campaign)
    other = make.visit(team=seen.team)
    return [make.problem(visit=each, aspect=along) for each in (seen, other)]


def test_the_counties_rectify_on_the_engine_one_ledger_each_and_one_item_a_problem(
    of: Campaign, seen: CheckVisit, guide: Viewer
) -> None:
    first, second = pair(seen)
    apart = make.problem(visit=seen, aspect=make.aspect(campaign=of, title="全覆盖进度"))
    with pytest.raises(NotAllowed, match="请先印发"):
        rectify.open_ledgers(of, counties=[first.county], due_on=DUE, by=guide, at=OPENED)
    told(of, guide, [first, second])
    assert [line.text for line in of.circular.lines.all()] == ["机构编制不到位"]  # type: ignore[union-attr]  # there by what stands above
    with pytest.raises(NotAllowed, match="早于通报"):
        rectify.open_ledgers(of, counties=[first.county], due_on=DUE, by=guide, at=DAY)
    rectify.open_ledgers(of, counties=[first.county, second.county], due_on=DUE, by=guide, at=OPENED)
    ledger = Ledger.objects.get(county=first.county)
    assert (ledger.owner_kind, ledger.source, ledger.office) == (OwnerKind.COUNTY, of.circular, of.office)
    assert [row.title for row in ledger.classes.order_by("serial")] == ["组织建设", "全覆盖进度"]
    assert [row.county_problem for row in ledger.items.order_by("serial")] == [first, apart]
    assert {row.due_on for row in ledger.items.all()} == {DUE}
    with pytest.raises(NotAllowed, match="没有待列入台账的问题"):
        rectify.open_ledgers(of, counties=[first.county], due_on=DUE, by=guide, at=OPENED)


def test_a_county_plans_and_answers_on_its_own_ledger_and_touches_no_other(
    of: Campaign, seen: CheckVisit, guide: Viewer
) -> None:
    first, second = pair(seen)
    told(of, guide, [first, second])
    rectify.open_ledgers(of, counties=[first.county, second.county], due_on=DUE, by=guide, at=OPENED)
    own = viewer(Role.COUNTY_OFFICE, office=first.county)
    mine, other = (Item.objects.get(county_problem=row) for row in (first, second))
    assert list(Item.objects.visible_to(own)) == [mine]
    owner = post(office=first.county)
    measures.add_measure(Measure(item=mine, text="核定编制", owner=owner, due_on=DUE), by=own, at=OPENED)
    with pytest.raises(WrongRole):
        measures.add_measure(Measure(item=other, text="—", owner=owner, due_on=DUE), by=own, at=OPENED)
    with pytest.raises(NotAllowed, match="未覆盖1项"):
        ledgers.check_covered(other.ledger)


def test_guidance_keeps_the_counties_ledgers_and_no_others(city: Office, guide: Viewer) -> None:
    paper = make.circular(make.campaign(office=city), lines=0)
    own = Ledger(office=city, owner_kind=OwnerKind.OFFICE, title="自身整改", source=paper)
    with pytest.raises(WrongRole):
        ledgers.open_ledger(own, by=guide, at=OPENED)
    theirs = Ledger(office=city, owner_kind=OwnerKind.COUNTY, county=county(city), title="县级", source=paper)
    assert ledgers.open_ledger(theirs, by=guide, at=OPENED).pk


def struck_off(item: Item, below: Office) -> Item:
    """Through application, check by one hand and agreement by another."""
    own, city = viewer(Role.COUNTY_OFFICE, office=below), item.office
    step = Measure(item=item, text="核定编制", owner=post(office=below), due_on=DUE)
    measures.add_measure(step, by=own, at=OPENED)
    from_office = viewer(Role.RECTIFICATION, office=city)
    items.move(item, "start", by=from_office, at=OPENED)
    proofs.lay(Proof(item=item, title="批复", shelf="档案柜"), by=own, at=DONE)
    measures.finish(step, by=from_office, at=DONE)
    closure = closures.apply(
        Closure(item=item, text="已整改", principal="某书记", paper="签批单", signed_on=DONE), by=own, at=DONE
    )
    closures.check(closure, checked="属实", by=from_office, at=DONE)
    reviewer = viewer(Role.PLAN_REVIEWER, office=city)
    closures.endorse(closure, body=Body.DISCIPLINE, opinion="同意", by=reviewer, at=DONE)
    closures.move(closure, "strike_off", by=viewer(Role.DIRECTOR, office=city), at=DONE)
    return Item.objects.get(pk=item.pk)


def test_what_came_back_is_taken_up_again_and_what_held_is_left(
    of: Campaign, seen: CheckVisit, guide: Viewer
) -> None:
    first, second = pair(seen)
    told(of, guide, [first, second])
    with pytest.raises(NotAllowed, match="尚未列入县级整改台账"):
        rectify.recheck(Recheck(problem=first, result=RecheckResult.DONE, text="—"), by=guide, at=LOOKED)
    rectify.open_ledgers(of, counties=[first.county], due_on=DUE, by=guide, at=OPENED)
    first = CountyProblem.objects.get(pk=first.pk)
    assert first.item
    item = struck_off(first.item, first.county)
    assert item.state == ItemState.DONE
    first = CountyProblem.objects.get(pk=first.pk)
    held = Recheck(problem=first, result=RecheckResult.DONE, text="到位")
    rectify.recheck(held, by=guide, at=LOOKED)
    assert Item.objects.get(pk=item.pk).state == ItemState.DONE
    back = Recheck(
        problem=CountyProblem.objects.get(pk=first.pk), result=RecheckResult.BACK, text="又空编三名"
    )
    rectify.recheck(back, by=guide, at=LOOKED)
    reopened = Item.objects.get(pk=item.pk)
    assert (reopened.state, reopened.done_on) == (ItemState.UNDER_WAY, None)
    assert [step.note for step in reopened.passages() if step.verb == "reopen"] == ["又空编三名"]
    assert back.county == first.county
    by = viewer(Role.COUNTY_OFFICE, office=first.county)
    with pytest.raises(WrongRole):
        rectify.recheck(Recheck(problem=first, result=RecheckResult.DONE, text="—"), by=by, at=LOOKED)


def test_after_the_circular_nothing_is_added_and_before_it_members_may_leave(
    of: Campaign, seen: CheckVisit, guide: Viewer
) -> None:
    first, second = pair(seen)
    third = make.problem(visit=make.visit(team=seen.team), aspect=first.aspect)
    common = checks.group_problems(of, [first, second], aspect=first.aspect, title="缺编", by=guide, at=TOLD)
    checks.add_members(common, [third], by=guide, at=TOLD)
    checks.ungroup(third, by=guide, at=TOLD, note="属另一类")
    with pytest.raises(NotAllowed, match="只剩一个县"):
        checks.ungroup(second, by=guide, at=TOLD, note="—")
    checks.issue_circular(of, make.circular(of, lines=0, at=TOLD), annex=True, by=guide, at=TOLD)
    of = Campaign.objects.get(pk=of.pk)
    for refused in (
        lambda: checks.add_members(common, [third], by=guide, at=TOLD),
        lambda: checks.ungroup(first, by=guide, at=TOLD, note="—"),
        lambda: checks.note_problem(
            CheckVisit.objects.get(pk=seen.pk), aspect=first.aspect, text="又一个", by=guide
        ),
    ):
        common.refresh_from_db()
        first.refresh_from_db()
        with pytest.raises(NotAllowed, match="已经通报"):
            refused()


def test_points_are_filled_county_by_county_and_a_second_look_keeps_the_first(
    seen: CheckVisit, guide: Viewer
) -> None:
    point = make.point(aspect=make.aspect(campaign=seen.team.campaign))
    with pytest.raises(NotAllowed, match="请写明情况"):
        checks.fill_points(seen, results={point: (Score.LACKING, " ")}, by=guide, at=DAY)
    checks.fill_points(seen, results={point: (Score.LACKING, "没有台账")}, by=guide, at=DAY)
    checks.fill_points(seen, results={point: (Score.SOUND, "")}, by=guide, at=DAY)
    row = seen.results.get()
    assert (row.score, row.county) == (Score.SOUND, seen.county)
    assert [step.changes["note"] for step in row.passages() if step.verb == "correct"] == [["没有台账", ""]]
    foreign = make.point(office=seen.office)
    with pytest.raises(NotAllowed, match="不属于本次"):
        checks.fill_points(seen, results={foreign: (Score.SOUND, "")}, by=guide, at=DAY)


def test_nothing_is_found_before_the_day_of_the_visit(city: Office, guide: Viewer) -> None:
    coming = make.visit(office=city, at=date(2020, 1, 8))
    along = make.aspect(campaign=coming.team.campaign)
    with pytest.raises(NotAllowed, match="尚未到检查日期"):
        checks.note_problem(coming, aspect=along, text="—", by=guide)
    results = {make.point(aspect=along): (Score.SOUND, "")}
    with pytest.raises(NotAllowed, match="尚未到检查日期"):
        checks.fill_points(coming, results=results, by=guide, at=date(2019, 12, 31))


def test_the_next_check_takes_over_the_template_of_the_last(city: Office, guide: Viewer) -> None:
    earlier = make.campaign(office=city)
    point = make.point(aspect=make.aspect(campaign=earlier, title="组织建设"), text="编制到位")
    row = checks.open_campaign(
        name="再次督导",
        plan=earlier.plan,
        aspects=["组织建设", "巡察质量"],
        template=earlier,
        by=guide,
        at=TOLD,
    )
    assert [aspect.title for aspect in row.aspects.order_by("serial")] == ["组织建设", "巡察质量"]
    assert [one.text for one in row.aspects.get(title="组织建设").points.all()] == [point.text]
