"""Staffing a round end to end: demands, proposals, adoption past recusal, letters and seats; and who may not."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ

from xuncha.audit.models import Entry
from xuncha.basis.models import Addressee, Document
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, viewer
from xuncha.rounds.actions import groups
from xuncha.rounds.models import GroupMember, RecusalCheck, Task
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.rounds.tests import builders as make
from xuncha.talent.models import CareerEntry, PoolMember
from xuncha.talent.rules import MemberState, PoolKind, Specialty
from xuncha.talent.tests.builders import channel, pool_member
from xuncha.teams import jobs
from xuncha.teams.actions import proposals, staffing
from xuncha.teams.models import Choice, GroupDemand, Proposal, Staffing
from xuncha.teams.queries.asked import asked
from xuncha.teams.queries.proposals import latest, pending, shown
from xuncha.teams.rules import ChoiceKind

pytestmark = pytest.mark.django_db

DAY = date(2019, 4, 1)
SPECIALTIES = (Specialty.FINANCE, Specialty.LAW, Specialty.WRITING)


@pytest.fixture
def task() -> Task:
    round_ = make.round_(at=DAY, approved_on=DAY)
    installation(round_.office)
    make.task(round=round_, group=make.group(round=round_), entry_planned_on=date(2019, 5, 6))
    return make.task(round=round_, group=make.group(round=round_), entry_planned_on=date(2019, 5, 6))


@pytest.fixture
def by(task: Task) -> Viewer:
    return director(task.office)


@pytest.fixture
def crowd(task: Task) -> list[PoolMember]:
    """Two who may lead, twelve who may be members, all of one unit that nobody inspects."""
    through = channel(office=task.office)
    kinds = [PoolKind.LEADER] * 2 + [PoolKind.MEMBER] * 12
    return [
        pool_member(
            office=task.office, channel=through, pool=kind, specialty=SPECIALTIES[n % 3],
            person=person(office=task.office, by=through.by, name=f"人选{n:02}"),
        )
        for n, kind in enumerate(kinds)
    ]  # fmt: skip


@pytest.fixture
def begun(task: Task, crowd: list[PoolMember], by: Viewer) -> Staffing:
    return staffing.begin(Staffing(office=task.office, round=task.round), by=by, at=DAY)


def solved(row: Staffing, by: Viewer) -> Proposal:
    found = proposals.propose(row, seconds=5, by=by, at=DAY)
    return proposals.solve(found, by=by, at=DAY)


def cleared(row: Staffing, by: Viewer) -> None:
    """An official finds nothing against anybody who is to be seated."""
    checks = list(RecusalCheck.objects.live().filter(round=row.round, verdict=""))
    groups.decide_all(row.round, checks=checks, verdict=RecusalVerdict.CLEAR, by=by, at=DAY)


def tied(member: PoolMember, task: Task) -> None:
    """Until last year the person worked in the organisation that is inspected."""
    CareerEntry.objects.create(
        office=task.office, by=task.by, person=member.person, organisation=task.organisation, title="科员",
        at=date(2016, 1, 1), until=date(2018, 5, 6),
    )  # fmt: skip


# --- What is asked -----------------------------------------------------------------------------


def test_a_staffing_begins_with_the_usual_demand_of_each_group(begun: Staffing) -> None:
    rows = GroupDemand.objects.filter(staffing=begun)
    assert [(row.least, row.most, row.leader_of_pool) for row in rows] == [(4, 6, True)] * 2


def test_a_round_is_staffed_once_and_only_when_it_has_groups(begun: Staffing, by: Viewer) -> None:
    with pytest.raises(NotAllowed):
        staffing.begin(Staffing(office=begun.office, round=begun.round), by=by, at=DAY)
    empty = make.round_(at=DAY, approved_on=DAY)
    with pytest.raises(NotAllowed, match="尚未组建巡察组"):
        staffing.begin(Staffing(office=empty.office, round=empty), by=director(empty.office), at=DAY)


def test_a_demand_is_changed_with_its_old_values_kept(begun: Staffing, by: Viewer) -> None:
    row = begun.demands.first()
    assert row
    wanted = {"finance": 1, "law": 2}
    staffing.demand(row, least=3, most=5, leader_of_pool=True, needs=wanted, by=by, at=DAY)
    row.refresh_from_db()
    assert (row.least, row.most, row.needs, row.spoken_needs) == (3, 5, wanted, "审计财务1、法律2")
    for values, sentence in (
        ({"least": 6, "most": 5, "needs": {}}, "下限不能大于上限"),
        ({"least": 1, "most": 2, "needs": {"law": 3}}, "超过组员上限2名"),
        ({"least": 3, "most": 5, "needs": wanted}, "没有改动"),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            staffing.demand(row, leader_of_pool=True, by=by, at=DAY, **values)  # type: ignore[arg-type]  # columns by their names


def test_who_is_asked_for_are_the_free_and_those_seated_already(
    begun: Staffing, crowd: list[PoolMember], task: Task, by: Viewer
) -> None:
    PoolMember.objects.filter(pk=crowd[5].pk).update(state=MemberState.PAUSED)
    make.member(group=task.group, person=crowd[6].person, pool_member=crowd[6], seat=Seat.MEMBER, at=DAY)
    PoolMember.objects.filter(pk=crowd[6].pk).update(state=MemberState.POSTED)
    found = {one.name: one for one in asked(begun, DAY).demands.candidates}
    assert "人选05" not in found
    assert found["人选06"].seated == str(task.group)
    assert len(found) == 13


def test_whom_the_law_keeps_out_is_in_no_proposal_for_that_group(
    begun: Staffing, crowd: list[PoolMember], task: Task, by: Viewer
) -> None:
    for member in crowd[2:8]:
        tied(member, task)
    row = solved(begun, by)
    seats = row.seats[str(task.group)]
    kept_out = {str(member.uid) for member in crowd[2:8]}
    assert kept_out.isdisjoint([*seats["leaders"], *seats["members"]])
    assert {tie[0] for tie in json.loads(row.ties)} == kept_out


def test_a_tie_an_official_waived_is_no_bar_and_one_he_upheld_is(
    begun: Staffing, crowd: list[PoolMember], task: Task, by: Viewer
) -> None:
    tied(crowd[3], task)
    check = groups.check(task.round, crowd[3].person, task.organisation, by=by, at=DAY)
    pair = (str(crowd[3].uid), str(task.group))
    assert pair in asked(begun, DAY).demands.blocked
    from_rules = groups.check(task.round, crowd[4].person, task.organisation, by=by, at=DAY)
    groups.decide(from_rules, RecusalVerdict.BARRED, by=by, at=DAY, reason="本人申请")
    assert (str(crowd[4].uid), str(task.group)) in asked(begun, DAY).demands.blocked
    assert check.verdict == ""


def test_opening_declarations_for_a_proposal_is_recorded(begun: Staffing, by: Viewer) -> None:
    proposals.propose(begun, seconds=5, by=by, at=DAY)
    assert Entry.objects.filter(verb="open relatives", subject__endswith=str(begun.uid)).count() == 1


def test_the_queries_of_what_is_asked_do_not_grow_with_people(
    begun: Staffing, crowd: list[PoolMember], task: Task
) -> None:
    with CaptureQueriesContext(connection) as before:
        asked(begun, DAY)
    through = crowd[0].channel
    for _ in range(10):
        tied(pool_member(office=task.office, channel=through), task)
    with CaptureQueriesContext(connection) as after:
        asked(begun, DAY)
    assert len(before) == len(after)


# --- Proposals ---------------------------------------------------------------------------------


def test_a_proposal_is_queued_and_answered_once(begun: Staffing, by: Viewer) -> None:
    row = proposals.propose(begun, seconds=5, by=by, at=DAY)
    assert OrmQ.objects.count() == 1
    jobs.solve(str(row.uid), by.user, DAY.isoformat())
    row.refresh_from_db()
    answer = row.answer
    assert (row.outcome, row.objective) == ("optimal", row.bound)
    jobs.solve(str(row.uid), by.user, DAY.isoformat())
    row.refresh_from_db()
    assert row.answer == answer


def test_a_proposal_that_cannot_be_says_why_in_words(begun: Staffing, by: Viewer) -> None:
    row = begun.demands.first()
    assert row
    staffing.demand(row, least=4, most=6, leader_of_pool=True, needs={"it": 1}, by=by, at=DAY)
    found = solved(begun, by)
    assert found.outcome == "infeasible"
    assert shown(found).why == (f"{row.group.name}需要“信息化”1人：没有具备该专长的人员。",)
    with pytest.raises(NotAllowed, match="没有人选"):
        proposals.adopt(found, by=by, at=DAY)


def test_what_a_choice_costs_is_the_plan_without_it(
    begun: Staffing, crowd: list[PoolMember], task: Task, by: Viewer
) -> None:
    for number in range(3):
        earlier = make.round_(term=task.round.term, number=10 + number, at=date(2018, 1, 1))
        make.member(group=make.group(round=earlier), person=crowd[4].person, at=date(2018, 1, 1))
    staffing.choose(
        Choice(
            office=begun.office, staffing=begun, kind=ChoiceKind.PIN, pool_member=crowd[4], group=task.group,
            reason="熟悉该领域",
        ),
        by=by, at=DAY,
    )  # fmt: skip
    row = proposals.weigh(solved(begun, by), by=by, at=DAY)
    (cost,) = json.loads(row.costs)
    assert cost["wish"]["candidate"] == str(crowd[4].uid)
    assert cost["proven"]
    assert cost["saved"] == 30 * begun.served / 10  # three times sent, where somebody new would do


# --- Adoption ----------------------------------------------------------------------------------


def test_an_adopted_plan_is_checked_decided_and_carried_out_with_letters(begun: Staffing, by: Viewer) -> None:
    row = solved(begun, by)
    proposals.adopt(row, by=by, at=DAY)
    waits = pending(row)
    assert waits.undecided == RecusalCheck.objects.filter(round=begun.round).count() > 0
    with pytest.raises(NotAllowed, match="尚未作出决定"):
        proposals.carry_out(row, series="巡办函〔2019〕", first=7, by=by, at=DAY)
    assert not Document.objects.filter(number="巡办函〔2019〕7号").exists()
    cleared(begun, by)
    proposals.carry_out(row, series="巡办函〔2019〕", first=7, by=by, at=DAY)
    seats = GroupMember.objects.filter(round=begun.round)
    proposed = {uid for place in row.seats.values() for part in place.values() for uid in part}
    assert {str(seat.pool_member.uid) for seat in seats if seat.pool_member} == proposed
    assert seats.filter(seat=Seat.LEADER).count() == 2
    (letter,) = {seat.letter for seat in seats}
    assert letter
    assert (letter.number, letter.title.startswith("关于抽调人选")) == ("巡办函〔2019〕7号", True)
    assert Addressee.objects.get(document=letter).name == seats[0].pool_member.organisation.name  # type: ignore[union-attr]  # there by what stands above


def test_a_person_barred_after_adoption_is_not_seated_and_nothing_else_is(
    begun: Staffing, by: Viewer
) -> None:
    row = solved(begun, by)
    proposals.adopt(row, by=by, at=DAY)
    check = RecusalCheck.objects.filter(round=begun.round).order_by("pk").first()
    assert check
    groups.decide(check, RecusalVerdict.BARRED, by=by, at=DAY, reason="有举报尚未了结")
    cleared(begun, by)
    assert pending(row).barred == (f"{check.person} — {check.organisation.short_name}",)
    with pytest.raises(NotAllowed, match="应当回避"):
        proposals.carry_out(row, series="巡办函〔2019〕", first=7, by=by, at=DAY)
    assert not GroupMember.objects.filter(round=begun.round).exists()
    assert not Document.objects.filter(kind="letter", office=begun.office).exists()


def test_one_plan_is_adopted_at_a_time_and_dropped_with_a_reason(begun: Staffing, by: Viewer) -> None:
    one, other = solved(begun, by), solved(begun, by)
    proposals.adopt(one, by=by, at=DAY)
    with pytest.raises(NotAllowed, match="已采用一个方案"):
        proposals.adopt(other, by=by, at=DAY)
    with pytest.raises(NotAllowed, match="弃用理由"):
        proposals.drop(one, by=by, at=DAY)
    proposals.drop(one, by=by, at=DAY, note="组长另有任务")
    proposals.adopt(other, by=by, at=DAY)
    assert latest(begun) == other


def test_choices_ask_for_a_reason_a_group_and_another_person(
    begun: Staffing, crowd: list[PoolMember], task: Task, by: Viewer
) -> None:
    def choice(**over: object) -> Choice:
        values = {"kind": ChoiceKind.PIN, "pool_member": crowd[3], "group": task.group, "reason": "熟悉"}
        return Choice(office=begun.office, staffing=begun, **(values | over))

    staffing.choose(choice(), by=by, at=DAY)
    for over, sentence in (
        ({}, "已有同样的选择"),
        ({"reason": " "}, "请写明理由"),
        ({"group": None}, "请选择巡察组"),
        ({"kind": ChoiceKind.APART}, "另一人"),
        ({"kind": ChoiceKind.APART, "other": crowd[3]}, "另一人"),
    ):
        with pytest.raises(NotAllowed, match=sentence):
            staffing.choose(choice(**over), by=by, at=DAY)
    row = begun.choices.get()
    staffing.take_back(row, by=by, at=DAY)
    assert not asked(begun, DAY).demands.wishes


# --- Who may -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.GENERAL, Role.MEMBER, Role.LEADER, Role.UNIT_CONTACT])
def test_only_who_staffs_may_ask_and_choose(role: Role, begun: Staffing) -> None:
    who = viewer(role, office=begun.office)
    for act in (
        lambda: proposals.propose(begun, seconds=5, by=who, at=DAY),
        lambda: staffing.adjust(begun, by=who, at=DAY, served=1),
    ):
        with pytest.raises(WrongRole):
            act()


def test_pages_open_to_who_reads_checks_and_to_nobody_else(
    begun: Staffing, by: Viewer, client: Client
) -> None:
    row = solved(begun, by)
    pages = [
        reverse("teams:staffings_detail", args=[begun.uid]),
        reverse("teams:staffing_compare", args=[begun.uid]),
        reverse("teams:staffing_candidates", args=[begun.uid]),
        reverse("teams:proposals_detail", args=[row.uid]),
        reverse("teams:proposal_instance", args=[row.uid]),
    ]
    for role, status in ((Role.GUIDANCE, 200), (Role.GENERAL, 200), (Role.MEMBER, 403), (Role.LEADER, 403)):
        sign_in(client, role, begun.office)
        assert [client.get(page).status_code for page in pages] == [status] * 5


def test_the_file_for_the_solver_names_nobody(begun: Staffing, by: Viewer, client: Client) -> None:
    row = solved(begun, by)
    sign_in(client, Role.GUIDANCE, begun.office)
    text = client.get(reverse("teams:proposal_instance", args=[row.uid])).content.decode()
    assert "人选" not in text
    assert len(json.loads(text)["people"]) == 14


def test_a_malformed_question_is_the_askers_slip(begun: Staffing, by: Viewer, client: Client) -> None:
    solved(begun, by)
    sign_in(client, Role.GUIDANCE, begun.office)
    assert client.get(reverse("teams:staffing_compare", args=[begun.uid]) + "?p=x").status_code == 400
    assert client.get(reverse("teams:staffing_candidates", args=[begun.uid]) + "?page=-1").status_code == 400
    assert client.get(reverse("teams:staffing_candidates", args=[begun.uid]) + "?group=无").status_code == 404


def test_a_stale_plan_of_another_office_is_not_found(begun: Staffing, client: Client) -> None:
    other = make.round_(at=DAY)
    sign_in(client, Role.GUIDANCE, other.office)
    assert client.get(reverse("teams:staffings_detail", args=[begun.uid])).status_code == 404


def test_the_history_of_a_proposal_is_words_and_no_identifiers(
    begun: Staffing, by: Viewer, client: Client
) -> None:
    row = solved(begun, by)
    sign_in(client, Role.GUIDANCE, begun.office)
    text = client.get(reverse("teams:proposals_detail", args=[row.uid])).content.decode()
    assert "已证明最优" in text
    assert "&quot;members&quot;" not in text
