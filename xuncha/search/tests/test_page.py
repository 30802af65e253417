"""The page: who may ask, what it answers to good and bad questions, what it marks, how it pages."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from xuncha.accounts.models import User
from xuncha.clues.tests.world import Planted, planted
from xuncha.findings.tests.builders import finding
from xuncha.records import actions as records
from xuncha.records.rules import ADMINISTRATORS, Role
from xuncha.records.tests.builders import DAY, director
from xuncha.search import views
from xuncha.search.actions import pulling
from xuncha.search.models import Standing
from xuncha.search.queries import hits
from xuncha.search.tests.test_gate import NAMES, WORDS, viewer

pytestmark = pytest.mark.django_db
PAGE, SUGGEST = reverse("search:search"), reverse("search:suggest")


@pytest.fixture
def world() -> Planted:
    made = planted()
    finding(made.task, title="私设小金库<b>", facts="账外资金三十万元，用于发放津贴。")
    pulling.catch_up()
    return made


@pytest.fixture
def head(client: Client, world: Planted) -> Client:
    client.force_login(world.accounts[Role.DIRECTOR])
    return client


def text(client: Client, **asked: str) -> str:
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    return answer.content.decode().partition("<main")[2]


@pytest.mark.parametrize("role", Role)
def test_whoever_reads_records_may_search_and_the_administrators_may_not(
    role: Role, client: Client, world: Planted
) -> None:
    client.force_login(world.accounts[role])
    expected = 403 if role in ADMINISTRATORS else 200
    assert client.get(PAGE).status_code == expected
    assert client.get(SUGGEST, {"q": "小金"}).status_code == expected
    home = client.get(reverse("desk:home"), follow=True).content.decode()
    assert (f'action="{PAGE}"' in home) == (role not in ADMINISTRATORS)


def test_nothing_is_changed_by_asking(head: Client) -> None:
    assert head.post(PAGE).status_code == 405
    assert head.post(SUGGEST).status_code == 405


def test_a_hit_is_marked_named_and_leads_to_its_page(head: Client) -> None:
    shown = text(head, q="小金库 津贴")
    assert "私设<mark>小金库</mark>&lt;b&gt;" in shown
    assert "用于发放<mark>津贴</mark>" in shown
    assert "具体表现" in shown
    assert f'<time datetime="{finding_day(shown)}"' in shown
    url = re.search(r'<a href="([^"]+)" data-lead', shown)
    assert url
    assert head.get(url[1]).status_code == 200


def finding_day(shown: str) -> str:
    found = re.search(r"\d{4}-\d\d-\d\d", shown.partition("sr-what")[2])
    assert found
    return found[0]


def test_an_empty_box_gives_advice(head: Client) -> None:
    shown = text(head)
    assert "从您可以查看的全部记录中查找" in shown
    assert "条</span>" not in shown


def test_no_hit_gives_advice_and_a_way_back(head: Client) -> None:
    shown = text(head, q="从未有过", kind="findings.finding", since="2019-01-01")
    assert "没有找到您可以查看的记录" in shown
    assert "0条" in shown
    assert "去掉条件再检索" in shown


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"q": "字" * 101}, "检索词最多100个字"),
        ({"q": "〔〕"}, "没有汉字、字母或者数字"),
        ({"q": "甲 乙 丙 丁 戊 己 庚 辛 壬"}, "最多同时检索8个词"),
        ({"q": "津贴", "since": "2019-02-01", "until": "2019-01-01"}, "起始日期晚于截止日期"),
    ],
)
def test_what_cannot_be_asked_is_answered_in_a_sentence_and_keeps_what_was_typed(
    head: Client, asked: dict[str, str], says: str
) -> None:
    for headers in ({}, {"HX-Request": "true", "HX-Target": "list"}):
        answer = head.get(PAGE, asked, headers=headers)
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert f'value="{asked["q"]}"' in answer.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "clues.cluecontent"}, {"kind": "nothing"}, {"since": "2019-02-30"}, {"until": "20190101"},
        {"since": "2019年1月1日"}, {"cursor": "made up"}, {"since": "2019-W01-1"},
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_answered_400(head: Client, asked: dict[str, str]) -> None:
    assert head.get(PAGE, {"q": "津贴", **asked}).status_code == 400


def test_kind_and_days_narrow_the_answer(head: Client, world: Planted) -> None:
    day = finding_day(text(head, q="小金库"))
    assert "1条" in text(head, q="小金库", kind="findings.finding", since=day, until=day)
    assert "0条" in text(head, q="小金库", kind="basis.document")
    assert "0条" in text(head, q="小金库", since="2099-01-01")
    assert "0条" in text(head, q="小金库", until="1999-01-01")
    assert "1条" in text(head, q="小金库", until="9999-12-31", since="0001-01-01")


def test_to_htmx_only_the_part_that_changes(head: Client) -> None:
    answer = head.get(PAGE, {"q": "津贴"}, headers={"HX-Request": "true", "HX-Target": "list"})
    assert answer.content.decode().lstrip().startswith('<div id="list"')


def test_a_row_voided_since_the_index_looked_is_neither_shown_nor_counted(
    head: Client, world: Planted
) -> None:
    row = finding(world.task, title="转嫁接待费用")
    pulling.catch_up()
    assert "1条" in text(head, q="转嫁接待")
    records.void(row, by=director(world.office), at=DAY, note="重复")
    assert "0条" in text(head, q="转嫁接待")
    assert "<li>" not in head.get(SUGGEST, {"q": "转嫁接待"}).content.decode()


def test_pages_follow_one_another_without_loss(
    head: Client, world: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(7):
        finding(world.task, title=f"翻页问题{n}", at=DAY + timedelta(days=n % 3))
    pulling.catch_up()
    monkeypatch.setattr(hits, "PAGE", 3)
    address, seen = f"{PAGE}?q=翻页问题", []
    while address:
        shown = head.get(address).content.decode()
        seen += re.findall(r"<mark>翻页问题</mark>(\d)", shown)
        following = re.search(r'rel="next" href="([^"]+)"', shown)
        address = following[1].replace("&amp;", "&") if following else ""
    assert sorted(seen) == list("0123456")
    assert [int(n) % 3 for n in seen] == sorted([int(n) % 3 for n in seen], reverse=True)
    last = head.get(f"{PAGE}?q=翻页问题&cursor=last").content.decode()
    assert re.findall(r"<mark>翻页问题</mark>(\d)", last) == seen[-3:]


def test_past_what_anybody_counts_the_page_says_so(
    head: Client, world: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4):
        finding(world.task, title=f"许多问题{n}")
    pulling.catch_up()
    for module in (hits, views):
        monkeypatch.setattr(module, "COUNTED", 2)
    monkeypatch.setattr("xuncha.ui.tables.listing.COUNTED", 2)
    assert "2+条" in text(head, q="许多问题")
    assert "2+条" in text(head, q="许多问题", kind="findings.finding")
    assert "0条" in text(head, q="许多问题", kind="basis.document")


def test_the_page_says_when_the_index_last_looked(head: Client) -> None:
    assert "索引更新至" in text(head)
    assert "没有按时更新" not in text(head)
    Standing.objects.update(looked_at=timezone.now() - timedelta(minutes=6))
    assert "没有按时更新" in text(head)
    Standing.objects.update(built_at=None)
    assert "正在建立" in text(head, q="津贴")
    Standing.objects.all().delete()
    assert "正在建立" in text(head)


def test_what_is_suggested_is_marked_and_bad_input_suggests_nothing(head: Client, world: Planted) -> None:
    name = world.task.organisation.name
    shown = head.get(SUGGEST, {"q": name[-3:]}).content.decode()
    assert f"<mark>{name[-3:]}</mark>" in shown
    for bad in ("", "〔〕", "字" * 101):
        answer = head.get(SUGGEST, {"q": bad})
        assert (answer.status_code, answer.content.strip()) == (200, b"")


def queries(client: Client, **asked: str) -> int:
    """Those that read rows: PostgreSQL brackets them in a savepoint and a setting."""
    client.get(PAGE, asked)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(PAGE, asked).status_code == 200
    return len([q for q in caught if q["sql"].startswith("SELECT")])


def test_a_page_of_hits_asks_no_query_a_hit(client: Client, indexed: Any) -> None:
    """The account and its seats, the shell, and of search: kinds, page, numbers, standing."""
    client.force_login(User.objects.get(username="director"))
    counted = {word: queries(client, q=word) for word in ("巡办函〔2019〕12号", "水利", "整改")}
    assert set(counted.values()) == {queries(client) + 3}
    assert queries(client) <= 10


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_an_account_counts_what_it_may_see(name: str, client: Client, indexed: Any) -> None:
    """On the page itself: numbers of kinds add up to the whole, and every hit of the first page opens."""
    by = viewer(name)
    client.force_login(User.objects.get(username=name))
    if by.roles <= ADMINISTRATORS:
        assert client.get(PAGE, {"q": WORDS[0]}).status_code == 403
        return
    for word in WORDS[:3]:
        shown = text(client, q=word)
        total = re.search(r'x-count">([\d,]+)条', shown)
        assert total
        sizes = [int(size) for size in re.findall(r"<option[^>]*>[^<]+（(\d+)）</option>", shown)]
        assert sum(sizes) == int(total[1].replace(",", "")), word
        for url in re.findall(r'<a href="([^"]+)" data-lead', shown)[:5]:
            assert client.get(url).status_code == 200, url


def test_english_readers_find_chinese_words(head: Client) -> None:
    head.cookies["django_language"] = "en"
    shown = text(head, q="津贴")
    assert "<mark>津贴</mark>" in shown
