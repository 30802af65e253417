"""Bulk findings: as many as asked, sound, on the tasks that are there, and never into real data."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, F, Max, Min, QuerySet

from xuncha.findings.models import Finding
from xuncha.kernel.refusals import BadInput
from xuncha.operations.city import mass
from xuncha.operations.tests.city_laws import a_task_never_names_a_problem_twice
from xuncha.records.models import Installation, Passage, Record
from xuncha.rectification.models import Item, Measure

NUMBER = 2400


def generate(*arguments: str) -> tuple[str, str]:
    """What the command answers and what it tells meanwhile."""
    out, err = StringIO(), StringIO()
    call_command("generate", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def before(city: Installation) -> dict[type[Record], int]:
    """The last key of each table before anything is generated."""
    return {model: model._base_manager.aggregate(n=Max("pk"))["n"] for model in (Finding, Item, Measure)}


@pytest.fixture
def made(before: dict[type[Record], int]) -> dict[type[Record], int]:
    generate("--findings", str(NUMBER))
    return before


def new(model: type[Record], before: dict[type[Record], int]) -> QuerySet[Record]:
    return model._base_manager.filter(pk__gt=before[model])


def test_half_is_the_home_offices_and_half_the_counties(
    made: dict[type[Record], int], city: Installation
) -> None:
    assert new(Finding, made).count() == NUMBER
    assert new(Finding, made).filter(office=city.home).count() == NUMBER // 2
    shares = new(Finding, made).exclude(office=city.home).values("office").annotate(n=Count("pk"))
    assert len(shares) == 11


def test_the_rows_keep_every_constraint(made: dict[type[Record], int]) -> None:
    connection.check_constraints()
    for model in (Finding, Item, Measure):
        for row in new(model, made).order_by("pk")[:5]:
            row.full_clean()


def test_each_handed_over_finding_has_its_item_and_measure(made: dict[type[Record], int]) -> None:
    handed_over = new(Finding, made).filter(fed_back_on__isnull=False)
    assert handed_over.count() == new(Item, made).count() == new(Measure, made).count() > NUMBER // 3
    assert not new(Item, made).exclude(finding__task=F("ledger__task")).exists()
    struck_off = new(Item, made).filter(state="done")
    assert not struck_off.exclude(done_on=F("finding__accepted_on")).exists()
    assert 0.7 < struck_off.count() / new(Item, made).count() < 0.9


def test_serials_go_on_after_those_that_were_there(made: dict[type[Record], int]) -> None:
    serials = (
        Finding.objects.filter(voided_at=None)
        .values("task")
        .annotate(
            first=Min("serial"), last=Max("serial"), n=Count("pk"), distinct=Count("serial", distinct=True)
        )
    )
    assert all(task["n"] == task["distinct"] for task in serials)


def test_dates_spread_over_the_three_years_and_stay_in_order(made: dict[type[Record], int]) -> None:
    findings = new(Finding, made)
    assert set(findings.values_list("at__year", flat=True)) == {2017, 2018, 2019}
    assert not findings.filter(fed_back_on__lt=F("at")).exists()
    assert not findings.filter(accepted_on__lt=F("fed_back_on")).exists()
    assert not findings.filter(at__lt=F("task__entered_on")).exists()


def test_nothing_that_was_there_is_changed(before: dict[type[Record], int]) -> None:
    old = list(Finding.objects.order_by("pk").values())
    generate("--findings", "300")
    assert list(Finding.objects.filter(pk__lte=before[Finding]).order_by("pk").values()) == old


def test_a_second_run_adds_as_many_again(made: dict[type[Record], int]) -> None:
    generate("--findings", "500", "--offices", "home")
    assert new(Finding, made).count() == NUMBER + 500


def test_the_same_seed_gives_the_same_rows(before: dict[type[Record], int], city: Installation) -> None:
    def told() -> list[tuple[object, ...]]:
        generate("--findings", "600", "--seed", "7")
        rows = list(
            new(Finding, before).order_by("pk").values_list("uid", "task", "title", "facts", "at", "state")
        )
        for model in (Measure, Item, Finding):
            new(model, before).delete()
        return rows

    assert told() == told()


def test_a_few_rows_a_task_repeat_no_text(before: dict[type[Record], int], city: Installation) -> None:
    generate("--findings", "600")
    faults = list(a_task_never_names_a_problem_twice(city.home))
    assert len(faults) < 600 * 0.3  # the texts of old and new findings are drawn apart


def test_steps_are_written_when_asked_for(before: dict[type[Record], int]) -> None:
    generate("--findings", "200", "--passages")
    for finding in new(Finding, before):
        steps = Passage.objects.filter(subject_uid=finding.uid).order_by("at", "id")
        assert steps.last().after == finding.state  # type: ignore[union-attr]
        assert [step.before for step in steps] == ["", *[step.after for step in steps][:-1]]


def test_keys_go_on_after_the_generated_ones(made: dict[type[Record], int]) -> None:
    model = Finding.objects.order_by("pk").last()
    assert model
    last = model.pk
    model.pk, model.uid, model.serial = None, None, 32_000
    model._state.adding = True
    model.uid = Finding._meta.get_field("uid").get_default()
    model.save(force_insert=True)
    assert model.pk > last


def test_it_tells_its_progress_beside_its_answer(city: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mass, "BATCH", 200)
    out, err = generate("--findings", "500")
    assert "500" in out
    assert len(err.splitlines()) == 3


@pytest.mark.parametrize("number", ["0", "-5", "many", "1.5", ""])
def test_a_number_that_is_none_is_refused(number: str, city: Installation) -> None:
    with pytest.raises(BadInput):
        generate(f"--findings={number}")


def test_more_than_the_serials_hold_is_refused_before_anything_is_written(
    before: dict[type[Record], int],
) -> None:
    with pytest.raises(BadInput):
        generate("--findings", "90000000")
    assert not new(Finding, before).exists()


def test_unknown_offices_are_refused(city: Installation) -> None:
    with pytest.raises(BadInput):
        generate("--findings", "5", "--offices", "moon")


def test_real_data_is_never_added_to(city: Installation, before: dict[type[Record], int]) -> None:
    Installation.objects.update(is_demo=False)
    with pytest.raises(BadInput):
        generate("--findings", "5")
    assert not new(Finding, before).exists()
