"""A table is refused at its declaration, not at a reader's page; and it finds out itself what it must fetch."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from xuncha.basis.models import Document
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person, Post, Tenure
from xuncha.ui.tables import Column, Table
from xuncha.ui.tables.paths import Kind, place
from xuncha.ui.tables.spoken import called_by, read_by, read_by_str, related


def declared(**over: object) -> Table:
    values: dict[str, object] = {"columns": (Column("name"),)} | over
    return Table(model=Person, name="persons", title="人员", measure="人", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "over",
    [
        {"columns": ()},
        {"columns": (Column("id_number"),)},
        {"details": ("name", "id_number")},
        {"search": ("id_number",)},
        {"filters": ("id_number",)},
        {"order": ("id_number",)},
    ],
)
def test_a_sealed_column_has_no_place_in_a_table(over: dict[str, object]) -> None:
    with pytest.raises(ImproperlyConfigured):
        declared(**over)


@pytest.mark.parametrize(
    "over",
    [
        {"columns": (Column("nobody"),)},
        {"columns": (Column("name__first"),)},
        {"columns": (Column("tenures"),)},
        {"columns": (Column("passages", sort=True),)},
        {"columns": (Column("passages"),)},
        {"columns": (Column("name", total=True),)},
        {"columns": (Column("user", sort=True),)},
        {"filters": ("passages",)},
        {"search": ("sex",)},
        {"order": ("passages",)},
        {"lists": ("name",)},
    ],
)
def test_what_cannot_be_shown_asked_or_ordered_is_refused_at_once(over: dict[str, object]) -> None:
    with pytest.raises(ImproperlyConfigured):
        declared(**over)


def test_a_table_without_details_shows_its_own_open_columns() -> None:
    shown = [column.path for column in declared().detail_columns]
    assert "name" in shown
    assert not {"id_number", "id_blind", "uid", "office", "by", "voided_at"} & set(shown)


def test_kinds_follow_from_the_columns() -> None:
    assert place(Person, "sex").kind is Kind.WORD
    assert place(Person, "born_on").kind is Kind.DATE
    assert place(Person, "recorded_at").kind is Kind.MOMENT
    assert place(Post, "is_principal").kind is Kind.YES_NO
    assert place(Post, "organisation").kind is Kind.RELATED
    assert place(Organisation, "parent__name").nullable
    assert not place(Organisation, "division__name").nullable


def test_what_a_name_is_made_of_is_found_by_listening_to_it() -> None:
    post = {"post", "post__title", "post__organisation", "post__organisation__short_name"}
    assert read_by_str(Tenure) == {"person", "person__name", *post}
    assert read_by_str(Document) == {"title", "number"}


def test_a_relation_called_by_one_column_is_that_column() -> None:
    assert called_by(Organisation) == "name"
    assert called_by(Document) == ""  # title and number
    assert called_by(Post) == ""


def test_code_that_leaves_the_row_loads_the_whole_row_but_nothing_sealed() -> None:
    read = read_by(Person, "passages")
    assert {"name", "born_on", "uid"} <= read
    assert "id_number" not in read


def test_a_list_fetches_what_it_shows_and_joins_what_that_takes() -> None:
    table = Table(
        model=Post,
        name="posts",
        title="职务",
        measure="个",
        columns=(Column("organisation"), Column("title")),
    )
    assert set(table.list_reads) == {
        "at", "mark", "office", "organisation", "organisation__name", "title", "uid",
    }  # fmt: skip
    assert related(table.list_reads) == ["organisation"]
