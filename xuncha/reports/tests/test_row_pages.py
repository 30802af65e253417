"""The pages of a round, an organisation and a problem, and the verbs on them."""

import json
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve, reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from xuncha.accounts.models import User
from xuncha.findings.actions import findings
from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.models import Counterpart
from xuncha.orgs.models import Organisation
from xuncha.records import sealing
from xuncha.records.models import Installation, Record
from xuncha.rectification.models import Item, Measure
from xuncha.rectification.rules import ItemState
from xuncha.reports.queries import round_page
from xuncha.reports.queries.values import value_of
from xuncha.reports.tests.reading import page, scope_of, signed_in, text
from xuncha.rounds.models import RecusalCheck, Round, Task
from xuncha.rounds.queries import viewer_of
from xuncha.rounds.rules.rounds import RoundState

DOORS = {
    "reports:round": "rounds:rounds_detail",
    "reports:organisation": "orgs:organisations_detail",
    "reports:finding": "findings:findings_detail",
}
PAGES: dict[type[Record], str] = {
    Round: "reports:round",
    Organisation: "reports:organisation",
    Finding: "reports:finding",
}
LISTS: dict[type[Record], str] = {
    Round: "rounds:rounds",
    Finding: "findings:findings",
    Item: "rectification:items",
}
DAY = date(2019, 12, 31)


@pytest.fixture
def director(city: Installation) -> Client:
    return signed_in("director")


def round_of(city: Installation, number: int) -> Round:
    return Round.objects.of(city.home.pk).get(number=number)


def address(row: Record) -> str:
    return reverse(PAGES[type(row)], args=[row.uid])


def door(row: Record, verb: str) -> str:
    return reverse(f"{LISTS[type(row)]}_verb", args=[row.uid, verb])


def post(client: Client, row: Record, verb: str, **data: str) -> Any:
    return client.post(door(row, verb), {"at": DAY.isoformat(), **data})


def viewer(username: str) -> Viewer:
    return viewer_of(User.objects.get(username=username))


@pytest.mark.parametrize(("own", "table"), DOORS.items())
def test_a_page_made_by_hand_stands_where_links_to_the_row_lead(own: str, table: str) -> None:
    uid = "00000000-0000-0000-0000-000000000001"
    assert reverse(own, args=[uid]) == reverse(table, args=[uid])
    assert resolve(reverse(table, args=[uid])).view_name == own


# --- a round ---


def test_a_round_shows_its_stage_its_tasks_and_its_figures(director: Client, city: Installation) -> None:
    html = page(director, address(round_of(city, 7)))
    assert '<span class="x-chip x-chip-blue">进驻了解</span>' in html
    for task in Task.objects.live().filter(round=round_of(city, 7)).select_related("organisation"):
        assert task.organisation.short_name in html
        assert reverse("rounds:tasks_detail", args=[task.uid]) in html
    scope = scope_of(city)
    for key in ("round7.routine", "round7.linked", "round7.own", "round7.lookback", "coverage.after_round7"):
        assert re.search(rf'href="/figures/{re.escape(key)}/">{value_of(key, scope).printed}<', html), key


