"""A linkage campaign's verbs, and what they refuse."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xuncha.basis.models import Document
from xuncha.basis.rules import Direction
from xuncha.basis.tests.builders import addressee, document
from xuncha.findings.tests.builders import finding
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.linkage.actions import campaigns, counterparts, counties, filings
from xuncha.linkage.models import (
    Campaign,
    CampaignGroup,
    Chase,
    Counterpart,
    CountyCall,
    CountyPlan,
    CountyTask,
    Filing,
    Target,
)
from xuncha.linkage.queries.grid import grid
from xuncha.linkage.rules import Channel, FilingKind
from xuncha.linkage.tests import builders as make
from xuncha.orgs.tests.builders import organisation
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, NUMBERS, county, director, office, viewer
from xuncha.rounds.models import Round, Task
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests.builders import group, round_, task, term

pytestmark = pytest.mark.django_db

LATER = date(2019, 7, 1)
AFTER = date(2019, 7, 9)
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


def of_county(below: Office) -> Viewer:
    return viewer(Role.COUNTY_OFFICE, office=below)


def called(campaign: Campaign) -> Office:
    found: Office = make.call(campaign=campaign).county
    return found


def draft(of: Round, plan: Document) -> Campaign:
    return Campaign(round=of, name="联动", upper_round="省委第七轮", theme="民生", plan=plan)


def new_plan(campaign: Campaign, below: Office, paper: Document) -> CountyPlan:
    return CountyPlan(office=campaign.office, campaign=campaign, county=below, document=paper)


def asking(campaign: Campaign, **over: Any) -> Counterpart:
    letter = over.pop("letter", None) or document(office=campaign.office, at=DAY)
    return Counterpart(office=campaign.office, campaign=campaign, letter=letter, **over)


# --- opening, sending, choosing, calling ---


def test_a_campaign_opens_with_its_approved_plan_the_groups_sent_and_the_counties_called(
    city: Office, head: Viewer
) -> None:
    of, below = round_(term=term(office=city)), county(city)
    plan = document(office=city, at=LATER, approved_on=DAY)
    row = campaigns.open_campaign(
        draft(of, plan), by=head, groups=[group(round=of)], counties=[below], plan_due_on=AFTER
    )
    assert (row.at, row.term, row.sent_groups.get().at) == (LATER, of.term, LATER)
    assert (row.calls.get().county, row.calls.get().plan_due_on) == (below, AFTER)
    with pytest.raises(NotAllowed, match="批准日期"):
        campaigns.open_campaign(draft(of, document(office=city)), by=head)
    with pytest.raises(NotAllowed, match="本级登记"):
        campaigns.open_campaign(draft(of, document(office=below, approved_on=DAY)), by=head)
    with pytest.raises(WrongRole):
        campaigns.open_campaign(draft(of, plan), by=of_county(below))


def test_a_group_of_another_round_is_not_sent_nor_one_twice_nor_before_the_plan(
    campaign: Campaign, head: Viewer
) -> None:
    def send(*groups: Any, at: date = LATER) -> CampaignGroup:
        row = CampaignGroup(office=campaign.office, campaign=campaign)
        return campaigns.send_groups(row, groups=groups, by=head, at=at)

    with pytest.raises(NotAllowed, match="不属于"):
        send(group())
    own = group(round=campaign.round)
    with pytest.raises(NotAllowed, match="早于"):
        send(own, at=EARLIER)
    send(own, group(round=campaign.round))
    assert campaign.sent_groups.count() == 2
    with pytest.raises(NotAllowed, match="重复"):
        send(own)
    with pytest.raises(NotAllowed, match="至少"):
        send()


def test_linked_tasks_and_lookbacks_of_the_round_are_chosen_together_and_once(
    campaign: Campaign, head: Viewer
) -> None:
    def choose(*tasks: Task) -> Target:
        row = Target(office=campaign.office, campaign=campaign)
        return campaigns.choose_targets(row, tasks=tasks, by=head, at=LATER)

    linked, again = task(round=campaign.round), task(round=campaign.round, kind="lookback")
    choose(linked, again)
    assert {row.task for row in campaign.targets.all()} == {linked, again}
    with pytest.raises(NotAllowed, match="重复"):
        choose(linked)
    with pytest.raises(NotAllowed, match="不属于"):
        choose(task())
    with pytest.raises(NotAllowed, match="延期或者撤销"):
        choose(task(round=campaign.round, state=TaskState.WITHDRAWN))


def test_only_counties_below_are_called_each_once_with_a_day_for_its_plan(
    campaign: Campaign, head: Viewer
) -> None:
    def call(*below: Office, due: date | None = None) -> CountyCall:
        row = CountyCall(office=campaign.office, campaign=campaign)
        return campaigns.call_counties(row, counties=below, plan_due_on=due, by=head, at=LATER)

    one, other = county(campaign.office), county(campaign.office)
    call(one, other, due=AFTER)
    assert campaign.calls.filter(plan_due_on=AFTER).count() == 2
    with pytest.raises(NotAllowed, match="重复"):
        call(one)
    with pytest.raises(NotAllowed, match="不是本级的下级"):
        call(county(office()))
    with pytest.raises(NotAllowed, match="不能早于部署"):
        call(county(campaign.office), due=DAY)


# --- what the county brings in ---


def test_a_county_files_its_own_plan_and_the_citys_receipt_answers_what_was_asked(
    campaign: Campaign, head: Viewer
) -> None:
    below = called(campaign)
    asked = addressee(document=campaign.plan, name=below.name)
    own, paper = of_county(below), document(office=below, at=LATER)
    text = SimpleUploadedFile("plan.txt", "联动方案".encode(), "text/plain")
    plan = counties.file_plan(new_plan(campaign, below, paper), by=own, at=LATER, upload=text)
    assert (plan.at, plan.filed_on, plan.office) == (LATER, LATER, campaign.office)
    assert plan.attachment is not None
    with pytest.raises(WrongRole):  # nobody gives himself a receipt
        counties.receive_plan(plan, by=own, at=AFTER)
    with pytest.raises(NotAllowed, match="不能早于报备"):
        counties.receive_plan(plan, by=head, at=DAY)
    counties.receive_plan(plan, by=head, at=AFTER)
    asked.refresh_from_db()
    assert (plan.received_on, asked.replied_on) == (AFTER, LATER)
    with pytest.raises(NotAllowed, match="不能重复办理"):
        counties.receive_plan(plan, by=head, at=AFTER)


def test_the_city_registers_a_plan_that_came_on_paper(campaign: Campaign, head: Viewer) -> None:
    below = called(campaign)
    asked = addressee(document=campaign.plan, name=below.name)
    paper = document(office=campaign.office, direction=Direction.IN, at=DAY)
    plan = counties.file_plan(new_plan(campaign, below, paper), by=head, at=LATER)
    counties.receive_plan(plan, by=head, at=LATER)
    asked.refresh_from_db()
    assert (asked.replied_on, asked.reply) == (LATER, paper)
    with pytest.raises(NotAllowed, match="重复"):
        counties.file_plan(new_plan(campaign, below, paper), by=head, at=LATER)


def test_a_county_files_no_plan_for_its_neighbour_none_uncalled_and_none_on_a_foreign_paper(
    campaign: Campaign, head: Viewer
) -> None:
    one, other = called(campaign), called(campaign)
    with pytest.raises(WrongRole):
        counties.file_plan(new_plan(campaign, other, document(office=other)), by=of_county(one), at=LATER)
    stranger = county(campaign.office)
    with pytest.raises(NotAllowed, match="尚未列入"):
        counties.file_plan(
            new_plan(campaign, stranger, document(office=stranger)), by=of_county(stranger), at=LATER
        )
    with pytest.raises(NotAllowed, match="登记的公文"):
        counties.file_plan(new_plan(campaign, one, document(office=other)), by=head, at=LATER)
    with pytest.raises(NotAllowed, match="成文日期"):
        counties.file_plan(
            new_plan(campaign, one, document(office=one, at=AFTER)), by=of_county(one), at=LATER
        )


def test_a_county_enters_its_own_tasks_and_no_other(campaign: Campaign) -> None:
    def enter(below: Office, *tasks: Task) -> CountyTask:
        row = CountyTask(office=campaign.office, campaign=campaign, county=below)
        return counties.enter_tasks(row, tasks=tasks, by=of_county(below), at=LATER)

    below = called(campaign)
    own = [task(round=round_(term=term(office=below, number=next(NUMBERS)))) for _ in range(2)]
    assert enter(below, *own).county == below
    assert campaign.county_tasks.count() == 2
    with pytest.raises(NotAllowed, match="不是该县"):
        enter(below, task(round=campaign.round))
    with pytest.raises(NotAllowed, match="尚未列入"):
        enter(county(campaign.office), own[0])


# --- the grid ---


def test_a_cell_is_asked_sent_received_read_and_used_in_that_order(campaign: Campaign, head: Viewer) -> None:
    below, linked = called(campaign), make.target(campaign=campaign).task
    found, own = finding(linked), of_county(below)
    cell = counterparts.ask(asking(campaign, due_on=LATER), tasks=[linked], counties=[below], by=head)
    assert (cell.at, cell.due_on, cell.stage) == (DAY, LATER, "已商请")
    with pytest.raises(NotAllowed, match="尚未收到"):
        counterparts.read(cell, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="尚未收到"):
        counterparts.use(cell, finding=found, by=head, at=LATER)
    report, unit = document(office=below, at=LATER), organisation(office=below)
    with pytest.raises(NotAllowed, match="上传报告文本"):
        counterparts.send(cell, by=own, at=LATER)
    with pytest.raises(NotAllowed, match="本县"):
        counterparts.send(cell, by=own, at=LATER, report=document(office=campaign.office))
    with pytest.raises(WrongRole):
        counterparts.send(cell, by=of_county(called(campaign)), at=LATER, report=report)
    counterparts.send(cell, by=own, at=LATER, unit=unit, report=report)
    assert cell.stage == "已报送"
    with pytest.raises(WrongRole):
        counterparts.receive(cell, by=own, at=LATER)
    with pytest.raises(NotAllowed, match="不能早于报送"):
        counterparts.receive(cell, by=head, at=DAY)
    counterparts.receive(cell, by=head, at=LATER)
    assert (cell.stage, cell.report, cell.unit) == ("已收到", report, unit)
    counterparts.read(cell, by=head, at=LATER)
    assert cell.stage == "已阅研"
    with pytest.raises(NotAllowed, match="不属于该联动任务"):
        counterparts.use(cell, finding=finding(task(round=campaign.round)), by=head, at=LATER)
    counterparts.use(cell, finding=found, by=head, at=LATER)
    cell.refresh_from_db()
    assert (cell.stage, cell.finding, cell.used_on) == ("已运用", found, LATER)
    assert [p.verb for p in cell.passages()] == ["enter", "send", "receive", "read", "use"]
    with pytest.raises(NotAllowed, match="不能重复办理"):
        counterparts.receive(cell, by=head, at=LATER)


def test_the_letter_is_answered_on_the_register_with_the_last_report_it_asked_for(
    campaign: Campaign, head: Viewer
) -> None:
    below, other = called(campaign), called(campaign)
    letter = document(office=campaign.office, at=DAY)
    line, neighbour = (addressee(document=letter, name=place.name) for place in (below, other))
    cells = [
        make.counterpart(campaign=campaign, county=place, letter=letter) for place in (below, below, other)
    ]
    for cell, replied in zip(cells[:2], (None, AFTER), strict=True):
        counterparts.receive(cell, by=head, at=AFTER)
        line.refresh_from_db()
        assert line.replied_on == replied
    neighbour.refresh_from_db()
    assert neighbour.replied_on is None


def test_what_came_by_post_is_received_without_the_countys_own_door(campaign: Campaign, head: Viewer) -> None:
    cell = make.counterpart(campaign=campaign)
    paper = document(office=campaign.office, direction=Direction.IN)
    counterparts.receive(cell, by=head, at=LATER, report=paper)
    assert (cell.stage, cell.report) == ("已收到", paper)
    with pytest.raises(NotAllowed, match="已经收到"):
        counterparts.send(cell, by=of_county(cell.county), at=LATER, report=document(office=cell.county))


def test_a_report_that_is_not_what_was_asked_for_goes_back_and_is_owed_again(
    campaign: Campaign, head: Viewer
) -> None:
    cell = make.counterpart(campaign=campaign)
    own = of_county(cell.county)
    counterparts.send(cell, by=own, at=LATER, report=document(office=cell.county))
    with pytest.raises(NotAllowed, match="理由"):
        counterparts.send_back(cell, by=head, at=LATER, note=" ")
    with pytest.raises(WrongRole):
        counterparts.send_back(cell, by=own, at=LATER, note="报错了")
    counterparts.send_back(cell, by=head, at=LATER, note="所附为旧报告")
    cell.refresh_from_db()
    assert (cell.stage, cell.report) == ("已商请", None)
    again = document(office=cell.county)
    counterparts.send(cell, by=own, at=AFTER, report=again)
    cell.refresh_from_db()
    assert (cell.sent_on, cell.report) == (AFTER, again)
    counterparts.receive(cell, by=head, at=AFTER)
    with pytest.raises(NotAllowed, match="可以退回"):
        counterparts.send_back(cell, by=head, at=AFTER, note="晚了")


def test_the_tasks_own_group_reads_and_uses_what_came_and_the_county_does_not(
    campaign: Campaign, head: Viewer
) -> None:
    own = group(round=campaign.round)
    cell = make.counterpart(campaign=campaign, task=task(group=own))
    counterparts.receive(cell, by=head, at=LATER)
    for stranger in (of_county(cell.county), viewer(Role.RECTIFICATION, office=cell.office)):
        with pytest.raises(WrongRole):
            counterparts.read(cell, by=stranger, at=LATER)
    other = viewer(office=cell.office, groups=(GroupHold(Role.MEMBER, group(round=campaign.round).pk),))
    with pytest.raises(WrongRole):
        counterparts.read(cell, by=other, at=LATER)
    member = viewer(office=cell.office, groups=(GroupHold(Role.MEMBER, own.pk),))
    counterparts.read(cell, by=member, at=LATER)


def test_many_counties_are_asked_about_many_targets_at_once_all_or_none(
    campaign: Campaign, head: Viewer
) -> None:
    below = [called(campaign) for _ in range(3)]
    linked = [make.target(campaign=campaign).task for _ in range(2)]
    counterparts.ask(asking(campaign), tasks=linked, counties=below[:2], by=head)
    assert campaign.counterparts.count() == 4
    with pytest.raises(NotAllowed, match=r"以下4个.*已经商请"):
        counterparts.ask(asking(campaign), tasks=linked, counties=below, by=head)
    assert campaign.counterparts.count() == 4
    with pytest.raises(NotAllowed, match="不是本次联动巡察的市级对象"):
        counterparts.ask(asking(campaign), tasks=[task(round=campaign.round)], counties=below, by=head)
    with pytest.raises(NotAllowed, match="尚未列入"):
        counterparts.ask(asking(campaign), tasks=linked, counties=[county(campaign.office)], by=head)
    with pytest.raises(NotAllowed, match="期限"):
        counterparts.ask(asking(campaign, due_on=EARLIER), tasks=linked, counties=below[2:], by=head)


def test_the_missing_ones_are_chased_each_with_a_record_and_nobody_who_sent(
    campaign: Campaign, head: Viewer
) -> None:
    def chase(*cells: Counterpart, **over: Any) -> Chase:
        values = {"channel": Channel.PHONE, "until": AFTER} | over
        row = Chase(office=campaign.office, campaign=campaign, **values)
        return counterparts.chase(row, cells=cells, by=head, at=LATER)

    silent = [make.counterpart(campaign=campaign) for _ in range(2)]
    sent = make.counterpart(campaign=campaign, sent_on=DAY)
    chase(*silent)
    assert [row.county for row in campaign.chases.order_by("pk")] == [cell.county for cell in silent]
    with pytest.raises(NotAllowed, match="无须催报"):
        chase(silent[0], sent)
    with pytest.raises(NotAllowed, match="已登记的函件"):
        chase(silent[0], channel=Channel.LETTER)
    with pytest.raises(NotAllowed, match="不属于本次"):
        chase(make.counterpart(office=campaign.office))
    own = Chase(office=campaign.office, counterpart=silent[0], channel=Channel.PHONE)
    assert counterparts.chase_report(own, by=head, at=LATER).county == silent[0].county
    with pytest.raises(WrongRole):
        counterparts.chase_report(
            Chase(office=campaign.office, counterpart=silent[0], channel=Channel.PHONE),
            by=of_county(silent[0].county),
            at=LATER,
        )


def test_a_county_is_chased_for_its_plan_until_it_is_filed(campaign: Campaign, head: Viewer) -> None:
    below = called(campaign)

    def chase() -> Chase:
        row = Chase(office=campaign.office, campaign=campaign, county=below, channel=Channel.PHONE)
        return counterparts.chase_plan(row, by=head, at=LATER)

    assert chase().counterpart is None
    make.county_plan(campaign=campaign, county=below)
    with pytest.raises(NotAllowed, match="已经报备"):
        chase()


# --- filings ---


def filing(campaign: Campaign, **over: Any) -> Filing:
    values = {"kind": FilingKind.UNIT_REPORT, "document": document(office=campaign.office, at=LATER)}
    return Filing(**(values | over))


def test_reports_are_filed_with_the_office_above_and_acknowledged_there(
    campaign: Campaign, head: Viewer
) -> None:
    linked, above = make.target(campaign=campaign).task, campaign.office.parent
    assert above is not None
    with pytest.raises(NotAllowed, match="写明巡察任务"):
        filings.enter_filing(filing(campaign), by=head)
    with pytest.raises(NotAllowed, match="上一级"):
        filings.enter_filing(filing(campaign, receiver=office(), task=linked), by=head)
    row = filings.file_report(filing(campaign, task=linked), by=head)
    assert (row.at, row.receiver, row.campaign) == (LATER, above, campaign)
    province = viewer(Role.PROVINCIAL_OFFICE, office=above)
    with pytest.raises(NotAllowed, match="重复或者相互矛盾"):
        filings.acknowledge(row, by=province, at=DAY)
    filings.acknowledge(row, by=province, at=LATER)
    with pytest.raises(NotAllowed, match="不能重复办理"):
        filings.acknowledge(row, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="重复"):
        filings.file_report(filing(campaign, task=linked), by=head)


def test_a_county_files_with_the_city_and_the_city_acknowledges(campaign: Campaign, head: Viewer) -> None:
    below = county(campaign.office)
    row = filings.file_upward(
        kind=FilingKind.ROUND_PLAN,
        document=document(office=below),
        receiver=campaign.office,
        by=of_county(below),
    )
    with pytest.raises(WrongRole):
        filings.acknowledge(row, by=director(office()), at=LATER)
    assert filings.acknowledge(row, by=head, at=LATER).received_on == LATER


def test_a_countys_report_on_its_linked_task_belongs_to_the_campaign(campaign: Campaign) -> None:
    entry = make.county_task(campaign=campaign)
    paper = document(office=entry.county, at=LATER)
    row = filings.file_report(Filing(document=paper, task=entry.task), by=of_county(entry.county))
    assert (row.office, row.receiver, row.campaign) == (entry.county, campaign.office, campaign)
    with pytest.raises(NotAllowed, match="不属于同一巡察机构"):
        filings.file_report(
            Filing(document=paper, task=make.target(campaign=campaign).task), by=of_county(entry.county)
        )


def test_the_grid_shows_every_cell_asked_in_one_query(
    campaign: Campaign, head: Viewer, django_assert_num_queries: Any
) -> None:
    below = [called(campaign) for _ in range(3)]
    tasks = [make.target(campaign=campaign).task for _ in range(2)]
    counterparts.ask(asking(campaign), tasks=tasks[:1], counties=below, by=head)
    counterparts.ask(asking(campaign), tasks=tasks[1:], counties=below[:1], by=head)
    with django_assert_num_queries(1):
        seen = grid(campaign, head)
    assert list(seen.counties) == below
    assert [[cell is not None for cell in line.cells] for line in seen.lines] == [
        [True] * 3,
        [True, False, False],
    ]
    own = grid(campaign, of_county(below[1]))
    assert (list(own.counties), len(own.lines)) == ([below[1]], 1)
