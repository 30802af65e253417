"""A linkage campaign's verbs, and what they refuse."""

from datetime import date

import pytest

from xuncha.basis.rules import Direction
from xuncha.basis.tests.builders import addressee, document
from xuncha.findings.tests.builders import finding
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.linkage import actions
from xuncha.linkage.models import Campaign
from xuncha.linkage.queries import grid
from xuncha.linkage.rules import FilingKind
from xuncha.linkage.tests import builders as make
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, NUMBERS, county, director, office, viewer
from xuncha.rounds.tests.builders import group, round_, task, term

pytestmark = pytest.mark.django_db

LATER = date(2019, 7, 1)
EARLIER = date(2019, 5, 1)


@pytest.fixture
def city() -> Office:
    return make.city()


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


@pytest.fixture
def campaign(city: Office) -> Campaign:
    return make.campaign(office=city)


def test_a_campaign_opens_with_its_approved_plan_and_the_groups_sent(city: Office, head: Viewer) -> None:
    of = round_(term=term(office=city))
    plan = document(office=city, at=LATER, approved_on=DAY)
    row = actions.open_campaign(
        round=of,
        name="联动",
        upper_round="省委第七轮",
        theme="民生",
        plan=plan,
        by=head,
        groups=[group(round=of)],
    )
    assert (row.at, row.term, row.sent_groups.get().at) == (LATER, of.term, LATER)
    with pytest.raises(NotAllowed, match="批准日期"):
        actions.open_campaign(
            round=of, name="联动", upper_round="", theme="", plan=document(office=city), by=head
        )


def test_a_group_of_another_round_is_not_sent_nor_one_twice_nor_before_the_plan(
    campaign: Campaign, head: Viewer
) -> None:
    with pytest.raises(NotAllowed, match="不属于"):
        actions.send_group(campaign, group(), by=head, at=LATER)
    own = group(round=campaign.round)
    with pytest.raises(NotAllowed, match="早于"):
        actions.send_group(campaign, own, by=head, at=EARLIER)
    actions.send_group(campaign, own, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="重复"):
        actions.send_group(campaign, own, by=head, at=LATER)


def test_a_county_files_its_own_plan_and_what_the_city_asked_is_answered(campaign: Campaign) -> None:
    below = county(campaign.office)
    asked = addressee(document=campaign.plan, name=below.name)
    own = viewer(Role.COUNTY_OFFICE, office=below)
    paper = document(office=below, at=LATER)
    with pytest.raises(WrongRole):  # the county knows its plan, but the city's register is not its to write
        actions.file_county_plan(campaign, county=below, document=paper, by=own, at=LATER, addressee=asked)
    plan = actions.file_county_plan(campaign, county=below, document=paper, by=own, at=LATER)
    assert (plan.at, plan.filed_on, plan.office) == (LATER, LATER, campaign.office)


def test_the_city_registers_a_countys_plan_and_ticks_off_the_addressee(
    campaign: Campaign, head: Viewer
) -> None:
    below = county(campaign.office)
    asked = addressee(document=campaign.plan, name=below.name)
    paper = document(office=campaign.office, direction=Direction.IN, at=DAY)
    actions.file_county_plan(campaign, county=below, document=paper, by=head, at=LATER, addressee=asked)
    asked.refresh_from_db()
    assert (asked.replied_on, asked.reply) == (LATER, paper)
    with pytest.raises(NotAllowed, match="重复"):
        actions.file_county_plan(campaign, county=below, document=paper, by=head, at=LATER)
    stray = addressee(document=document(office=campaign.office))
    with pytest.raises(NotAllowed, match="主送范围"):
        actions.file_county_plan(
            campaign, county=county(campaign.office), document=paper, by=head, at=LATER, addressee=stray
        )


def test_a_county_files_no_plan_for_its_neighbour_and_a_foreign_county_none_at_all(
    campaign: Campaign, head: Viewer
) -> None:
    one, other = county(campaign.office), county(campaign.office)
    paper = document(office=campaign.office)
    with pytest.raises(WrongRole):
        actions.file_county_plan(
            campaign, county=other, document=paper, by=viewer(Role.COUNTY_OFFICE, office=one)
        )
    with pytest.raises(NotAllowed, match="不是本级的下级"):
        actions.file_county_plan(campaign, county=county(office()), document=paper, by=head)


def test_a_task_belongs_to_the_campaign_under_the_county_that_owns_it(
    campaign: Campaign, head: Viewer
) -> None:
    below = county(campaign.office)
    own = task(round=round_(term=term(office=below, number=next(NUMBERS))))
    assert actions.enter_county_task(campaign, own, by=head, at=LATER).county == below
    with pytest.raises(NotAllowed, match="不是本级的下级"):
        actions.enter_county_task(campaign, task(round=campaign.round), by=head, at=LATER)


