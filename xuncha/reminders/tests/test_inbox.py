"""The inbox: one's own notices and nobody else's, with words only of what one may see."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.clues.tests.world import PIECES, planted
from xuncha.people.models import Grant
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import user
from xuncha.rectification.models import Measure
from xuncha.reminders.actions.sweep import sweep
from xuncha.reminders.models import Notice
from xuncha.reminders.rules.kinds import Kind
from xuncha.reminders.tests import builders as make
from xuncha.reminders.tests.builders import CASES, TODAY

pytestmark = pytest.mark.django_db
INBOX = reverse("reminders:inbox")


@pytest.fixture
def house() -> Office:
    return make.home()


@pytest.fixture
def measure(house: Office) -> Measure:
    """Five days late at the installation's day."""
    return make.measure(house, due_on=TODAY - timedelta(days=5), at=date(2019, 11, 4))


@pytest.fixture
def section(house: Office, measure: Measure) -> User:
    """The office's section, which was told because the unit has no account."""
    account = make.account(Role.RECTIFICATION, house)
    sweep(TODAY)
    assert Notice.objects.filter(recipient=account, kind=Kind.MEASURE).count() == 1
    return account


def page(client: Client, address: str = INBOX) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    return answer.content.decode().partition("<main")[2]


def notice(of: User) -> Notice:
    return Notice.objects.get(recipient=of, kind=Kind.MEASURE)


def test_a_notice_says_what_is_owed_by_when_and_why_one_is_told(
    client: Client, section: User, measure: Measure
) -> None:
    client.force_login(section)
    shown = page(client)
    for word in (measure.text, "2019-12-26", "逾期5天", "2019-12-31提醒责任人", "请代为转告", "整改措施"):
        assert word in shown
    assert "最近一次催办检查：2019-12-31" in shown


def test_the_bell_counts_what_is_unread_and_still_owed(client: Client, section: User) -> None:
    client.force_login(section)
    unread = Notice.objects.unread().filter(recipient=section).count()
    assert f'<b class="x-bell-count">{unread}</b>' in client.get(INBOX).content.decode()
    client.post(reverse("reminders:read", args=[notice(section).uid]))
    Notice.objects.exclude(kind=Kind.MEASURE).update(settled_on=TODAY)
    assert "x-bell-count" not in client.get(INBOX).content.decode()


def test_the_bell_counts_no_further_than_anybody_looks(client: Client, section: User) -> None:
    first = notice(section)
    Notice.objects.bulk_create(
        Notice(
            kind=first.kind, subject_uid=first.subject_uid, due_on=first.due_on, days=-100 - n, recipient=section,
            audience="owner", at=TODAY,
        )
        for n in range(120)
    )  # fmt: skip
    client.force_login(section)
    shown = client.get(INBOX).content.decode()
    assert '<b class="x-bell-count">99+</b>' in shown
    following = shown.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert page(client, following).count("rm-row") == 50
    assert client.get(f"{INBOX}?cursor=forged").status_code == 400


def test_opening_it_leads_to_the_thing_and_counts_as_reading(
    client: Client, section: User, measure: Measure
) -> None:
    client.force_login(section)
    answer = client.get(reverse("reminders:open", args=[notice(section).uid]))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("rectification:measures_detail", args=[measure.uid])
    assert notice(section).read_at is not None


def test_the_first_reading_stays_on_record(client: Client, section: User) -> None:
    client.force_login(section)
    client.post(reverse("reminders:read", args=[notice(section).uid]))
    first = notice(section).read_at
    client.post(reverse("reminders:read", args=[notice(section).uid]))
    assert notice(section).read_at == first


def test_only_what_stood_on_the_page_is_marked_with_one_button(client: Client, section: User) -> None:
    client.force_login(section)
    newest = Notice.objects.filter(recipient=section).order_by("-pk").first()
    later = Notice.objects.create(
        kind=newest.kind, subject_uid=newest.subject_uid, due_on=newest.due_on, days=-999, recipient=section,
        audience="owner", at=TODAY,
    )  # fmt: skip
    client.post(reverse("reminders:read_all"), {"newest": newest.pk})
    assert set(Notice.objects.filter(recipient=section, read_at=None)) == {later}
    assert client.post(reverse("reminders:read_all"), {"newest": "all"}).status_code == 400
    assert client.post(reverse("reminders:read_all"), {"newest": "9" * 5000}).status_code == 400
    assert client.post(reverse("reminders:read_all"), {"newest": "1", "box": "no"}).status_code == 400


def test_marking_keeps_to_the_question_of_the_page(client: Client, section: User) -> None:
    client.force_login(section)
    other = Notice.objects.create(
        kind=Kind.KEY_TASK, subject_uid=notice(section).uid, due_on=TODAY, days=0, recipient=section, audience="owner",
        at=TODAY,
    )  # fmt: skip
    client.post(reverse("reminders:read_all"), {"newest": other.pk, "kind": "measure", "late": "1"})
    other.refresh_from_db()
    assert other.read_at is None
    assert notice(section).read_at is not None


