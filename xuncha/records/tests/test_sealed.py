"""The sealed columns are found by asking the models, and a canary in each of them is silent wherever it should be."""

import sys
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.views.debug import ExceptionReporter

from xuncha.records.ciphers import CannotOpen
from xuncha.records.sealed import SealedColumn, sealed_columns
from xuncha.records.secrets import Closed

KNOWN = {
    "clues.cluecontent.organisation",
    "clues.cluecontent.reporter",
    "clues.cluecontent.summary",
    "clues.cluesubject.details",
    "fieldwork.petitionreporter.contact",
    "fieldwork.petitionreporter.name",
    "people.person.id_number",
    "talent.relative.details",
}
CANARY = "金丝雀十一号"
each = pytest.mark.parametrize("column", sealed_columns(), ids=lambda column: column.place)


def test_what_must_be_sealed_is_sealed_and_each_column_is_named_once() -> None:
    places = [column.place for column in sealed_columns()]
    assert set(places) >= KNOWN
    assert len(places) == len(set(places))


def planted(column: SealedColumn) -> Any:
    return column.model(**{column.field.name: CANARY})


@each
def test_what_is_stored_of_it_opens_in_its_own_row_only(column: SealedColumn) -> None:
    row, other = planted(column), planted(column)
    stored = column.field.get_prep_value(column.field.pre_save(row, add=True))
    assert CANARY not in stored
    assert column.field.opened(row, Closed(stored)) == CANARY
    other.data_key = row.data_key
    with pytest.raises(CannotOpen) as fault:
        column.field.opened(other, Closed(stored))
    assert CANARY not in repr(fault.value) + str(fault.value)


@each
def test_neither_an_error_page_nor_a_repr_of_its_row_says_it(column: SealedColumn) -> None:
    said = ""
    try:
        fail_over(planted(column), column.field.name)
    except RuntimeError:
        reporter = ExceptionReporter(None, *sys.exc_info())
        said = reporter.get_traceback_text() + reporter.get_traceback_html()
    assert "fail_over" in said
    assert CANARY not in said


def fail_over(row: Any, name: str) -> None:
    """With the opened text among what the error page shows of this frame."""
    text = getattr(row, name)
    told = {"columns": model_to_dict(row), "row": row.__dict__, "text": [text]}
    assert told
    raise RuntimeError(name)