def test_a_cell_is_asked_received_read_and_used_in_that_order(campaign: Campaign, head: Viewer) -> None:
    below, linked = county(campaign.office), task(round=campaign.round)
    letter, found = document(office=campaign.office, at=DAY), finding(linked)
    (cell,) = actions.ask(campaign, linked, [below], letter=letter, by=head)
    assert (cell.at, cell.letter, cell.stage) == (DAY, letter, "已商请")
    with pytest.raises(NotAllowed, match="尚未收到"):
        actions.read(cell, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="尚未收到"):
        actions.use(cell, found, by=head, at=LATER)
    actions.receive(cell, by=head, at=LATER)
    assert cell.stage == "已收到"
    actions.read(cell, by=head, at=LATER)
    assert cell.stage == "已阅研"
    with pytest.raises(NotAllowed, match="不属于该联动任务"):
        actions.use(cell, finding(task(round=campaign.round)), by=head, at=LATER)
    actions.use(cell, found, by=head, at=LATER)
    cell.refresh_from_db()
    assert (cell.stage, cell.finding, cell.used_on) == ("已运用", found, LATER)
    assert [p.verb for p in cell.passages()] == ["enter", "receive", "read", "use"]
    with pytest.raises(NotAllowed, match="不能重复办理"):
        actions.receive(cell, by=head, at=LATER)


def test_the_tasks_own_group_reads_and_uses_what_came_and_the_county_does_not(
    campaign: Campaign, head: Viewer
) -> None:
    own = group(round=campaign.round)
    cell = make.counterpart(campaign=campaign, task=task(group=own))
    actions.receive(cell, by=head, at=LATER)
    for stranger in (
        viewer(Role.COUNTY_OFFICE, office=cell.county),
        viewer(Role.RECTIFICATION, office=cell.office),
    ):
        with pytest.raises(WrongRole):
            actions.read(cell, by=stranger, at=LATER)
    other = viewer(office=cell.office, groups=(GroupHold(Role.MEMBER, group(round=campaign.round).pk),))
    with pytest.raises(WrongRole):
        actions.read(cell, by=other, at=LATER)
    actions.read(cell, by=viewer(office=cell.office, groups=(GroupHold(Role.MEMBER, own.pk),)), at=LATER)


def test_a_cell_is_asked_once_and_only_for_a_task_of_the_round(campaign: Campaign, head: Viewer) -> None:
    below, linked, letter = (
        county(campaign.office),
        task(round=campaign.round),
        document(office=campaign.office),
    )
    actions.ask(campaign, linked, [below], letter=letter, by=head)
    with pytest.raises(NotAllowed, match="重复"):
        actions.ask(campaign, linked, [county(campaign.office), below], letter=letter, by=head)
    assert campaign.counterparts.count() == 1  # all or none
    with pytest.raises(NotAllowed, match="不属于联动巡察所在轮次"):
        actions.ask(campaign, task(), [below], letter=letter, by=head)


def test_reports_are_filed_with_the_office_above_and_acknowledged_there(
    campaign: Campaign, head: Viewer
) -> None:
    linked, paper, above = (
        task(round=campaign.round),
        document(office=campaign.office, at=LATER),
        campaign.office.parent,
    )
    assert above is not None
    with pytest.raises(NotAllowed, match="写明巡察任务"):
        actions.file_upward(kind=FilingKind.UNIT_REPORT, document=paper, receiver=above, by=head)
    with pytest.raises(NotAllowed, match="上一级"):
        actions.file_upward(kind=FilingKind.ROUND_PLAN, document=paper, receiver=office(), by=head)
    row = actions.file_upward(
        kind=FilingKind.UNIT_REPORT, document=paper, receiver=above, task=linked, campaign=campaign, by=head
    )
    assert row.at == LATER
    with pytest.raises(NotAllowed, match="重复或者相互矛盾"):
        actions.acknowledge(row, by=viewer(Role.PROVINCIAL_OFFICE, office=above), at=DAY)
    actions.acknowledge(row, by=viewer(Role.PROVINCIAL_OFFICE, office=above), at=LATER)
    with pytest.raises(NotAllowed, match="不能重复办理"):
        actions.acknowledge(row, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="重复"):
        actions.file_upward(kind=FilingKind.UNIT_REPORT, document=paper, receiver=above, task=linked, by=head)


def test_a_county_files_with_the_city_and_the_city_acknowledges(campaign: Campaign, head: Viewer) -> None:
    below = county(campaign.office)
    own = viewer(Role.COUNTY_OFFICE, office=below)
    row = actions.file_upward(
        kind=FilingKind.ROUND_PLAN, document=document(office=below), receiver=campaign.office, by=own
    )
    with pytest.raises(WrongRole):
        actions.acknowledge(row, by=director(office()), at=LATER)
    assert actions.acknowledge(row, by=head, at=LATER).received_on == LATER


def test_the_grid_shows_every_cell_asked_in_one_query(
    campaign: Campaign, head: Viewer, django_assert_num_queries: object
) -> None:
    counties = [county(campaign.office) for _ in range(3)]
    tasks = [task(round=campaign.round) for _ in range(2)]
    for linked, asked in ((tasks[0], counties), (tasks[1], counties[:1])):
        actions.ask(campaign, linked, asked, letter=document(office=campaign.office), by=head)
    with django_assert_num_queries(1):  # type: ignore[operator]
        seen = grid(campaign, head)
    assert list(seen.counties) == counties
    assert [[cell is not None for cell in line.cells] for line in seen.lines] == [
        [True] * 3,
        [True, False, False],
    ]
    own = grid(campaign, viewer(Role.COUNTY_OFFICE, office=counties[1]))
    assert (list(own.counties), len(own.lines)) == ([counties[1]], 1)
