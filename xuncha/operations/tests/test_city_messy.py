"""The larger city has what goes wrong in real offices, and the laws hold in it all the same."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.db.models import F
from pytest_django.plugin import DjangoDbBlocker

from xuncha.clues.models import Clue
from xuncha.findings.models import Correction, Finding
from xuncha.kernel.refusals import NotAllowed
from xuncha.operations.city.build import City, build_city
from xuncha.operations.city.texts import table
from xuncha.operations.tests.city_laws import LAWS, Law, business_models
from xuncha.orgs.models import Organisation, OrganisationChange
from xuncha.records.models import Installation, Passage
from xuncha.rectification.models import Item
from xuncha.rounds.models import PlanChange, PlanVersion, Round, Task
from xuncha.rounds.queries.frame import frame
from xuncha.rounds.rules.tasks import TaskState

# the city is the same rows in any database, and the reference city is built and asked in both
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="what rows are made is no matter of the database"
    ),
]


@pytest.fixture(scope="module")
def messy(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[City]:
    """Built once for this file, beside the reference city where a worker has that already, and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_city(messy=True)
        transaction.set_rollback(True)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(law: Law, messy: City) -> None:
    assert list(law(messy.home)) == []


def test_foreign_keys_and_constraints_hold(messy: City) -> None:
    connection.check_constraints()


def test_it_is_larger_than_the_reference_city(messy: City) -> None:
    assert messy.home.below.count() > 11
    assert Finding.objects.filter(office=messy.home).count() > 2000
    assert frame(messy.home.pk, Installation.objects.get().today).planned().count() > 84


def test_organisations_merged_split_ended_and_were_renamed_in_mid_term(messy: City) -> None:
    changes = OrganisationChange.objects.filter(office=messy.home)
    assert set(changes.values_list("kind", flat=True)) == {"merged", "split", "abolished", "renamed"}
    assert set(PlanChange.objects.filter(office=messy.home).values_list("kind", flat=True)) == {
        "added",
        "merged",
        "split",
        "kept",
    }


def test_an_abolished_organisation_is_kept_as_covered(messy: City) -> None:
    kept = PlanChange.objects.get(office=messy.home, kind="kept").organisation
    last = PlanVersion.objects.filter(office=messy.home).order_by("at").last()
    assert last
    assert kept.abolished_on
    assert last.items.filter(organisation=kept).exists()
    assert Task.objects.filter(organisation=kept, left_on__isnull=False).exists()


def test_two_inspected_organisations_merged_into_one_that_counts_once(messy: City) -> None:
    gone = Organisation.objects.filter(
        office=messy.home, changes__kind="merged", tasks__left_on__isnull=False, tasks__counts=True
    )
    heirs = list(gone.values_list("changes__successor", flat=True))
    assert len(heirs) > len(set(heirs))


def test_rounds_overlap(messy: City) -> None:
    spans = [
        (min(entered), max(left))
        for round_ in Round.objects.filter(office=messy.home).order_by("number")
        if (entered := list(round_.tasks.exclude(entered_on=None).values_list("entered_on", flat=True)))
        and (left := list(round_.tasks.exclude(left_on=None).values_list("left_on", flat=True)))
    ]
    assert sum(later[0] <= earlier[1] for earlier, later in pairwise(spans)) >= 2


def test_tasks_were_postponed_resumed_and_withdrawn(messy: City) -> None:
    tasks = Task.objects.filter(office=messy.home)
    assert tasks.filter(state=TaskState.POSTPONED).exists()
    assert tasks.filter(state=TaskState.WITHDRAWN).exists()
    resumed = Passage.objects.filter(office=messy.home, verb="resume", subject="rounds.task")
    assert tasks.filter(uid__in=resumed.values("subject_uid"), left_on__isnull=False).exists()


def test_findings_came_back_and_some_were_settled_again(messy: City) -> None:
    # a look-back reopens some as well, for reasons of its own
    note = table("words")["messes"]["reopened"]
    reopened = Passage.objects.filter(office=messy.home, verb="reopen", subject="findings.finding", note=note)
    findings = Finding.objects.filter(uid__in=reopened.values("subject_uid"))
    assert findings.count() == 36
    assert set(findings.values_list("state", flat=True)) == {"fed_back", "accepted"}
    assert Item.objects.filter(finding__in=findings, state="under_way", done_on=None).exists()


def test_matters_and_clues_were_reopened(messy: City) -> None:
    reopened = Passage.objects.filter(office=messy.home, verb="reopen").values_list("subject", flat=True)
    assert {"leadership.namedmatter", "clues.clue"} <= set(reopened)
    assert not Clue.objects.filter(state="transferred", closed_on__isnull=False).exists()


def test_rows_were_voided_and_corrected(messy: City) -> None:
    voided = {model._meta.label_lower for model in business_models() if _voided(model, messy).exists()}
    assert voided == {"findings.finding", "leadership.briefing", "rounds.task"}
    assert Correction.objects.filter(office=messy.home).count() == 14 + 4  # beside those of any city
    corrected = Passage.objects.filter(office=messy.home, verb="correct", subject="rounds.task")
    assert all(passage.note and passage.changes for passage in corrected)
    assert corrected.exists()


def _voided(model: type, messy: City) -> object:
    return model._base_manager.filter(office=messy.home).exclude(voided_at=None)  # type: ignore[attr-defined]


def test_an_organisation_was_inspected_twice_in_the_term(messy: City) -> None:
    routine = Task.objects.filter(office=messy.home, kind="routine", left_on__isnull=False, voided_at=None)
    twice = routine.filter(organisation__tasks__kind="routine", organisation__tasks__pk__gt=F("pk"))
    assert twice.filter(organisation__tasks__left_on__isnull=False).exists()


def test_it_is_not_built_twice_nor_beside_real_data(messy: City) -> None:
    with pytest.raises(NotAllowed), transaction.atomic():
        build_city(messy=True)
    with transaction.atomic():
        Installation.objects.update(is_demo=False)
        with pytest.raises(NotAllowed):
            build_city()
        transaction.set_rollback(True)
