"""Guiding the counties: the verbs, and what they refuse."""

from datetime import date
from typing import Any

import pytest

from xuncha.basis.rules import MeetingKind
from xuncha.basis.tests.builders import document, meeting
from xuncha.guidance.actions import cases, checks, dispatches, pairs
from xuncha.guidance.actions import teams as check_teams
from xuncha.guidance.models import CountyProblem
from xuncha.guidance.queries import unsponsored, unvisited
from xuncha.guidance.rules import ActionKind, CaseState, ContactLevel, ContactPurpose, ReasonCode, Seat
from xuncha.guidance.tests import builders as make
from xuncha.kernel.figures import Period
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.tests.builders import division
from xuncha.people.tests.builders import installation, person
from xuncha.records.models import Office
from xuncha.records.rules import Level, Role
from xuncha.records.tests.builders import DAY, county, director, office, viewer

pytestmark = pytest.mark.django_db

EARLIER, LATER, YEAR_END = date(2019, 5, 1), date(2019, 7, 1), date(2019, 12, 31)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


# --- Pairs and contact points ------------------------------------------------------------------


def test_a_county_has_one_sponsor_at_a_time_and_the_next_comes_when_the_last_has_ended(
    city: Office, head: Viewer
) -> None:
    below, paper = county(city), document(office=city)
    first = pairs.sponsor(person(office=city), below, purpose="包联", document=paper, by=head, at=DAY)
    with pytest.raises(NotAllowed, match="已有包联领导"):
        pairs.sponsor(person(office=city), below, purpose="包联", document=paper, by=head, at=LATER)
    pairs.end_sponsorship(first, by=head, at=date(2019, 6, 30))
    pairs.sponsor(person(office=city), below, purpose="包联", document=paper, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="不是本级的下级"):
        pairs.sponsor(person(office=city), county(office()), purpose="包联", document=paper, by=head, at=DAY)


def test_a_sponsor_visits_within_the_pairs_days_and_gaps_are_shown(city: Office, head: Viewer) -> None:
    pair, idle = make.sponsorship(office=city, until=LATER), county(city)
    pairs.visit_as_sponsor(pair, seen="进度偏慢", suggestion="增配力量", by=head, at=LATER)
    for day in (EARLIER, YEAR_END):
        with pytest.raises(NotAllowed, match="包联期限"):
            pairs.visit_as_sponsor(pair, seen="—", by=head, at=day)
    third_quarter = Period(LATER, date(2019, 9, 30))
    assert list(unvisited(city.pk, third_quarter)) == [idle]
    assert list(unsponsored(city.pk, DAY)) == [idle]
    assert list(unsponsored(city.pk, YEAR_END)) == [pair.county, idle]


def test_a_contact_point_is_a_place_in_the_county_and_its_level_is_the_places(
    city: Office, head: Viewer
) -> None:
    below, paper = county(city), document(office=city)
    for level, expected in (
        (Level.COUNTY, ContactLevel.COUNTY),
        (Level.TOWNSHIP, ContactLevel.TOWNSHIP),
        (Level.VILLAGE, ContactLevel.VILLAGE),
    ):
        where = make.place(below, level)
        row = pairs.designate(
            where, county=below, purpose=ContactPurpose.RECTIFICATION, document=paper, by=head, at=DAY
        )
        assert row.level == expected
    elsewhere = make.place(county(city), Level.TOWNSHIP)
    for wrong in (elsewhere, division(code=f"{below.code[:4]}", level=Level.CITY)):
        with pytest.raises(NotAllowed, match="不是"):
            pairs.designate(
                wrong, county=below, purpose=ContactPurpose.RECTIFICATION, document=paper, by=head, at=DAY
            )


def test_a_place_is_a_contact_point_for_one_purpose_once_and_again_after_its_end(
    city: Office, head: Viewer
) -> None:
    point = make.contact_point(office=city)
    again: dict[str, Any] = {"county": point.county, "document": point.document, "by": head, "at": YEAR_END}
    with pytest.raises(NotAllowed, match="重复"):
        pairs.designate(point.division, purpose=ContactPurpose.STANDARDISATION, **again)
    pairs.end_contact_point(point, by=head, at=LATER)
    pairs.designate(point.division, purpose=ContactPurpose.STANDARDISATION, **again)


def test_a_countys_posts_are_counted_once_a_day(city: Office, head: Viewer) -> None:
    below = county(city)
    row = pairs.count_staff(below, office=city, approved=6, filled=4, by=head, at=DAY)
    assert str(row.rate) == "66.67"
    with pytest.raises(NotAllowed, match="重复"):
        pairs.count_staff(below, office=city, approved=6, filled=5, by=head, at=DAY)
    assert pairs.count_staff(county(city), office=city, approved=0, filled=0, by=head, at=DAY).rate is None


# --- Check campaigns ----------------------------------------------------------------------------


