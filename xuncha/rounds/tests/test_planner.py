"""Planning the rounds that are left: through the browser and the queue, from what is left to a confirmed draft."""

import json
from datetime import date
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ
from openpyxl import load_workbook

from xuncha.kernel.refusals import BadInput, NotAllowed, WrongRole
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import installation, sign_in
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office, viewer
from xuncha.rounds import jobs
from xuncha.rounds.actions import planner
from xuncha.rounds.models import PlanItem, PlannedRound, PlannedTarget, Round, RoundScheme, Stipulation, Term
from xuncha.rounds.queries import signals
from xuncha.rounds.queries.planner import Past, instance_of, left_of
from xuncha.rounds.rules.planner import SchemeOutcome, StipulationKind
from xuncha.rounds.tests import builders as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2019, 12, 31)
ENDS = date(2021, 12, 31)


@pytest.fixture
def city() -> Office:
    own = office()
    installation(own)
    return own


@pytest.fixture
def units(city: Office) -> list[Organisation]:
    return [organisation(office=city, name=f"中共市{n}局党组", short_name=f"市{n}局") for n in range(9)]


@pytest.fixture
def term(city: Office, units: list[Organisation]) -> Term:
    """Three of nine were inspected by two groups in one round."""
    version = make.version(units)
    term = version.plan.term
    round_ = make.round_(term=term)
    groups = [make.group(round=round_), make.group(round=round_)]
    for n, one in enumerate(units[:3]):
        make.task(
            round=round_, organisation=one, group=groups[n % 2], state="left",
            entered_on=date(2019, 4, 1), left_on=date(2019, 5, 10),
        )  # fmt: skip
    return term


def scheme(term: Term, **over: object) -> RoundScheme:
    values: dict[str, object] = {
        "groups": 2, "targets": 2, "per_year": 2, "most_days": 30, "preparation": 5, "feedback": 5, "gap": 10,
        "even": 5, "deadline": ENDS, "seconds": 5,
    }  # fmt: skip
    return RoundScheme(office=term.office, term=term, **(values | over))


def solved(term: Term, **over: object) -> RoundScheme:
    by = director(term.office)
    return planner.solve(planner.propose(scheme(term, **over), by=by, at=TODAY), by=by, at=TODAY)


def test_what_is_left_are_the_planned_that_are_neither_inspected_nor_listed(
    term: Term, units: list[Organisation]
) -> None:
    left = left_of(term.office_id, TODAY)
    assert left is not None
    assert {item.organisation for item in left.items} == set(units[3:])
    make.task(round=make.round_(term=term), organisation=units[3])
    again = left_of(term.office_id, TODAY)
    assert again is not None
    assert {item.organisation for item in again.items} == set(units[4:])


def test_parameters_come_from_how_the_office_worked(term: Term) -> None:
    usual = {one.name: one for one in Past(term.office_id, TODAY).usual()}
    assert usual["groups"].value == 2
    assert usual["targets"].value == 2
    assert usual["per_year"].value == 1
    assert usual["most_days"].value == 28  # 1 April to 10 May 2019 without the days of rest
    assert "1轮" in usual["targets"].said
    pace = next(iter(Past(term.office_id, TODAY).paces().values()))
    assert (pace.effort, pace.stay, pace.tasks) == (14, 28, 3)  # two share 28 days, one has them alone


def test_an_office_without_a_past_is_offered_usual_numbers(city: Office) -> None:
    assert all("通常数值" in one.said for one in Past(city.pk, TODAY).usual())


def test_what_is_stipulated_reaches_the_instance(term: Term, units: list[Organisation]) -> None:
    by = director(term.office)
    for kind, over in (
        (StipulationKind.PRIORITY, {"organisation": units[3], "weight": 4}),
        (StipulationKind.SAME_GROUP, {"organisation": units[4], "other": units[5]}),
        (StipulationKind.NOT_BEFORE, {"organisation": units[6], "first": date(2020, 6, 1)}),
        (StipulationKind.NOT_AFTER, {"organisation": units[7], "last": date(2020, 12, 31)}),
        (StipulationKind.AWAY, {"first": date(2020, 3, 1), "last": date(2020, 4, 30)}),
    ):
        row = Stipulation(office=term.office, term=term, kind=kind, reason="研究确定", **over)
        planner.stipulate(row, by=by, at=TODAY)
    left = left_of(term.office_id, TODAY)
    assert left is not None
    found = instance_of(scheme(term), left, TODAY)
    of = {one.name: one for one in found.organisations}
    assert of["市3局"].priority == 4
    assert of["市3局"].reasons == ("研究确定",)
    assert of["市6局"].earliest == date(2020, 6, 1)
    assert of["市7局"].latest == date(2020, 12, 31)
    assert [set(pair.members) for pair in found.pairs] == [{str(units[4].uid), str(units[5].uid)}]
    assert [bool(group.there) for group in found.groups] == [False, True]


