"""The rules tried on a round: what they find, who decides, what is stale, and that no route seats whom they bar."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.audit.models import Entry
from xuncha.basis.tests.builders import document
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people import models as people
from xuncha.people.models import Person
from xuncha.people.tests.builders import installation, person, post, sign_in
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, viewer
from xuncha.rounds.actions import groups, screening, tasks
from xuncha.rounds.models import GroupMember, RecusalCheck, RecusalHit, Task
from xuncha.rounds.queries import recusal
from xuncha.rounds.queries.screening import tried
from xuncha.rounds.rules.groups import RecusalVerdict, Ruling, Seat
from xuncha.rounds.tests import builders as make
from xuncha.talent import actions as talent
from xuncha.talent.models import CareerEntry, DeclaredInterest, Origin, Study
from xuncha.talent.rules.recusal import Rule, Weight

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 1)
ENTRY = date(2019, 5, 6)
ROOT = Path(__file__).parents[3]


@pytest.fixture
def task() -> Task:
    row = make.round_(at=DAY, approved_on=DAY)
    installation(row.office)
    return make.task(round=row, group=make.group(round=row), entry_planned_on=ENTRY)


@pytest.fixture
def by(task: Task) -> Viewer:
    return director(task.office)


@pytest.fixture
def former(task: Task) -> Person:
    """Left the organisation two years before the entry."""
    who = person(office=task.office, name="周知远")
    served(who, task, until=date(2017, 5, 6))
    return who


def served(who: Person, task: Task, until: date | None) -> CareerEntry:
    return CareerEntry.objects.create(
        office=task.office, by=task.by, person=who, organisation=task.organisation, title="科员",
        at=date(2016, 1, 1), until=until,
    )  # fmt: skip


def check(who: Person, task: Task, by: Viewer, *, leads: bool = False) -> RecusalCheck:
    assert task.group
    (row,) = screening.check_all(task.group, people=[who], leader=who if leads else None, by=by, at=DAY)
    return RecusalCheck.objects.get(pk=row.pk)


def seat(who: Person, task: Task, by: Viewer, seat: Seat = Seat.MEMBER) -> GroupMember:
    assert task.group
    return groups.post(task.group, who, seat, by=by, at=DAY)


# --- What is found -----------------------------------------------------------------------------


def test_what_the_rules_find_is_kept_with_the_check_in_words(task: Task, former: Person, by: Viewer) -> None:
    row = check(former, task, by)
    assert row.verdict == ""
    assert (row.screened_on, row.proposed) == (DAY, Seat.MEMBER)
    tie = row.hits.get()
    assert (tie.rule, tie.weight, tie.fact) == (
        Rule.FORMER_WORK,
        Weight.BLOCK,
        "近三年内曾在该单位任职（至2017-05-06）",
    )
    with connection.cursor() as cursor:
        cursor.execute("select fact from rounds_recusalhit")
        assert "任职" not in cursor.fetchone()[0]


@pytest.mark.parametrize(("until", "hits"), [(date(2016, 5, 6), 0), (date(2016, 5, 7), 1)])
def test_three_years_count_back_from_the_planned_entry(
    task: Task, by: Viewer, until: date, hits: int
) -> None:
    who = person(office=task.office)
    served(who, task, until=until)
    assert check(who, task, by).hits.count() == hits


def test_every_kind_of_record_is_read(task: Task, by: Viewer) -> None:
    """A relative who is named in a sealed declaration, a course, an origin, an interest, the own unit, a former lead."""
    unit = task.organisation
    who = person(office=task.office)
    chief = people.Tenure.objects.create(
        person=person(office=task.office, name="赵世安"), post=post(organisation=unit), office=task.office,
        by=task.by, at=date(2015, 1, 1),
    )  # fmt: skip
    common = {"office": task.office, "by": task.by, "at": date(2003, 9, 1)}
    for one in (who, chief.person):
        Study.objects.create(person=one, school="某大学", course="水利2003级", **common)
    Origin.objects.create(person=who, kind="native", division=unit.division, **common)
    type(unit.division).objects.filter(pk=unit.division_id).update(
        parent=type(unit.division).objects.create(code=task.office.code, name="某市", level="city")
    )
    DeclaredInterest.objects.create(person=who, organisation=unit, kind="lawsuit", **common)
    served(who, task, until=None)
    guide = viewer(Role.GUIDANCE, office=task.office)
    talent.declare_relative(who, relation="配偶", details="赵世安，党组书记", by=guide, at=DAY)
    old = make.round_(term=task.round.term, at=date(2018, 3, 1))
    before = make.task(round=old, group=make.group(round=old), organisation=unit)
    make.member(group=before.group, person=who, seat=Seat.LEADER)
    row = check(who, task, by, leads=True)
    assert set(row.hits.values_list("rule", flat=True)) == set(Rule)


def test_declarations_are_opened_for_the_check_only_and_it_is_written_down(
    task: Task, former: Person, by: Viewer
) -> None:
    check(former, task, by)
    entry = Entry.objects.get(verb="open relatives")
    assert str(task.round.uid) in entry.subject
    assert entry.note == str(former.pk)


@pytest.mark.parametrize("role", [role for role in Role if role not in groups.STAFFING])
def test_nobody_else_tries_the_rules(task: Task, former: Person, role: Role) -> None:
    with pytest.raises(WrongRole):
        check(former, task, viewer(role, office=task.office))
    assert not Entry.objects.filter(verb="open relatives").exists()


def test_many_people_and_organisations_are_read_in_as_many_queries_as_one(task: Task) -> None:
    def count(pairs: set[tuple[int, int]]) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            tried(task.round, pairs, {next(iter(pairs))[0]}, opened=True)
        return len(asked)

    units = [make.task(round=task.round, group=task.group).organisation_id for _ in range(5)]
    for unit in units:
        chief = post(organisation=Task.objects.get(organisation=unit).organisation)
        people.Tenure.objects.create(
            person=person(office=task.office), post=chief, office=task.office, by=task.by, at=date(2015, 1, 1)
        )
    crowd = [person(office=task.office) for _ in range(10)]
    for who in crowd:
        served(who, task, until=None)
    one = count({(crowd[0].pk, units[0])})
    assert count({(who.pk, unit) for who in crowd for unit in units}) == one
    assert one <= 18


# --- Decisions ---------------------------------------------------------------------------------


def test_each_tie_is_decided_with_a_reason_by_the_head_and_the_last_settles_the_check(
    task: Task, former: Person, by: Viewer
) -> None:
    DeclaredInterest.objects.create(
        person=former, organisation=task.organisation, kind="other", office=task.office, by=task.by, at=DAY
    )
    row = check(former, task, by)
    first, second = row.hits.order_by("pk")
    with pytest.raises(WrongRole):
        groups.rule(first, Ruling.WAIVED, by=viewer(Role.GUIDANCE, office=task.office), at=DAY, reason="可")
    with pytest.raises(NotAllowed, match="理由"):
        groups.rule(first, Ruling.WAIVED, by=by, at=DAY, reason=" ")
    own = Viewer(user=by.user, person=former.pk, holds=by.holds)
    with pytest.raises(NotAllowed, match="本人"):
        groups.rule(first, Ruling.WAIVED, by=own, at=DAY, reason="可")
    groups.rule(first, Ruling.WAIVED, by=by, at=DAY, reason="工勤岗位，未接触业务")
    row.refresh_from_db()
    assert row.verdict == ""
    with pytest.raises(NotAllowed, match="尚未作出决定"):
        seat(former, task, by)
    groups.rule(row.hits.get(pk=second.pk), Ruling.ACCEPTED, by=by, at=DAY, reason="不宜参加")
    row.refresh_from_db()
    assert (row.verdict, row.reason) == (RecusalVerdict.BARRED, "不宜参加")
    with pytest.raises(NotAllowed, match="应当回避"):
        seat(former, task, by)


def test_a_tie_is_not_cleared_away_but_waived_with_a_reason(task: Task, former: Person, by: Viewer) -> None:
    row = check(former, task, by)
    with pytest.raises(NotAllowed, match="查出1项情形"):
        groups.decide(row, RecusalVerdict.CLEAR, by=by, at=DAY)
    groups.decide(row, RecusalVerdict.WAIVED, by=by, at=DAY, reason="工勤岗位，未接触业务")
    tie = row.hits.get()
    assert (tie.ruling, tie.reason, tie.decided_on) == (Ruling.WAIVED, "工勤岗位，未接触业务", DAY)
    assert seat(former, task, by).person == former


# --- Checked anew ------------------------------------------------------------------------------


def _resume(who: Person, task: Task) -> None:
    served(who, task, until=date(2018, 1, 1))


def _member_of_the_body(who: Person, task: Task) -> None:
    people.Tenure.objects.create(
        person=person(office=task.office), post=post(organisation=task.organisation), office=task.office,
        by=task.by, at=date(2019, 1, 1),
    )  # fmt: skip


def _relative(who: Person, task: Task) -> None:
    guide = viewer(Role.GUIDANCE, office=task.office)
    talent.declare_relative(who, relation="配偶", details="李明，教师", by=guide, at=DAY)


def _entry(who: Person, task: Task) -> None:
    Task.objects.filter(pk=task.pk).update(entry_planned_on=date(2019, 5, 7))


@pytest.mark.parametrize("change", [_resume, _member_of_the_body, _relative, _entry])
def test_a_check_is_stale_once_what_it_rests_on_changes(
    task: Task, by: Viewer, change: Callable[[Person, Task], None]
) -> None:
    who = person(office=task.office)
    groups.decide(check(who, task, by), RecusalVerdict.CLEAR, by=by, at=DAY)
    change(who, task)
    with pytest.raises(NotAllowed, match="已有变化"):
        seat(who, task, by)
    again = check(who, task, by)
    if again.verdict:
        seat(who, task, by)
    else:
        assert change is _resume  # a new tie goes back to who decides
        with pytest.raises(NotAllowed, match="尚未作出决定"):
            seat(who, task, by)


@pytest.mark.parametrize("native", [True, False])
def test_who_was_checked_as_a_member_leads_where_a_leader_meets_no_more_ties(
    task: Task, by: Viewer, native: bool
) -> None:
    unit, who = task.organisation, person(office=task.office)
    type(unit.division).objects.filter(pk=unit.division_id).update(
        parent=type(unit.division).objects.create(code=task.office.code, name="某市", level="city")
    )
    if native:
        Origin.objects.create(
            person=who, kind="native", division=unit.division, office=task.office, by=task.by, at=DAY
        )
    verdict = RecusalVerdict.WAIVED if native else RecusalVerdict.CLEAR
    groups.decide(check(who, task, by), verdict, by=by, at=DAY, reason="任普通组员")
    if native:
        with pytest.raises(NotAllowed, match="籍贯为"):
            seat(who, task, by, Seat.LEADER)
        groups.decide(check(who, task, by, leads=True), RecusalVerdict.WAIVED, by=by, at=DAY, reason="经研究")
    assert seat(who, task, by, Seat.LEADER).seat == Seat.LEADER


def test_a_tie_found_again_keeps_its_ruling_and_one_found_no_more_stays_on_record(
    task: Task, former: Person, by: Viewer
) -> None:
    row = check(former, task, by)
    groups.decide(row, RecusalVerdict.WAIVED, by=by, at=DAY, reason="工勤岗位")
    passages = row.passages().count()
    assert check(former, task, by).verdict == RecusalVerdict.WAIVED
    assert row.hits.get().ruling == Ruling.WAIVED
    assert row.passages().count() == passages  # the same again is no news
    CareerEntry.objects.all().delete()
    check(former, task, by)
    tie = row.hits.get()
    assert (tie.ruling, tie.lapsed_on) == (Ruling.WAIVED, DAY)


def test_authorisation_is_refused_while_a_check_is_missing_stale_or_undecided(task: Task, by: Viewer) -> None:
    assert task.group
    crew = [make.member(group=task.group, seat=s).person for s in (Seat.LEADER, Seat.DEPUTY, Seat.LIAISON)]
    paper = document(office=task.office)
    for match in ("尚未作出决定", "尚未作出决定"):
        with pytest.raises(NotAllowed, match=match):
            groups.authorise(task.group, document=paper, by=by, at=DAY)
        screening.screen_group(task.group, by=by, at=DAY)
    groups.decide_all(
        task.round, checks=RecusalCheck.objects.all(), verdict=RecusalVerdict.CLEAR, by=by, at=DAY
    )
    _resume(crew[1], task)
    with pytest.raises(NotAllowed, match="已有变化"):
        groups.authorise(task.group, document=paper, by=by, at=DAY)
    screening.screen_round(task.round, by=by, at=DAY)
    tie = RecusalHit.objects.get()
    groups.rule(tie, Ruling.WAIVED, by=by, at=DAY, reason="工勤岗位")
    row = groups.authorise(task.group, document=paper, by=by, at=DAY)
    assert row.rests_on == recusal.rests_on(task.group)
    RecusalCheck.objects.filter(person=crew[0]).update(verdict="waived", reason="经研究")
    assert row.rests_on != recusal.rests_on(task.group)


# --- Routes ------------------------------------------------------------------------------------


def test_a_check_by_hand_does_not_pass_over_what_is_registered(
    task: Task, former: Person, by: Viewer
) -> None:
    make.cleared(former, task)
    with pytest.raises(NotAllowed, match="有情形尚未决定：近三年内"):
        seat(former, task, by)


@pytest.mark.parametrize("barred", [True, False])
def test_no_page_and_no_sheet_seats_whom_a_decision_bars(
    task: Task, former: Person, by: Viewer, client: Client, barred: bool
) -> None:
    """One who is barred and one who is not, by the page and by the sheet, alone and among others."""
    group = task.group
    assert group
    free = person(office=task.office, name="吴敬之")
    groups.decide(check(free, task, by), RecusalVerdict.CLEAR, by=by, at=DAY)
    verdict = RecusalVerdict.BARRED if barred else RecusalVerdict.WAIVED
    groups.decide(check(former, task, by), verdict, by=by, at=DAY, reason="经研究决定")
    sign_in(client, Role.GUIDANCE, task.office)
    page = reverse("rounds:group_members_new", args=[group.uid])
    sheet = reverse("rounds:group_members_sheet", args=[group.uid])
    lines = f"到组日期\t职责\t本机关人员\n{DAY}\t组员\t吴敬之\n{DAY}\t组员\t周知远"
    answer = client.post(sheet, {"pasted": lines})
    if barred:
        assert "应当回避" in answer.content.decode()
        assert not GroupMember.objects.exists()  # all or none
        answer = client.post(page, {"at": DAY, "seat": "member", "person": former.pk})
        assert answer.status_code == 422
        assert "应当回避" in answer.content.decode()
    assert GroupMember.objects.filter(person=former).exists() != barred


def test_no_task_is_given_to_a_group_in_which_somebody_is_barred_from_it(
    task: Task, former: Person, by: Viewer
) -> None:
    own, other = task.group_id, make.group(round=task.round)
    make.member(group=other, person=former)
    groups.decide(check(former, task, by), RecusalVerdict.BARRED, by=by, at=DAY, reason="曾任职")
    with pytest.raises(NotAllowed, match="应当回避，不能分配"):
        tasks.assign(task, other, by=by, at=DAY, note="调整分工")
    assert Task.objects.get(pk=task.pk).group_id == own


def test_seats_are_made_in_one_place_and_by_the_demonstration() -> None:
    """So that an import, an interface or a form that is yet to come has no other way than `take_seat`."""
    making = re.compile(r"\bGroupMember(\.objects\.(create|bulk_create|get_or_create|update_or_create))?\(")
    found = {
        source.relative_to(ROOT).as_posix()
        for source in (ROOT / "xuncha").rglob("*.py")
        if not {"tests", "migrations"} & set(source.parts)
        and making.search(source.read_text().replace("class GroupMember(", ""))
    }
    allowed = {"xuncha/rounds/actions/groups.py"}
    assert found - allowed == {"xuncha/operations/city/groups.py", "xuncha/operations/city/county_rounds.py"}


# --- Pages -------------------------------------------------------------------------------------


def test_round_group_task_and_check_show_the_ties_with_a_way_to_decide(
    task: Task, former: Person, by: Viewer, client: Client
) -> None:
    row = check(former, task, by)
    tie = row.hits.get()
    door = reverse("rounds:recusal_hits_deed", args=[tie.uid, "rule"])
    places = {"rounds": task.round, "groups": task.group, "tasks": task, "recusal_checks": row}
    sign_in(client, Role.DIRECTOR, task.office)
    for name, on in places.items():
        assert on
        shown = client.get(reverse(f"rounds:{name}_detail", args=[on.uid])).content.decode()
        assert ("近三年内曾在该单位任职" in shown) == (name == "recusal_checks")  # the fact is sealed
        assert door in shown
    assert (
        "近三年内"
        in client.get(reverse("rounds:rounds_deed", args=[task.round.uid, "decide"])).content.decode()
    )
    assert client.post(door, {"at": DAY, "ruling": "waived"}).status_code == 422
    sent = {"at": DAY, "ruling": "waived", "reason": "工勤岗位"}
    assert client.post(door, sent).status_code == 302
    sign_in(client, Role.RECTIFICATION, task.office)
    for name in ("rounds", "groups", "tasks"):
        on = places[name]
        assert on
        shown = client.get(reverse(f"rounds:{name}_detail", args=[on.uid])).content.decode()
        assert "近三年内" not in shown
    assert client.get(reverse("rounds:recusal_checks_detail", args=[row.uid])).status_code in (403, 404)


def test_ties_stand_in_no_list_and_no_spreadsheet(
    task: Task, former: Person, by: Viewer, client: Client
) -> None:
    check(former, task, by)
    sign_in(client, Role.DIRECTOR, task.office)
    assert "近三年内" not in client.get(reverse("rounds:recusal_hits")).content.decode()
