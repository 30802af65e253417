"""The page of one row: for whom it opens, what it tells, and what it never tells."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation, OrganisationChange
from xuncha.orgs.rules import ChangeKind
from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import id_number, person
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.ui.tables import Column, Table
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.history import history
from xuncha.ui.tests.conftest import asking, sign_in

pytestmark = pytest.mark.django_db
TABLE = Table(
    model=Organisation,
    name="organisations",
    title="党组织",
    measure="个",
    columns=(Column("name"), Column("at", label="成立日期")),
    details=("name", "short_name", "parent", "at", "abolished_on"),
    lists=("changes", "came_from", "below"),
)


def change(row: Organisation, **over: object) -> OrganisationChange:
    values = {
        "kind": ChangeKind.RENAMED,
        "at": date(2019, 1, 1),
        "basis": "文件",
        "office": row.office,
        "by": row.by,
    }
    return OrganisationChange.objects.create(organisation=row, **(values | over))


def page(client: Client, row: Organisation) -> str:
    answer = client.get(f"/orgs/organisations/{row.uid}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_row_that_is_not_reached_does_not_exist(client: Client, office: Office) -> None:
    sign_in(client, Role.DIRECTOR, office)
    assert client.get(f"/orgs/organisations/{organisation().uid}/").status_code == 404
    page(client, organisation(office=office))


def test_the_wrong_role_is_told_so_before_any_row_is_looked_for(client: Client, office: Office) -> None:
    sign_in(client, Role.AUDITOR, office)
    assert client.get(f"/orgs/organisations/{organisation(office=office).uid}/").status_code == 403


def test_a_column_is_called_on_the_page_of_a_row_what_the_list_calls_it(
    office: Office, director: Viewer
) -> None:
    row = organisation(office=office)
    labels = [field.label for field in detail(asking(director), TABLE, row.uid)["fields"]]
    assert labels == ["单位简称", "上级党组织", "成立日期", "撤销日期"]  # its name is the title


def test_what_belongs_to_a_row_is_shown_only_as_far_as_it_may_be_seen(
    office: Office, county: Office, director: Viewer
) -> None:
    row = organisation(office=office)
    change(row)
    change(
        row,
        office=Office.objects.create(
            code="980000", name="别处", short_name="别处", committee="别处", level="city"
        ),
    )
    below = organisation(office=office, parent=row)
    lists = {short.title: short for short in detail(asking(director), TABLE, row.uid)["lists"]}
    assert lists["机构变动（作为党组织）"].count.number == 1
    assert lists["机构变动（作为承接党组织）"].count.number == 0
    assert str(below.uid) in lists["党组织（作为上级党组织）"].rows
    assert lists["党组织（作为上级党组织）"].url == f"/orgs/organisations/?parent={row.pk}"


def test_a_short_list_shows_eight_rows_and_leads_to_all(office: Office, director: Viewer) -> None:
    row = organisation(office=office)
    for _ in range(9):
        organisation(office=office, parent=row)
    lists = {s.title: s for s in detail(asking(director), TABLE, row.uid)["lists"]}
    assert "党组织（作为上级党组织）" in lists
    short = lists["党组织（作为上级党组织）"]
    assert short.rows.count("<tr>") == 8
    assert short.more
    assert short.count.number == 9


def test_history_tells_every_step_with_its_reason(client: Client, office: Office, director: Viewer) -> None:
    row = organisation(office=office)
    day = date(2019, 3, 4)
    records.correct(
        row, by=director, at=day, note="按批复更正", changes={"short_name": "新简称"}, basis="云编〔2019〕1号"
    )
    sign_in(client, Role.DIRECTOR, office)
    html = page(client, row)
    for told in ("更正", "2019-03-04", "按批复更正", "依据：云编〔2019〕1号", "更正为“新简称”"):
        assert told in html


@pytest.mark.usefixtures("approved")
def test_history_tells_words_and_not_codes(client: Client, office: Office, director: Viewer) -> None:
    row = organisation(office=office)
    day = date(2019, 3, 4)
    records.correct(row, by=director, at=day, note="定密", changes={"mark": "secret"})
    records.fill(row, "abolish", by=director, at=day, sets={"abolished_on": day})
    sign_in(client, Role.DIRECTOR, office)
    html = page(client, row)
    assert "密级标识：由“工作秘密”更正为“秘密”" in html
    assert "撤销日期：2019-03-04" in html
    assert "work_secret" not in html


def test_history_keeps_silent_about_sealed_columns(office: Office, director: Viewer) -> None:
    row = person(office=office, id_number=id_number())
    records.correct(
        row,
        by=director,
        at=date(2019, 3, 4),
        note="证件录错",
        changes={"id_number": id_number(serial=3), "name": "周明"},
    )
    assert [change.label for event in history(row) for change in event.changes] == ["姓名"]


def test_the_page_of_a_person_never_opens_what_is_sealed(client: Client, office: Office) -> None:
    row = person(office=office, id_number=id_number())
    sign_in(client, Role.DIRECTOR, office)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/people/persons/{row.uid}/")
    assert answer.status_code == 200
    assert id_number() not in answer.content.decode()
    assert not [q for q in asked if '"people_person"."id_number"' in q["sql"]]


def test_more_history_and_more_relations_ask_no_more_questions(
    client: Client, office: Office, director: Viewer
) -> None:
    sign_in(client, Role.DIRECTOR, office)
    row = organisation(office=office)

    def questions() -> int:
        page(client, row)
        with CaptureQueriesContext(connection) as asked:
            page(client, row)
        return len(asked)

    first = questions()
    for n in range(5):
        change(row)
        records.correct(
            row, by=director, at=date(2019, 1, 1), note="更正", changes={"short_name": f"简称{n}"}
        )
    assert questions() == first <= 12