@pytest.mark.parametrize(
    ("kind", "over", "word"),
    [
        ("priority", {"weight": 0}, "优先程度"),
        ("same_group", {}, "另一党组织"),
        ("not_before", {}, "起始日期"),
        ("not_after", {}, "截止日期"),
        ("away", {"first": ENDS, "last": TODAY}, "截止日期不能早于"),
        ("priority", {"weight": 3, "reason": " "}, "理由"),
    ],
)
def test_a_stipulation_that_says_half_is_refused(
    term: Term, units: list[Organisation], kind: str, over: dict[str, object], word: str
) -> None:
    values = {"organisation": units[3], "reason": "研究确定"} | over
    row = Stipulation(office=term.office, term=term, kind=kind, **values)
    with pytest.raises(NotAllowed, match=word):
        planner.stipulate(row, by=director(term.office), at=TODAY)


def test_a_scheme_is_asked_queued_answered_adopted_and_confirmed(
    term: Term, units: list[Organisation], client: Client
) -> None:
    sign_in(client, Role.GENERAL, term.office)
    door = reverse("rounds:schemes_new", args=[term.uid])
    assert door in client.get(reverse("rounds:planner")).content.decode()
    shown = client.get(door).content.decode()
    assert "最近一轮的巡察组数" in shown
    row = scheme(term)
    sent = {name: getattr(row, name) for name in (
        "deadline", "groups", "targets", "per_year", "most_days", "preparation", "feedback", "gap", "even",
        "pace", "seconds",
    )}  # fmt: skip
    answer = client.post(door, {"uid": row.uid, "at": TODAY, **sent})
    assert answer.status_code == 302
    row = RoundScheme.objects.get()
    assert OrmQ.objects.count() == 1
    page = reverse("rounds:schemes_detail", args=[row.uid])
    assert "正在求解" in client.get(page).content.decode()
    jobs.solve(str(row.uid), row.by_id, TODAY.isoformat())
    jobs.solve(str(row.uid), row.by_id, TODAY.isoformat())  # twice is once
    row.refresh_from_db()
    assert row.outcome == SchemeOutcome.OPTIMAL
    assert row.ends_on == row.soonest_on
    html = client.get(page).content.decode()
    assert all(unit.short_name in html for unit in units[3:])
    assert "减少第1组" in html
    assert reverse("rounds:schemes_deed", args=[row.uid, "adopt"]) in html
    adopted = client.post(reverse("rounds:schemes_deed", args=[row.uid, "adopt"]), {"at": TODAY})
    assert adopted.status_code == 302
    assert PlannedTarget.objects.count() == 6
    assert Round.objects.count() == 1  # a draft makes no round
    confirm = reverse("rounds:schemes_deed", args=[row.uid, "confirm"])
    assert client.post(confirm, {"at": TODAY}).status_code == 403
    sign_in(client, Role.DIRECTOR, term.office)
    assert client.post(confirm, {"at": TODAY}).status_code == 302
    assert set(PlannedRound.objects.values_list("confirmed_on", flat=True)) == {TODAY}
    assert "已确认" in client.get(reverse("rounds:planner")).content.decode()


def test_a_second_draft_needs_the_first_to_be_dropped(term: Term) -> None:
    by = director(term.office)
    first, second = solved(term), solved(term, groups=3)
    planner.adopt(first, by=by, at=TODAY)
    with pytest.raises(NotAllowed, match="先弃用"):
        planner.adopt(second, by=by, at=TODAY)
    with pytest.raises(NotAllowed, match="理由"):
        planner.drop(first, by=by, at=TODAY)
    planner.drop(first, by=by, at=TODAY, note="组数有变")
    planner.adopt(second, by=by, at=TODAY)
    assert PlannedRound.objects.filter(dropped_on=None).values("scheme").distinct().count() == 1


def test_what_was_confirmed_is_dropped_by_the_head_only(term: Term) -> None:
    head, clerk = director(term.office), viewer(Role.GENERAL, office=term.office)
    row = solved(term)
    planner.adopt(row, by=clerk, at=TODAY)
    with pytest.raises(WrongRole):
        planner.confirm(row, by=clerk, at=TODAY)
    planner.confirm(row, by=head, at=TODAY)
    with pytest.raises(WrongRole):
        planner.drop(row, by=clerk, at=TODAY, note="组数有变")
    planner.drop(row, by=head, at=TODAY, note="组数有变")