def test_boxes_kinds_and_lateness_narrow_the_page(client: Client, section: User, measure: Measure) -> None:
    client.force_login(section)
    assert measure.text in page(client, f"{INBOX}?kind=measure&late=1")
    assert measure.text not in page(client, f"{INBOX}?kind=matter")
    client.post(reverse("reminders:read", args=[notice(section).uid]))
    assert measure.text not in page(client)
    assert measure.text in page(client, f"{INBOX}?box=open")
    Measure.objects.filter(pk=measure.pk).update(done_on=TODAY)
    sweep(TODAY)
    assert measure.text not in page(client, f"{INBOX}?box=open")
    assert "已了结" in page(client, f"{INBOX}?box=all&kind=measure")
    assert measure.text in page(client, f"{INBOX}?box=all&kind=measure")


@pytest.mark.parametrize("query", ["box=none", "kind=none", "late=2"])
def test_a_question_that_is_none_of_ours_is_answered_as_one(
    client: Client, section: User, query: str
) -> None:
    client.force_login(section)
    assert client.get(f"{INBOX}?{query}").status_code == 400


def test_what_one_may_no_longer_see_has_no_words_and_no_link(
    client: Client, section: User, measure: Measure
) -> None:
    """The role ended; the notice stays, told of by kind and day."""
    Grant.objects.filter(user=section).update(until=TODAY - timedelta(days=1))
    client.force_login(section)
    shown = page(client)
    assert measure.text not in shown
    assert measure.item.ledger.title not in shown
    assert "内容不在您的知悉范围内" in shown
    answer = client.get(reverse("reminders:open", args=[notice(section).uid]))
    assert answer["Location"] == INBOX


def test_the_notices_of_another_are_nobodys(
    client: Client, house: Office, section: User, measure: Measure
) -> None:
    director = make.account(Role.DIRECTOR, house)
    client.force_login(director)
    assert measure.text not in page(client, f"{INBOX}?box=all")
    foreign = notice(section)
    assert client.get(reverse("reminders:open", args=[foreign.uid])).status_code == 404
    assert client.post(reverse("reminders:read", args=[foreign.uid])).status_code == 404
    client.post(reverse("reminders:read_all"), {"newest": foreign.pk, "box": "all"})
    foreign.refresh_from_db()
    assert foreign.read_at is None


@pytest.mark.parametrize("door", ["read", "open"])
def test_a_notice_that_is_not_there_is_not_found(client: Client, section: User, door: str) -> None:
    client.force_login(section)
    ask = client.post if door == "read" else client.get
    assert ask(reverse(f"reminders:{door}", args=["6f1c2f0e-5c3c-4f7e-9d57-6b0a4a4c1d2e"])).status_code == 404


@pytest.mark.parametrize(
    ("door", "method"), [("inbox", "post"), ("read_all", "get"), ("open_feed", "get"), ("revoke_feed", "get")]
)
def test_doors_take_their_own_method_only(client: Client, section: User, door: str, method: str) -> None:
    client.force_login(section)
    assert getattr(client, method)(reverse(f"reminders:{door}")).status_code == 405


def test_the_list_part_comes_alone_to_htmx(client: Client, section: User) -> None:
    client.force_login(section)
    part = client.get(INBOX, headers={"HX-Request": "true", "HX-Target": "list"}).content.decode()
    assert part.strip().startswith('<div id="list"')


def test_an_empty_inbox_says_what_will_come(client: Client, house: Office) -> None:
    client.force_login(make.account(Role.GENERAL, house))
    assert "事项临近到期或者逾期时" in page(client)


def test_the_page_costs_the_same_however_many_notices_of_however_many_kinds(
    client: Client, house: Office, django_assert_max_num_queries
) -> None:
    for kind in (Kind.MATTER, Kind.REPLY, Kind.KEY_TASK, Kind.HEARING, Kind.MEASURE, Kind.CASE):
        for _ in range(3):
            CASES[kind].make(house) if kind != Kind.KEY_TASK else None
    director = make.account(Role.DIRECTOR, house)
    sweep(date(2020, 6, 30))
    assert Notice.objects.filter(recipient=director).values("kind").distinct().count() >= 5
    client.force_login(director)
    client.get(INBOX)
    with django_assert_max_num_queries(16):
        client.get(INBOX)


@pytest.mark.parametrize("role", Role)
def test_a_clue_is_told_of_by_its_number_only(role: Role, client: Client) -> None:
    """Whoever looks, on whatever page, after rounds on every threshold."""
    world = planted()
    for late in (5, 20, 40, 70, 120):
        sweep(TODAY + timedelta(days=late))
    client.force_login(world.accounts[role])
    for address in (INBOX, f"{INBOX}?box=all", reverse("reminders:settings")):
        shown = client.get(address).content.decode()
        assert not any(piece in shown for piece in PIECES)
    for row in Notice.objects.values():
        assert not any(piece in str(row) for piece in PIECES)


def test_the_keeper_finds_the_clues_number(client: Client) -> None:
    world = planted()
    sweep(TODAY)
    client.force_login(world.accounts[Role.CLUE_KEEPER])
    shown = page(client)
    assert world.overdue.number in shown
    (row,) = Notice.objects.filter(recipient=world.accounts[Role.CLUE_KEEPER], kind=Kind.CLUE_RESULT)
    assert client.get(reverse("reminders:open", args=[row.uid]), follow=True).status_code == 200


def test_who_holds_no_role_has_an_inbox_too(client: Client, house: Office) -> None:
    client.force_login(user())
    assert "没有未读提醒" in page(client)
