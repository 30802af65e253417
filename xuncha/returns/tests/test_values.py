"""Filed numbers in rows: laid down, replaced, taken up, and read by the two offices between which they passed."""

import io
from datetime import date
from decimal import Decimal
from statistics import median
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import questions
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import county, office, province, viewer
from xuncha.returns.actions import values
from xuncha.returns.actions.values import Sent
from xuncha.returns.engine.periods import PeriodKind
from xuncha.returns.models import FiledSeries, FiledValue
from xuncha.returns.queries import values as queries
from xuncha.returns.rules.values import Origin

pytestmark = pytest.mark.django_db

DAY = date(2019, 11, 30)


def filed(
    county: Office,
    asker: Office,
    number: int,
    *,
    code: str = "501",
    until: date = DAY,
    filing: UUID | None = None,
) -> UUID:
    filing = filing or uuid4()
    sent = [Sent("C4", code, "this", Decimal(number), Origin.COMPUTED)]
    values.store(filing, asker=asker, county=county, period=PeriodKind.MONTH, until=until, sent=sent)
    return filing


def test_a_filing_that_comes_again_replaces_its_numbers_and_one_sent_back_has_none() -> None:
    city = office()
    below = county(city)
    filing = filed(below, city, 4)
    filed(below, city, 5, filing=filing)
    assert list(FiledValue.objects.values_list("value", flat=True)) == [Decimal(5)]
    assert FiledSeries.objects.count() == 1
    values.drop(filing)
    assert not FiledValue.objects.exists()


def test_numbers_are_read_by_who_filed_them_and_by_whom_they_were_filed_with() -> None:
    above = province()
    city = office(parent=above)
    one, other = county(city), county(city)
    for place, asker in ((one, city), (other, city), (city, above)):
        filed(place, asker, 1)

    def of(role: Role, place: Office) -> list[tuple[int, int]]:
        rows = FiledValue.objects.visible_to(viewer(role, office=place)).order_by("pk")
        return list(rows.values_list("county", "asker"))

    assert of(Role.COUNTY_OFFICE, one) == [(one.pk, city.pk)]
    assert of(Role.GUIDANCE, city) == [(one.pk, city.pk), (other.pk, city.pk), (city.pk, above.pk)]
    assert of(Role.PROVINCIAL_OFFICE, above) == [(city.pk, above.pk)]
    for role in (Role.MEMBER, Role.SYSTEM_ADMIN, Role.UNIT_CONTACT):
        assert not of(role, city), role


@pytest.fixture
def city() -> Office:
    return installation(office()).home


def foot(page: str) -> str:
    return page[page.index("<tfoot>", page.index('id="filed"')) :]


def test_counties_are_compared_with_their_middle_in_the_newest_period(city: Office, client: Client) -> None:
    places = [county(city) for _ in range(4)]
    for place, number in zip(places[:3], (7, 2, 90), strict=True):
        filed(place, city, 1, until=date(2019, 10, 31))
        filed(place, city, number)
    sign_in(client, Role.GUIDANCE, city)
    page = client.get(reverse("guidance:comparison"), {"of": "501.month.this"}).content.decode()
    part = page[page.index('id="filed"') :]
    order = [part.index(f">{place.short_name}</a>") for place in (places[2], places[0], places[1], places[3])]
    assert order == sorted(order)
    assert ">7<" in foot(page)
    assert "3个已报送" in part
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(reverse("returns:compared_file"))))).active
    assert sheet is not None
    assert sheet.oddHeader.left.text == "工作秘密"
    above, *rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert str(above[0]).startswith("密级标识：工作秘密　数据截至")
    assert rows[0][-2:] == ("2019-10-31", "2019-11-30")
    assert rows[1][-2:] == (1, 90)
    assert rows[-1][-1] == 7


def test_a_county_sees_its_own_numbers_without_a_middle_and_no_neighbours(
    city: Office, client: Client
) -> None:
    own, other = county(city), county(city)
    filed(own, city, 4111)
    filed(other, city, 8333)
    sign_in(client, Role.COUNTY_OFFICE, own)
    page = client.get(reverse("guidance:county", args=[own.code])).content.decode()
    assert "4111" in page
    assert "8333" not in page
    assert "6222" not in page  # the middle would tell the neighbour's number
    assert client.get(reverse("returns:series", args=[own.code])).status_code == 200
    assert client.get(reverse("returns:series", args=[other.code])).status_code == 404
    assert client.get(reverse("returns:compared_file")).status_code == 403
    sign_in(client, Role.DIRECTOR, city)
    page = client.get(reverse("guidance:county", args=[own.code])).content.decode()
    assert "4111" in page
    assert "6222" in page
    assert client.get(reverse("returns:series", args=[other.code])).status_code == 200


@pytest.mark.parametrize("numbers", [(7, 2, 90), (7, 2, 90, 4), (3,), (3, 3), (0, 5)])
def test_the_middle_is_the_same_read_and_sought(
    numbers: tuple[int, ...], city: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [county(city) for _ in numbers]
    for place, number in zip(places, numbers, strict=True):
        filed(place, city, number)
        filed(place, city, 2 * number, code="502")
    filed(places[0], city, 11, code="503")
    reader = viewer(Role.GUIDANCE, office=city)
    for few in (queries.FEW, 0):
        monkeypatch.setattr(queries, "FEW", few)
        found = queries.standing(places[0], reader, DAY).rows
        assert [one.middle for one in found] == [median(numbers), 2 * median(numbers), 11], few


def test_a_number_that_was_only_reported_is_marked_wherever_it_stands(city: Office, client: Client) -> None:
    place = county(city)
    sent = [Sent("C4", "501", "this", Decimal(3), Origin.REPORTED)]
    values.store(uuid4(), asker=city, county=place, period=PeriodKind.MONTH, until=DAY, sent=sent)
    sign_in(client, Role.GUIDANCE, city)
    for address in ("guidance:comparison", "guidance:county", "returns:series"):
        page = client.get(reverse(address, args=[] if address.endswith("comparison") else [place.code]))
        assert "填报" in page.content.decode(), address


def test_the_pages_ask_no_more_for_more_numbers(city: Office, client: Client) -> None:
    place = county(city)
    filed(place, city, 3)
    sign_in(client, Role.GUIDANCE, city)
    addresses = (reverse("guidance:comparison"), reverse("guidance:county", args=[place.code]))
    few = [questions(client, address) for address in addresses]
    for n in range(3):
        other = county(city)
        for until in (date(2019, 9, 30), date(2019, 10, 31), DAY):
            filed(other, city, n, code="502", until=until)
            filed(place, city, n, code=f"50{n + 2}", until=until)
    assert [questions(client, address) for address in addresses] == few


def test_what_no_office_was_sent_is_no_question(city: Office, client: Client) -> None:
    filed(county(city), city, 3)
    sign_in(client, Role.GUIDANCE, city)
    for asked in ({"of": "999.month.this"}, {"of": "501.month.this", "page": "x"}):
        assert client.get(reverse("guidance:comparison"), asked).status_code == 400
