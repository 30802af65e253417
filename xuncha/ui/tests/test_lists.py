"""List pages: who sees which rows, how they are asked, and what nonsense is answered with."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.orgs.rules import UnitClass
from xuncha.orgs.tests.builders import division, organisation
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.ui.tables import Column, Table, controls, listing
from xuncha.ui.tables.listing import listing as page_of
from xuncha.ui.tests.conftest import asking, sign_in

pytestmark = pytest.mark.django_db
LIST = "/orgs/organisations/"
TABLE = Table(
    model=Organisation,
    name="organisations",
    title="党组织",
    measure="个",
    columns=(Column("name", link=True, sort=True), Column("division"), Column("parent"), Column("abolished_on", sort=True)),
    filters=("unit_class", "division", "parent", "at"),
    search=("name", "short_name"),
    order=("-at",),
    empty="被巡察的党组织登记在这里。",
)  # fmt: skip


def names(viewer: Viewer, query: str = "") -> list[str]:
    """The organisations a page shows, by name."""
    rows = str(page_of(asking(viewer, query), TABLE)["rows"])
    return [row.name for row in Organisation.objects.order_by("id") if f">{row.name}</a>" in rows]


def test_a_list_shows_what_the_viewer_reaches_and_nothing_else(
    office: Office, county: Office, director: Viewer
) -> None:
    own, below = organisation(office=office), organisation(office=county)
    elsewhere = organisation()
    assert names(director) == [own.name, below.name]
    assert elsewhere.name not in names(director)


def test_a_role_without_business_is_refused_and_a_stranger_sent_to_sign_in(
    client: Client, office: Office
) -> None:
    assert client.get(LIST).status_code == 302
    sign_in(client, Role.SYSTEM_ADMIN, office)
    answer = client.get(LIST)
    assert answer.status_code == 403
    assert "您的岗位不能查看" in answer.content.decode()


def test_a_list_can_only_be_read(client: Client, office: Office) -> None:
    sign_in(client, Role.DIRECTOR, office)
    assert client.post(LIST).status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        "unit_class=nonsense",
        "division=abc",
        "division=999999",
        "division=99999999999999999999999999",
        "at_after=2019-13-45",
        "q=%00",
        "q=" + "长" * 101,
        "sort=office",
        "sort=--at",
        "cursor=nonsense",
        "filters=all",
        "unheard_of=1",
    ],
)  # fmt: skip
def test_a_nonsense_question_is_answered_by_a_page_that_says_so(
    client: Client, office: Office, query: str
) -> None:
    sign_in(client, Role.DIRECTOR, office)
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert "查询条件无法识别" in answer.content.decode()


def test_a_relation_to_a_row_that_may_not_be_seen_cannot_be_asked(office: Office, director: Viewer) -> None:
    stranger = organisation()
    assert page_of(asking(director, f"?parent={organisation(office=office).pk}"), TABLE)["is_empty"]
    with pytest.raises(Exception, match="filters"):
        page_of(asking(director, f"?parent={stranger.pk}"), TABLE)


def test_filters_and_search_narrow_the_rows(office: Office, director: Viewer) -> None:
    place = division(name="临江区")
    organisation(office=office, name="市财政局党组", unit_class=UnitClass.GOVERNMENT, at=date(2019, 1, 1))
    organisation(
        office=office, name="市医院党委", unit_class=UnitClass.HOSPITAL, division=place, at=date(2018, 1, 1)
    )
    assert names(director, "?unit_class=hospital") == ["市医院党委"]
    assert names(director, "?q=市 党组") == ["市财政局党组"]
    assert names(director, f"?division={place.pk}") == ["市医院党委"]
    assert names(director, "?division__has=临江") == ["市医院党委"]
    assert names(director, "?at_before=2018-12-31") == ["市医院党委"]
    assert names(director, "?unit_class=&q=&at_after=") == ["市财政局党组", "市医院党委"]


def test_what_is_asked_stands_there_in_words_each_with_a_way_out(office: Office, director: Viewer) -> None:
    organisation(office=office)
    context = page_of(asking(director, "?q=局&at_after=2010-01-01&sort=name"), TABLE)
    told = {chip.label: chip for chip in context["chips"]}
    assert told["查找"].value == "局"
    assert told["日期"].value == "2010-01-01起"
    assert told["日期"].url == f"{LIST}?q=%E5%B1%80&sort=name"


def test_columns_that_allow_it_can_be_ordered_both_ways(office: Office, director: Viewer) -> None:
    for name, end in (("甲", None), ("乙", date(2018, 1, 1)), ("丙", date(2017, 1, 1))):
        organisation(office=office, name=name, abolished_on=end)
    rows = str(page_of(asking(director, "?sort=abolished_on"), TABLE)["rows"])
    assert rows.index("丙") < rows.index("乙") < rows.index("甲")  # what has no date stands last
    rows = str(page_of(asking(director, "?sort=-abolished_on"), TABLE)["rows"])
    assert rows.index("乙") < rows.index("丙") < rows.index("甲")


def test_the_count_is_exact_until_it_is_no_longer_worth_it(
    office: Office, director: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "COUNTED", 3)
    organisation(office=office)
    assert str(page_of(asking(director), TABLE)["count"]) == "1"
    for _ in range(52):
        organisation(office=office)
    assert str(page_of(asking(director), TABLE)["count"]) == "3+"


def test_text_of_rows_cannot_become_markup(office: Office, director: Viewer) -> None:
    organisation(office=office, name="<script>alert(1)</script>")
    rows = str(page_of(asking(director), TABLE)["rows"])
    assert "<script>" not in rows
    assert "&lt;script&gt;" in rows


def test_a_relation_is_a_link_only_for_who_may_open_it(office: Office, director: Viewer) -> None:
    above, hidden = organisation(office=office), organisation(name="看不见的党组")
    organisation(office=office, parent=above)
    organisation(office=office, parent=hidden)
    rows = str(page_of(asking(director), TABLE)["rows"])
    assert f'href="{LIST}{above.uid}/"' in rows
    assert hidden.name in rows
    assert str(hidden.uid) not in rows


def test_a_relation_of_few_rows_is_chosen_and_of_many_is_named(
    office: Office, director: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation(office=office)
    organisation(office=office)

    def box() -> controls.Control:
        panel = page_of(asking(director, "?filters=open"), TABLE)["panel"]
        found: controls.Control = next(box for box in panel if box.name.startswith("division"))
        return found

    assert box().kind == "choice"
    assert len(box().options) == 2
    monkeypatch.setattr(controls, "FEW", 1)
    assert (box().kind, box().name) == ("text", "division__has")


def test_htmx_gets_the_part_that_changes_and_a_clean_address(client: Client, office: Office) -> None:
    sign_in(client, Role.DIRECTOR, office)
    headers = {"HX-Request": "true", "HX-Target": "list"}
    answer = client.get(f"{LIST}?q=&unit_class=hospital", headers=headers)
    assert answer.content.decode().startswith('<div id="list"')
    assert answer["HX-Push-Url"] == f"{LIST}?unit_class=hospital"
    assert "HX-Request" in answer["Vary"]
    assert "no-store" in answer["Cache-Control"]


def test_an_empty_list_says_what_will_stand_there(client: Client, office: Office) -> None:
    sign_in(client, Role.DIRECTOR, office)
    assert "被巡察的党组织登记在这里" in client.get(LIST).content.decode()
    assert "没有符合条件的记录" in client.get(f"{LIST}?q=没有").content.decode()


def test_a_longer_list_asks_no_more_questions(client: Client, office: Office) -> None:
    sign_in(client, Role.DIRECTOR, office)
    above = organisation(office=office)

    def questions() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    for _ in range(55):
        organisation(office=office, parent=above)
    first = questions()
    for _ in range(20):
        organisation(office=office, parent=above, division=division())
    assert questions() == first <= 12


def test_sums_stand_at_the_foot_of_all_that_was_asked_for(office: Office, director: Viewer) -> None:
    summed = Table(
        model=Organisation,
        name="organisations",
        title="党组织",
        measure="个",
        columns=(Column("name"), Column("id", label="编号", total=True)),
        filters=("unit_class",),
        order=("id",),
    )
    rows = [
        organisation(office=office, unit_class=kind)
        for kind in (UnitClass.HOSPITAL, UnitClass.HOSPITAL, UnitClass.GOVERNMENT)
    ]
    totals = page_of(asking(director, "?unit_class=hospital"), summed)["totals"]
    assert totals == ["合计", str(rows[0].pk + rows[1].pk)]
