"""A year's working days: drawn up, put into force, replaced; what counts by them and who may."""

from datetime import date

import pytest

from xuncha.calendars import actions
from xuncha.calendars.models import CalendarSpan, YearCalendar
from xuncha.calendars.queries import calendar as in_use
from xuncha.calendars.queries import lights_of
from xuncha.calendars.rules import HEAD, CalendarState, DayKind
from xuncha.calendars.tests.builders import NEW_YEAR, NOTICED, calendar, in_force, span
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.kernel.workdays import add_workdays, is_workday
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import county, director, office, viewer

pytestmark = pytest.mark.django_db

FESTIVAL = (DayKind.REST, date(2031, 1, 22), date(2031, 1, 28), "春节")
SWAPPED = (DayKind.WORK, date(2031, 1, 19), date(2031, 1, 19), "春节")  # a Sunday


@pytest.fixture
def home() -> Office:
    place = office()
    Installation.objects.create(home=place, is_demo=False, business_date=date(2030, 12, 2))
    return place


@pytest.fixture
def by(home: Office) -> Viewer:
    return director(home)


def test_without_a_table_a_year_nobody_knows_counts_mondays_to_fridays_and_is_provisional(
    home: Office,
) -> None:
    found = add_workdays(date(2031, 1, 17), 10, in_use())
    assert (found.date, found.provisional) == (date(2031, 1, 31), True)
    assert lights_of(date(2030, 12, 31)).provisional


def test_what_is_in_force_is_what_days_are_counted_by(home: Office, by: Viewer) -> None:
    in_force(home, by, FESTIVAL, SWAPPED)
    found = add_workdays(date(2031, 1, 17), 10, in_use())
    assert (found.date, found.provisional) == (date(2031, 2, 6), False)
    assert is_workday(date(2031, 1, 19), in_use())
    assert not lights_of(date(2030, 12, 31)).provisional


def test_the_calendar_costs_one_question(home: Office, by: Viewer, django_assert_num_queries) -> None:
    in_force(home, by, FESTIVAL, SWAPPED)
    with django_assert_num_queries(1):
        in_use()


def test_a_draft_changes_nothing(home: Office, by: Viewer) -> None:
    draft = calendar(home, by)
    span(draft, by, *NEW_YEAR)
    assert not in_use().covers(2031)
    assert is_workday(date(2031, 1, 1), in_use())  # a Wednesday


def test_a_year_without_its_first_of_january_is_not_put_into_force(home: Office, by: Viewer) -> None:
    draft = calendar(home, by)
    with pytest.raises(NotAllowed, match="尚未登记"):
        actions.move(draft, "adopt", by=by, at=NOTICED)
    span(draft, by, *FESTIVAL)
    with pytest.raises(NotAllowed, match="没有元旦"):
        actions.move(draft, "adopt", by=by, at=NOTICED)
    assert not in_use().covers(2031)


def test_what_is_in_force_is_not_edited(home: Office, by: Viewer) -> None:
    stands = in_force(home, by)
    line = stands.spans.get()
    with pytest.raises(NotAllowed, match="另立新版本"):
        span(stands, by, *FESTIVAL)
    with pytest.raises(NotAllowed, match="另立新版本"):
        actions.drop_span(line, by=by, at=NOTICED, note="误登")
    values = {"kind": DayKind.REST, "first": line.first, "last": line.first, "occasion": ""}
    with pytest.raises(NotAllowed, match="另立新版本"):
        actions.change_span(line, by=by, at=NOTICED, note="误登", **values)
    with pytest.raises(NotAllowed, match="另立新版本"):
        actions.discard(stands, by=by, at=NOTICED, note="误登")


