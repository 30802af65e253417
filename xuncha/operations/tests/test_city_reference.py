"""The reference city yields every number of its year, counted straight from the tables."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db.models import Count, Q, QuerySet, Sum

from xuncha.basis.models import Line, Statement
from xuncha.basis.rules import Stated
from xuncha.clues.models import Clue, Receipt
from xuncha.fieldwork.models import MaterialRequest
from xuncha.findings.models import Feedback, Finding
from xuncha.guidance.actions.teams import require_cleared
from xuncha.guidance.models import (
    Aspect,
    CaseAction,
    CaseGauge,
    CheckTeam,
    CommonProblem,
    ContactPoint,
    CountyProblem,
    DispatchMeeting,
    Sponsorship,
    SupervisionCase,
)
from xuncha.guidance.queries.gauges import readings
from xuncha.guidance.queries.recusal import counties_of
from xuncha.guidance.rules import Gauge
from xuncha.leadership.models import (
    Briefing,
    InstitutionVersion,
    NamedMatter,
    PrivilegeEntry,
    StaffAddition,
    StudySession,
    Suggestion,
    Vehicle,
)
from xuncha.linkage.models import Campaign, CampaignGroup, Counterpart, CountyPlan, CountyTask, Filing
from xuncha.records.models import Installation, Record
from xuncha.rectification.models import Item, ItemClass, Measure, Yield
from xuncha.rounds.models import GroupMember, PlanItem, PlanVersion, Task
from xuncha.talent.models import Channel, PoolMember
from xuncha.teams.models import Appraisal

IN_2019 = {"at__year": 2019}
OWN = {"ledger__owner_kind": "office"}


def own(model: type[Record], city: Installation) -> QuerySet[Record]:
    """The home office's rows of a model."""
    return model._base_manager.filter(office=city.home, voided_at=None)


COUNTS: dict[str, tuple[type[Record], dict[str, object], int]] = {
    "leadership.study": (StudySession, IN_2019, 6),
    "leadership.standing_committee": (Briefing, {**IN_2019, "forum": "standing_committee"}, 11),
    "leadership.secretary_meeting": (Briefing, {**IN_2019, "forum": "secretary"}, 3),
    "leadership.leading_group": (Briefing, {**IN_2019, "forum": "leading_group"}, 43),
    "leadership.suggestions": (Suggestion, {**IN_2019, "upper_meeting__isnull": False}, 23),
    "round1.units": (Task, {"round__number": 1}, 7),
    "round2.units": (Task, {"round__number": 2}, 7),
    "round3.units": (Task, {"round__number": 3}, 7),
    "round4.units": (Task, {"round__number": 4}, 8),
    "round5.units": (Task, {"round__number": 5}, 9),
    "round6.units": (Task, {"round__number": 6, "left_on__year": 2019}, 12),
    "round7.routine": (Task, {"round__number": 7, "kind": "routine"}, 12),
    "round7.linked": (Task, {"round__number": 7, "kind": "routine", "modes__mode": "linked"}, 7),
    "round7.own": (Task, {"round__number": 7, "kind": "routine", "modes__mode": "own"}, 5),
    "round7.lookback": (Task, {"round__number": 7, "kind": "lookback", "entered_on__year": 2019}, 7),
    "linkage.groups": (CampaignGroup, IN_2019, 4),
    "linkage.counties": (CountyPlan, IN_2019, 11),
    "linkage.county_units": (CountyTask, {"task__kind": "routine", "task__left_on__year": 2019}, 39),
    "linkage.county_lookbacks": (CountyTask, {"task__kind": "lookback", "task__left_on__year": 2019}, 61),
    "linkage.counterpart_asked": (Counterpart, IN_2019, 77),
    "linkage.counterpart_received": (Counterpart, {"received_on__year": 2019}, 70),
    "linkage.counterpart_used": (Counterpart, {"used_on__year": 2019, "finding__isnull": False}, 12),
    "linkage.filed": (Filing, {**IN_2019, "kind": "unit_report", "received_on__year": 2019}, 7),
    "rules.revised": (InstitutionVersion, {**IN_2019, "act__in": ["made", "revised"]}, 10),
    "liaison.pairs": (Sponsorship, {"until": None, "level": "county"}, 11),
    "liaison.model_counties": (ContactPoint, {"level": "county", "purpose": "standardisation"}, 3),
    "liaison.townships": (ContactPoint, {"level": "township", "purpose": "rectification"}, 10),
    "liaison.villages": (ContactPoint, {"level": "village", "purpose": "rectification"}, 100),
    "pool.size": (PoolMember, {"state__in": ["in_pool", "posted", "paused"]}, 360),
    "pool.size by dates": (PoolMember, {"entered_on__isnull": False, "left_on": None}, 360),
    "pool.channels": (Channel, {}, 3),
    "guidance.march_groups": (CheckTeam, {"at__year": 2019, "at__month": 3}, 4),
    "guidance.aspects": (Aspect, IN_2019, 5),
    "guidance.common_problems": (CommonProblem, IN_2019, 19),
    "guidance.supervised": (SupervisionCase, {"at__year": 2019, "at__month": 6}, 4),
    "guidance.supervised, talks": (CaseAction, {**IN_2019, "kind": "talk", "meeting__kind": "talk"}, 4),
    "guidance.dispatch": (DispatchMeeting, {"at__year": 2019, "at__month": 7}, 1),
    "clues.transferred": (Clue, {"transferred_on__year": 2019}, 52),
    "feedback.problems": (Finding, {"fed_back_on__year": 2019, "in_list": True}, 289),
    "feedback.units": (Feedback, {**IN_2019, "addressee_type": "body", "signed_on__isnull": False}, 9),
    "received.classes": (ItemClass, OWN, 5),
    "received.items": (Item, OWN, 11),
    "received.done": (Item, {**OWN, "state": "done"}, 10),
    "received.staged": (Item, {**OWN, "state": "basically_done"}, 1),
    "received.measures": (Measure, {"item__ledger__owner_kind": "office", "owner__isnull": False}, 32),
    "received.mechanisms": (Yield, {"item__ledger__owner_kind": "office", "kind": "mechanism"}, 3),
    "resources.staff": (StaffAddition, IN_2019, 2),
    "resources.vehicles": (Vehicle, {**IN_2019, "withdrawn_on": None}, 4),
    "resources.appraised": (Appraisal, {"year": 2019}, 22),
}


