"""Who finds what on the desk, and that its numbers are the figures'."""

import re
from collections.abc import Callable
from datetime import date
from typing import cast

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.models import Entry
from xuncha.clues.models import Clue, ClueContent
from xuncha.desk.queries import coverage, due, group, matters, ties
from xuncha.desk.queries.blocks import ALL, IN_ORDER, desk_of
from xuncha.desk.queries.stock import tones_of
from xuncha.desk.queries.workspace import last_entered
from xuncha.findings.models import Finding
from xuncha.kernel.viewer import Viewer
from xuncha.leadership.models import NamedMatter
from xuncha.operations.city.accounts import DEMO_ACCOUNTS, DemoAccount
from xuncha.records import appendonly
from xuncha.records.models import Installation, Record
from xuncha.records.rules import GROUP, Role
from xuncha.rectification.models import Item
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.queries.values import value_of
from xuncha.rounds.models import Group, GroupMember, Task
from xuncha.rounds.queries import viewer_of
from xuncha.ui.http import Request
from xuncha.ui.reception.entry import offered_each

pytestmark = pytest.mark.once

OFFICE_DESK = ["coverage", "due", "rounds", "matters", "counties", "arrivals", "ties"]
LEADERS_DESK = ["decisions", "coverage", "due", "rounds", "matters", "counties", "ties"]
GROUP_DESK = ["tasks", "problems", "arrivals"]
DESKS = {
    Role.LEADER: LEADERS_DESK,
    Role.APPROVER: LEADERS_DESK,
    Role.DIRECTOR: OFFICE_DESK,
    Role.GENERAL: OFFICE_DESK,
    Role.GUIDANCE: OFFICE_DESK,
    Role.RECTIFICATION: OFFICE_DESK,
    Role.CLUE_KEEPER: ["due", "clues"],
    Role.PLAN_REVIEWER: ["due", "plans"],
    Role.CLUE_RECEIVER: ["due", "received"],
    Role.GROUP_LEADER: GROUP_DESK,
    Role.LIAISON: GROUP_DESK,
    Role.MEMBER: GROUP_DESK,
    Role.PETITION_CLERK: GROUP_DESK,
    Role.UNIT_CONTACT: ["rectification", "due", "papers"],
    Role.COUNTY_OFFICE: ["demands", "coverage", "due", "rounds", "arrivals"],
    Role.PROVINCIAL_OFFICE: ["filings"],
    Role.SYSTEM_ADMIN: ["accounts"],
    Role.SECURITY_ADMIN: ["rights"],
    Role.AUDITOR: ["chain"],
}
DAY = date(2019, 12, 31)
BOUND = 27  # queries, the shell's included

every_account = pytest.mark.parametrize("account", DEMO_ACCOUNTS, ids=lambda account: account.role.value)


@pytest.fixture
def sign_in(city: Installation) -> Callable[[Role], Client]:
    """A client signed in with the demonstration's account of a role."""

    def signed(role: Role) -> Client:
        client = Client()
        client.force_login(_user(role))
        return client

    return signed


@pytest.fixture
def viewer(city: Installation) -> Callable[[Role], Viewer]:
    return lambda role: viewer_of(_user(role))


def _user(role: Role) -> User:
    return User.objects.get(username=next(a.username for a in DEMO_ACCOUNTS if a.role == role))


def _main(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return re.sub(r"(?s)^.*?<main", "<main", answer.content.decode())


@every_account
def test_each_role_finds_its_own_questions_and_no_other(
    account: DemoAccount, viewer: Callable[[Role], Viewer]
) -> None:
    assert [block.name for block in desk_of(viewer(account.role))] == DESKS[account.role]


@every_account
def test_the_desk_opens_and_shows_every_block(
    account: DemoAccount, sign_in: Callable[[Role], Client]
) -> None:
    page = _main(sign_in(account.role), reverse("desk:home"))
    stands = re.findall(r'dk-at-(\d)" aria-labelledby="(\w+)"', page)
    assert [name for _, name in sorted(stands)] == DESKS[account.role]


@every_account
def test_the_desk_asks_few_questions(account: DemoAccount, sign_in: Callable[[Role], Client]) -> None:
    client = sign_in(account.role)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("desk:home"))
    assert len(asked) <= BOUND


# where several roles have the same desk, those with the fewest rights of their own
WALKERS = [a for a in DEMO_ACCOUNTS if a.role not in
           {Role.DIRECTOR, Role.GENERAL, Role.RECTIFICATION, Role.APPROVER, Role.GROUP_LEADER, Role.LIAISON}]  # fmt: skip


@pytest.mark.parametrize("account", WALKERS, ids=lambda account: account.role.value)
def test_nothing_on_the_desk_leads_to_a_closed_door(
    account: DemoAccount, sign_in: Callable[[Role], Client]
) -> None:
    client = sign_in(account.role)
    pages = [_main(client, reverse("desk:home"))]
    pages += [
        client.get(reverse("desk:block", args=[name]), headers={"HX-Request": "true"}).content.decode()
        for name in DESKS[account.role]
    ]
    links = _one_of_each({link for page in pages for link in re.findall(r'href="(/[^"#]*)', page)})
    closed = {link: status for link in links if (status := client.get(link, follow=True).status_code) != 200}
    assert not closed