def test_the_next_version_begins_with_the_same_days_and_takes_the_place_of_the_last(
    home: Office, by: Viewer
) -> None:
    first = in_force(home, by, FESTIVAL)
    second = actions.draw_up_again(first, source="国办发明电〔2031〕1号", by=by, at=NOTICED)
    longer = second.spans.get(occasion="春节")
    values = {"kind": DayKind.REST, "first": longer.first, "last": date(2031, 2, 2), "occasion": "春节"}
    actions.change_span(longer, by=by, at=NOTICED, note="延长假期", **values)
    assert is_workday(date(2031, 1, 30), in_use())
    actions.move(second, "adopt", by=by, at=NOTICED)
    first.refresh_from_db()
    assert (first.state, first.retired_on, second.version) == (CalendarState.RETIRED, NOTICED, 2)
    assert not is_workday(date(2031, 1, 30), in_use())
    assert [p.verb for p in first.passages()] == ["enter", "adopt", "retire"]


def test_a_bundled_year_is_corrected_by_a_version_that_begins_with_it(home: Office, by: Viewer) -> None:
    draft = YearCalendar(office=home, year=2019, source="国办发明电〔2019〕1号")
    actions.draw_up(draft, by=by, at=NOTICED, from_bundle=True)
    labour = draft.spans.get(kind=DayKind.REST, occasion="劳动节")
    values = {"kind": DayKind.REST, "first": labour.first, "last": labour.first, "occasion": "劳动节"}
    actions.change_span(labour, by=by, at=NOTICED, note="核对", **values)
    actions.move(draft, "adopt", by=by, at=NOTICED)
    assert is_workday(date(2019, 5, 3), in_use())
    assert not is_workday(date(2019, 10, 7), in_use())
    assert not is_workday(date(2018, 10, 1), in_use())


def test_what_does_not_come_with_the_system_is_said(home: Office, by: Viewer) -> None:
    with pytest.raises(NotAllowed, match="没有随附2031年"):
        actions.draw_up(YearCalendar(office=home, year=2031, source="x"), by=by, at=NOTICED, from_bundle=True)
    with pytest.raises(NotAllowed, match="2000年至2099年"):
        actions.draw_up(YearCalendar(office=home, year=1999, source="x"), by=by, at=NOTICED)


def test_a_wrong_line_leaves_nothing(home: Office, by: Viewer) -> None:
    draft = calendar(home, by)
    span(draft, by, *FESTIVAL)
    for wrong in (FESTIVAL, (DayKind.WORK, date(2031, 1, 20), date(2031, 1, 20), "")):
        with pytest.raises(NotAllowed):
            span(draft, by, *wrong)
    assert CalendarSpan.objects.count() == 1


def test_a_stopped_calendar_gives_the_year_back_to_what_comes_with_the_system(
    home: Office, by: Viewer
) -> None:
    stands = in_force(home, by)
    with pytest.raises(NotAllowed, match="理由"):
        actions.move(stands, "retire", by=by, at=NOTICED)
    actions.move(stands, "retire", by=by, at=NOTICED, note="登记有误")
    assert not in_use().covers(2031)


def test_a_draft_may_be_thrown_away(home: Office, by: Viewer) -> None:
    draft = calendar(home, by)
    actions.discard(draft, by=by, at=NOTICED, note="重复")
    assert not YearCalendar.objects.live().exists()
    assert calendar(home, by).version == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in HEAD])
def test_nobody_else_writes_the_calendar(home: Office, by: Viewer, role: Role) -> None:
    stranger = viewer(role, office=home)
    draft = calendar(home, by)
    span(draft, by, *NEW_YEAR)
    with pytest.raises(WrongRole):
        calendar(home, stranger)
    with pytest.raises(WrongRole):
        span(draft, stranger, *FESTIVAL)
    with pytest.raises(WrongRole):
        actions.move(draft, "adopt", by=stranger, at=NOTICED)


def test_another_office_of_the_installation_does_not_decide_what_days_it_works(home: Office) -> None:
    below = county(home)
    clerk = viewer(Role.COUNTY_OFFICE, office=below)
    with pytest.raises(WrongRole):
        calendar(below, clerk)


def test_a_year_of_another_office_is_not_counted_by(home: Office, by: Viewer) -> None:
    other = office()
    Installation.objects.update(home=other)
    in_force(other, director(other))
    Installation.objects.update(home=home)
    assert not in_use().covers(2031)
