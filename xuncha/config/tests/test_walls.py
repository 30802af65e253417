"""The walls between levels: what belongs to another office changes no answer of any address, neither by a name nor by a count.

Every address of the running system is asked by accounts of each level, before rows are planted behind the walls and
after. Whatever answers otherwise than before has told of them.
"""

import logging
import os
import re
from collections.abc import Callable, Iterator
from difflib import unified_diff
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from xuncha.accounts.models import User
from xuncha.config import urls
from xuncha.config.tests.walls import asking
from xuncha.config.tests.walls.world import CANARY, World, across, registered_by, within, world
from xuncha.fieldwork.tests.records import sits_in
from xuncha.findings.models import Finding
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Grant
from xuncha.people.tests.builders import sign_in
from xuncha.records.queries import today
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY
from xuncha.reminders.actions import subscriptions
from xuncha.reminders.actions.sweep import sweep
from xuncha.rounds.queries.viewer import viewer_of
from xuncha.search.actions.pulling import catch_up

pytestmark = [pytest.mark.django_db, pytest.mark.once]

COUNT = re.compile('class="x-count"[^>]*>([^<]*)')
NAME = re.compile(CANARY + r"[\u4e00-\u9fff]+")
Planted = list[Any]
Plant = Callable[[World], Planted]


@pytest.fixture(autouse=True)
def _nothing_ends_the_asking(settings: Any) -> Iterator[None]:
    """Hundreds of files are taken out by one account, and thousands of doors are closed, each with a trace in the log."""
    settings.EXPORTS_PER_HOUR = 0
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def of_the_neighbour(here: World) -> Planted:
    """All of it: to a county, its people and the province none of this is there."""
    return registered_by(here.other) + inside_a_county(here) + across(here.other, here.city)


def of_the_city(here: World) -> Planted:
    return registered_by(here.city) + within(here.city, here.tasks[here.city.pk])


def inside_a_county(here: World) -> Planted:
    """What stays in the county; its register, how far its plan is and what it files the city reads by right."""
    return within(here.other, here.tasks[here.other.pk])


def neighbour_and_city(here: World) -> Planted:
    return of_the_neighbour(here) + of_the_city(here)


def office_of_county(client: Client, here: World) -> None:
    sign_in(client, Role.COUNTY_OFFICE, here.own)


def leader_in_county(client: Client, here: World) -> None:
    sits_in(client, Role.GROUP_LEADER, here.tasks[here.own.pk])


def contact_in_county(client: Client, here: World) -> None:
    sign_in(client, Role.UNIT_CONTACT, here.own, here.tasks[here.own.pk].organisation)


def head_and_keeper_of_city(client: Client, here: World) -> None:
    """One account with all that anybody sees in a city: that of the head and that of the keeper of clues."""
    head = sign_in(client, Role.DIRECTOR, here.city)
    Grant.objects.create(user=head, role=Role.CLUE_KEEPER, office=here.city, since=DAY, by=head)


def province(client: Client, here: World) -> None:
    sign_in(client, Role.PROVINCIAL_OFFICE, here.province)


WALLS = [
    (office_of_county, neighbour_and_city),
    (head_and_keeper_of_city, inside_a_county),
    (leader_in_county, neighbour_and_city),
    (contact_in_county, neighbour_and_city),
    (province, neighbour_and_city),
]
ASKED = WALLS if os.environ.get("WALLS_ALL") else WALLS[:2]  # all of them in `make drill`


@pytest.mark.parametrize(("who", "plant"), ASKED, ids=[who.__name__ for who, _ in ASKED])
def test_no_answer_changes_by_what_lies_behind_a_wall(
    who: Callable[[Client, World], None], plant: Plant, client: Client
) -> None:
    here = world()
    who(client, here)
    asked = addresses(client, here)
    before = answers(client, asked)
    assert sum(status == 200 for status, _ in before.values()) > 5, "the account was let in nowhere"
    planted = plant(here)
    after = answers(client, asked)
    assert len(planted) > 10
    # what lies in a county stands in units whose register the city reads: names tell there, numbers do not
    told = leaks(before, after) if plant is not inside_a_county else named(after)
    found = [*told, *narrowed(client, planted), *opened(client, planted)]
    assert not found, "\n".join(found[:40])


