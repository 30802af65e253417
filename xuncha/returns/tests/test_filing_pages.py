"""The pages of collections and filings, for those who ask, those who file, and nobody else."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from xuncha.files import actions as files
from xuncha.kernel.figures import Scope
from xuncha.kernel.viewer import Viewer
from xuncha.people.tests.builders import sign_in
from xuncha.records.rules import Role
from xuncha.records.tests.builders import county
from xuncha.reports.queries.registry import find
from xuncha.reports.queries.values import value_of
from xuncha.returns.actions import filings
from xuncha.returns.models import Return, ReturnFiling
from xuncha.returns.panels.filings import compared_filings, filings_of_county
from xuncha.returns.tests import builders as make
from xuncha.returns.tests.builders import Asked

pytestmark = pytest.mark.django_db

ASKED, OPEN = date(2019, 6, 20), date(2019, 7, 2)


@pytest.fixture
def world() -> Asked:
    return make.asked(ASKED)


@pytest.fixture
def filed(world: Asked) -> ReturnFiling:
    """Both counties are asked, the first has filed and is accepted."""
    filing = world.owed(world.ask(ASKED))
    world.filed(filing, world.on(OPEN))
    return filings.accept(filing, by=world.general, at=OPEN)


def pages_of(filing: ReturnFiling) -> list[str]:
    """What only the office that asked may open."""
    uid = filing.collection.uid
    return [
        reverse("returns:collections"),
        reverse("returns:collections_detail", args=[uid]),
        reverse("returns:summary", args=[uid]),
        reverse("returns:summary_excel", args=[uid]),
        reverse("returns:summary_cell", args=[uid, "B3"]),
        reverse("returns:quality"),
        reverse("returns:quality_excel"),
    ]


def own_pages(filing: ReturnFiling) -> list[str]:
    """What the filer opens too."""
    sending = filing.sendings.get()
    return [
        reverse("returns:filings_detail", args=[filing.uid]),
        reverse("returns:sendings_detail", args=[sending.uid]),
        reverse("returns:sending_file", args=[sending.uid]),
    ]


def test_the_office_that_asked_opens_every_page_and_the_filer_its_own(
    world: Asked, filed: ReturnFiling, client: Client
) -> None:
    sign_in(client, Role.GENERAL, world.city)
    for url in (*pages_of(filed), *own_pages(filed)):
        assert client.get(url).status_code == 200, url
    sign_in(client, Role.COUNTY_OFFICE, world.counties[0])
    assert {client.get(url).status_code for url in own_pages(filed)} == {200}
    assert {client.get(url).status_code for url in pages_of(filed)} <= {403, 404}


def test_a_neighbour_finds_neither_page_nor_file_nor_row_nor_name(
    world: Asked, filed: ReturnFiling, client: Client
) -> None:
    sign_in(client, Role.COUNTY_OFFICE, world.counties[1])
    assert {client.get(url).status_code for url in own_pages(filed)} == {404}
    for door in ("filings", "sendings", "filings_excel", "sendings_excel"):
        answer = client.get(reverse(f"returns:{door}"))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # a file's answer
        assert answer.status_code == 200
        assert world.counties[0].short_name.encode() not in content, door
    verb = reverse("returns:filings_verb", args=[filed.uid, "submit"])
    assert client.post(verb, {"at": OPEN.isoformat()}).status_code == 404


def test_the_city_finds_no_draft_of_a_county_by_any_address(world: Asked, client: Client) -> None:
    filing = world.owed(world.ask(ASKED))
    ret = world.issued(filing, world.on(OPEN))
    sign_in(client, Role.DIRECTOR, world.city)
    for door in ("returns_detail", "workbook"):
        assert client.get(reverse(f"returns:{door}", args=[ret.uid])).status_code == 404
    page = client.get(reverse("returns:filings_detail", args=[filing.uid])).content.decode()
    assert str(ret.uid) not in page
    assert "来信来访登记簿" not in page


def test_a_county_draws_up_and_files_through_its_own_door(world: Asked, client: Client) -> None:
    filing = world.owed(world.ask(ASKED))
    day = world.on(OPEN)
    sign_in(client, Role.COUNTY_OFFICE, world.counties[0])
    page = reverse("returns:filings_detail", args=[filing.uid])
    submit = reverse("returns:filings_verb", args=[filing.uid, "submit"])
    assert submit not in client.get(page).content.decode()  # no dead button
    assert client.post(submit, {"at": day.isoformat()}).status_code == 422
    client.post(reverse("returns:filings_deed", args=[filing.uid, "draw_up"]), {"at": day.isoformat()})
    ret = Return.objects.get(filing=filing)
    by_hand = reverse("returns:returns_deed", args=[ret.uid, "by_hand"])
    sent = {"at": day.isoformat(), "source": "登记簿", "cell_B3": "3", "cell_B4": "5", "cell_B5": ""}
    client.post(by_hand, sent)
    check = reverse("returns:returns_verb", args=[ret.uid, "check"])
    refused = client.post(check, {"at": day.isoformat()})
    assert refused.status_code == 422
    assert "B4不应大于B3" in refused.content.decode()
    client.post(by_hand, sent | {"cell_B4": "2"})
    for verb in ("check", "issue"):
        client.post(reverse("returns:returns_verb", args=[ret.uid, verb]), {"at": day.isoformat()})
    assert submit in client.get(page).content.decode()
    assert client.post(submit, {"at": ASKED.isoformat()}).status_code == 422  # another day than today's
    assert client.post(submit, {"at": day.isoformat()}).status_code == 302
    filing.refresh_from_db()
    assert (filing.state, filing.filed_on) == ("submitted", day)


def test_the_file_is_what_was_issued_byte_by_byte(world: Asked, filed: ReturnFiling, client: Client) -> None:
    sign_in(client, Role.GENERAL, world.city)
    url = reverse("returns:sending_file", args=[filed.sendings.get().uid])
    content = b"".join(client.get(url).streaming_content)  # type: ignore[attr-defined]  # a file's answer
    assert content == files.read(Return.objects.get().file)  # type: ignore[arg-type]  # what is there has it


def test_the_summary_as_a_spreadsheet_keeps_the_parts_apart_and_names_who_is_missing(
    world: Asked, filed: ReturnFiling, client: Client
) -> None:
    sign_in(client, Role.GENERAL, world.city)
    answer = client.get(reverse("returns:summary_excel", args=[filed.collection.uid]))
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]  # type: ignore[attr-defined]  # a file's answer
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[1][:6] == ["B3", "来信", 3, 0, 3, "填报"]
    assert any(world.counties[1].short_name in str(cell) for cell in rows[-1])


def test_asking_sends_a_filing_to_every_office_ticked(world: Asked, client: Client) -> None:
    version = make.form_version(world.city, world.general)
    sign_in(client, Role.GENERAL, world.city)
    sent = {
        "at": ASKED.isoformat(),
        "form": version.form_id,
        "year": 2019,
        "number": 2,
        "workdays": 8,
        "offices": [office.pk for office in world.counties],
    }
    assert client.post(reverse("returns:collections_new"), sent).status_code == 302
    assert ReturnFiling.objects.count() == 2
    assert client.post(reverse("returns:collections_new"), sent).status_code == 422


def test_pages_ask_as_often_for_many_offices_as_for_two(
    world: Asked, filed: ReturnFiling, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(6):
        make.filing(office=world.city, filer=county(world.city))
    row = filed.collection
    others = [county(world.city) for _ in range(9)]
    for each in others:
        ReturnFiling.objects.create(
            office=world.city, by=row.by, at=row.at, collection=row, filer=each, title=row.title,
            opens_on=row.opens_on, due_on=row.due_on,
        )  # fmt: skip
    sign_in(client, Role.GENERAL, world.city)
    for url in pages_of(filed):
        with django_assert_max_num_queries(24):
            client.get(url)


def test_figures_count_what_fell_due_late_included(world: Asked, filed: ReturnFiling) -> None:
    scope = Scope(world.city.pk, 2019, date(2019, 7, 31))
    said = {key: value_of(key, scope).printed for key in KEYS}
    assert said == {
        "filings.due": "2份",
        "filings.late": "1份",
        "filings.complete": "50%",
        "filings.timely": "50%",
        "filings.first_pass": "100%",
    }
    early = Scope(world.city.pk, 2019, date(2019, 7, 11))
    assert value_of("filings.due", early).value == 0
    assert value_of("filings.due", Scope(world.counties[0].pk, 2019, date(2019, 7, 31))).value == 0
    assert all(find(key) for key in KEYS)


def asked_by(who: Viewer) -> Any:
    request: Any = RequestFactory().get("/")
    request.viewer = who
    return request


KEYS = ("filings.due", "filings.late", "filings.complete", "filings.timely", "filings.first_pass")


def test_panels_show_a_county_its_own_and_the_comparison_to_the_city_alone(
    world: Asked, filed: ReturnFiling
) -> None:
    world.on(date(2019, 7, 20))
    from_city = asked_by(world.general)
    assert world.counties[0].short_name in compared_filings(from_city, world.city)
    assert str(filed.uid) in filings_of_county(from_city, world.counties[0])
    neighbour = asked_by(world.clerks[1])
    assert compared_filings(neighbour, world.city) == ""
    assert str(filed.uid) not in filings_of_county(neighbour, world.counties[0])
