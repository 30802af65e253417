"""The plan and its versions, made by the verbs."""

from datetime import date

import pytest

from xuncha.basis.tests.builders import document
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.records.models import Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office, viewer
from xuncha.rounds.actions import plans, themes
from xuncha.rounds.actions.plans import Change
from xuncha.rounds.engine.coverage import Coverage
from xuncha.rounds.models import PlanItem, PlanVersion
from xuncha.rounds.queries.coverage import coverage
from xuncha.rounds.rules.plans import PlanChangeKind
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db

START, REFORM = date(2017, 3, 1), date(2019, 3, 1)


@pytest.fixture
def by() -> Viewer:
    return director(office())


@pytest.fixture
def first(by: Viewer) -> PlanVersion:
    """Four departments on the first list, the first of them inspected."""
    home = make.Office.objects.get(pk=by.office)
    term = plans.open_term(
        office=home, number=4, name="四届市委", ends_on=date(2021, 12, 31), by=by, at=date(2017, 1, 1)
    )
    units = [organisation(office=home) for _ in range(4)]
    version = plans.adopt(
        term, name="巡察工作规划", document=document(office=home), organisations=units, by=by, at=START
    )
    make.finished(make.round_(term=term), units[0], date(2018, 5, 1))
    return version


def units_of(version: PlanVersion) -> list[Organisation]:
    return [item.organisation for item in version.items.select_related("organisation").order_by("pk")]


def revise(version: PlanVersion, by: Viewer, *changes: Change, at: date = REFORM) -> PlanVersion:
    return plans.revise(version.plan, changes=changes, document=document(office=version.office), by=by, at=at)


def end(unit: Organisation, at: date = REFORM) -> None:
    Organisation.objects.filter(pk=unit.pk).update(abolished_on=at)


def test_the_first_list_takes_class_and_level_from_the_organisations(first: PlanVersion) -> None:
    items = list(first.items.all())
    assert [(i.unit_class, i.level, i.at) for i in items] == [("government", "city", START)] * 4


def test_every_item_has_its_passage(first: PlanVersion) -> None:
    uids = set(first.items.values_list("uid", flat=True))
    assert (
        set(Passage.objects.filter(subject="rounds.planitem").values_list("subject_uid", flat=True)) == uids
    )


def test_a_term_has_one_plan(first: PlanVersion, by: Viewer) -> None:
    with pytest.raises(NotAllowed, match="已经制定"):
        plans.adopt(
            first.plan.term,
            name="另一规划",
            document=first.document,
            organisations=units_of(first),
            by=by,
            at=START,
        )


def test_an_empty_list_is_no_plan(by: Viewer) -> None:
    term = make.term(office=make.Office.objects.get(pk=by.office))
    with pytest.raises(NotAllowed, match="不能为空"):
        plans.adopt(
            term, name="规划", document=document(office=term.office), organisations=[], by=by, at=START
        )
    assert not PlanVersion.objects.exists()


def test_the_next_version_copies_the_list_and_applies_the_changes(first: PlanVersion, by: Viewer) -> None:
    one, two, three, four = units_of(first)
    heir, new = organisation(office=first.office), organisation(office=first.office)
    end(one)
    end(two)
    end(four)
    after = revise(
        first,
        by,
        Change(one, PlanChangeKind.MERGED, "合并组建", successor=heir),
        Change(two, PlanChangeKind.MERGED, "合并组建", successor=heir),
        Change(new, PlanChangeKind.ADDED, "新设"),
        Change(four, PlanChangeKind.ABOLISHED, "撤销"),
    )
    assert set(units_of(after)) == {three, heir, new}
    assert (after.number, after.at) == (2, REFORM)
    assert list(after.changes.order_by("pk").values_list("kind", flat=True)) == [
        "merged",
        "merged",
        "added",
        "abolished",
    ]
    assert PlanItem.objects.filter(version=first).count() == 4


def test_the_heir_of_an_inspected_organisation_is_covered(first: PlanVersion, by: Viewer) -> None:
    one, two, *_ = units_of(first)
    revise(first, by, Change(one, PlanChangeKind.MERGED, "并入", successor=two))
    assert coverage(first.office_id, date(2018, 12, 31)) == Coverage(1, 4)
    assert coverage(first.office_id, REFORM) == Coverage(1, 3)


def test_a_split_adds_a_part_and_keeps_what_goes_on_existing(first: PlanVersion, by: Viewer) -> None:
    one, *_ = units_of(first)
    part = organisation(office=first.office)
    after = revise(first, by, Change(one, PlanChangeKind.SPLIT, "分设", successor=part))
    assert {one, part} <= set(units_of(after))
    assert coverage(first.office_id, REFORM) == Coverage(1, 5)