def addresses(client: Client, here: World) -> list[str]:
    """Those that stand alone, those of the account's own rows, what is searched for, and its calendar."""
    own = here.tasks.get(viewer(client).office or here.own.pk)
    rows = {type(row): row for row in (own, own.round, own.group, own.organisation)} if own else {}
    search = [f"{reverse('search:search')}?q={CANARY}", f"{reverse('search:suggest')}?q={CANARY}"]
    secret = subscriptions.open_feed(by=viewer(client))
    client.get(reverse("reminders:feed", args=[secret]))  # the settings say that it has been read
    return [
        *asking.standing_alone(),
        *asking.on_rows(rows),
        *search,
        reverse("reminders:feed", args=[secret]),
    ]


def viewer(client: Client) -> Viewer:
    return viewer_of(User.objects.get(pk=client.session["_auth_user_id"]))


def answers(client: Client, asked: list[str]) -> asking.Told:
    """The index has read on and the day's reminders have gone out, as in a running house."""
    catch_up()
    sweep(today())
    return asking.told(client, asked)


def leaks(before: asking.Told, after: asking.Told) -> Iterator[str]:
    for address, (status, text) in after.items():
        if CANARY in text and (status, text) != before[address]:
            yield f"{address} says a name: {text[max(text.index(CANARY) - 60, 0) :][:120]!r}"
        elif (status, text) != before[address]:
            yield f"{address} answers otherwise: {difference(before[address][1], text)}"


def named(after: asking.Told) -> Iterator[str]:
    """A page says again what was searched for; a name goes on after it."""
    for address, (_, text) in after.items():
        if found := NAME.search(text.replace("<mark>", "").replace("</mark>", "")):
            yield f"{address} says a name: {found[0]!r}"


def difference(before: str, after: str) -> str:
    lines = unified_diff(before.split(">"), after.split(">"), n=0, lineterm="")
    return repr([line for line in lines if line[:3] not in ("---", "+++") and line[:2] != "@@"][:4])


def narrowed(client: Client, planted: Planted) -> Iterator[str]:
    """A filter that names the other's row answers as one that names nothing: neither a row nor a number of them."""
    for address, nobody in sorted(set(asking.narrowed(planted))):
        status, text = told_of(client, address)
        if status == 403:
            continue  # no list of this account's
        named, unknown = told_of(client, nobody)
        if status != named or COUNT.findall(text) != COUNT.findall(unknown):
            yield f"{address} answers otherwise than {nobody}"
        if any(str(row.uid) in text for row in planted):
            yield f"{address} leads to a row"


def told_of(client: Client, address: str) -> tuple[int, str]:
    return asking.told(client, [address])[address]


def opened(client: Client, planted: Planted) -> Iterator[str]:
    """Every address of the other's rows is closed."""
    for row in planted:
        for address in asking.on_rows({type(row): row}):
            if (status := client.get(address, follow=True).status_code) not in (403, 404):
                yield f"{address} answers {status}"


# --- what is planted must be found ---


def names_of_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("、".join(Finding.objects.values_list("title", flat=True)))


def number_of_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Finding.objects.count()))


@pytest.mark.parametrize("view", [names_of_all, number_of_all])
def test_a_view_that_tells_or_counts_what_lies_behind_a_wall_is_found(
    view: Callable[[HttpRequest], HttpResponse], client: Client
) -> None:
    here = world()
    office_of_county(client, here)
    module = ModuleType("xuncha_leaking_urls")
    vars(module).update(vars(urls), urlpatterns=[path("leak/", view, name="leak"), *urls.urlpatterns])
    with override_settings(ROOT_URLCONF=module):
        before = asking.told(client, ["/leak/"])
        of_the_neighbour(here)
        assert list(leaks(before, asking.told(client, ["/leak/"])))