def test_a_term_that_is_too_short_says_so_on_the_page(term: Term, client: Client) -> None:
    row = solved(term, deadline=date(2020, 2, 28))
    assert row.outcome == SchemeOutcome.LATE
    sign_in(client, Role.DIRECTOR, term.office)
    html = client.get(reverse("rounds:schemes_detail", args=[row.uid])).content.decode()
    assert "届满前不能完成" in html
    assert "个巡察组，届满前可以完成" in html


def test_schemes_stand_side_by_side_and_leave_as_files(term: Term, client: Client) -> None:
    first, second = solved(term), solved(term, groups=3)
    sign_in(client, Role.DIRECTOR, term.office)
    html = client.get(reverse("rounds:planner_compare")).content.decode()
    assert reverse("rounds:schemes_detail", args=[first.uid]) in html
    assert reverse("rounds:schemes_detail", args=[second.uid]) in html
    one = client.get(reverse("rounds:planner_compare"), {"p": "1"}).content.decode()
    assert reverse("rounds:schemes_detail", args=[second.uid]) not in one
    assert client.get(reverse("rounds:planner_compare"), {"p": "x"}).status_code == 400
    file = client.get(reverse("rounds:scheme_workbook", args=[first.uid]))
    book = load_workbook(BytesIO(b"".join(file.streaming_content)))  # type: ignore[attr-defined]  # a file's answer
    rows = list(book.worksheets[0].iter_rows(min_row=5, values_only=True))
    assert len(rows) == 6
    instance = client.get(reverse("rounds:scheme_instance", args=[first.uid])).json()
    assert len(instance["organisations"]) == 6


@pytest.mark.parametrize("role", [Role.GUIDANCE, Role.RECTIFICATION, Role.LEADER, Role.SYSTEM_ADMIN])
def test_who_does_not_plan_sees_no_scheme(term: Term, client: Client, role: Role) -> None:
    row = solved(term)
    sign_in(client, role, term.office)
    assert client.get(reverse("rounds:planner")).status_code == 403
    assert client.get(reverse("rounds:planner_compare")).status_code == 403
    assert client.get(reverse("rounds:schemes_detail", args=[row.uid])).status_code in (403, 404)
    assert client.get(reverse("rounds:scheme_workbook", args=[row.uid])).status_code in (403, 404)


def test_another_offices_scheme_is_nowhere(term: Term, client: Client) -> None:
    row = solved(term)
    sign_in(client, Role.DIRECTOR, office())
    for door in ("schemes_detail", "scheme_workbook", "scheme_instance"):
        assert client.get(reverse(f"rounds:{door}", args=[row.uid])).status_code == 404


def test_suggestions_see_with_the_eyes_of_who_asks(
    term: Term, units: list[Organisation], client: Client
) -> None:
    left = left_of(term.office_id, TODAY)
    assert left is not None
    found = signals.suggestions(director(term.office), left.items, TODAY)
    assert {one.weight for one in found} == {3}
    assert found[0].spoken == "没有巡察记录"
    sign_in(client, Role.GENERAL, term.office)
    html = client.get(reverse("rounds:planner")).content.decode()
    assert "没有巡察记录" in html
    ask = client.get(reverse("rounds:stipulations_new", args=[term.uid]) + "?" + found[0].query)
    assert "没有巡察记录" in ask.content.decode()


def test_the_page_asks_no_more_for_more_organisations(term: Term, city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    client.get(reverse("rounds:planner"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("rounds:planner"))
    more = [organisation(office=city, name=f"中共市{n}委党组", short_name=f"市{n}委") for n in range(20)]
    version = term.plans.get().versions.get()
    for one in more:
        PlanItem.objects.create(
            version=version, organisation=one, unit_class=one.unit_class, level=one.level,
            office=city, by=version.by, at=version.at,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("rounds:planner"))
    assert len(many) == len(few)


def test_the_command_answers_with_0_1_and_2(term: Term, tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]  # fixtures of pytest
    row = solved(term)
    path = tmp_path / "asked.json"
    path.write_text(row.asked, encoding="utf-8")
    call_command("plan", str(path), "--seconds", "5")
    assert "完成全覆盖" in capsys.readouterr().out
    call_command("plan", str(path), "--seconds", "5", "--json", "--cases", "2")
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "optimal"
    assert {case["case"] for case in answer["what_if"]} >= {"group:1", "round:1", "days:80"}
    short = json.loads(row.asked) | {"deadline": "2020-02-28"}
    path.write_text(json.dumps(short), encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        call_command("plan", str(path), "--seconds", "5")
    assert stopped.value.code == 1
    path.write_text("{", encoding="utf-8")
    with pytest.raises(BadInput):
        call_command("plan", str(path))
