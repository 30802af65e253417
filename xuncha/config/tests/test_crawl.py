"""Every page, form and file drawn, with a word that may not get out in every sealed column: no fault, and no word.

The roles go in turn; `make drill` has every role draw everything (CRAWL_ALL=1).
"""

import base64
import io
import os
import re
import tempfile
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path, reverse

from xuncha.clues.models import Clue, ClueContent
from xuncha.config import urls
from xuncha.config.doors import running
from xuncha.config.doors.declared import HAND, Hand
from xuncha.config.tests.crawl import elsewhere
from xuncha.config.tests.crawl.crawl import Crawl
from xuncha.config.tests.crawl.net import CODES, Net, unpacked, word_of
from xuncha.config.tests.crawl.plant import plant
from xuncha.config.tests.crawl.world import walkers
from xuncha.config.tests.gate import rows
from xuncha.fieldwork.models import PetitionReporter
from xuncha.records.models import Installation
from xuncha.records.rules import Role
from xuncha.records.sealed import sealed_columns
from xuncha.rounds.models import RecusalCheck, RecusalHit
from xuncha.search.actions import pulling

ALL = os.environ.get("CRAWL_ALL") == "1"
SUMMARY = "clues.cluecontent.summary"
FACT = "rounds.recusalhit.fact"
REPORTER = ("fieldwork.petitionreporter.contact", "fieldwork.petitionreporter.name")
READERS = frozenset({Role.GROUP_LEADER, Role.PETITION_CLERK})
# What ties somebody to an organisation is said where it is decided about, to those who read the check.
LAWFUL = {
    ("rounds:recusal_checks_detail", FACT): frozenset(RecusalCheck.reach.roles),
    **{("fieldwork:petition_reporter", place): READERS for place in REPORTER},
}


@pytest.mark.once
@pytest.mark.django_db
def test_no_page_fails_and_no_sealed_word_is_anywhere(
    city: Installation,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: Any,
) -> None:
    settings.EXPORTS_PER_HOUR = 0  # an account takes out all there is
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    places = plant()
    assert all(places.values()), places
    assert set(places) == {column.place for column in sealed_columns()}
    net, everyone = Net(places), walkers()
    with elsewhere.log() as said:
        opened_lawfully(net, everyone)
        pulling.catch_up()
        crawl = Crawl(net, everyone, LAWFUL, everybody=ALL)
        shown_lawfully(crawl)
        crawl.walk(running.doors())
    with capsys.disabled():
        print(f"\ncrawl: {crawl.size()}")
    assert not crawl.faults, "\n".join(crawl.faults[:40])
    assert not crawl.leaks, "\n".join(sorted(crawl.leaks)[:40])
    assert crawl.shown, "nothing was shown even where it may be"
    assert len(crawl.names) > 900
    assert crawl.answers[200] > 1000
    stored = elsewhere.database()
    sealed, opened = elsewhere.backup(tmp_path)
    assert stored.count(b"s2:") > sum(places.values()) // 2
    assert b"s2:" in opened
    lying = {"log": said.getvalue().encode(), "database": stored, "backup": sealed, "opened backup": opened}
    lying |= dict(elsewhere.files(elsewhere.home())) | dict(elsewhere.files(tmp_path / "temporary"))
    assert not {name: found for name, body in lying.items() if (found := net.caught(body))}


def opened_lawfully(net: Net, everyone: dict[str, Any]) -> None:
    """The clue keeper opens a clue: the word is there to be caught, and the chain knows of it."""
    keeper = everyone[Role.CLUE_KEEPER]
    clue = Clue.objects.visible_to(keeper.viewer).filter(content__isnull=False).order_by("pk")[0]
    answer = keeper.client.post(reverse("clues:open", args=[clue.uid]))
    assert answer.status_code == 200
    assert SUMMARY in net.caught(answer.content)


def shown_lawfully(crawl: Crawl) -> None:
    """A check that found a tie, asked for by whoever decides about it: there the word must be caught."""
    check = RecusalHit._base_manager.order_by("pk")[0].check_row
    for role in RecusalCheck.reach.roles & set(crawl.walkers):
        if RecusalCheck.objects.visible_to(crawl.walkers[role].viewer).filter(pk=check.pk).exists():
            crawl.look(role, reverse("rounds:recusal_checks_detail", args=[check.uid]))


def test_a_word_is_caught_in_every_form() -> None:
    net, word = Net([SUMMARY, FACT]), word_of(SUMMARY)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", f"<t>{word}</t>")
    bodies = [f"…{word}…".encode(code) for code in CODES]
    bodies += [base64.b64encode(b"x" * n + word.encode()) for n in range(4)]
    bodies += [base64.b32encode(b"x" * n + word.encode()) for n in range(6)]
    bodies += [word.encode().hex().encode(), word.encode("unicode_escape"), archive.getvalue()]
    bodies += ["".join(f"&#{ord(letter)};" for letter in word).encode()]
    for body in bodies:
        assert net.caught(body) in ({SUMMARY}, {"?"}), body
    assert net.caught(bodies[0]) == {SUMMARY}
    assert not net.caught("夜里没有信".encode())
    assert len(list(unpacked(archive.getvalue()))) == 3


# --- what is planted must be found ---


def leaking(request: HttpRequest) -> HttpResponse:
    """A page that shows what is sealed to whoever asks, in a form that nobody reads by eye."""
    summary = ClueContent._base_manager.order_by("pk")[0].summary
    return HttpResponse(base64.b64encode(f"线索：{summary}".encode()))


def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError(str(PetitionReporter._base_manager.count()))


def crawled(view: Any) -> Crawl:
    """A crawl of nothing but this page, which everybody may open."""
    module = ModuleType("xuncha_leaking_urls")
    vars(module).update(vars(urls), urlpatterns=[path("planted/", view, name="planted"), *urls.urlpatterns])
    hand = {**HAND, "planted": Hand(frozenset({Role.DIRECTOR}))}
    rows._arguments.cache_clear()  # of the house as it stands without the plant
    with override_settings(ROOT_URLCONF=module), patch.object(running, "HAND", hand):
        crawl = Crawl(Net(plant()), walkers(), LAWFUL)
        crawl.walk([door for door in running.doors() if door.name == "planted"])
    rows._arguments.cache_clear()
    return crawl


@pytest.mark.once
@pytest.mark.django_db
def test_a_page_that_leaks_is_named_with_the_column_and_the_role(city: Installation) -> None:
    leaks = crawled(leaking).leaks
    assert len(leaks) == 2
    assert all(said.startswith("planted shows ") for said in leaks)
    assert any(re.search(r"to director: /planted/$", said) for said in leaks)


@pytest.mark.once
@pytest.mark.django_db
def test_a_page_that_fails_is_named(city: Installation) -> None:
    faults = crawled(failing).faults
    assert any(said.startswith("director /planted/: ValueError") for said in faults)
