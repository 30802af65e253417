"""What is put to the leaders, named, issued and given: the verbs, and what they refuse."""

from datetime import date

import pytest

from xuncha.basis.rules import MeetingKind
from xuncha.basis.tests.builders import agenda_item, decision, document, meeting
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.leadership import actions, queries
from xuncha.leadership.models import InstitutionVersion, NamedMatter
from xuncha.leadership.rules import Forum, InstitutionAct, Named, Privilege, Purpose, SuggestionState
from xuncha.leadership.tests import builders as make
from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import person
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, director, office, viewer

pytestmark = pytest.mark.django_db

LATER = date(2019, 7, 1)
YEAR_END = date(2019, 12, 31)


@pytest.fixture
def city() -> Office:
    return office()


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


def test_a_briefing_takes_forum_and_date_from_the_meeting_that_heard_it(city: Office, head: Viewer) -> None:
    item = agenda_item(meeting=meeting(kind=MeetingKind.STANDING_COMMITTEE, office=city))
    row = actions.brief(
        item, purpose=Purpose.REPORT, subject="第五轮情况", document=document(office=city), by=head
    )
    assert (row.forum, row.at, row.office) == (Forum.STANDING_COMMITTEE, DAY, city)
    assert [p.verb for p in row.passages()] == ["enter"]


def test_a_briefing_is_refused_for_another_meeting_a_later_paper_and_the_same_paper_twice(
    city: Office, head: Viewer
) -> None:
    study = agenda_item(meeting=meeting(kind=MeetingKind.STUDY, office=city))
    heard = agenda_item(meeting=meeting(kind=MeetingKind.SECRETARY, office=city))
    paper = document(office=city)
    with pytest.raises(NotAllowed, match="只有提请"):
        actions.brief(study, purpose=Purpose.REPORT, subject="一", document=paper, by=head)
    with pytest.raises(NotAllowed, match="晚于会议日期"):
        actions.brief(
            heard, purpose=Purpose.REPORT, subject="一", document=document(office=city, at=LATER), by=head
        )
    actions.brief(heard, purpose=Purpose.COMPOSITE, subject="一", document=paper, by=head)
    with pytest.raises(NotAllowed, match="重复"):
        actions.brief(heard, purpose=Purpose.COMPOSITE, subject="一", document=paper, by=head)


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in {Role.GENERAL, Role.DIRECTOR, Role.COUNTY_OFFICE}]
)
def test_nobody_but_the_office_enters_what_was_put_to_the_leaders(role: Role, city: Office) -> None:
    item = agenda_item(meeting=meeting(kind=MeetingKind.STANDING_COMMITTEE, office=city))
    with pytest.raises(WrongRole):
        actions.brief(
            item,
            purpose=Purpose.REPORT,
            subject="一",
            document=document(office=city),
            by=viewer(role, office=city),
        )


def test_the_director_of_another_city_enters_nothing_here(city: Office) -> None:
    with pytest.raises(WrongRole):
        actions.study(
            meeting(office=city), level="中央", subject="一", audience="全体", by=director(office())
        )


def test_suggestions_are_numbered_on_and_follow_the_upper_meeting(city: Office, head: Viewer) -> None:
    briefing = make.briefing(office=city)
    national = meeting(kind=MeetingKind.UPPER, office=city, at=date(2019, 5, 1))
    first = actions.suggest(briefing, ["甲", "乙"], by=head, upper_meeting=national)
    second = actions.suggest(briefing, ["丙"], by=head, upper_meeting=national)
    assert [s.serial for s in [*first, *second]] == [1, 2, 3]
    assert {s.at for s in first} == {briefing.at}
    with pytest.raises(NotAllowed, match="早于所依据的上级会议"):
        actions.suggest(briefing, ["丁"], by=head, upper_meeting=meeting(office=city, at=LATER))


def test_the_forum_answers_a_suggestion_once(city: Office) -> None:
    row, leader = make.suggestion(office=city), viewer(Role.LEADER, office=city)
    with pytest.raises(NotAllowed, match="理由"):
        actions.move_suggestion(row, "decline", by=leader, at=LATER)
    actions.move_suggestion(row, "adopt_partly", by=leader, at=LATER, note="先行试点")
    assert row.state == SuggestionState.PARTLY
    with pytest.raises(NotAllowed, match="当前状态"):
        actions.move_suggestion(row, "adopt", by=leader, at=LATER)