@pytest.mark.parametrize("key", COUNTS)
def test_the_year_has_as_many_rows_as_it_reports(key: str, city: Installation) -> None:
    model, conditions, expected = COUNTS[key]
    assert own(model, city).filter(**conditions).count() == expected


def test_matters_open_at_some_time_in_the_year_are_forty_two(city: Installation) -> None:
    still = Q(closed_on=None) | Q(closed_on__gte=date(2019, 1, 1))
    matters = own(NamedMatter, city).filter(still, meeting__kind="secretary", at__lte=date(2019, 12, 31))
    assert matters.count() == 42
    assert own(NamedMatter, city).count() > 42


def test_four_leaders_stand_on_both_lists(city: Installation) -> None:
    entries = own(PrivilegeEntry, city).values("person").annotate(lists=Count("privilege", distinct=True))
    assert [entry["lists"] for entry in entries] == [2, 2, 2, 2]


def test_vehicles_serve_one_group_each(city: Installation) -> None:
    assert sorted(own(Vehicle, city).values_list("group_number", flat=True)) == [1, 2, 3, 4]


def test_four_to_six_pool_members_were_posted_to_each_group_of_the_year(city: Installation) -> None:
    posted = GroupMember.objects.filter(office=city.home, at__year=2019, pool_member__isnull=False)
    sizes = list(posted.values("group").annotate(n=Count("pk")).values_list("n", flat=True))
    assert (len(sizes), min(sizes), max(sizes)) == (8, 4, 6)


def test_the_linkage_plan_was_issued_on_the_fourteenth_of_october(city: Installation) -> None:
    campaign = Campaign.objects.get(office=city.home)
    assert campaign.at == campaign.plan.at == campaign.plan.approved_on == date(2019, 10, 14)
    assert campaign.plan.approver is not None


def versions(city: Installation) -> list[PlanVersion]:
    return list(PlanVersion.objects.filter(office=city.home).order_by("at"))


def covered(city: Installation, rounds: int, **conditions: object) -> int:
    """Distinct organisations of the last version with a counting task in the first rounds."""
    tasks = Task.objects.filter(office=city.home, round__number__lte=rounds, counts=True, **conditions)
    items = PlanItem.objects.filter(version=versions(city)[-1])
    return items.filter(organisation__in=tasks.values("organisation")).count()


def test_the_version_in_force_lists_eighty_four(city: Installation) -> None:
    *_, last = versions(city)
    assert len(versions(city)) >= 2
    assert last.at.year == 2019
    assert last.items.count() == 84
    assert {change.kind for change in last.changes.all()} == {"added", "merged", "abolished"}
    assert not last.items.filter(organisation__abolished_on__isnull=False).exists()


def test_coverage_is_38_then_50_then_62_of_84(city: Installation) -> None:
    assert covered(city, 5, left_on__isnull=False) == 38
    assert covered(city, 6, left_on__isnull=False) == 50
    assert covered(city, 7) == 62
    assert covered(city, 7, left_on__isnull=False) == 57


def test_the_round_papers_list_what_was_inspected(city: Installation) -> None:
    lines = Line.objects.filter(document__in=Task.objects.filter(round__number=7).values("round__document"))
    headings = dict(lines.filter(office=city.home).values_list("heading").annotate(Count("pk")))
    assert headings == {"上下联动": 7, "本级独立": 5, "巡察“回头看”": 7}


