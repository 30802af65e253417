"""`xuncha figure` and `xuncha ties`: a figure is its rows, and a tie is two paths to one fact."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from xuncha.clues.models import Receipt
from xuncha.findings.models import Finding
from xuncha.kernel.figures import Scope
from xuncha.records.answers import Moment, Rows, Share, Spread
from xuncha.records.models import Installation
from xuncha.reports.queries.registry import keys_of
from xuncha.reports.queries.values import answer, value_of
from xuncha.reports.tests.conftest import Typed
from xuncha.reports.tests.reference import REFERENCE, slip_of_the_year


def scope_of(city: Installation) -> Scope:
    return Scope(city.home.pk, 2019, city.today)


def rows(typed: Typed, key: str, *more: object) -> list[dict[str, Any]]:
    said = typed("figure", key, "--year", 2019, "--rows", "--format", "json", *more)
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)
    return found


def remove(row: dict[str, Any]) -> None:
    """Straight from the table, as no action ever would; what hangs on it is left hanging."""
    table = connection.ops.quote_name(apps.get_model(str(row["model"]))._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [row["pk"]])


def test_the_list_of_rows_is_as_long_as_the_figure(city: Installation, typed: Typed) -> None:
    found = rows(typed, "leadership.study")
    assert len(found) == 6
    assert list(found[0]) == ["model", "pk", "label", "date", "part"]
    assert found[0]["model"] == "leadership.studysession"
    assert [row["date"] for row in found] == sorted(str(row["date"]) for row in found)
    assert all(str(row["date"]).startswith("2019-") and row["part"] for row in found)


@pytest.mark.parametrize("key", [k for k, (value, _) in REFERENCE.items() if isinstance(value, int)])
def test_one_row_less_is_one_less(key: str, city: Installation, typed: Typed) -> None:
    scope = scope_of(city)
    before = value_of(key, scope)
    _, counted = answer(key, scope)
    assert isinstance(counted, Rows)
    first = counted.queryset.order_by("pk").first()
    assert first is not None
    with transaction.atomic():
        remove({"model": first._meta.label_lower, "pk": first.pk})
        after = value_of(key, scope)
        transaction.set_rollback(True)
    assert (before.value, after.value) == (REFERENCE[key][0], REFERENCE[key][0] - 1)


def test_a_row_removed_underneath_is_missed_by_the_next_command(city: Installation, typed: Typed) -> None:
    with transaction.atomic():
        remove(rows(typed, "leadership.study")[0])
        assert len(rows(typed, "leadership.study")) == 5
        assert "5次" in typed("figure", "leadership.study", "--year", 2019).out
        transaction.set_rollback(True)


def test_a_ratio_lists_the_whole_and_marks_the_part(city: Installation, typed: Typed) -> None:
    found = rows(typed, "coverage.after_round7")
    assert len(found) == 84
    assert sum(bool(row["part"]) for row in found) == 62


def test_a_date_and_a_spread_open_to_their_rows_as_well(city: Installation, typed: Typed) -> None:
    assert "2019-10-14" in [row["date"] for row in rows(typed, "linkage.plan_issued")]
    assert len(rows(typed, "pool.per_group")) >= 4


def test_rows_are_listed_as_far_as_the_account_sees_them(city: Installation, typed: Typed) -> None:
    assert len(rows(typed, "clues.transferred", "--as", "clues")) == 52
    said = typed(
        "figure", "clues.transferred", "--year", 2019, "--rows", "--format", "json", "--as", "general"
    )
    assert json.loads(said.out) == []
    assert "52" in said.err
    assert "0" in said.err


def test_no_row_of_a_clue_says_more_than_its_number(city: Installation, typed: Typed) -> None:
    for key in ("clues.transferred", "clues.persons", "clues.copied"):
        for row in rows(typed, key, "--as", "clues"):
            assert set(str(row["label"])) <= set("0123456789-")


def test_a_day_in_summer_counts_what_had_happened_by_then(city: Installation, typed: Typed) -> None:
    found = rows(typed, "clues.transferred", "--as-of", "2019-06-30", "--as", "clues")
    assert 0 < len(found) < 52
    assert max(str(row["date"]) for row in found) <= "2019-06-30"


def test_every_figure_can_be_opened(city: Installation) -> None:
    """Its rows are records with a gate, and it is one of the four kinds."""
    scope = scope_of(city)
    for key in keys_of(scope):
        figure, counted = answer(key, scope)
        assert isinstance(counted, Rows | Share | Moment | Spread), key
        assert hasattr(counted.queryset.model._default_manager, "visible_to"), key
        assert figure.definition.endswith("。"), key


def test_the_catalogue_lists_each_key_of_the_year_once(city: Installation, typed: Typed) -> None:
    listed = [line.split("\t")[0] for line in typed("figure", "--list", "--year", 2019).out.splitlines()]
    assert len(listed) == len(set(listed))
    assert set(REFERENCE) <= set(listed)


def test_one_figure_says_its_value_and_definition(city: Installation, typed: Typed) -> None:
    said = typed("figure", "leadership.leading_group", "--year", 2019).out
    assert "40余次" in said
    assert "口径：" in said
    body = json.loads(typed("figure", "leadership.leading_group", "--year", 2019, "--format", "json").out)
    assert (body["value"], body["printed"], body["rows"]) == (43, "40余次", 43)


def test_ties_hold_in_the_reference_year_and_exit_with_nought(city: Installation, typed: Typed) -> None:
    said = typed("ties", "--year", 2019)
    assert said.code == 0
    assert len(said.out.splitlines()) >= 12
    assert "不符" not in said.out


def test_a_tie_that_fails_is_shown_with_both_sides_and_exits_with_one(
    city: Installation, typed: Typed
) -> None:
    finding = Finding.objects.of(city.home.pk).frozen().filter(fed_back_on__year=2019).order_by("pk").first()
    assert finding is not None
    with transaction.atomic():
        remove({"model": "findings.finding", "pk": finding.pk})
        said = typed("ties", "--year", 2019, "--format", "json")
        transaction.set_rollback(True)
    assert said.code == 1
    broken = {tie["key"]: (tie["left"], tie["right"]) for tie in json.loads(said.out) if not tie["holds"]}
    assert broken["feedback.problems"] == (288, 289)


def test_a_tie_whose_paper_changes_fails_as_well(city: Installation, typed: Typed) -> None:
    receipt = slip_of_the_year(city)
    Receipt.objects.filter(pk=receipt.pk).update(stated_leading=receipt.stated_leading - 1)
    said = typed("ties", "--year", 2019)
    assert said.code == 1
    assert "不符" in said.out