def test_a_large_round_shows_its_groups_part_by_part(
    director: Client, city: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(round_page, "LINES", 3)
    first = page(director, address(round_of(city, 7)))
    parts = re.findall(r'<a href="\?part=(\d+)#tasks"', first)
    assert len(parts) > 1
    named = r'<strong><a href="/rounds/groups/([^/]+)/">'
    shown = [re.findall(named, page(director, f"{address(round_of(city, 7))}?part={n}")) for n in parts]
    assert all(shown)
    groups = round_of(city, 7).groups.live().order_by("number").values_list("uid", flat=True)
    assert [uid for part in shown for uid in part] == [str(uid) for uid in groups]
    total = re.search(r'r-strip-value">([^<]+)', first)
    monkeypatch.undo()
    assert total is not None
    assert total.group() in page(director, address(round_of(city, 7)))


def test_a_part_of_a_round_is_fetched_alone(director: Client, city: Installation) -> None:
    part = director.get(f"{address(round_of(city, 7))}?part=1", headers={"HX-Target": "tasks"})
    assert part.content.decode().startswith('<section class="x-sheet r-tasks" id="tasks">')


@pytest.mark.parametrize("part", ["0", "9", "two", "-1"])
def test_a_round_has_no_other_parts(part: str, director: Client, city: Installation) -> None:
    page(director, f"{address(round_of(city, 7))}?part={part}", 400)


def test_a_round_counts_its_tasks_by_kind_and_mode(director: Client, city: Installation) -> None:
    html = page(director, address(round_of(city, 7)))
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', html)
    counted = {kind: re.findall(r">([\d—]+)</td>", cells) for kind, cells in rows if "x-num" in cells}
    assert counted["常规巡察"] == ["5", "7", "12"]
    assert counted["巡察“回头看”"] == ["7", "—", "7"]


def test_a_round_shows_how_its_problems_are_distributed(director: Client, city: Installation) -> None:
    round_ = round_of(city, 5)
    data = re.search(
        r'<script id="focus" type="application/json">(.+?)</script>', page(director, address(round_))
    )
    assert data
    series = json.loads(data.group(1))["series"]
    listed = Finding.objects.live().filter(task__round=round_, in_list=True)
    assert sum(sum(s["values"]) for s in series) == listed.exclude(state=FindingState.DROPPED).count() == 289


def test_a_task_shows_what_is_due_next_and_how_late_it_is(director: Client, city: Installation) -> None:
    task = Task.objects.live().filter(round=round_of(city, 7), left_on=None).order_by("entered_on")[:1].get()
    Task.objects.filter(pk=task.pk).update(exit_planned_on=city.today - timedelta(days=6))
    assert "逾期6天" in text(page(director, address(round_of(city, 7))))
    Task.objects.filter(pk=task.pk).update(exit_planned_on=None)
    assert task.entered_on is not None
    late = (city.today - task.entered_on).days - 45  # without a planned day D7 of the rule set of 2017 counts
    assert late > 0
    assert f"逾期{late}天" in text(page(director, address(round_of(city, 7))))


def test_a_round_names_who_is_in_each_group_and_what_authorises_it(
    director: Client, city: Installation
) -> None:
    html = text(page(director, address(round_of(city, 7))))
    for group in round_of(city, 7).groups.live():
        leader = group.members.live().get(seat="leader")
        assert group.name in html
        assert f"组长 {leader.person.name}" in html
        assert group.authorisation.document.number in html


def test_a_round_shows_recusal_only_to_those_who_decide_on_it(director: Client, city: Installation) -> None:
    assert RecusalCheck.objects.filter(round=round_of(city, 7)).exists()
    assert "r-verdicts" in page(director, address(round_of(city, 7)))
    assert "r-verdicts" not in page(signed_in("rectification"), address(round_of(city, 7)))


@pytest.mark.parametrize(
    ("username", "status"),
    {
        "county": 404,
        "groupleader": 403,
        "contact": 403,
        "province": 403,
        "sysadmin": 403,
        "clues": 403,
    }.items(),
)
def test_a_round_is_closed_to_others(username: str, status: int, city: Installation) -> None:
    page(signed_in(username), address(round_of(city, 7)), status)


def test_a_round_asks_a_bounded_number_of_questions(
    director: Client, city: Installation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Nineteen tasks, nine tasks, seven tasks: the page asks by the round, not by the task."""
    for number in (7, 5, 1):
        director.get(address(round_of(city, number)))
        with django_assert_max_num_queries(85):
            director.get(address(round_of(city, number)))


def test_nothing_sealed_is_opened_for_these_pages(
    director: Client, city: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(text: str, place: str) -> str:
        raise AssertionError(place)

    unit = Organisation.objects.filter(tasks__round=round_of(city, 5))[:1].get()
    finding = Finding.objects.filter(task__organisation=unit)[:1].get()
    monkeypatch.setattr(sealing, "open_sealed", opened)
    for row in (round_of(city, 7), unit, finding):
        page(director, address(row))


# --- verbs ---


def test_a_verb_takes_its_step_and_comes_back_to_the_page(director: Client, city: Installation) -> None:
    round_ = round_of(city, 5)
    assert "确认办结" in page(director, address(round_))
    answer = post(director, round_, "close", at="2019-12-30", basis="市委巡察办会议", note="归档完毕")
    assert (answer.status_code, answer["Location"]) == (302, address(round_))
    round_.refresh_from_db()
    assert (round_.state, round_.closed_on) == (RoundState.CLOSED, date(2019, 12, 30))
    step = round_.passages().last()
    assert step is not None
    assert (step.verb, step.basis, step.note) == ("close", "市委巡察办会议", "归档完毕")
    html = page(director, address(round_))
    assert "已办理“办结”。" in unescape(html)
    assert "确认办结" not in html


def test_a_verb_of_another_role_is_refused(city: Installation) -> None:
    answer = post(signed_in("general"), round_of(city, 5), "close")
    assert answer.status_code == 403
    assert "您的岗位不能办理" in answer.content.decode()
    assert round_of(city, 5).state == RoundState.MOBILISED


@pytest.mark.parametrize(
    ("verb", "data", "sentence"),
    [
        ("close", {}, "没有归档，不能办结"),
        ("approve", {}, "不能批准"),
        ("close", {"at": "2019-13-01"}, "输入一个有效的日期"),
        ("close", {"at": "2020-01-01"}, "不能晚于今天"),
        ("close", {"at": "2019-10-01"}, "办理日期早于上一步"),
    ],
)
def test_a_step_that_cannot_be_taken_is_refused_in_a_sentence(
    verb: str, data: dict[str, str], sentence: str, director: Client, city: Installation
) -> None:
    answer = post(director, round_of(city, 7), verb, **data)
    assert answer.status_code == 422
    assert sentence in unescape(answer.content.decode())
    assert round_of(city, 7).state == RoundState.MOBILISED


def test_what_stands_in_the_way_is_said_before_anybody_tries(director: Client, city: Installation) -> None:
    html = page(director, address(round_of(city, 7)))
    assert "本轮尚有19个任务没有归档，不能办结。" in html
    assert "确认办结" not in html


def test_a_verb_is_only_taken_by_posting_it(director: Client, city: Installation) -> None:
    assert director.get(door(round_of(city, 7), "close")).status_code == 200
    assert round_of(city, 7).state == RoundState.MOBILISED
    assert post(director, round_of(city, 5), "dance").status_code == 404
    assert post(signed_in("county"), round_of(city, 5), "close").status_code == 404
    assert post(signed_in("sysadmin"), round_of(city, 5), "close").status_code == 403


# --- an organisation ---


def test_an_organisation_shows_its_inspections_problems_and_ledger(
    director: Client, city: Installation
) -> None:
    task = (
        Task.objects.live()
        .filter(round=round_of(city, 5))
        .select_related("organisation")
        .order_by("pk")[:1]
        .get()
    )
    html = page(director, address(task.organisation))
    assert "已覆盖" in html
    assert reverse("rounds:tasks_detail", args=[task.uid]) in html
    found = Finding.objects.live().filter(task=task, in_list=True).count()
    items = Item.objects.live().filter(ledger__task=task)
    done = items.filter(state=ItemState.DONE).count()
    assert f'<a href="/findings/findings/?task={task.pk}">{found}</a>' in html
    assert f"{done}<small> / {items.count()}</small>" in html
    measures = Measure.objects.live().filter(item__ledger__task=task)
    assert f"{measures.exclude(done_on=None).count()}<small> / {measures.count()}</small>" in html


def test_an_organisation_shows_every_version_of_the_plan_that_lists_it(
    director: Client, city: Installation
) -> None:
    unit = Organisation.objects.filter(tasks__round=round_of(city, 1)).order_by("pk")[:1].get()
    html = page(director, address(unit))
    for item in unit.plan_items.live().select_related("version"):
        assert reverse("rounds:plan_versions_detail", args=[item.version.uid]) in html


def test_merged_organisations_lead_to_one_another(director: Client, city: Installation) -> None:
    gone = Organisation.objects.of(city.home.pk).filter(changes__kind="merged")[:1].get()
    heir = gone.changes.live().get().successor
    assert heir is not None
    assert address(heir) in page(director, address(gone))
    assert address(gone) in page(director, address(heir))


def test_a_linked_unit_shows_which_county_reports_bear_it_out(director: Client, city: Installation) -> None:
    cell = (
        Counterpart.objects.live()
        .exclude(finding=None)
        .select_related("finding", "task__organisation")[:1]
        .get()
    )
    assert cell.finding is not None
    html = page(director, address(cell.task.organisation))
    assert f"商请{Counterpart.objects.live().filter(task=cell.task).count()}份" in html
    assert address(cell.finding) in html


def test_a_county_sees_the_report_it_sent_but_not_the_citys_problem(city: Installation) -> None:
    """The cell of the grid is addressed to the county; the problem it bears out is the city's."""
    county = signed_in("county")
    sent = Counterpart.objects.live().filter(
        county__code="990101", unit__isnull=False, received_on__isnull=False
    )
    cell = sent.select_related("unit", "task__organisation").order_by("pk")[:1].get()
    finding = Finding.objects.live().filter(task=cell.task).order_by("pk")[:1].get()
    sent.filter(pk=cell.pk).update(finding=finding, used_on=city.today)
    assert cell.unit is not None
    html = page(county, address(cell.unit))
    assert "商请" in html
    assert finding.title not in html
    page(county, address(finding), 404)
    assert finding.title in page(signed_in("director"), address(cell.task.organisation))


def test_a_units_contact_sees_its_own_page_without_the_offices_plan(city: Installation) -> None:
    contact = signed_in("contact")
    own = Organisation.objects.get(pk__in=viewer("contact").organisations({"unit_contact"}))
    html = page(contact, address(own))
    assert own.name in html
    assert "在规划中" not in html
    other = Organisation.objects.of(city.home.pk).exclude(pk=own.pk)[:1].get()
    page(contact, address(other), 404)


@pytest.mark.parametrize("username", ["groupleader", "sysadmin", "auditor"])
def test_an_organisation_is_closed_to_those_whose_role_reads_none(username: str, city: Installation) -> None:
    page(signed_in(username), address(Organisation.objects.of(city.home.pk)[:1].get()), 403)


def test_an_organisation_asks_a_bounded_number_of_questions(
    director: Client, city: Installation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in (5, 7):
        unit = Organisation.objects.filter(tasks__round=round_of(city, number)).order_by("pk")[:1].get()
        director.get(address(unit))
        with django_assert_max_num_queries(50):
            director.get(address(unit))


# --- a problem ---


def a_problem(city: Installation, **where: Any) -> Finding:
    rows = Finding.objects.of(city.home.pk).filter(**where).select_related("task__organisation", "category")
    return rows.order_by("pk")[:1].get()


def test_a_problem_shows_where_it_comes_from_and_what_became_of_it(
    director: Client, city: Installation
) -> None:
    finding = a_problem(city, item__state=ItemState.DONE, task__round__number=5)
    html = page(director, address(finding))
    assert finding.facts in unescape(html)
    item = finding.item
    assert reverse("rounds:tasks_detail", args=[finding.task.uid]) in html
    assert address(finding.task.round) in html
    assert reverse("rectification:items_detail", args=[item.uid]) in html
    for measure in item.measures.live():
        assert measure.text in html
        assert reverse("rectification:measures_detail", args=[measure.uid]) in html
    for brought in item.yields.live():
        assert brought.title in html
    assert "经核查予以销号" in html


def test_a_problem_names_its_category_from_the_top(director: Client, city: Installation) -> None:
    finding = a_problem(city, category__parent__parent__isnull=False)
    above = finding.category.parent
    assert above is not None
    assert above.parent is not None
    path = f"{above.parent.name} › {above.name} › {finding.category.name}"
    assert path in text(page(director, address(finding)))


def test_a_corrected_problem_shows_both_wordings(director: Client, city: Installation) -> None:
    finding = a_problem(city, state=FindingState.FED_BACK)
    findings.correct(
        finding, wording="更正以后的表述", reason="核对原件", by=viewer("director"), at=date(2019, 12, 30)
    )
    html = page(director, address(finding))
    assert "更正以后的表述" in html
    assert finding.title in html
    assert "核对原件" in html


def ready_item(city: Installation) -> Item:
    """An item under way whose measures are all finished."""
    under_way = Item.objects.of(city.home.pk).filter(finding__isnull=False, state=ItemState.UNDER_WAY)
    item = under_way.select_related("finding").order_by("pk")[:1].get()
    Measure.objects.filter(item=item).update(done_on=date(2019, 12, 20))
    return item


def test_an_item_is_worked_from_the_page_of_its_problem(director: Client, city: Installation) -> None:
    """The item's verbs stand on the page of its problem, whose own stand back; striking off needs its chain."""
    item = ready_item(city)
    finding = item.finding
    assert finding is not None
    html = page(director, address(finding))
    assert door(item, "stage") in html
    assert door(finding, "rectify") not in html
    assert "销号须由整改单位申请、经核查并由监督单位同意。" in html
    assert post(director, item, "complete", next=address(finding)).status_code == 422
    answer = post(director, item, "stage", next=address(finding))
    assert (answer.status_code, answer["Location"]) == (302, address(finding))
    finding.refresh_from_db()
    assert finding.state != FindingState.ACCEPTED


def test_an_item_with_open_measures_is_not_struck_off(director: Client, city: Installation) -> None:
    open_ = Item.objects.of(city.home.pk).filter(
        finding__isnull=False, state=ItemState.UNDER_WAY, measures__done_on=None
    )
    item = open_.select_related("finding").order_by("pk")[:1].get()
    assert item.finding is not None
    assert "整改措施尚未全部完成，不能销号。" in page(director, address(item.finding))
    answer = post(director, item, "complete")
    assert answer.status_code == 422
    assert "整改措施尚未全部完成" in answer.content.decode()


def test_an_item_is_struck_off_by_its_checkers_only(city: Installation) -> None:
    item = ready_item(city)
    assert post(signed_in("general"), item, "complete").status_code == 403
    item.refresh_from_db()
    assert item.state == ItemState.UNDER_WAY


def test_a_reason_is_asked_for_where_the_table_asks_for_one(director: Client, city: Installation) -> None:
    done = Item.objects.of(city.home.pk).filter(finding__isnull=False, state=ItemState.DONE)
    item = done.order_by("pk")[:1].get()
    assert post(director, item, "reopen", note=" ").status_code == 422
    assert post(director, item, "reopen", note="核查发现反弹").status_code == 302
    item.refresh_from_db()
    assert item.state == ItemState.UNDER_WAY


def test_a_unit_sees_its_problems_once_they_were_fed_back(city: Installation) -> None:
    contact, units = signed_in("contact"), viewer("contact").organisations({"unit_contact"})
    own = a_problem(city, task__organisation__in=units, fed_back_on__isnull=False)
    html = page(contact, address(own))
    assert own.facts in unescape(html)
    assert address(own.task.round) not in html  # a round is the office's own matter
    page(contact, address(a_problem(city, fed_back_on=None)), 404)
    page(contact, address(a_problem(city, fed_back_on__isnull=False, task__round__number=4)), 404)


@pytest.mark.parametrize(
    ("username", "status"), {"county": 404, "clues": 403, "province": 403, "auditor": 403}.items()
)
def test_a_problem_is_closed_to_others(username: str, status: int, city: Installation) -> None:
    page(signed_in(username), address(a_problem(city, fed_back_on__isnull=False)), status)


def test_a_problem_asks_a_bounded_number_of_questions(
    director: Client, city: Installation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    finding = a_problem(city, item__state=ItemState.UNDER_WAY)
    director.get(address(finding))
    with django_assert_max_num_queries(41):
        director.get(address(finding))


def test_a_chart_of_problems_leads_only_where_the_list_can_be_asked(city: Installation) -> None:
    """A county that works by the city's dictionary does not read it: its bars lead nowhere, not to a refusal."""
    county = signed_in("county")
    asked = set()
    for row in Round.objects.visible_to(viewer("county")):
        asked |= set(re.findall(r'href="([^"]*focus=[^"]*)"', page(county, address(row))))
    assert [url for url in asked if county.get(unescape(url)).status_code != 200] == []
    assert "focus=" in page(signed_in("director"), address(round_of(city, 7)))


def test_bars_are_named_in_the_readers_language(city: Installation) -> None:
    client = signed_in("director")
    client.cookies["django_language"] = "en"
    unit = Task.objects.filter(round=round_of(city, 5)).first().organisation
    for row in (round_of(city, 5), unit):
        bars = re.findall(r'class="x-progress"[^>]*aria-label="([^"]*)"', page(client, address(row)))
        names = [name for name in bars if "台账" not in name]
        assert names
        assert [name for name in names if re.search("[一-鿿]", name)] == []