def test_signed_papers_state_the_problems_that_were_frozen(city: Installation) -> None:
    papers = Feedback.objects.filter(office=city.home, at__year=2019, signed_on__isnull=False).values(
        "document"
    )
    stated = Statement.objects.filter(document__in=papers, what=Stated.PROBLEMS)
    assert stated.count() == 9
    assert stated.aggregate(n=Sum("count"))["n"] == 289


def test_lead_receivers_signed_for_the_clues_of_the_year(city: Installation) -> None:
    slips = Receipt.objects.filter(office=city.home, at__year=2019)
    assert slips.aggregate(n=Sum("stated_leading"))["n"] == 52
    total = slips.aggregate(n=Sum("stated"))["n"]
    assert total > 52  # some went to a second receiver as well, two of them a year later


def test_the_filed_plan_has_a_line_for_each_measure(city: Installation) -> None:
    plan = Line.objects.filter(office=city.home, document__title__contains="调研督导反馈问题的整改方案")
    measures = own(Measure, city).filter(item__ledger__owner_kind="office")
    assert sorted(plan.values_list("text", flat=True)) == sorted(measures.values_list("text", flat=True))


def test_common_problems_were_seen_in_two_counties_or_more(city: Installation) -> None:
    found = CommonProblem.objects.filter(office=city.home).annotate(n=Count("members__county", distinct=True))
    assert min(problem.n for problem in found) >= 2  # type: ignore[attr-defined]
    assert CountyProblem.objects.filter(office=city.home, at__year=2019).count() >= 60


def test_supervised_counties_lag_and_have_both_reasons_among_them(city: Installation) -> None:
    cases = SupervisionCase.objects.filter(office=city.home, at__year=2019)
    reasons = set(cases.values_list("reasons__code", flat=True))
    assert reasons == {"slow_coverage", "weak_villages"}
    lagging = {case.county_id for case in cases}
    shares = {
        office: Task.objects.filter(office=office, counts=True, left_on__lt=date(2019, 6, 1)).count()
        for office in Sponsorship.objects.filter(office=city.home)
        .of_counties()
        .values_list("county", flat=True)
    }
    others = [number for office, number in shares.items() if office not in lagging]
    assert max(shares[office] for office in lagging) < min(others)


def test_what_was_frozen_and_read_again_is_what_the_records_say_of_those_days(city: Installation) -> None:
    """The city works its gauges out while it is in memory; here they are read from the written rows."""
    rows = list(CaseGauge.objects.filter(office=city.home).select_related("case", "county"))
    assert {row.after_on is not None for row in rows} == {True}
    for row in rows:
        before = readings([row.county], row.case.at)[row.county_id][Gauge(row.gauge)]
        assert row.after_on
        after = readings([row.county], row.after_on)[row.county_id][Gauge(row.gauge)]
        assert (row.before, row.before_rows) == (before.value, before.rows), row
        assert (row.after, row.after_rows) == (after.value, after.rows), row


def test_whoever_went_to_the_counties_was_cleared_towards_each_of_them(city: Installation) -> None:
    for team in CheckTeam.objects.filter(office=city.home):
        people = [row.person for row in team.members.all()] + [team.head]
        assert len(people) >= 3
        require_cleared(team, people, counties_of(team))


def test_director_and_a_group_leader_of_each_county_came_to_the_dispatch_meeting(city: Installation) -> None:
    meeting = DispatchMeeting.objects.get(office=city.home).meeting
    called = meeting.attendances.filter(delegation__isnull=False)
    seats = called.values("delegation").annotate(n=Count("pk")).values_list("n", flat=True)
    assert list(seats) == [2] * 11
    assert DispatchMeeting.objects.get(office=city.home).county_statements.count() == 11


@pytest.mark.parametrize("number", range(1, 8))
def test_material_was_asked_and_received_before_entry(number: int, city: Installation) -> None:
    requests = MaterialRequest.objects.filter(office=city.home, round__number=number)
    first = min(
        Task.objects.filter(office=city.home, round__number=number).values_list("entered_on", flat=True)
    )
    assert requests.count() >= 5
    assert all(row.at <= row.received_on < first for row in requests if row.received_on)
    assert not requests.filter(received_on=None).exists()


EARLIER: list[tuple[str, Callable[[Installation, int], int]]] = [
    ("briefings", lambda city, year: own(Briefing, city).filter(at__year=year).count()),
    ("institutions", lambda city, year: own(InstitutionVersion, city).filter(at__year=year).count()),
    ("feedback", lambda city, year: own(Finding, city).filter(fed_back_on__year=year).count()),
    ("clues", lambda city, year: own(Clue, city).filter(transferred_on__year=year).count()),
    ("studies", lambda city, year: own(StudySession, city).filter(at__year=year).count()),
]


@pytest.mark.parametrize("year", [2017, 2018])
def test_the_years_before_have_their_rows_too(year: int, city: Installation) -> None:
    assert {name: number(city, year) for name, number in EARLIER if not number(city, year)} == {}
