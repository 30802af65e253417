"""The register of meetings: agenda, decisions, who came, minutes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from xuncha.basis import actions
from xuncha.basis.rules import Attendee, DocumentKind, MeetingKind
from xuncha.basis.tests import builders as make
from xuncha.kernel.marks import Mark
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.tests.builders import person
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, county, director, office, viewer

pytestmark = pytest.mark.django_db

EARLIER, LATER = date(2019, 5, 1), date(2019, 7, 1)


@pytest.fixture
def city() -> Office:
    return office()


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


@pytest.mark.usefixtures("approved")
def test_a_meeting_is_entered_with_its_agenda_in_order_and_those_who_were_called(
    city: Office, head: Viewer
) -> None:
    below = county(city)
    held = actions.hold_meeting(
        office=city, kind=MeetingKind.DISPATCH, title="调度会", place="市委会议室", chair=person(office=city), by=head,
        at=DAY, agenda=["通报情况", "逐县发言"], mark=Mark.SECRET,
        attendance=[
            Attendee("甲某", body=below.name, capacity="巡察办主任", delegation=below),
            Attendee("乙某", body=below.name, capacity="巡察组组长", present=False),
        ],
    )  # fmt: skip
    actions.put_on_agenda(held, "总结讲话", by=head)
    assert list(held.agenda.order_by("serial").values_list("serial", "subject", "at")) == [
        (1, "通报情况", DAY),
        (2, "逐县发言", DAY),
        (3, "总结讲话", DAY),
    ]
    assert [(a.name, a.present, a.delegation) for a in held.attendances.order_by("pk")] == [
        ("甲某", True, below),
        ("乙某", False, None),
    ]
    assert {row.mark for row in [*held.agenda.all(), *held.attendances.all()]} == {Mark.SECRET}


def test_a_decision_has_its_owner_and_term_and_is_carried_out_once(city: Office, head: Viewer) -> None:
    item = make.agenda_item(meeting=make.meeting(office=city))
    with pytest.raises(NotAllowed, match="早于会议日期"):
        actions.decide(item, "补充人员", by=head, due_on=EARLIER)
    row = actions.decide(item, "补充人员", by=head, owner="市委组织部", due_on=LATER)
    assert (row.at, row.owner, row.due_on) == (DAY, "市委组织部", LATER)
    with pytest.raises(NotAllowed, match="相互矛盾"):
        actions.carry_out(row, by=head, at=EARLIER)
    actions.carry_out(row, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="不能重复办理"):
        actions.carry_out(row, by=head, at=LATER)


@pytest.mark.usefixtures("approved")
def test_minutes_are_minutes_not_older_and_not_marked_lower_than_the_meeting(
    city: Office, head: Viewer
) -> None:
    held = make.meeting(office=city, mark=Mark.SECRET)
    wrong = (
        ("文种", make.document(office=city)),
        ("早于会议日期", make.document(office=city, kind=DocumentKind.MINUTES, at=EARLIER)),
        ("密级标识不得低于", make.document(office=city, kind=DocumentKind.MINUTES, mark=Mark.INTERNAL)),
    )
    for sentence, paper in wrong:
        with pytest.raises(NotAllowed, match=sentence):
            actions.attach_minutes(held, paper, by=head, at=DAY)
    minutes = make.document(office=city, kind=DocumentKind.MINUTES, mark=Mark.CONFIDENTIAL)
    actions.attach_minutes(held, minutes, by=head, at=LATER)
    with pytest.raises(NotAllowed, match="不能重复办理"):
        actions.attach_minutes(held, minutes, by=head, at=LATER)


@pytest.mark.parametrize(
    "role", [Role.LEADER, Role.APPROVER, Role.CLUE_KEEPER, Role.UNIT_CONTACT, Role.AUDITOR]
)
def test_nobody_but_the_office_enters_meetings_and_decisions(role: Role, city: Office) -> None:
    stranger, item = viewer(role, office=city), make.agenda_item(meeting=make.meeting(office=city))
    for attempt in (
        lambda: actions.hold_meeting(office=city, kind=MeetingKind.STUDY, title="—", by=stranger, at=DAY),
        lambda: actions.put_on_agenda(item.meeting, "—", by=stranger),
        lambda: actions.decide(item, "—", by=stranger),
    ):
        with pytest.raises(WrongRole):
            attempt()


def test_the_database_refuses_one_serial_and_one_person_twice(city: Office, head: Viewer) -> None:
    held, who = make.meeting(office=city), person(office=city)
    make.agenda_item(meeting=held, serial=1)
    actions.call(held, Attendee("甲某", person=who), by=head)
    actions.call(held, Attendee("外单位人员"), by=head)
    actions.call(held, Attendee("外单位人员"), by=head)  # without a person two may bear one name
    with pytest.raises(IntegrityError), transaction.atomic():
        make.agenda_item(meeting=held, serial=1)
    with pytest.raises(NotAllowed, match="重复"):
        actions.call(held, Attendee("甲某", person=who), by=head)