def test_a_check_goes_from_its_plan_to_its_circular_and_the_counties_own_words_are_kept(
    city: Office, head: Viewer
) -> None:
    of = checks.open_campaign(
        name="督导", plan=document(office=city), aspects=["组织建设", "质量"], by=head, at=DAY
    )
    first, second = of.aspects.order_by("serial")
    teams = [
        check_teams.form_team(of, name=name, head=person(office=city), by=head, at=DAY)
        for name in ("甲", "乙")
    ]
    assert [team.number for team in teams] == [1, 2]
    visits = []
    for team in teams:
        below = county(city)
        make.cleared(team, below)
        visits.append(checks.visit(team, below, by=head, at=LATER))
    found = [
        checks.note_problem(visits[0], aspect=first, text="编制不足", guided=True, by=head),
        checks.note_problem(visits[1], aspect=first, text="缺编严重", by=head),
    ]
    assert {problem.at for problem in found} == {LATER}
    common = checks.group_problems(of, found, aspect=first, title="机构编制不到位", by=head, at=LATER)
    assert [m.text for m in common.members.order_by("pk")] == ["编制不足", "缺编严重"]
    with pytest.raises(NotAllowed, match="不能重复办理"):
        checks.group_problems(of, found, aspect=first, title="再归一次", by=head, at=LATER)
    assert of.common_problems.count() == 1  # what was refused left nothing behind
    with pytest.raises(NotAllowed, match="项数不一致"):
        checks.issue_circular(of, make.circular(of, lines=2, at=YEAR_END), by=head)
    with pytest.raises(NotAllowed, match="文种"):
        checks.issue_circular(of, document(office=city), by=head)
    checks.issue_circular(of, make.circular(of, lines=1, at=YEAR_END), by=head)
    checks.end_campaign(of, by=head, at=YEAR_END)
    assert second.common_problems.count() == 0
    assert [p.verb for p in of.passages()] == ["enter", "issue_circular", "end"]


def test_a_problem_of_one_county_is_not_common_and_problems_of_another_check_do_not_mix(
    city: Office, head: Viewer
) -> None:
    seen = make.visit(office=city)
    of = seen.team.campaign
    along = make.aspect(campaign=of)
    mine = [make.problem(visit=seen, aspect=along) for _ in range(2)]
    with pytest.raises(NotAllowed, match="两个以上县"):
        checks.group_problems(of, mine, aspect=along, title="—", by=head, at=DAY)
    foreign = make.problem(office=city)
    with pytest.raises(NotAllowed, match="不属于本次督导检查"):
        checks.group_problems(of, [mine[0], foreign], aspect=along, title="—", by=head, at=DAY)
    with pytest.raises(NotAllowed, match="不属于本次督导检查"):
        checks.note_problem(seen, aspect=foreign.aspect, text="—", by=head)
    assert not CountyProblem.objects.exclude(common=None).exists()


def test_guidance_on_the_spot_needs_a_pointing_out_and_a_visit_its_check(city: Office, head: Viewer) -> None:
    seen = make.visit(office=city)
    with pytest.raises(NotAllowed, match="未当场指出"):
        checks.note_problem(
            seen,
            aspect=make.aspect(campaign=seen.team.campaign),
            text="—",
            pointed_out=False,
            guided=True,
            by=head,
        )
    with pytest.raises(NotAllowed, match="早于督导检查开始"):
        checks.visit(seen.team, county(city), by=head, at=EARLIER)
    with pytest.raises(NotAllowed, match="已经安排了检查"):
        checks.visit(seen.team, seen.county, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="检查的方面"):
        checks.open_campaign(name="督导", plan=document(office=city), aspects=[], by=head, at=DAY)
    with pytest.raises(NotAllowed, match="早于督导方案"):
        checks.open_campaign(name="督导", plan=document(office=city), aspects=["质量"], by=head, at=EARLIER)


# --- Key supervision ----------------------------------------------------------------------------


def test_a_case_has_reasons_a_term_and_is_checked_only_after_something_was_done(
    city: Office, head: Viewer
) -> None:
    below, paper = county(city), document(office=city)
    opened: dict[str, Any] = {"document": paper, "matter": "全覆盖进度慢", "by": head}
    with pytest.raises(NotAllowed, match="原因"):
        cases.open_case(below, reasons=[], due_on=LATER, **opened)
    with pytest.raises(NotAllowed, match="整改期限早于"):
        cases.open_case(below, reasons=[ReasonCode.SLOW_COVERAGE], due_on=EARLIER, **opened)
    case = cases.open_case(
        below, reasons=[ReasonCode.SLOW_COVERAGE, ReasonCode.WEAK_VILLAGES], due_on=LATER, **opened
    )
    assert (case.at, case.reasons.count()) == (DAY, 2)
    cases.move_case(case, "start", by=head, at=DAY)
    with pytest.raises(NotAllowed, match="尚未登记督办情况"):
        cases.move_case(case, "check", by=head, at=LATER, note="进度加快")
    cases.act(case, ActionKind.LETTER, by=head, at=LATER, note="发函")
    cases.move_case(case, "check", by=head, at=LATER, note="进度加快")
    with pytest.raises(NotAllowed, match="理由"):
        cases.move_case(case, "return", by=head, at=LATER)
    cases.move_case(case, "close", by=head, at=YEAR_END)
    assert (case.state, case.closed_on) == (CaseState.CLOSED, YEAR_END)
    with pytest.raises(NotAllowed, match="已经结束"):
        cases.act(case, ActionKind.CIRCULAR, by=head, at=YEAR_END)


