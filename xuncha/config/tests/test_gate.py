"""The gate: every door of the running system, knocked at by every role in every standing, against what is declared.

The doors are read off the address table, the life cycles, the deeds, the entries, the documents, the figures, the desk
and the console: whatever somebody adds is knocked at, and what nobody declared fails by its name.
"""

from collections.abc import Iterator
from types import ModuleType
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management.base import BaseCommand
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from xuncha.config import command, urls
from xuncha.config.doors import running
from xuncha.config.doors.declared import HAND, SHUT, Hand
from xuncha.config.doors.running import Door, Undeclared
from xuncha.config.tests.gate import console
from xuncha.config.tests.gate.walk import Walk, walk
from xuncha.records.models import Installation
from xuncha.records.rules import Role
from xuncha.rounds.models import Task
from xuncha.rounds.tables import TASKS
from xuncha.ui.http import Request
from xuncha.ui.reception import Deed, StepForm, deeds
from xuncha.ui.tables import doors as table_doors

pytestmark = pytest.mark.once

PARTS = 4  # a worker each, where there are several
# No row can be set over to where these begin: one answer of a finding is under way at a time, and one is.
UNTRIED = {f"findings:fact_answers_verb {verb} objected" for verb in ("uphold", "uphold_partly", "reject")}


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_every_door_opens_exactly_to_whom_it_is_declared_to(
    part: int, city: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    found = walk(running.doors()[part::PARTS])
    with capsys.disabled():
        print(f"\ngate, part {part + 1} of {PARTS}: {found.size()}")
    assert not found.differences, "\n".join(found.differences[:40])
    assert set(found.untried) <= UNTRIED
    assert found.tried["in"] > 300
    assert found.tried.total() > 15_000


def test_no_door_is_declared_that_is_not_there() -> None:
    assert set(HAND) <= {name for name, _ in running.addresses()}


def test_every_command_is_declared_or_shut() -> None:
    assert not console.undeclared()
    assert not console.forgotten()


@pytest.mark.parametrize("name", sorted(SHUT))
def test_what_goes_past_every_gate_is_no_command_of_the_house(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with patch("sys.argv", ["xuncha", name]), pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2
    assert name in capsys.readouterr().err


# --- what is planted must be found ---


def everything(request: HttpRequest) -> HttpResponse:
    """A list that asks nobody who he is."""
    return HttpResponse("、".join(map(str, Task.objects.all()[:5])))


def any_task(request: Request, uid: Any) -> HttpResponse:
    """A row fetched past `visible_to`."""
    return HttpResponse(str(Task.objects.get(uid=uid)))


def planted(*patterns: Any) -> Any:
    """The house with further addresses."""
    module = ModuleType("xuncha_planted_urls")
    vars(module).update(vars(urls), urlpatterns=[*patterns, *urls.urlpatterns])
    return override_settings(ROOT_URLCONF=module)


def knocked(name: str) -> Walk:
    return walk([door for door in running.doors() if door.name == name])


def test_an_address_that_nobody_declared_is_named() -> None:
    with (
        planted(path("everything/", everything, name="everything")),
        pytest.raises(Undeclared, match="everything"),
    ):
        running.doors()


def test_an_address_without_a_name_is_named_by_what_it_is() -> None:
    with planted(path("nameless/", everything)), pytest.raises(Undeclared, match="nameless/"):
        running.doors()


@pytest.mark.django_db
def test_an_unguarded_list_is_found(city: Installation) -> None:
    hand = {**HAND, "everything": Hand(frozenset({Role.DIRECTOR}))}
    with planted(path("everything/", everything, name="everything")), patch.object(running, "HAND", hand):
        found = knocked("everything").differences
    assert any("GET by auditor" in said for said in found)
    assert not any("by director" in said and "GET" in said for said in found)


@pytest.mark.django_db
def test_a_row_fetched_past_the_gate_is_found(city: Installation) -> None:
    hand = {**HAND, "any_task": Hand(of="rounds.task")}
    with planted(path("any/<uuid:uid>/", any_task, name="any_task")), patch.object(running, "HAND", hand):
        found = knocked("any_task").differences
    for who in ("director (below)", "member (other_group)", "unit_contact (other_unit)", "auditor (own)"):
        assert any(f"GET by {who}: in" in said for said in found), who


@pytest.fixture
def loose_deed() -> Iterator[str]:
    """Something done with many rows at a time, by whoever sees one of them: its roles are declared and not asked."""
    known = deeds._deeds[Task][1]
    known["strike_all"] = Deed(
        "strike_all", "全部销号", StepForm, lambda row, **asked: None, frozenset({Role.DIRECTOR})
    )
    yield "strike_all"
    del known["strike_all"]


@pytest.mark.django_db
def test_a_bulk_action_that_does_not_ask_for_its_roles_is_found(city: Installation, loose_deed: str) -> None:
    def take(request: Request, uid: Any, deed: str) -> HttpResponse:
        table_doors.admit(request, TASKS)
        Task.objects.visible_to(request.viewer).update(voided_at=None)
        return HttpResponse()

    with planted(path("rounds/tasks/<uuid:uid>/do/<slug:deed>/", take, name="loose")):
        loose = [door for door in running_past_the_plant() if door.part == loose_deed]
        found = walk(loose).differences
    assert any("POST by general (own): in" in said for said in found)


def running_past_the_plant() -> list[Door]:
    with override_settings(ROOT_URLCONF="xuncha.config.urls"):
        return running.doors()


def test_a_command_that_nobody_declared_is_named() -> None:
    class Command(BaseCommand):
        help = "Prints every row."

    with patch.object(console, "get_commands", return_value={**console.get_commands(), "print_all": Command}):
        assert console.undeclared() == {"print_all"}
