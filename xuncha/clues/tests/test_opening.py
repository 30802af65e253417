"""Reading what a clue says: by its keeper or a grant, each time on record, and refused on record."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.models import Entry
from xuncha.clues import queries
from xuncha.clues.actions import access
from xuncha.clues.models import Clue, ClueContent, ClueGrant, ClueSubject
from xuncha.clues.tests.builders import approver, content, keeper, registered, towards
from xuncha.findings.tests.builders import installation
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Grant
from xuncha.records import sealing
from xuncha.records.ciphers import CannotOpen
from xuncha.records.rules import ADMINISTRATORS, Role
from xuncha.records.tests.builders import DAY, office, user, viewer

pytestmark = pytest.mark.django_db
TODAY = date(2019, 12, 31)
SAID = content(persons=2, summary="内容", organisation="某公司", reporter="反映人甲", named=True)


@pytest.fixture
def clue() -> Clue:
    row = registered(content=SAID)
    installation(row.office)
    return row


def account_of(by: Viewer) -> User:
    return User.objects.get(pk=by.user)


def granted(clue: Clue, to: Viewer, *, since: date = TODAY, until: date = TODAY) -> ClueGrant:
    return access.grant_access(
        clue, user=account_of(to), reason="审核处置意见", until=until, by=approver(clue.office), at=since
    )


def test_the_keeper_reads_all_of_it_and_the_reading_is_on_record(clue: Clue) -> None:
    by = keeper(clue.office)
    assert access.open_content(clue, by=by) == SAID
    (entry,) = Entry.objects.all()
    assert (entry.who, entry.verb, entry.subject) == (account_of(by).username, "open clue", clue.number)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CLUE_KEEPER}))
def test_everyone_else_is_refused_and_the_refusal_is_on_record(clue: Clue, role: Role) -> None:
    by = towards(role, clue)
    with pytest.raises(WrongRole, match="未经批准"):
        access.open_content(clue, by=by)
    (entry,) = Entry.objects.all()
    assert (entry.who, entry.verb, entry.subject) == (
        account_of(by).username,
        "open clue refused",
        clue.number,
    )


def test_a_keeper_of_another_office_is_nobody_here(clue: Clue) -> None:
    with pytest.raises(WrongRole):
        access.open_content(clue, by=keeper(office()))


def test_a_grant_opens_the_one_clue_for_the_one_account_while_it_lasts(clue: Clue) -> None:
    director, other = viewer(Role.DIRECTOR, office=clue.office), registered(clue.task)
    granted(clue, director)
    assert access.open_content(clue, by=director) == SAID
    assert [row.clue_id for row in queries.granted_to(director, TODAY)] == [clue.pk]
    for row, by in ((other, director), (clue, viewer(Role.DIRECTOR, office=clue.office))):
        with pytest.raises(WrongRole):
            access.open_content(row, by=by)


@pytest.mark.parametrize(
    ("since", "until", "opens"),
    [
        (date(2019, 12, 1), date(2019, 12, 30), False),
        (date(2019, 12, 1), date(2019, 12, 31), True),
        (date(2019, 12, 31), date(2020, 1, 5), True),
        (date(2020, 1, 1), date(2020, 1, 5), False),
    ],
)
def test_a_grant_holds_from_its_first_day_to_its_last(
    clue: Clue, since: date, until: date, opens: bool
) -> None:
    director = viewer(Role.DIRECTOR, office=clue.office)
    granted(clue, director, since=since, until=until)
    assert queries.may_open(clue, director, TODAY) is opens


def test_a_grant_that_was_taken_back_opens_nothing_from_that_moment(clue: Clue) -> None:
    director = viewer(Role.DIRECTOR, office=clue.office)
    row = granted(clue, director)
    access.end_access(row, by=approver(clue.office))
    with pytest.raises(WrongRole):
        access.open_content(clue, by=director)
    with pytest.raises(NotAllowed, match="已经终止"):
        access.end_access(row, by=approver(clue.office))
    assert [e.verb for e in Entry.objects.order_by("id")] == [
        "grant clue",
        "end clue grant",
        "open clue refused",
    ]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.APPROVER, Role.DIRECTOR, Role.COUNTY_OFFICE}))
def test_who_does_not_approve_grants_nothing(clue: Clue, role: Role) -> None:
    with pytest.raises(WrongRole):
        access.grant_access(clue, user=user(), reason="查阅", until=TODAY, by=towards(role, clue), at=TODAY)
    assert not ClueGrant.objects.exists()


def test_nobody_grants_to_themselves(clue: Clue) -> None:
    by = approver(clue.office)
    with pytest.raises(NotAllowed, match="自己"):
        access.grant_access(clue, user=account_of(by), reason="查阅", until=TODAY, by=by, at=TODAY)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_the_three_administrators_are_granted_nothing(clue: Clue, role: Role) -> None:
    account = user()
    Grant.objects.create(user=account, role=role, office=clue.office, since=DAY, by=account)
    with pytest.raises(NotAllowed, match="三员"):
        access.grant_access(
            clue, user=account, reason="查阅", until=TODAY, by=approver(clue.office), at=TODAY
        )


def test_a_grant_says_why_and_ends_after_it_begins(clue: Clue) -> None:
    for reason, until in ((" ", TODAY), ("查阅", date(2019, 12, 30))):
        with pytest.raises(NotAllowed):
            access.grant_access(
                clue, user=user(), reason=reason, until=until, by=approver(clue.office), at=TODAY
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        ClueGrant.objects.create(clue=clue, user=user(), reason="查阅", by=user(), since=TODAY, until=DAY)


def test_what_cannot_be_recorded_is_not_read(clue: Clue, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("disk full")

    opened: list[object] = []
    monkeypatch.setattr(audit, "record_by", broken)
    monkeypatch.setattr(sealing, "open_in", lambda *given, **whose: opened.append(given))
    with pytest.raises(RuntimeError):
        access.open_content(clue, by=keeper(clue.office))
    assert not opened


def test_a_reading_that_fails_half_way_leaves_no_entry_of_it(
    clue: Clue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **whose: object) -> str:
        raise CannotOpen("wrong key")

    monkeypatch.setattr(sealing, "open_in", broken)
    with pytest.raises(CannotOpen):
        access.open_content(clue, by=keeper(clue.office))
    assert not Entry.objects.exists()


def test_a_list_of_sealed_rows_opens_none_of_them(clue: Clue, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(sealing, "open_in", lambda *given, **whose: opened.append(given))
    by = keeper(clue.office)
    rows = [*ClueContent.objects.visible_to(by), *ClueSubject.objects.visible_to(by)]
    assert len(rows) == 3
    assert all(str(row) for row in rows)
    assert not opened


def test_opened_content_shows_in_no_repr(clue: Clue) -> None:
    shown = repr(access.open_content(clue, by=keeper(clue.office))) + repr(SAID.subjects)
    assert "某" not in shown
    assert "反映人甲" not in shown
