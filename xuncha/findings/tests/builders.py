"""Tasks, findings and their papers for tests."""

from datetime import date
from typing import Any

from django.test import Client

from xuncha.accounts.models import User
from xuncha.basis.tests.builders import document
from xuncha.findings.actions import letters
from xuncha.findings.actions.letters import Letter
from xuncha.findings.models import Category, Feedback, Finding, FocusDictionary, FocusItem
from xuncha.findings.rules import AddresseeType
from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Grant
from xuncha.records import actions as records
from xuncha.records.models import Installation, Office
from xuncha.records.rules import GROUP, Role
from xuncha.records.tests.builders import DAY, NUMBERS, office, user, viewer
from xuncha.rounds.models import Group, Task, Term
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as rounds

SINCE = date(2017, 1, 3)  # the dictionaries are in force
FOUND_ON = date(2018, 12, 3)
DECIDED_ON = date(2019, 9, 2)
FED_BACK_ON = date(2019, 9, 20)


def group(**over: Any) -> Group:
    """The first group of a round of its own, in the one term of the `office`."""
    owner = over.pop("office", None) or office()
    term = Term.objects.filter(office=owner).first() or rounds.term(office=owner)
    return rounds.group(round=rounds.round_(term=term), **over)


def task(**over: Any) -> Task:
    """A task that the secretary meeting has heard: it waits for its feedback."""
    team = over.pop("group", None) or group(**{name: over[name] for name in ("office",) if name in over})
    values: dict[str, Any] = {"state": TaskState.DECIDED, "decided_on": DECIDED_ON}
    if "organisation" not in over:
        values["organisation"] = organisation(office=team.office)
    return rounds.task(group=team, **(values | over))


def focus_dictionary(owner: Office, name: str = "三个聚焦", since: date = SINCE) -> FocusDictionary:
    """The office's dictionary of that name, made when it is asked for first."""
    found = FocusDictionary.objects.filter(office=owner, name=name).first()
    return found or FocusDictionary.objects.create(office=owner, name=name, by=user(), at=since)


def focus(owner: Office, **over: Any) -> FocusItem:
    row: dict[str, Any] = {"office": owner, "by": user(), "at": DAY}
    dictionary = over.get("dictionary") or focus_dictionary(owner)
    n = next(NUMBERS)
    values = {"dictionary": dictionary, "serial": n % 30000, "text": f"第{n}项监督重点", "short": f"重点{n}"}
    return FocusItem.objects.create(**(row | values | over))


def category(owner: Office, **over: Any) -> Category:
    n = next(NUMBERS)
    values: dict[str, Any] = {
        "office": owner,
        "by": user(),
        "at": SINCE,
        "code": f"9.{n}",
        "name": f"第{n}类",
    }
    return Category.objects.create(**(values | over))


def finding(on: Task | None = None, **over: Any) -> Finding:
    """A draft in a task."""
    target = on or task()
    values: dict[str, Any] = {
        "office": target.office,
        "by": target.by,
        "at": FOUND_ON,
        "task": target,
        "serial": Finding.objects.filter(task=target).count() + 1,
        "title": f"第{next(NUMBERS)}个问题",
    }
    values["focus"] = over.get("focus") or focus(target.office)
    values["category"] = over.get("category") or category(target.office)
    return Finding.objects.create(**(values | over))


def seat(role: Role, on: Task) -> Viewer:
    """Someone who sits in the task's group and holds nothing else."""
    assert on.group_id
    return viewer(office=on.office, groups=(GroupHold(role, on.group_id),))


def towards(role: Role, on: Task) -> Viewer:
    """Someone who holds the role where it is held towards a task: in its group, its organisation or its office."""
    if role in GROUP:
        return seat(role, on)
    return viewer(
        role, office=on.office, organisation=on.organisation_id if role == Role.UNIT_CONTACT else None
    )


def confirmed(on: Task, count: int, **over: Any) -> list[Finding]:
    """Findings of the task that its leader has confirmed."""
    leader = seat(Role.GROUP_LEADER, on)
    found = [finding(on, **over) for _ in range(count)]
    return [records.move(f, "confirm", by=leader, at=FOUND_ON) for f in found]


def to_body(on: Task, stated: int | None, **over: Any) -> Letter:
    return Letter(AddresseeType.BODY, over.get("document") or document(office=on.office), stated=stated)


def fed_back(count: int, on: Task | None = None, at: date = FED_BACK_ON) -> tuple[Task, Feedback]:
    """A task with so many problems handed over on that day, its paper signed for the same day."""
    target = on or task()
    director = viewer(Role.DIRECTOR, office=target.office)
    confirmed(target, count)
    (feedback,) = letters.feed_back(target, letters=[to_body(target, count)], by=director, at=at)
    letters.sign(feedback, by=director, at=at)
    return target, feedback


def installation(home: Office) -> Installation:
    """This machine's installation, on the last day of the year."""
    return Installation.objects.create(home=home, is_demo=True, business_date=date(2019, 12, 31))


def sign_in(client: Client, role: Role, owner: Office, unit: Organisation | None = None) -> User:
    """A browser session of someone who holds the role in the office, or for an organisation."""
    account = user()
    Grant.objects.create(user=account, role=role, office=owner, organisation=unit, since=DAY, by=account)
    client.force_login(account)
    return account