def test_matters_are_named_by_the_secretary_only_and_each_has_its_lead_and_term(
    city: Office, head: Viewer
) -> None:
    lead = organisation(office=city)
    named = Named("历史遗留项目", lead, LATER)
    with pytest.raises(NotAllowed, match="书记专题会"):
        actions.name_matters(meeting(office=city), [named], by=head)
    held = make.special_meeting(office=city)
    rows = actions.name_matters(held, [named, Named("涉农资金", lead, LATER)], by=head)
    rows += actions.name_matters(held, [Named("队伍建设", lead, LATER)], by=head)
    assert [(m.serial, m.at, m.state) for m in rows] == [(n, DAY, "assigned") for n in (1, 2, 3)]
    with pytest.raises(NotAllowed, match="反馈期限早于"):
        actions.name_matters(held, [Named("超期", lead, date(2019, 1, 1))], by=head)


def test_a_named_matter_is_answered_closed_and_opened_again_and_its_end_moves_with_it(
    city: Office, head: Viewer
) -> None:
    row = make.matter(office=city)
    actions.move_matter(row, "start", by=head, at=DAY)
    with pytest.raises(NotAllowed, match="办理结果"):
        actions.move_matter(row, "reply", by=head, at=LATER)
    actions.move_matter(row, "reply", by=head, at=LATER, result="已整改到位")
    with pytest.raises(NotAllowed, match="他人"):
        actions.move_matter(row, "close", by=head, at=LATER)
    actions.move_matter(row, "return", by=head, at=LATER, note="附凭证")
    actions.move_matter(row, "reply", by=head, at=LATER, result="已整改到位")
    actions.move_matter(row, "close", by=director(city), at=LATER)
    assert [reply.number for reply in row.replies.order_by("pk")] == [1, 2]
    stored = NamedMatter.objects.get(pk=row.pk)
    assert (stored.result, stored.closed_on) == ("已整改到位", LATER)
    actions.move_matter(stored, "reopen", by=head, at=YEAR_END, note="问题反弹")
    stored.refresh_from_db()
    assert (stored.state, stored.closed_on) == ("under_way", None)
    assert [p.verb for p in row.passages()] == ["start", "reply", "return", "reply", "close", "reopen"]


def test_overdue_matters_are_those_without_an_answer_whose_term_is_over(city: Office, head: Viewer) -> None:
    late = make.matter(office=city, due_on=date(2019, 6, 30))
    make.matter(office=city, due_on=LATER)
    make.matter(office=city, due_on=date(2019, 6, 30), state="replied")
    assert list(queries.overdue_matters(head, LATER)) == [late]


def test_versions_of_a_rule_are_numbered_without_gaps_and_end_with_its_abolition(
    city: Office, head: Viewer
) -> None:
    first = actions.make_institution(
        office=city, name="工作规则", field="综合", document=document(office=city), by=head
    )
    rule = first.institution
    actions.revise_institution(rule, document=document(office=city, at=LATER), by=head)
    with pytest.raises(NotAllowed, match="早于上一版次"):
        actions.revise_institution(rule, document=document(office=city, at=DAY), by=head)
    actions.abolish_institution(rule, document=document(office=city, at=YEAR_END), by=head)
    versions = InstitutionVersion.objects.filter(institution=rule).order_by("number")
    assert [(v.number, v.act, v.at) for v in versions] == [
        (1, InstitutionAct.MADE, DAY),
        (2, InstitutionAct.REVISED, LATER),
        (3, InstitutionAct.ABOLISHED, YEAR_END),
    ]
    for verb in (actions.revise_institution, actions.abolish_institution):
        with pytest.raises(NotAllowed, match="已经废止"):
            verb(rule, document=document(office=city, at=YEAR_END), by=head)


def test_a_voided_last_version_leaves_no_gap_behind(city: Office, head: Viewer) -> None:
    rule = actions.make_institution(
        office=city, name="工作规则", field="综合", document=document(office=city), by=head
    ).institution
    wrong = actions.revise_institution(rule, document=document(office=city), by=head)
    records.void(wrong, by=head, at=DAY, note="重复登记")
    assert actions.revise_institution(rule, document=document(office=city), by=head).number == 2