def _one_of_each(links: set[str]) -> list[str]:
    """A list's rows lead to pages of one kind: the first of each kind and of each question stands for all."""
    kinds = {re.sub(r"[0-9a-f-]{36}|(?<==)[^&]*", "·", link): link for link in sorted(links, reverse=True)}
    return list(kinds.values())


@every_account
def test_a_block_of_others_is_no_page(account: DemoAccount, sign_in: Callable[[Role], Client]) -> None:
    client = sign_in(account.role)
    for block in IN_ORDER:
        expected = 200 if account.role in block.readers else 404
        assert client.get(reverse("desk:block", args=[block.name])).status_code == expected, block.name


def test_a_block_comes_alone_to_htmx_and_as_a_page_to_others(sign_in: Callable[[Role], Client]) -> None:
    client, address = sign_in(Role.DIRECTOR), reverse("desk:block", args=["counties"])
    part = client.get(address, headers={"HX-Request": "true"})
    assert part.content.strip().startswith(b"<section")
    assert part.headers["Cache-Control"] == "no-store, private"
    assert "HX-Request" in part.headers["Vary"]
    assert b"<html" in client.get(address).content


def test_the_desk_is_for_reading(sign_in: Callable[[Role], Client]) -> None:
    assert sign_in(Role.DIRECTOR).post(reverse("desk:home")).status_code == 405


def test_who_holds_no_role_is_told_whom_to_ask(city: Installation) -> None:
    client = Client()
    client.force_login(User.objects.create(username="newcomer", name="新来的人"))
    assert "请联系安全保密管理员" in _main(client, reverse("desk:home"))


def test_coverage_is_what_the_figures_say(city: Installation, viewer: Callable[[Role], Viewer]) -> None:
    scope = scope_of(city.home, 2019)
    now, then = value_of("coverage.now", scope), value_of("coverage.after_round7", scope)
    found = coverage.progress(viewer(Role.DIRECTOR), DAY, 0)
    assert found is not None
    assert (found.finished.numerator, found.finished.denominator) == (now.numerator, now.denominator)
    assert (found.scheduled.numerator, found.scheduled.denominator) == (then.numerator, then.denominator)
    assert (found.scheduled.projected, found.last_key) == (then.projected, then.key)


def test_the_desk_says_how_far_coverage_is_and_where_it_goes(sign_in: Callable[[Role], Client]) -> None:
    page = _main(sign_in(Role.DIRECTOR), reverse("desk:home"))
    assert (
        "67.86%" in page
    )  # 50 after the sixth round and the seven linked units of the seventh, off site since 10 December
    assert "73.81%" in page
    assert "届期已过60%" in page


def test_a_county_reads_its_own_coverage(city: Installation, viewer: Callable[[Role], Viewer]) -> None:
    own = viewer(Role.COUNTY_OFFICE)
    found = coverage.progress(own, DAY, 0)
    assert found is not None
    assert found.term.office_id == own.office != city.home.pk


def test_named_matters_are_the_figures_and_the_oldest_open_stand_first(
    city: Installation, viewer: Callable[[Role], Viewer]
) -> None:
    found = matters.matters(viewer(Role.DIRECTOR), DAY, ALL)
    assert found.stock.total == value_of("named.supervised", scope_of(city.home, 2019)).value
    assert found.open == len(found.oldest) == NamedMatter.objects.filter(closed_on=None).count()
    assert [line.day for line in found.oldest] == sorted(line.day for line in found.oldest)


def test_all_ties_hold_in_the_reference_city(viewer: Callable[[Role], Viewer]) -> None:
    found = ties.ties(viewer(Role.DIRECTOR), DAY, 0)
    assert found is not None
    assert found.total > 0
    assert found.broken == []


def test_a_tie_that_breaks_is_told_on_the_desk(sign_in: Callable[[Role], Client]) -> None:
    NamedMatter.objects.filter(replies=None).order_by("pk").first().delete()  # type: ignore[union-attr]
    part = sign_in(Role.DIRECTOR).get(reverse("desk:block", args=["ties"]), headers={"HX-Request": "true"})
    assert "不一致" in part.content.decode()


def test_what_is_late_is_counted_as_it_is_listed(viewer: Callable[[Role], Viewer]) -> None:
    """Half a year after the reference day much is late; the list told in full has just as many late lines."""
    asked = viewer(Role.DIRECTOR)
    later = date(2020, 6, 30)
    found = due.due(asked, later, 10_000)
    assert found.late > 0
    assert found.late == len(found.overdue) == sum(kind.late for kind in found.kinds)
    assert all(each.owed.late > 0 for each in found.overdue)
    assert all(each.owed.late == 0 for each in found.coming)
    assert found.soon == sum(each.owed.left <= 10 for each in found.coming)
    days = [each.line.day for each in (*found.overdue, *found.coming)]
    assert days == sorted(days)
    assert all(each.line.owner for each in found.overdue)
    assert len(due.due(asked, later, 3).overdue) == 3