def test_of_an_organisation_that_was_split_up_only_the_parts_stay(first: PlanVersion, by: Viewer) -> None:
    _, two, *_ = units_of(first)
    parts = [organisation(office=first.office) for _ in range(2)]
    end(two)
    after = revise(first, by, *(Change(two, PlanChangeKind.SPLIT, "分设", successor=part) for part in parts))
    assert two not in units_of(after)
    assert set(parts) <= set(units_of(after))
    assert after.items.count() == 5


def test_only_an_inspected_organisation_is_kept_as_inspected(first: PlanVersion, by: Viewer) -> None:
    one, two, *_ = units_of(first)
    with pytest.raises(NotAllowed, match="尚未巡察"):
        revise(first, by, Change(two, PlanChangeKind.KEPT, "撤销"))
    end(one)
    after = revise(first, by, Change(one, PlanChangeKind.KEPT, "撤销"))
    assert one in units_of(after)
    assert coverage(first.office_id, REFORM) == Coverage(1, 4)


@pytest.mark.parametrize(
    ("kind", "listed", "match"),
    [
        (PlanChangeKind.ADDED, True, "不符"),
        (PlanChangeKind.MERGED, False, "不符"),
        (PlanChangeKind.SPLIT, False, "不符"),
        (PlanChangeKind.ABOLISHED, False, "不符"),
        (PlanChangeKind.KEPT, False, "不符"),
        (PlanChangeKind.MERGED, True, "承接"),
        (PlanChangeKind.SPLIT, True, "承接"),
    ],
)
def test_a_change_has_to_fit_the_list(
    first: PlanVersion, by: Viewer, kind: PlanChangeKind, listed: bool, match: str
) -> None:
    unit = units_of(first)[0] if listed else organisation(office=first.office)
    with pytest.raises(NotAllowed, match=match):
        revise(first, by, Change(unit, kind, "机构改革"))
    assert PlanVersion.objects.count() == 1


def test_what_was_abolished_cannot_be_added_or_succeed(first: PlanVersion, by: Viewer) -> None:
    one, *_ = units_of(first)
    gone = organisation(office=first.office, abolished_on=date(2019, 1, 1))
    for change in (
        Change(gone, PlanChangeKind.ADDED, "新设"),
        Change(one, PlanChangeKind.MERGED, "并入", successor=gone),
    ):
        with pytest.raises(NotAllowed, match="已经撤销"):
            revise(first, by, change)


def test_a_revision_is_later_says_something_and_gives_reasons(first: PlanVersion, by: Viewer) -> None:
    one, *_ = units_of(first)
    with pytest.raises(NotAllowed, match="晚于"):
        revise(first, by, Change(one, PlanChangeKind.ABOLISHED, "撤销"), at=START)
    with pytest.raises(NotAllowed, match="没有调整事项"):
        revise(first, by)
    with pytest.raises(NotAllowed, match="调整理由"):
        revise(first, by, Change(one, PlanChangeKind.ABOLISHED, " "))
    with pytest.raises(NotAllowed, match="一种调整"):
        revise(
            first, by, Change(one, PlanChangeKind.ABOLISHED, "撤销"), Change(one, PlanChangeKind.KEPT, "保留")
        )


def test_a_long_list_costs_no_more_questions_than_a_short_one(
    first: PlanVersion, by: Viewer, django_assert_max_num_queries
) -> None:
    new = [organisation(office=first.office) for _ in range(30)]
    changes = [Change(unit, PlanChangeKind.ADDED, "新设") for unit in new]
    revise(first, by, *changes)
    one, *_ = units_of(first)
    with django_assert_max_num_queries(25):
        revise(first, by, Change(one, PlanChangeKind.ABOLISHED, "撤销"), at=date(2020, 1, 1))


@pytest.mark.parametrize("role", [role for role in Role if role not in plans.OFFICE])
def test_nobody_else_draws_up_a_plan(first: PlanVersion, role: Role) -> None:
    stranger = viewer(role, office=first.office)
    one, *_ = units_of(first)
    with pytest.raises(WrongRole):
        revise(first, stranger, Change(one, PlanChangeKind.ABOLISHED, "撤销"))


def test_a_year_has_one_theme_with_its_key_tasks_in_order(by: Viewer) -> None:
    home = make.Office.objects.get(pk=by.office)
    theme = themes.set_theme(office=home, year=2019, title="质量提升年", by=by, at=date(2019, 1, 10))
    tasks = [
        themes.add_key_task(
            theme, text=text, owner="综合科", due_on=date(2019, 12, 31), by=by, at=date(2019, 1, 10)
        )
        for text in ("完善制度", "开展培训")
    ]
    assert [task.serial for task in tasks] == [1, 2]
    themes.finish(tasks[0], by=by, at=date(2019, 6, 1))
    tasks[0].refresh_from_db()
    assert tasks[0].done_on == date(2019, 6, 1)
    with pytest.raises(NotAllowed, match="不能重复"):
        themes.finish(tasks[0], by=by, at=date(2019, 7, 1))
    with pytest.raises(NotAllowed):
        themes.set_theme(office=home, year=2019, title="另一主题", by=by, at=date(2019, 2, 1))
