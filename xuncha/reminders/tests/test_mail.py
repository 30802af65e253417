"""Mail: off unless asked for, one message an account and round, sent at least once under its own name, without a word of what is due."""

from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.clues.tests.world import PIECES, planted
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.rectification.models import Measure
from xuncha.reminders import jobs
from xuncha.reminders.actions import daily, mail
from xuncha.reminders.actions.sweep import sweep
from xuncha.reminders.models import Mailing, Notice, Subscription
from xuncha.reminders.tests import builders as make

pytestmark = pytest.mark.django_db
DUE = date(2020, 3, 31)
LATE = DUE + timedelta(days=1)
SETTINGS = reverse("reminders:settings")


@pytest.fixture(autouse=True)
def mail_on(settings: Any) -> None:
    settings.MAIL_ON, settings.PUBLIC_URL = True, "https://xuncha.example/"


@pytest.fixture
def house() -> Office:
    return make.home()


@pytest.fixture
def measure(house: Office) -> Measure:
    return make.measure(house, due_on=DUE)


@pytest.fixture
def section(house: Office, measure: Measure) -> User:
    account = make.account(Role.RECTIFICATION, house)
    subscribe(account)
    return account


def subscribe(account: User, **over: Any) -> Subscription:
    values = {"by_mail": True, "address": f"{account.username}@xuncha.example"}
    return Subscription.objects.create(user=account, **(values | over))


def test_a_round_gathers_one_message_of_all_that_is_new(section: User) -> None:
    sweep(LATE)
    assert mail.gather(LATE) == 1
    assert mail.gather(LATE) == 0
    (mailing,) = Mailing.objects.all()
    assert set(Notice.objects.filter(recipient=section).values_list("mailing", flat=True)) == {mailing.pk}
    sweep(LATE + timedelta(days=14))
    assert mail.gather(LATE + timedelta(days=14)) == 1


def test_a_message_says_how_many_and_by_when_and_nothing_of_what(section: User, measure: Measure) -> None:
    sweep(LATE)
    mail.gather(LATE)
    assert jobs.send() == 1
    (message,) = outbox.outbox
    assert message.to == [f"{section.username}@xuncha.example"]
    assert "逾期" in message.subject
    assert "整改措施 1项，最早期限2020-03-31" in message.body
    assert "https://xuncha.example/" in message.body
    for word in (measure.text, measure.item.title, measure.item.ledger.title):
        assert word not in message.subject + message.body


def test_it_is_written_in_the_language_of_who_gets_it(section: User) -> None:
    User.objects.filter(pk=section.pk).update(language="en")
    sweep(LATE)
    mail.gather(LATE)
    jobs.send()
    assert "overdue" in outbox.outbox[0].subject
    assert "逾期" not in outbox.outbox[0].body


def test_what_is_out_is_not_sent_again(section: User) -> None:
    sweep(LATE)
    mail.gather(LATE)
    assert (jobs.send(), jobs.send()) == (1, 0)


def test_killed_after_handing_over_it_is_sent_again_under_the_same_name(
    section: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep(LATE)
    mail.gather(LATE)
    jobs.send()
    Mailing.objects.update(sent_at=None)  # as if killed before it could be noted
    jobs.send()
    first, second = (message.message()["Message-ID"] for message in outbox.outbox)
    assert first == second == Mailing.objects.get().message_id


def test_two_messages_never_share_a_name(section: User, house: Office) -> None:
    subscribe(make.account(Role.RECTIFICATION, house))
    sweep(LATE)
    assert mail.gather(LATE) == 2
    assert len({mailing.message_id for mailing in Mailing.objects.all()}) == 2


def test_an_address_that_takes_nothing_keeps_no_other_waiting(
    section: User, house: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(make.account(Role.RECTIFICATION, house))
    sweep(LATE)
    mail.gather(LATE)
    sent, bad = mail.send, Mailing.objects.order_by("pk").first()

    def failing(mailing: Mailing) -> None:
        if mailing == bad:
            raise SMTPException("refused")
        sent(mailing)

    monkeypatch.setattr(mail, "send", failing)
    with pytest.raises(SMTPException):
        jobs.send()
    assert list(Mailing.objects.filter(sent_at=None)) == [bad]
    monkeypatch.setattr(mail, "send", sent)
    assert jobs.send() == 1


@pytest.mark.parametrize(
    "change",
    [{"by_mail": False}, {"user__is_active": False}, {"house": False}],
    ids=["not asked for", "account out of use", "mail off"],
)
def test_nobody_else_is_written_to(change: dict[str, bool], section: User, settings: Any) -> None:
    if "by_mail" in change:
        Subscription.objects.update(by_mail=False)
    sweep(LATE)
    if "user__is_active" in change:
        User.objects.filter(pk=section.pk).update(is_active=False)
    if "house" in change:
        settings.MAIL_ON = False
    assert mail.gather(LATE) == 0


@pytest.mark.parametrize("stamp", [{"settled_on": LATE}, {"read_at": "2020-04-01T09:00:00+08:00"}])
def test_what_was_read_or_settled_needs_no_mail(section: User, stamp: dict[str, Any]) -> None:
    sweep(LATE)
    assert Notice.objects.filter(recipient=section).update(**stamp)
    assert mail.gather(LATE) == 0


def test_the_daily_round_hands_mail_to_the_queue(section: User, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(daily, "async_task", lambda job, **options: asked.append(job))
    assert daily.run(LATE) > 0
    assert daily.run(LATE) == 0
    assert asked == ["xuncha.reminders.jobs.send"] * 2  # the first was not sent yet
    jobs.send()
    daily.run(LATE)
    assert len(asked) == 2


def test_no_word_of_a_clue_goes_out(settings: Any) -> None:
    world = planted()
    for account in world.accounts.values():
        subscribe(account)
    for late in (0, 20, 40, 70):
        day = make.TODAY + timedelta(days=late)
        sweep(day)
        mail.gather(day)
    jobs.send()
    assert outbox.outbox
    for message in outbox.outbox:
        text = message.message().as_string() + message.subject + message.body
        assert not any(piece in text for piece in PIECES)
        assert world.overdue.number not in text


def test_an_account_asks_for_mail_on_its_page(client: Client, house: Office) -> None:
    account = make.account(Role.GENERAL, house)
    client.force_login(account)
    assert client.get(SETTINGS).status_code == 200
    answer = client.post(SETTINGS, {"by_mail": "on", "address": "a@xuncha.example"}, follow=True)
    assert "已保存" in answer.content.decode()
    own = Subscription.objects.get(user=account)
    assert (own.by_mail, own.address) == (True, "a@xuncha.example")
    assert Entry.objects.filter(who=account.username, verb="mail on").exists()
    client.post(SETTINGS, {"address": "a@xuncha.example"})
    own.refresh_from_db()
    assert not own.by_mail


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"by_mail": "on", "address": ""}, "开启邮件提醒须填写邮箱"),
        ({"by_mail": "on", "address": "nowhere"}, ""),
    ],
)
def test_an_address_that_is_none_is_refused_and_nothing_stored(
    client: Client, house: Office, sent: dict[str, str], sentence: str
) -> None:
    client.force_login(make.account(Role.GENERAL, house))
    answer = client.post(SETTINGS, sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Subscription.objects.filter(by_mail=True).exists()


def test_the_page_says_that_mail_is_off(client: Client, house: Office, settings: Any) -> None:
    settings.MAIL_ON = False
    client.force_login(make.account(Role.GENERAL, house))
    assert "尚未开启邮件发送" in client.get(SETTINGS).content.decode()
