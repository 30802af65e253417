"""Who is told that a return is owed: the county that owes it, and the city's guidance once it is late."""

from datetime import date

import pytest

from xuncha.records.rules import Role
from xuncha.reminders.actions.sweep import sweep
from xuncha.reminders.models import Notice
from xuncha.reminders.rules.kinds import Kind
from xuncha.reminders.tests.builders import account
from xuncha.returns.actions import filings, returns
from xuncha.returns.models import Return
from xuncha.returns.tests import builders as make
from xuncha.returns.tests.builders import Asked

pytestmark = pytest.mark.django_db

ASKED, OPEN, DUE = date(2019, 6, 20), date(2019, 7, 2), date(2019, 7, 12)


@pytest.fixture
def world() -> Asked:
    made = make.asked(ASKED)
    for role, office in ((Role.GUIDANCE, made.city), (Role.DIRECTOR, made.city), (Role.GENERAL, made.city)):
        account(role, office, username=role.value)
    for place, office in enumerate(made.counties):
        account(Role.COUNTY_OFFICE, office, username=f"county{place}")
    return made


def told_on(world: Asked, day: date) -> set[tuple[str, int]]:
    """(account, threshold) of the notices that the day's round wrote."""
    sweep(world.on(day))
    return set(
        Notice.objects.filter(at=day, kind=Kind.RETURN_FILING).values_list("recipient__username", "days")
    )


def test_a_county_is_told_when_asked_before_and_after_and_guidance_when_it_is_late(world: Asked) -> None:
    world.ask(ASKED, version=make.form_version(world.city, world.general, ASKED))
    both = {"county0", "county1"}
    assert told_on(world, ASKED) == {(name, 30) for name in both}
    assert told_on(world, date(2019, 7, 8)) == set()
    assert told_on(world, date(2019, 7, 9)) == {(name, 3) for name in both}
    assert told_on(world, date(2019, 7, 13)) == {(name, -1) for name in (*both, "guidance")}
    assert told_on(world, date(2019, 7, 27)) == {(name, -15) for name in (*both, "guidance", "director")}


def test_what_was_filed_is_settled_and_owed_again_by_another_day_when_it_comes_back(world: Asked) -> None:
    row = world.ask(ASKED, version=make.form_version(world.city, world.general, ASKED))
    filing = world.owed(row)
    told_on(world, ASKED)
    world.filed(filing, world.on(OPEN))
    sweep(OPEN)
    assert Notice.objects.filter(subject_uid=filing.uid).open().count() == 0
    filings.send_back(filing, by=world.general, at=OPEN, note="重报", redo_on=date(2019, 7, 5))
    returns.take(Return.objects.get(), "withdraw", by=world.clerks[0], at=OPEN, note="退回修改")
    assert ("county0", 3) in told_on(world, date(2019, 7, 3))
    assert ("guidance", -1) in told_on(world, date(2019, 7, 6))