def test_the_rules_in_force_are_the_latest_versions_of_those_not_abolished(
    city: Office, head: Viewer
) -> None:
    kept = actions.make_institution(
        office=city, name="甲", field="综合", document=document(office=city), by=head
    )
    gone = actions.make_institution(
        office=city, name="乙", field="综合", document=document(office=city), by=head
    )
    actions.abolish_institution(gone.institution, document=document(office=city, at=LATER), by=head)
    newer = actions.revise_institution(kept.institution, document=document(office=city, at=LATER), by=head)
    assert list(queries.institutions_in_force(head, DAY)) in ([kept, gone], [gone, kept])
    assert list(queries.institutions_in_force(head, LATER)) == [newer]


def test_staff_and_vehicles_rest_on_a_decision_of_the_leading_group(city: Office, head: Viewer) -> None:
    decided = decision(agenda_item=agenda_item(meeting=meeting(office=city)))
    elsewhere = decision(agenda_item=agenda_item(meeting=meeting(office=city, kind=MeetingKind.OFFICE)))
    who = person(office=city)
    with pytest.raises(NotAllowed, match="领导小组会议决定"):
        actions.add_staff(who, decision=elsewhere, title="科员", by=head, at=LATER)
    with pytest.raises(NotAllowed, match="早于领导小组决定"):
        actions.add_staff(who, decision=decided, title="科员", by=head, at=date(2019, 1, 1))
    actions.add_staff(who, decision=decided, title="科员", by=head, at=LATER)
    with pytest.raises(NotAllowed, match="重复"):
        actions.add_staff(who, decision=decided, title="科员", by=head, at=LATER)
    car = actions.give_vehicle(
        plate=" 巡a01 ", model="轿车", group_number=1, decision=decided, by=head, at=LATER
    )
    assert car.plate == "巡A01"
    with pytest.raises(NotAllowed, match="重复"):
        actions.give_vehicle(plate="巡A01", model="轿车", group_number=2, decision=decided, by=head, at=LATER)
    actions.withdraw_vehicle(car, by=head, at=YEAR_END)
    with pytest.raises(NotAllowed, match="不能重复办理"):
        actions.withdraw_vehicle(car, by=head, at=YEAR_END)
    actions.give_vehicle(plate="巡A01", model="轿车", group_number=2, decision=decided, by=head, at=YEAR_END)


def test_only_a_group_leader_comes_on_the_lists_and_on_each_once(city: Office, head: Viewer) -> None:
    seat, paper = make.leader(city), document(office=city)
    entry = actions.list_leader(seat, privilege=Privilege.MEETINGS, document=paper, by=head, at=DAY)
    assert entry.person == seat.person
    with pytest.raises(NotAllowed, match="重复"):
        actions.list_leader(seat, privilege=Privilege.MEETINGS, document=paper, by=head, at=LATER)
    actions.list_leader(seat, privilege=Privilege.PAPERS, document=paper, by=head, at=DAY)
    actions.take_off_list(entry, by=head, at=LATER)
    actions.list_leader(seat, privilege=Privilege.MEETINGS, document=paper, by=head, at=LATER)
    seat.seat = "member"
    with pytest.raises(NotAllowed, match="组长"):
        actions.list_leader(seat, privilege=Privilege.PAPERS, document=paper, by=head, at=LATER)


def test_a_named_matter_is_pressed_by_one_card_to_who_takes_the_lead(city: Office, head: Viewer) -> None:
    row = make.matter(office=city)
    actions.press(row, due_on=YEAR_END, by=head, at=LATER)
    row.refresh_from_db()
    assert row.card
    assert (row.card.lead_id, row.card.matter, row.card.source) == (row.lead_id, row.gist, "matter")
    with pytest.raises(NotAllowed, match="已经回复"):
        actions.press(make.matter(office=city, state="replied"), due_on=YEAR_END, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="已经开具"):
        actions.press(row, due_on=YEAR_END, by=head, at=LATER)
    with pytest.raises(WrongRole):
        actions.press(
            make.matter(office=city), due_on=YEAR_END, by=viewer(Role.LEADER, office=city), at=LATER
        )