def test_a_talk_has_its_record_of_the_same_day(city: Office, head: Viewer) -> None:
    case = make.case(office=city)
    record = meeting(kind=MeetingKind.TALK, office=city, at=LATER)
    for wrong in (None, meeting(office=city, at=LATER)):
        with pytest.raises(NotAllowed, match="约谈记录"):
            cases.act(case, ActionKind.TALK, by=head, at=LATER, meeting=wrong)
    with pytest.raises(NotAllowed, match="约谈记录"):
        cases.act(case, ActionKind.TALK, by=head, at=YEAR_END, meeting=record)
    with pytest.raises(NotAllowed, match="早于立案"):
        cases.act(case, ActionKind.LETTER, by=head, at=EARLIER)
    assert cases.act(case, ActionKind.TALK, by=head, at=LATER, meeting=record).county == case.county


def test_the_county_under_supervision_reads_its_case_but_takes_no_step(city: Office) -> None:
    case = make.case(office=city)
    own = viewer(Role.COUNTY_OFFICE, office=case.county)
    assert case.steps_for(own) == []
    with pytest.raises(WrongRole):
        cases.move_case(case, "start", by=own, at=DAY)
    with pytest.raises(WrongRole):
        cases.act(case, ActionKind.LETTER, by=own, at=DAY)


# --- Dispatch meetings --------------------------------------------------------------------------


def test_a_dispatch_meeting_names_the_counties_that_did_not_send_everyone(city: Office, head: Viewer) -> None:
    whole, half, none = (county(city) for _ in range(3))
    county(office())  # another city's county is not called
    held = meeting(kind=MeetingKind.DISPATCH, office=city)
    came(held, whole, "巡察办主任")
    came(held, whole, "县委第二巡察组组长", delegation=None, body=whole.name)
    came(held, half, "巡察办主任")
    came(held, half, "县委第一巡察组组长", present=False)
    result = dispatches.hold_dispatch(held, rule="主任和一名组长参加", by=head)
    assert [(m.county, m.seats) for m in result.missing] == [
        (half, (Seat.GROUP_LEADER,)),
        (none, (Seat.DIRECTOR, Seat.GROUP_LEADER)),
    ]
    assert dispatches.record_statement(result.dispatch, whole, "加快进度", by=head).at == held.at
    with pytest.raises(NotAllowed, match="重复"):
        dispatches.record_statement(result.dispatch, whole, "再说一次", by=head)


def test_another_meeting_is_no_dispatch_meeting_and_one_meeting_is_not_two(
    city: Office, head: Viewer
) -> None:
    with pytest.raises(NotAllowed, match="会议类型"):
        dispatches.hold_dispatch(meeting(office=city), rule="—", by=head)
    held = meeting(kind=MeetingKind.DISPATCH, office=city)
    dispatches.hold_dispatch(held, rule="—", by=head)
    with pytest.raises(NotAllowed, match="重复"):
        dispatches.hold_dispatch(held, rule="—", by=head)


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.GUIDANCE, Role.DIRECTOR}])
def test_nobody_but_those_who_guide_writes_any_of_it(role: Role, city: Office) -> None:
    stranger, below, paper = viewer(role, office=city), county(city), document(office=city)
    attempts = (
        lambda: pairs.sponsor(person(office=city), below, purpose="—", document=paper, by=stranger, at=DAY),
        lambda: pairs.count_staff(below, office=city, approved=1, filled=1, by=stranger, at=DAY),
        lambda: checks.open_campaign(name="—", plan=paper, aspects=["—"], by=stranger, at=DAY),
        lambda: cases.open_case(
            below, document=paper, matter="—", reasons=[ReasonCode.LOW_STAFFING], due_on=DAY, by=stranger
        ),
        lambda: dispatches.hold_dispatch(
            meeting(kind=MeetingKind.DISPATCH, office=city), rule="—", by=stranger
        ),
    )
    for attempt in attempts:
        with pytest.raises(WrongRole):
            attempt()


def came(held: object, below: Office, capacity: str, **over: object) -> None:
    values = {"delegation": below, "body": "", "name": "参会人", "capacity": capacity, **over}
    held.attendances.create(office=held.office, by=held.by, at=held.at, **values)  # type: ignore[attr-defined]
