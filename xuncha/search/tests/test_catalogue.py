"""What is declared: every text column of the house is accounted for, none of them sealed, none hidden on its page."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.urls import get_resolver

from xuncha.clues.models import ClueContent
from xuncha.operations.reference import business_models
from xuncha.records.fields import SealedTextField
from xuncha.search.queries.kinds import Kind, kinds
from xuncha.search.rules.catalogue import APPS_LEFT_OUT, CATALOGUE, LEFT_OUT, Declared
from xuncha.search.rules.places import MOST_KINDS
from xuncha.ui.tables.registry import table_of
from xuncha.ui.tables.spoken import is_sealed, read_by_str

FIELDS = {each.model: set(each.fields) for each in CATALOGUE}
TEXT = (models.CharField, models.TextField, models.JSONField)


def setup_module() -> None:
    assert get_resolver().url_patterns  # tables are declared where their addresses are


def text_columns() -> list[str]:
    return [
        f"{model._meta.label_lower}.{field.name}"
        for model in business_models()
        if not model._meta.proxy and model._meta.app_label not in APPS_LEFT_OUT
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT) and not field.choices and not isinstance(field, SealedTextField)
    ]


def column(model: Any, path: str) -> Any:
    for step in path.split("__"):
        field = model._meta.get_field(step)
        model = field.related_model
    return field


def test_every_open_text_column_is_searched_or_left_out_with_a_reason() -> None:
    searched = {f"{model}.{path}" for model, paths in FIELDS.items() for path in paths if "__" not in path}
    assert sorted(set(text_columns()) - searched - LEFT_OUT.keys()) == []
    assert sorted(LEFT_OUT.keys() - set(text_columns())) == []
    assert not searched & LEFT_OUT.keys()


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.declared.model)
def test_no_sealed_column_is_read(kind: Kind) -> None:
    for path in kind.reads:
        field = column(kind.model, path)
        assert not isinstance(field, SealedTextField), path
        assert not is_sealed(field), path


def test_a_sealed_column_cannot_be_declared() -> None:
    with pytest.raises(ImproperlyConfigured, match="sealed"):
        assert Kind(0, Declared("clues.cluecontent", ("summary",)), ClueContent).reads


@pytest.mark.parametrize("model", [m for m in business_models() if not m._meta.proxy], ids=str)
def test_what_a_clue_says_is_no_kind_and_on_no_way_of_one(model: type) -> None:
    """Nor who wrote a petition, nor what anybody declared: whatever has a sealed column is searched without it."""
    sealed = {f.name for f in model._meta.concrete_fields if isinstance(f, SealedTextField)}
    if sealed:
        assert not sealed & FIELDS.get(model._meta.label_lower, set())
    assert not {"clues.cluecontent", "clues.cluesubject", "fieldwork.petitionreporter"} & FIELDS.keys()
    for kind in kinds():
        assert (
            not {"clues.cluecontent", "clues.cluesubject", "fieldwork.petitionreporter"} & kind.depends.keys()
        )


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.declared.model)
def test_nothing_is_found_that_the_page_of_the_record_does_not_show(kind: Kind) -> None:
    """Or that its list does not search already."""
    table = table_of(kind.model)
    assert table is not None
    shown = {p.path for p in (*table.places.values(), *table.detail_columns.values())}
    named = set().union(*(place.reads for place in (*table.places.values(), *table.detail_columns.values())))
    for path in kind.declared.fields:
        assert path in shown | named | set(table.search) | read_by_str(kind.model), path


def test_there_is_room_for_all_kinds() -> None:
    assert len(CATALOGUE) <= MOST_KINDS
    assert len(FIELDS) == len(CATALOGUE)


def test_every_kind_has_a_name_and_its_fields_as_well() -> None:
    for kind in kinds():
        assert kind.label
        assert all(kind.labels), kind.declared.model