def test_a_group_finds_its_own_tasks_only(city: Installation, viewer: Callable[[Role], Viewer]) -> None:
    leader = viewer(Role.GROUP_LEADER)
    groups = set(
        GroupMember.objects.filter(person=leader.person, group__dissolved_on=None).values_list(
            "group", flat=True
        )
    )
    found = group.own_tasks(leader, DAY, ALL)
    assert found
    assert {own.task.group_id for own in found} <= groups


def test_a_unit_finds_its_own_items_only(
    sign_in: Callable[[Role], Client], viewer: Callable[[Role], Viewer]
) -> None:
    (unit,) = viewer(Role.UNIT_CONTACT).organisations({Role.UNIT_CONTACT})
    page = _main(sign_in(Role.UNIT_CONTACT), reverse("desk:block", args=["rectification"]))
    shown = set(re.findall(r"/items/([0-9a-f-]{36})/", page))
    own = Item.objects.filter(ledger__task__organisation=unit).values_list("uid", flat=True)
    assert shown <= {str(uid) for uid in own}


def test_what_a_clue_says_stands_on_no_desk(sign_in: Callable[[Role], Client]) -> None:
    contents = list(ClueContent.objects.all()[:50])
    assert contents
    for role in (Role.CLUE_KEEPER, Role.CLUE_RECEIVER, Role.DIRECTOR, Role.APPROVER, Role.GROUP_LEADER):
        page = _main(sign_in(role), reverse("desk:home"))
        assert not any(content.summary in page for content in contents), role


def test_the_auditor_is_told_when_the_chain_was_bent(sign_in: Callable[[Role], Client]) -> None:
    client, address = sign_in(Role.AUDITOR), reverse("desk:block", args=["chain"])
    audit.record(who="someone", verb="refused", subject="/somewhere/")
    assert "链条完整" in client.get(address).content.decode()
    last = Entry.objects.order_by("-pk").first()
    assert last is not None
    with appendonly.lifted(Entry), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET who = 'another' WHERE id = %s", [last.pk])
    assert "对不上" in client.get(address).content.decode()


def test_what_a_member_entered_last_is_what_he_wrote_and_not_the_lines_inside(
    viewer: Callable[[Role], Viewer],
) -> None:
    for role in (Role.MEMBER, Role.GROUP_LEADER):
        marks = last_entered(viewer(role))
        assert marks
        assert not {mark.kind for mark in marks} & {"问卷选项", "巡察任务"}


def test_every_seat_of_a_group_opens_the_board_of_its_round(
    sign_in: Callable[[Role], Client], viewer: Callable[[Role], Viewer]
) -> None:
    for role in GROUP:
        group = Group.objects.get(pk=max(hold.group for hold in viewer(role).groups))
        page = sign_in(role).get(reverse("rounds:board", args=[group.round.uid]))
        assert page.status_code == 200
        assert group.name in page.content.decode()


def test_the_home_of_a_unit_presses_as_much_as_its_desk_counts(sign_in: Callable[[Role], Client]) -> None:
    client = sign_in(Role.UNIT_CONTACT)
    late = due.due(viewer_of(_user(Role.UNIT_CONTACT)), DAY, 10)
    measures = next(owed.late for owed in late.kinds if owed.kind == "整改措施")
    page = client.get(reverse("desk:unit_home")).content.decode()
    assert page.count("x-chip-red") == measures > 0
    assert page.count('<span class="x-chip x-chip-grey">长期坚持</span>') > 0


@pytest.mark.parametrize("model", [Item, Clue, Finding, NamedMatter])
def test_no_two_states_of_a_bar_that_are_under_way_look_the_same(model: type[Record]) -> None:
    assert reverse("desk:home")  # the tables stand where their doors are
    tones = [tone for tone in tones_of(model).values() if tone not in ("grey", "step-5")]
    assert len(tones) == len(set(tones))
    assert ("late" in tones) == (model is Item)


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.GROUP_LEADER])
def test_what_may_be_entered_is_asked_of_many_tasks_at_once(
    role: Role, city: Installation, rf: RequestFactory
) -> None:
    request = cast("Request", rf.get("/"))
    request.viewer = viewer_of(_user(role))
    seen = Task.objects.visible_to(request.viewer).select_related("round", "group", "office", "template")
    tasks = list(seen.order_by("pk"))
    assert len(tasks) > 1
    alone: dict[int, list[tuple[str, str]]] = {}
    asked = []
    for task in tasks:
        with CaptureQueriesContext(connection) as one:
            alone |= offered_each(request, [task])
        asked.append(len(one))
    with CaptureQueriesContext(connection) as several:
        together = offered_each(request, tasks)
    assert together == alone
    assert any(together.values())
    assert len(several) <= max(asked) + 1  # no task alone is in every state
