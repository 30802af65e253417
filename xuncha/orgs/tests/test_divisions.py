"""The register of divisions: level and superior follow from the code."""

from datetime import date

import pytest

from xuncha.audit.models import Entry
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.orgs import actions
from xuncha.orgs.models import Division
from xuncha.records.rules import Level, Role
from xuncha.records.tests.builders import DAY, director, office, viewer

pytestmark = pytest.mark.django_db


def test_each_division_finds_its_level_and_its_superior_down_to_the_village() -> None:
    head = director(office())
    chain = ["990000", "990100", "990102", "990102003", "990102003201"]
    rows = [actions.add_division(code=code, name=code, by=head, at=DAY) for code in chain]
    assert [row.level for row in rows] == [*Level]
    assert [row.parent for row in rows] == [None, *rows[:-1]]
    assert Entry.objects.filter(verb="add division").count() == len(chain)


def test_a_county_run_by_its_province_stands_below_the_province() -> None:
    head = director(office())
    top = actions.add_division(code="990000", name="某省", by=head, at=DAY)
    assert actions.add_division(code="999001", name="直管县", by=head, at=DAY).parent == top


def test_a_long_code_of_a_county_is_kept_in_its_own_length() -> None:
    head = director(office())
    actions.add_division(code="990000", name="某省", by=head, at=DAY)
    assert actions.add_division(code="9901 0200 0000", name="某县", by=head, at=DAY).code == "990102"


def test_a_code_in_a_wrong_shape_without_superior_or_given_twice_is_refused() -> None:
    head = director(office())
    for code, sentence in (("12", "6位、9位"), ("990102003", "上级区划尚未登记")):
        with pytest.raises(NotAllowed, match=sentence):
            actions.add_division(code=code, name="—", by=head, at=DAY)
    actions.add_division(code="990000", name="某省", by=head, at=DAY)
    with pytest.raises(NotAllowed, match="已经登记"):
        actions.add_division(code="990000", name="某省", by=head, at=DAY)
    with pytest.raises(WrongRole):
        actions.add_division(code="980000", name="—", by=viewer(Role.AUDITOR, office=office()), at=DAY)


def test_a_code_is_in_use_from_its_first_to_the_eve_of_its_last_day() -> None:
    row = Division.objects.create(code="990000", name="某省", level=Level.PROVINCE, valid_from=DAY)
    always = Division.objects.create(code="980000", name="某省", level=Level.PROVINCE)
    assert set(Division.objects.in_use_on(date(2019, 6, 2))) == {always}
    Division.objects.filter(pk=row.pk).update(valid_until=date(2019, 7, 1))
    assert set(Division.objects.in_use_on(date(2019, 6, 30))) == {row, always}
    assert set(Division.objects.in_use_on(date(2019, 7, 1))) == {always}
